"""Scores on the scale of their index, and the number of units ranked.

Parsing single cells is in `cells.py`.
"""

from __future__ import annotations

from dataclasses import dataclass
from statistics import median
from typing import TYPE_CHECKING

from orchestration.reports.forms.cells import ParsedNumber, parse_number
from orchestration.reports.forms.rankings.vocabulary import IndexWords, Vocabulary, fold, search

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from orchestration.reports.document import Cell
    from orchestration.reports.forms.rankings.units import UnitMap

_COMPLETE_LISTS = {"provinces_34": 34, "provinces_63": 58, "provinces_64": 64}
"""From how many rows on a list is complete: PAPI leaves out up to three provinces."""
_LONGEST_TOP_LIST = 40
"""A list whose last place is its length may be a top list, but not one as long as this.

PCI 2005 ranked 42.
"""


@dataclass(frozen=True, slots=True)
class Scale:
    """How the scores of a column become scores of the index: times `factor`, out of `maximum`, in `unit`."""

    factor: float
    maximum: float | None
    unit: str

    def apply(self, value: float) -> float:
        """The score without the binary noise of the division."""
        return float(f"{value * self.factor:.12g}")


def score_scale(
    words: IndexWords, component: str, year: int | None, header: str, parsed: Sequence[ParsedNumber]
) -> Scale:
    """The scale of a column.

    An index from 0 to 1 is often printed as percent, with the sign or without: then most figures are above 1.
    """
    maximum = words.score_max(year, component)
    values = [abs(number.value) for number in parsed if number.value is not None]
    shows_percent = "%" in header or any(number.is_percent for number in parsed)
    if maximum == 1:
        is_percent = shows_percent or (bool(values) and median(values) > 1)
        return Scale(0.01 if is_percent else 1, maximum, words.unit)
    if shows_percent:
        return Scale(1, maximum or 100, "percent")
    return Scale(1, maximum, "points" if "điểm" in fold(header) else words.unit)


def parse_score(cell: Cell, words: IndexWords) -> ParsedNumber:
    """A cell of a score column; a zero that stands for "left out" is no score."""
    parsed = parse_number(cell, "score")
    return ParsedNumber() if parsed.value == 0 and words.zero_is_missing else parsed


def ranked_count(
    units: UnitMap, lines: Iterable[str], ranks: Sequence[ParsedNumber], listed: int, vocabulary: Vocabulary
) -> int | None:
    """How many units were ranked: as a line states, else as counted when the list is complete.

    Args:
        units: the list behind the table.
        lines: headers and titles, nearest first.
        ranks: the places in the table.
        listed: the number of rows with a score or a place.
        vocabulary: how a count is stated.
    """
    patterns = next((found for level, found in vocabulary.ranked_counts.items() if level == units.level), ())
    for line in lines:
        if match := search(patterns, fold(line)):
            return int(match["count"])
    last = max((int(rank.value) for rank in ranks if rank.value is not None), default=0)
    is_complete = (
        listed >= _COMPLETE_LISTS.get(units.unit_set, listed + 1) or last == listed >= _LONGEST_TOP_LIST
    )
    return listed if is_complete and last <= listed else None
