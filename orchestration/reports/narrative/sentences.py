"""One sentence with all that was found in it, before anything is joined.

Belongs here: running the finders in their order of dependence. Does not belong here: any decision about
figures.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from orchestration.reports.narrative.abbreviations import cues_past, short_forms
from orchestration.reports.narrative.clauses import Boundary, find_boundaries
from orchestration.reports.narrative.indices import IndexMention, find_indices
from orchestration.reports.narrative.masks import Mask, find_masks
from orchestration.reports.narrative.numbers import Number, find_numbers
from orchestration.reports.narrative.periods import PeriodMention, find_periods

if TYPE_CHECKING:
    from datetime import date

    from orchestration.reports.catalogue.agencies import Agency
    from orchestration.reports.narrative.measures import Cue, Measures
    from orchestration.reports.narrative.subject import Subject
    from orchestration.reports.narrative.subjects import SubjectFinder

_NONE_OVERDUE = re.compile(
    r"không (?:có|phát sinh|còn|để xảy ra|để phát sinh)(?: trường hợp)?(?= (?:hồ sơ|tthc"
    r"|thủ tục)(?: nào)?(?: \w+){0,3} (?:quá|trễ|chậm))"
)


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence as printed and folded, and what the finders saw; every span counts from its first letter."""

    text: str
    folded: str
    masks: list[Mask]
    numbers: list[Number]
    periods: list[PeriodMention]
    cues: list[Cue]
    indices: list[IndexMention]
    subjects: list[Subject]
    boundaries: list[Boundary]

    @property
    def names(self) -> list[tuple[int, int]]:
        """Spans of agencies and periods, in order."""
        spans = [(s.start, s.end) for s in self.subjects] + [(p.start, p.end) for p in self.periods]
        return sorted(spans)


def analyse(
    text: str,
    folded: str,
    finder: SubjectFinder,
    measures: Measures,
    place: Agency | None,
    today: date | None,
) -> Sentence:
    """Everything that can be seen in a sentence without its neighbours, except whose and of when."""
    masks = find_masks(folded)
    numbers = _with_zeros(text, folded, find_numbers(text, folded, masks))
    periods = find_periods(folded, today)
    short = short_forms(text)
    cues = cues_past(measures, folded, short) if numbers or "tỷ lệ" in folded else []
    indices = find_indices(folded)
    units = [(mask.start, mask.end) for mask in masks if mask.kind == "units"]
    subjects = _outside_names(finder.find(text, folded, units, place), indices)
    numbers = _outside_units(numbers, subjects)
    protected = [(mask.start, mask.end) for mask in masks] + [(n.start, n.end) for n in numbers]
    protected += short
    protected += [(x.start, x.end) for group in (periods, cues, indices, subjects) for x in group]
    return Sentence(
        text, folded, masks, numbers, periods, cues, indices, subjects, find_boundaries(folded, protected)
    )


def _outside_units(numbers: list[Number], subjects: list[Subject]) -> list[Number]:
    """The figures that are no part of a unit's name: "xã Tên 4"."""
    named = [s for s in subjects if s.kind == "agency" and s.level in ("agency", "district", "commune")]
    return [n for n in numbers if not any(s.start < n.start and n.end <= s.end for s in named)]


def _outside_names(subjects: list[Subject], indices: list[IndexMention]) -> list[Subject]:
    """The subjects that are no word of an index's name: "chỉ số năng lực cạnh tranh cấp tỉnh (của A)"."""
    found = []
    for subject in subjects:
        name = next((m for m in indices if m.start <= subject.start < m.end), None)
        if name is None:
            found.append(subject)
        elif subject.end > name.end and subject.code and "/" in subject.code:
            whole = subject.code.partition("/")[0]
            found.append(replace(subject, start=name.end, code=whole, level="province"))
    return found


def _with_zeros(text: str, folded: str, numbers: list[Number]) -> list[Number]:
    """The figures and the zeros said in words: no dossier is late."""
    zeros = [
        Number(m.start(), m.end(), text[m.start() : m.end()], 0.0) for m in _NONE_OVERDUE.finditer(folded)
    ]
    return sorted([*numbers, *zeros], key=lambda number: number.start)
