"""Tables of a ranking flattened to paragraphs: a row a line ("Quảng Ninh 72.95 1 Tốt"), or a cell a line.

Belongs here: where such a table stands, and which of its columns holds places or scores: only those that its
order bears out. Does not belong here: tables that are still tables (`forms.rankings`), or sentences.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from orchestration.reports.narrative.indices import YEAR_AFTER, find_indices
from orchestration.reports.narrative.numbers import parse_figure

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from orchestration.reports.narrative.indices import Index
    from orchestration.reports.narrative.subject import Subject

_LONGEST = 90
_FEWEST_ROWS = 3
_FARTHEST_CAPTION = 12
_WIDEST = 12
_MOSTLY = 0.7
"""So many of the places of a table must differ: some units share one."""
_FIGURE = re.compile(r"(?<!\S)\(?(?P<figure>\d{1,3}(?:[.,]\d{1,4})?)(?: ?/ ?[36]\d)?%?\)?(?!\S)")
_ROW = re.compile(
    r"(?:(?P<first>\d{1,2})[.)]? )?(?P<name>[^\W\d][^\d|:;]{2,40}?):?(?P<rest>(?: \(?\d[^|;]*)?)"
)
_ANY_YEAR = re.compile(r"\b(?:19|20)\d{2}\b")
_RANKS = re.compile(r"\b(?:xếp hạng|thứ hạng|hạng|vị trí|xếp thứ)\b")
_BESIDES = re.compile(r"\W*(?:(?:rất )?tốt|khá|trung bình(?: khá)?|thấp|tương đối thấp|cao|nhóm \w+|\|)?\W*")


@dataclass(frozen=True, slots=True)
class Cell:
    """A figure of a table in a paragraph, counted from 0: its text and value."""

    paragraph: int
    start: int
    text: str
    value: float
    is_whole: bool


@dataclass(frozen=True, slots=True)
class TableRow:
    """The agency of a row, the paragraph of its name, its place and its score; either may be missing."""

    agency: Subject
    place: int
    rank: Cell | None
    score: Cell | None


@dataclass(frozen=True, slots=True)
class RankTable:
    """A table in the paragraphs [start, end); `year` is the one that its caption gives the index."""

    start: int
    end: int
    index: Index
    year: int | None
    rows: tuple[TableRow, ...]


@dataclass(frozen=True, slots=True)
class _Raw:
    start: int
    end: int
    place: int
    agency: Subject
    first: Cell | None
    figures: tuple[Cell, ...]


def find_rank_tables(
    folded: Sequence[str], agency_of: Callable[[int, str], Subject | None]
) -> list[RankTable]:
    """The tables of a document, in order.

    Args:
        folded: its paragraphs.
        agency_of: the province or ministry that a name in a paragraph is, if it is one.
    """
    figures = [len(text) <= _LONGEST and _FIGURE.search(text) is not None for text in folded]
    if sum(figures) < _FEWEST_ROWS:
        return []
    tables: list[RankTable] = []
    raw = _rows(folded, figures, agency_of)
    while raw:
        run = [raw.pop(0)]
        while raw and _goes_on(run, raw[0]):
            run.append(raw.pop(0))
        table = _table(run, folded) if len(run) >= _FEWEST_ROWS else None
        tables += [table] if table else []
    return tables


def _rows(
    folded: Sequence[str], figures: Sequence[bool], agency_of: Callable[[int, str], Subject | None]
) -> list[_Raw]:
    rows: list[_Raw] = []
    for place, text in enumerate(folded):
        near = figures[max(0, place - 1) : place + _WIDEST]
        match = _ROW.fullmatch(text.strip()) if len(text) <= _LONGEST and any(near) else None
        agency = agency_of(place, match["name"]) if match else None
        if match is None or agency is None:
            continue
        cells = _cells(place, match["rest"], text.find(match["rest"])) if match["rest"] else []
        first = _first(match, place, folded)
        end = place + 1
        if not match["rest"]:
            end, cells = _column(folded, place + 1)
        rows.append(_Raw(first.paragraph if first else place, end, place, agency, first, tuple(cells)))
    return rows


def _first(match: re.Match[str], place: int, folded: Sequence[str]) -> Cell | None:
    """The whole number before a name: in its line, or a line of its own."""
    if match["first"]:
        return Cell(place, match.start("first"), match["first"], float(match["first"]), is_whole=True)
    before = place - 1
    while before >= 0 and not re.search(r"\w", folded[before]):
        before -= 1
    alone = re.fullmatch(r"\W*(\d{1,2})\W*", folded[before]) if before >= 0 else None
    return Cell(before, alone.start(1), alone[1], float(alone[1]), is_whole=True) if alone else None


def _column(folded: Sequence[str], place: int) -> tuple[int, list[Cell]]:
    """Where the lines of figures after a name end, and the figures."""
    cells: list[Cell] = []
    end = place
    for number in range(place, min(len(folded), place + _WIDEST)):
        found = _cells(number, folded[number], 0)
        if not found and not _BESIDES.fullmatch(folded[number]):
            break
        cells += found
        end = number + 1
    return end, cells


def _cells(place: int, text: str, offset: int) -> list[Cell]:
    """The figures of a line that holds only figures and the words of a group."""
    found = list(_FIGURE.finditer(text))
    if not found or not _BESIDES.fullmatch(_FIGURE.sub(" ", text)):
        return []
    return [
        Cell(
            place, offset + match.start("figure"), match["figure"],
            parse_figure(match["figure"], is_decimal=True)[0], is_whole=match["figure"].isdigit(),
        )
        for match in found
    ]  # fmt: skip


def _goes_on(run: Sequence[_Raw], row: _Raw) -> bool:
    """Whether a row follows the last at once, with a number before its name where the first has one."""
    last = run[-1]
    if not last.place < row.start <= last.end and row.place != last.end:
        return False
    return run[0].first is None or row.first is not None


def _table(run: Sequence[_Raw], folded: Sequence[str]) -> RankTable | None:
    index, year, says_ranks = _caption(folded, run[0].start)
    if index is None or index.is_running:
        return None
    rows = list(run)
    if run[0].first is not None:
        rows = [_without_next(row, other) for row, other in zip(run, [*run[1:], None], strict=True)]
    wide = min(len(row.figures) for row in rows)
    columns = [[row.figures[number] for row in rows] for number in range(wide)]
    scores = [column for column in columns if _are_scores(column, index)]
    firsts = [row.first for row in rows if row.first is not None]
    candidates = [*columns, firsts] if rows[0].first is not None else columns
    places = [column for column in candidates if _are_places(column)]
    if not places or not (scores or says_ranks):
        return None
    best = max(scores, key=lambda column: column[0].value) if scores else None
    told = tuple(
        TableRow(row.agency, row.place, places[0][number], best[number] if best else None)
        for number, row in enumerate(rows)
    )
    return RankTable(run[0].start, run[-1].end, index, year, told)


def _without_next(row: _Raw, other: _Raw | None) -> _Raw:
    """A row without the number that opens the next one."""
    if other is None or other.first is None or row.figures[-1:] != (other.first,):
        return row
    return _Raw(row.start, row.end, row.place, row.agency, row.first, row.figures[:-1])


def _are_places(column: Sequence[Cell]) -> bool:
    is_rising = all(cell.is_whole for cell in column) and all(a.value <= b.value for a, b in pairwise(column))
    return is_rising and len({cell.value for cell in column}) > len(column) * _MOSTLY


def _are_scores(column: Sequence[Cell], index: Index) -> bool:
    is_fitting = all(not cell.is_whole and index.least <= cell.value <= index.largest for cell in column)
    return is_fitting and all(a.value >= b.value for a, b in pairwise(column))


def _caption(folded: Sequence[str], start: int) -> tuple[Index | None, int | None, bool]:
    """The index that the lines before a table name, its year, and whether they speak of places.

    No index where one of them names a part of it, or two indices.
    """
    above = range(start - 1, max(-1, start - 1 - _FARTHEST_CAPTION), -1)
    says_ranks = False
    index: Index | None = None
    for text in (folded[place] for place in above):
        says_ranks = says_ranks or (index is None and _RANKS.search(text) is not None)
        mentions = [m for m in find_indices(text) if not m.is_passing]
        if index is None and len({m.index for m in mentions}) > 1:
            return None, None, says_ranks
        if index is None and any(m.index is None for m in mentions):
            return None, None, says_ranks
        index = index or (mentions[0].index if mentions else None)
        if index is None:
            continue
        if any(pattern.search(text) for _, pattern in index.parts) and len(text) < _LONGEST:
            return None, None, says_ranks
        year = next((int(y[1]) for m in mentions if (y := YEAR_AFTER.match(text, m.end))), None)
        years = set(_ANY_YEAR.findall(text)) if mentions else set()
        if year or len(years) == 1:
            return index, year or int(years.pop()), says_ranks
    return index, None, says_ranks
