"""Ministries and departments listed by their fields: "các bộ thấp nhất là: Xây dựng (16,6%), Y tế (31%)".

Belongs here: names without "Bộ" or "Sở" after words that announce a list of such. Not here: names in full
(`catalogue.agencies`, `subjects`).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from orchestration.reports.catalogue.offices import is_field_of_departments
from orchestration.reports.narrative.text import UPPER

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import date

    from orchestration.reports.catalogue.agencies import AgencyDirectory
    from orchestration.reports.catalogue.agency import Agency

_ANNOUNCED = re.compile(
    r"\b(?:các|\d+|hai|ba|bốn|năm|những|nhóm|khối|một số|nhiều) (?P<kind>bộ|sở)\b"
    r"[^.;:()]{0,110}?(?: là| gồm| như|:|,)(?= ?:? ?)"
)
_START = re.compile(rf"(?:^|[:;,)…]|\bvà|\blà|\bgồm|\bnhư) *(?=[{UPPER}])")
_WORD = re.compile(r"[\w&-]+")
_END = re.compile(r" *(?:[(:;,.…)]|\d|$|[-–] |(?:đạt|với|có|chiếm|và|cùng|đều|còn)\b)")
_LONGEST = 8


def bare_ministries(
    text: str, folded: str, on: date | None, directory: AgencyDirectory
) -> Iterator[tuple[int, int, Agency]]:
    """Start, end and ministry of each name in such a list of ministries."""
    for start, end, _ in _listed(
        text, folded, "bộ", lambda name: bool(directory.resolve(name, on, "ministry"))
    ):
        ministry = directory.resolve(text[start:end], on, "ministry")
        if ministry is not None:
            yield start, end, ministry


def bare_departments(text: str, folded: str) -> Iterator[tuple[int, int]]:
    """Start and end of each name in such a list of departments."""
    for start, end, _ in _listed(text, folded, "sở", is_field_of_departments):
        yield start, end


def _listed(
    text: str, folded: str, kind: str, is_name: Callable[[str], bool]
) -> Iterator[tuple[int, int, str]]:
    announced = next((m for m in _ANNOUNCED.finditer(folded) if m["kind"] == kind), None)
    if announced is None:
        return
    stop = 0
    for match in _START.finditer(text, announced.end() - 4):
        start = match.end()
        end = _name_end(text, start, is_name) if start >= stop else None
        if end is not None:
            stop = end
            yield start, end, text[start:end]


def _name_end(text: str, start: int, is_name: Callable[[str], bool]) -> int | None:
    """Where the longest name that begins at a place ends."""
    ends: list[int] = []
    for word in _WORD.finditer(text, start):
        if len(ends) == _LONGEST or not re.fullmatch(
            r"(?: | - | – |, | & )?", text[ends[-1] if ends else start : word.start()]
        ):
            break
        ends.append(word.end())
    fitting = (end for end in reversed(ends) if _END.match(text, end) and is_name(text[start:end]))
    return next(fitting, None)
