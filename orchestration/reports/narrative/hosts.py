"""The office or unit below a province whose own site a document comes from.

Belongs here: host names ("stp.tinhten.gov.vn", "huyenten.tinhten.gov.vn") and the sections of a paper's
address ("/huyen-ten/"), and whether the text then speaks of its own house. Not here: the province of a host
(`issuer`).
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from orchestration.reports.catalogue.agency import Agency
from orchestration.reports.catalogue.local_units import units_inside
from orchestration.reports.catalogue.names import without_diacritics
from orchestration.reports.catalogue.offices import department_fields
from orchestration.reports.catalogue.variants import bare_unit_name
from orchestration.reports.narrative.spoken_of import is_said_alone
from orchestration.reports.narrative.text import UPPER
from orchestration.reports.narrative.units import office_code

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from orchestration.reports.catalogue.agencies import AgencyDirectory

_HEAD = re.compile(r"(?:ubnd)?(?:huyen|quan|thixa|tx|thanhpho|tp|xa|phuong|thitran|dackhu)?(?=[a-z]{3})")
_SECTION = re.compile(r"(?:huyen|quan|thi-xa|thanh-pho|tp|xa|phuong|thi-tran|dac-khu)-[a-z-]{3,40}")
_JOINTS = frozenset({"va"})
_OFFICE_ALONE = re.compile(
    r"(?:\b(?:của|tại|toàn) Sở|(?:^|[.,;:] |\bnăm, |\bqua, )Sở(?= (?:đã|có|luôn|tiếp|giải|thực|cũng|nhận)\b)"
    r"|\bSở (?:đã|tiếp nhận|giải quyết|có \d))(?! " + rf"[{UPPER}])"
)


def office_of_host(
    url: str | None, place: Agency | None, on: date | None, agencies: AgencyDirectory
) -> Agency | None:
    """The department, district or commune of a province whose site or section an address names."""
    if url is None or place is None or not place.code.startswith("province:"):
        return None
    parts = urlsplit(url)
    host = (parts.hostname or "").lower()
    if host.endswith(".gov.vn"):
        for label in host.removesuffix(".gov.vn").split("."):
            found = _department(label, place, on, agencies) or _unit(label, place, on)
            if found is not None:
                return found
    section = next((s for s in parts.path.lower().split("/")[:-1] if _SECTION.fullmatch(s)), None)
    return _unit(section.replace("-", ""), place, on) if section else None


def speaks_of_itself(office: Agency, body: Iterable[str], folded: Iterable[str]) -> bool:
    """Whether a text says "Sở" or "huyện" alone and so means the house that publishes it."""
    if office.level == "agency":
        return any(map(_OFFICE_ALONE.search, body))
    return is_said_alone(office, folded)


def _department(label: str, place: Agency, on: date | None, agencies: AgencyDirectory) -> Agency | None:
    field = _fields().get(label.replace("-", ""))
    if field is None:
        return None
    name = f"Sở {field}"
    return Agency(office_code(name, on, agencies, place), "agency", name)


def _unit(label: str, place: Agency, on: date | None) -> Agency | None:
    """The one unit of a province with a name in one word: the district if a commune has the same name."""
    plain = label.replace("-", "").rstrip("0123456789")
    head = _HEAD.match(plain)
    names = {plain, plain[head.end() :] if head else plain}
    for level in ("district", "commune"):
        found = {
            unit.code: unit
            for unit in units_inside(place.code.removeprefix("province:"), level)
            if (on is None or unit.is_valid(on)) and _plain(bare_unit_name(unit.name_vi)) in names
        }
        if len(found) == 1:
            return next(iter(found.values()))
    return None


@cache
def _fields() -> dict[str, str]:
    """Fields of departments by the labels their sites have: sonoivu, sonv, snv."""
    labels: dict[str, str] = {}
    for field in department_fields():
        words = re.findall(r"[a-z]+", without_diacritics(field).lower())
        initials = "".join(word[0] for word in words if word not in _JOINTS)
        for label in (f"so{''.join(words)}", f"so{initials}", f"s{initials}"):
            labels.setdefault(label, field)
    return labels


@cache
def _plain(name: str) -> str:
    return "".join(re.findall(r"[a-z]+", without_diacritics(name).lower()))
