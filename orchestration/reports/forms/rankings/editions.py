"""Which edition of an index a text is about: the data year, or the day of a running index.

The year of publication, of a decision, or of a comparison is not the edition.
"""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from orchestration.reports.forms.rankings.vocabulary import Vocabulary, fold, search
from orchestration.reports.readers.dates import find_dates

if TYPE_CHECKING:
    from collections.abc import Iterator

_YEAR = re.compile(r"(?<![\d/.,–-])(?<!\d )(20[0-4]\d)(?!\d|[–-]\d|[.,]\d|/)")
_QUARTER = re.compile(r"quý (iv|iii|ii|i|[1-4])(?:[ /-]| năm )+(20\d\d)")
_MONTH = re.compile(r"tháng (\d{1,2})(?: ?[/-] ?| năm )(20\d\d)")
_HALF = re.compile(r"6 tháng (đầu|cuối) năm (20\d\d)")
_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4}
_GAP = re.compile(r"[\s()–:,-]*(?:[\w\s]{0,24}?\)?[\s,–-]*\bnăm)?\s*")
"""What may stand between the name of an index and its year."""


@dataclass(frozen=True, slots=True)
class Edition:
    """An edition: its label under the contract, its period, and the day it was read, if any."""

    label: str
    period_start: date
    period_end: date
    as_of: date | None = None


def year_edition(year: int) -> Edition:
    """The edition of a data year."""
    return Edition(str(year), date(year, 1, 1), date(year, 12, 31))


def day_edition(day: date) -> Edition:
    """A snapshot of a running index."""
    return Edition(day.isoformat(), day, day, day)


def edition_in(text: str, vocabulary: Vocabulary, index_code: str | None) -> Edition | None:
    """The edition that one line names, or `None`.

    A running index may be dated by day, month, quarter or half-year; every other index by year only.
    """
    folded = fold(text)
    words = vocabulary.indices.get(index_code or "")
    if words and words.is_running:
        dated = _snapshot(folded, vocabulary) or _part_of_year(folded)
        if dated:
            return dated
    years = list(_years(folded, vocabulary))
    near = (year for start, year in years if _follows_index(folded[:start], vocabulary))
    chosen = next(near, None) or next((year for _, year in years), None)
    return year_edition(chosen) if chosen else None


def edition_from_cell(text: str) -> Edition | None:
    """The edition in a cell of a year or date column."""
    dates = find_dates(text)
    if dates:
        return day_edition(dates[0][2])
    match = re.fullmatch(r"(?:năm )?(20[0-4]\d)", fold(text))
    return year_edition(int(match[1])) if match else _part_of_year(fold(text))


def years_in_header(text: str) -> list[int]:
    """The years in the header of a column."""
    return [int(match[1]) for match in _YEAR.finditer(fold(text))]


def _snapshot(folded: str, vocabulary: Vocabulary) -> Edition | None:
    for start, _, day in find_dates(folded):
        before = folded[:start].rstrip()
        if search(vocabulary.snapshot, before) and not search(vocabulary.publication, before):
            return day_edition(day)
        if folded[start:].startswith("ngày") and not search(vocabulary.publication, before):
            return day_edition(day)
    return None


def _part_of_year(folded: str) -> Edition | None:
    if match := _QUARTER.search(folded):
        quarter, year = _ROMAN.get(match[1]) or int(match[1]), int(match[2])
        return _months(f"{year}-Q{quarter}", year, 3 * quarter - 2, 3 * quarter)
    if match := _HALF.search(folded):
        half, year = (1 if match[1] == "đầu" else 2), int(match[2])
        return _months(f"{year}-H{half}", year, 6 * half - 5, 6 * half)
    match = _MONTH.search(folded)
    if match and 1 <= int(match[1]) <= 12 and not folded[: match.start()].rstrip().endswith("ngày"):
        month, year = int(match[1]), int(match[2])
        return _months(f"{year}-{month:02}", year, month, month)
    return None


def _months(label: str, year: int, first: int, last: int) -> Edition:
    return Edition(label, date(year, first, 1), date(year, last, monthrange(year, last)[1]))


def _years(folded: str, vocabulary: Vocabulary) -> Iterator[tuple[int, int]]:
    """The years that may be a data year, with their place."""
    dates = find_dates(folded)
    for match in _YEAR.finditer(folded):
        before = folded[: match.start()]
        if any(start <= match.start() < end for start, end, _ in dates):
            continue
        if _follows_index(before, vocabulary) or not search(
            vocabulary.publication, before.removesuffix("năm ")
        ):
            yield match.start(), int(match[1])


def _follows_index(before: str, vocabulary: Vocabulary) -> bool:
    """Whether the name of an index stands right before, as in "PCI 2016" or "(PAR INDEX) năm 2024"."""
    ends = (
        name_match.end()
        for words in vocabulary.indices.values()
        for name in words.names
        for name_match in name.finditer(before)
    )
    return any(_GAP.fullmatch(before[end:]) for end in ends)
