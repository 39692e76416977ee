"""The districts and communes of one province by their names.

Here: names inside a province, where they are mostly unique. Not here: names in the whole country
(`agencies.py`), offices that no list holds (`offices.py`).
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from orchestration.reports.catalogue import seeds
from orchestration.reports.catalogue.names import normalise_name

if TYPE_CHECKING:
    from datetime import date

    from orchestration.reports.catalogue.agency import Agency


def unit_inside(name: str, province: str, on: date | None, level: str | None = None) -> Agency | None:
    """The district or commune of a province with this name; None where there is none, or several.

    Args:
        name: as printed, with its type word or "UBND" and it; without a type word `level` must say which.
        province: unit id of the province.
        on: the date at which the unit must be valid; None takes any.
        level: the level that a name without type word has.
    """
    key = normalise_name(name)
    found = {
        agency.code: agency
        for agency, is_bare in _units(province).get(key, ())
        if (on is None or agency.is_valid(on)) and (not is_bare or level == agency.level)
    }
    return next(iter(found.values())) if len(found) == 1 else None


def units_inside(province: str, level: str) -> list[Agency]:
    """Every district or commune of a province (its unit id), of all times."""
    listed = {a.code: a for found in _units(province).values() for a, _ in found if a.level == level}
    return list(listed.values())


@cache
def _units(province: str) -> dict[str, list[tuple[Agency, bool]]]:
    units: dict[str, list[tuple[Agency, bool]]] = {}
    ids = _ids_of_territory(province)
    for named in (*seeds.districts(), *seeds.communes(), *seeds.old_communes(ids)):
        if named.agency.province not in ids:
            continue
        for names, is_bare in (((*named.names, *named.aliases), False), (named.bare, True)):
            for name in names:
                for spelling in (name, f"UBND {name}"):
                    units.setdefault(normalise_name(spelling), []).append((named.agency, is_bare))
    return units


def _ids_of_territory(province: str) -> frozenset[str]:
    """The unit ids of one territory: Thừa Thiên Huế is Huế since 2025, and has the same units inside."""
    renamed = {(row["from_unit_id"], row["to_unit_id"]) for row in seeds.rows("province_status_changes")}
    return frozenset({province}.union(*(pair for pair in renamed if province in pair)))
