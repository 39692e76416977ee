"""Agencies by their code, as a person writes it into a sidecar.

Here: from a code to the agency. Not here: names (`agencies.py`, `offices.py`).
"""

from __future__ import annotations

import re
from datetime import date
from functools import cache
from itertools import chain
from typing import TYPE_CHECKING

from data_contracts.references import LEVELS_IN_PROVINCE, NAMED_AGENCY, OLD_COMMUNE
from orchestration.reports.catalogue import seeds
from orchestration.reports.catalogue.agency import Agency

if TYPE_CHECKING:
    from collections.abc import Iterable

    from orchestration.reports.catalogue.agencies import AgencyDirectory


def agency_of_code(code: str, on: date | None, directory: AgencyDirectory) -> Agency | None:
    """The agency of a code, in the version nearest to the date; None for what is no code that we know.

    Any well-formed `agency:<slug>` is an agency; its province is the unit id at the end of the slug.
    """
    whole, _, layer = code.partition("/")
    if re.match(NAMED_AGENCY, code):
        return Agency(code, "agency", code.removeprefix("agency:"), province=_province_in(code))
    versions = (_old_communes() if re.match(OLD_COMMUNE, whole) else _by_code()).get(whole, [])
    found = min(versions, key=lambda agency: agency.days_from(on or date.max), default=None)
    if found is None or not layer:
        return found
    is_layer = found.level == "province" and layer in LEVELS_IN_PROVINCE
    return directory.inside(found, layer) if is_layer else None


def _province_in(code: str) -> str | None:
    """The longest unit id with which the slug ends ("so-noi-vu-lam-dong-2025")."""
    units = (key.removeprefix("province:") for key in _by_code() if key.startswith("province:"))
    return max((unit for unit in units if code.endswith(f"-{unit}")), key=len, default=None)


@cache
def _by_code() -> dict[str, list[Agency]]:
    lists = chain(
        seeds.collectives(), seeds.provinces(), seeds.ministries(), seeds.districts(), seeds.communes()
    )
    return _versions(lists)


@cache
def _old_communes() -> dict[str, list[Agency]]:
    return _versions(seeds.old_communes())


def _versions(lists: Iterable[seeds.Named]) -> dict[str, list[Agency]]:
    found: dict[str, list[Agency]] = {}
    for named in lists:
        found.setdefault(named.agency.code, []).append(named.agency)
    return found
