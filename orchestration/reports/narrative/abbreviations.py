"""Short forms given in brackets after the words they stand for: "dịch vụ công trực tuyến (DVCTT) toàn trình".

Belongs here: where they stand, and reading past them. Does not belong here: what a short form means
(`measures`), or those of indices (`indices`).
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from orchestration.reports.narrative.text import UPPER

if TYPE_CHECKING:
    from orchestration.reports.narrative.measures import Cue, Measures

_SHORT = re.compile(
    rf" ?\((?:gọi tắt là |viết tắt là |sau đây gọi tắt là )?(?!PAPI|PCI|SIPAS|PAR|PGI|DTI|DDCI)"
    rf"[{UPPER}][{UPPER}&-]{{1,8}}\)"
)

Span = tuple[int, int]


def short_forms(text: str) -> list[Span]:
    """The places of short forms in a sentence as printed, brackets and the blank before them included."""
    return [match.span() for match in _SHORT.finditer(text)] if "(" in text else []


def cues_past(measures: Measures, folded: str, spans: list[Span]) -> list[Cue]:
    """The cues of a sentence as if its short forms were not there, at their places in the sentence."""
    if not spans:
        return measures.find_cues(folded)
    places: list[int] = []
    start = 0
    for span_start, span_end in [*spans, (len(folded), len(folded))]:
        places += range(start, span_start)
        start = span_end
    read = measures.find_cues("".join(folded[place] for place in places))
    return [replace(cue, start=places[cue.start], end=places[cue.end - 1] + 1) for cue in read]
