"""Scores on the scale of their index, and the number of units ranked. Parsing single cells is in `cells.py`."""

from __future__ import annotations

from dataclasses import dataclass
from statistics import median
from typing import TYPE_CHECKING

from orchestration.reports.forms.cells import ParsedNumber, parse_number, parse_rank
from orchestration.reports.forms.vocabulary import IndexWords, Vocabulary, fold, search

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from orchestration.reports.document import Cell
    from orchestration.reports.forms.units import UnitMap

_COMPLETE_LISTS = {"provinces_34": 34, "provinces_63": 40, "provinces_64": 40}
"""From how many ranked rows on a list is taken as complete: PCI 2005 ranked 42, PAPI leaves out up to three."""


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


def parse_scores(cells: Iterable[Cell], words: IndexWords) -> list[ParsedNumber]:
    """The cells of a score column; a zero that stands for "left out" is no score."""
    parsed = [parse_number(cell, "score") for cell in cells]
    return [ParsedNumber() if number.value == 0 and words.zero_is_missing else number for number in parsed]


def ranked_count(units: UnitMap, lines: Iterable[str], cells: Sequence[Cell], vocabulary: Vocabulary) -> int | None:
    """How many units were ranked: as a line states, else as counted when the list is complete."""
    patterns = next((found for level, found in vocabulary.ranked_counts.items() if level == units.level), ())
    for line in lines:
        if match := search(patterns, fold(line)):
            return int(match["count"])
    ranks = [parsed.value for cell in cells if (parsed := parse_rank(cell)).value is not None]
    is_complete = len(ranks) >= _COMPLETE_LISTS.get(units.unit_set, len(ranks) + 1) and max(ranks) == len(ranks)
    return len(ranks) if is_complete else None
