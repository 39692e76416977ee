"""Ministries listed by their fields alone: "các bộ có tỷ lệ thấp nhất là: Xây dựng (16,6%), Y tế (31%)".

Belongs here: names without "Bộ" after words that announce a list of ministries. Not here: names in full
(`catalogue.agencies`).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from orchestration.reports.narrative.text import UPPER

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from orchestration.reports.catalogue.agencies import AgencyDirectory
    from orchestration.reports.catalogue.agency import Agency

_ANNOUNCED = re.compile(r"\bcác bộ\b[^.;:()]{0,110}?(?: là| gồm| như|:|,)(?= ?:? ?)")
_NAME = re.compile(
    rf"(?:^|[:;,)]|\bvà|\blà|\bgồm|\bnhư) *(?P<name>[{UPPER}]\w*(?:,? (?:và |- |& )?[\w&-]+){{0,6}}?)"
    r" *(?=\(|:|\d|(?:đạt|với|có|chiếm)\b)"
)


def bare_ministries(
    text: str, folded: str, on: date | None, directory: AgencyDirectory
) -> Iterator[tuple[int, int, Agency]]:
    """Start, end and ministry of each name that stands before a figure of its own in such a list."""
    announced = _ANNOUNCED.search(folded)
    if announced is None:
        return
    for match in _NAME.finditer(text, announced.end() - 4):
        ministry = directory.resolve(match["name"], on, "ministry")
        if ministry is not None:
            yield match.start("name"), match.end("name"), ministry
