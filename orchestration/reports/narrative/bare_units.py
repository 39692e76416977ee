"""Districts and communes named without their type word: in lists of figures, after a unit with it.

Belongs here: "Phù Cừ 19 hồ sơ, Tiên Lữ 11 hồ sơ" and "huyện Gia Lâm và Đông Anh". Not here: units with their
type word (`subjects`), ministries listed by their fields (`bare_ministries`).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from orchestration.reports.catalogue.local_units import unit_inside
from orchestration.reports.narrative.text import UPPER

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import date

    from orchestration.reports.catalogue.agency import Agency

_BEFORE_A_FIGURE = re.compile(
    rf"(?:^|[,;:(]|\bvà|\blà|\bgồm|\bnhư|\bở|\btại) *(?P<name>[{UPPER}]\w*(?: [{UPPER}][\w']*){{0,3}})"
    r" *(?=[(:]? *(?:(?:đạt|có|còn|với|chiếm|là|giảm|tăng|tỷ lệ|tỉ lệ)\b,? ?){0,3}\d)"
)
_AFTER_A_UNIT = re.compile(rf" *(?:,|và|;) *(?P<name>[{UPPER}]\w*(?: [{UPPER}][\w']*){{0,3}})(?!\w)")
_PART_OF_A_NAME = re.compile(rf"(?:[{UPPER}]\w*[ -]|[\w-])$")
_NAME_GOES_ON = re.compile(rf"[\w-]| [{UPPER}]")
_FEWEST = 2


def listed_units(text: str, place: Agency | None, on: date | None) -> list[tuple[int, int, Agency]]:
    """Start, end and unit of each name before a figure, where a sentence has several of one province."""
    if place is None or not _is_province(place):
        return []
    found = [
        (match.start("name"), match.end("name"), unit)
        for match in _BEFORE_A_FIGURE.finditer(text)
        if (unit := _unit(match["name"], place, on))
    ]
    return found if len({unit.code for _, _, unit in found}) >= _FEWEST else []


def units_after(
    text: str, ends: Iterable[int], place: Agency | None, on: date | None
) -> Iterator[tuple[int, int, Agency]]:
    """Start, end and unit of the names that go on a list whose typed names end at `ends`."""
    if place is None or not _is_province(place):
        return
    for end in ends:
        match = _AFTER_A_UNIT.match(text, end)
        while match and (unit := _unit(match["name"], place, on)):
            yield match.start("name"), match.end("name"), unit
            match = _AFTER_A_UNIT.match(text, match.end())


def known_units(text: str, known: Mapping[str, Agency]) -> Iterator[tuple[int, int, Agency]]:
    """Start, end and unit of each name that the document elsewhere says with its type word."""
    for name, unit in known.items():
        start = text.find(name)
        while start >= 0:
            end = start + len(name)
            if not _PART_OF_A_NAME.search(text[:start]) and not _NAME_GOES_ON.match(text, end):
                yield start, end, unit
            start = text.find(name, end)


def _unit(name: str, place: Agency, on: date | None) -> Agency | None:
    unit_id = place.code.removeprefix("province:")
    found = (unit_inside(name, unit_id, on, level) for level in ("district", "commune"))
    return next(filter(None, found), None)


def _is_province(place: Agency) -> bool:
    return place.level == "province" and place.code.startswith("province:")
