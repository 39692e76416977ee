"""The parts of a grid: where headers end and rows begin, several tables in one grid, halves side by side.

Belongs here: geometry. Not what the figures mean (`rankings.py`), nor whose they are (`units.py`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from orchestration.reports.forms.cells import is_missing, parse_number
from orchestration.reports.forms.rankings.columns import role_of
from orchestration.reports.forms.rankings.editions import years_in_header
from orchestration.reports.forms.rankings.vocabulary import Vocabulary, fold
from orchestration.reports.readers.grid import line_of

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from orchestration.reports.document import Cell, Table

_Row = tuple["Cell", ...]
_NUMBERING = re.compile(r"^\(?\s*(?:\d{1,2}|[A-H])(?:\s*=.*)?\s*\)?$")
_YEAR = re.compile(r"(?:19|20)\d\d")
_HEADER_ROLES = frozenset({"name", "rank", "score", "ordinal"})


@dataclass(frozen=True, slots=True)
class Segment:
    """One table inside a grid: titles above, header rows, rows of data, lone lines below."""

    titles: tuple[str, ...]
    headers: tuple[_Row, ...]
    rows: tuple[_Row, ...]
    notes: tuple[str, ...]

    def chain(self, position: int) -> list[str]:
        """The header texts over a column, from the top down, each once."""
        return list(dict.fromkeys(row[position].text for row in self.headers if row[position].text))


def segments_of(table: Table, vocabulary: Vocabulary, names_agency: Callable[[str], bool]) -> list[Segment]:
    """The tables in a grid: each begins with a header row and has rows in which some cell names an agency."""
    rows = table.rows
    starts = [n for n, row in enumerate(rows) if is_header(row, vocabulary, names_agency)]
    firsts = [n for n in starts if n - 1 not in starts]
    segments: list[Segment] = []
    titles: list[str] = []
    end_of_last = 0
    for number, first in enumerate(firsts):
        limit = firsts[number + 1] if number + 1 < len(firsts) else len(rows)
        top = _header_top(rows, first, end_of_last)
        body = _body_start(rows, range(first, limit), starts, vocabulary)
        data = [row for row in rows[body:limit] if not is_numbering(row)]
        # Titles further up still hold for a later part, but nearer ones come first.
        titles = [*titles, *(line for row in rows[end_of_last:top] if (line := line_of(row)))]
        if any(names_agency(cell.text) for row in data for cell in row):
            rows_end = _last_data(data)
            notes = [line for row in data[rows_end:] if (line := line_of(row))]
            segments.append(Segment(tuple(titles), rows[top:body], tuple(data[:rows_end]), tuple(notes)))
            end_of_last = limit - (len(data) - rows_end)
    return segments


def is_header(row: Sequence[Cell], vocabulary: Vocabulary, names_agency: Callable[[str], bool]) -> bool:
    """Whether a row is a header: two or more different texts with a role, and no agency."""
    texts = {cell.text for cell in row if cell.text}
    if len(texts) < 2 or any(len(text) > 120 for text in texts):
        return False
    if not all(map(_is_label, row)):
        return False
    signals = [signal for text in texts if (signal := _signal(text, vocabulary))]
    if len(set(signals)) < 2:
        return False
    return not any(names_agency(text) and not _names_part(text, vocabulary) for text in texts)


def _names_part(text: str, vocabulary: Vocabulary) -> bool:
    """Whether a text is a part of an index: "TTTT" is a group of 766 besides an abbreviated ministry."""
    return any(words.component_in(fold(text)) for words in vocabulary.indices.values())


@lru_cache(maxsize=20_000)
def _signal(text: str, vocabulary: Vocabulary) -> str | None:
    """What makes a text look like the header of a ranking table: a role, or the name or year of an index."""
    folded = fold(text)
    role = role_of(folded, vocabulary)
    if role in _HEADER_ROLES:
        return role
    return "value" if vocabulary.index_in(folded) or years_in_header(folded) else None


def is_numbering(row: Sequence[Cell]) -> bool:
    """Whether a row numbers the columns: (1) (2) (3), or A B 1 2."""
    texts = [cell.text for cell in row if cell.text]
    return len(texts) >= 2 and all(_NUMBERING.match(text) for text in texts) and len(set(texts)) == len(texts)


def panels_of(segment: Segment, is_name: Callable[[int], bool]) -> list[range]:
    """The column ranges of tables side by side: one range, or one for each repetition of the header.

    Args:
        segment: the rows of one table.
        is_name: whether most cells of a column name agencies.
    """
    width = len(segment.headers[0])
    chains = [tuple(segment.chain(position)) for position in range(width)]
    names = [position for position in range(width) if is_name(position)]
    twins = [position for position in names if chains[position] == chains[names[0]]] if names else []
    lead = twins[0] - next((p for p in range(width) if chains[p]), 0) if twins else 0
    starts = [position - lead for position in twins]
    if len(starts) < 2 or any(
        chains[start : start + lead + 1] != chains[starts[0] : twins[0] + 1] for start in starts
    ):
        return [range(width)] if names else []
    return [range(start, end) for start, end in zip(starts, [*starts[1:], width], strict=True)]


def _header_top(rows: Sequence[_Row], first: int, floor: int) -> int:
    """The first row of a header whose upper rows only group columns, such as years over scores and ranks."""
    top = first
    while top > floor and _is_group_row(rows[top - 1]):
        top -= 1
    return top


def _is_group_row(row: _Row) -> bool:
    filled = {cell.text for cell in row if cell.text}
    short = all(len(text) <= 120 for text in filled)
    return len(filled) >= 2 and short and all(is_missing(c.text) or _is_label(c) for c in row)


def _is_label(cell: Cell) -> bool:
    is_column_number = cell.text.startswith("(")
    return (
        is_column_number
        or _is_year(cell.text)
        or (cell.number is None and parse_number(cell, "score").value is None)
    )


def _is_year(text: str) -> bool:
    return bool(_YEAR.fullmatch(text.strip()))


def _body_start(rows: Sequence[_Row], span: range, headers: Sequence[int], vocabulary: Vocabulary) -> int:
    """The row after the header that begins a span; lower header rows may hold years only."""
    row = span.start + 1
    while row < span.stop and (row in headers or _continues_header(rows[row - 1], rows[row], vocabulary)):
        row += 1
    return row


def _continues_header(above: _Row, row: _Row, vocabulary: Vocabulary) -> bool:
    """Whether a row lies under a header: labels, some repeated from a merged cell above, or all telling."""
    filled = [(upper.text, cell) for upper, cell in zip(above, row, strict=True) if cell.text]
    if line_of(row) is not None or not filled or not all(_is_label(cell) for _, cell in filled):
        return False
    is_repeating = any(upper == cell.text for upper, cell in filled)
    return is_repeating or all(_signal(cell.text, vocabulary) for _, cell in filled)


def _last_data(rows: Sequence[_Row]) -> int:
    """The number of rows up to the last that is not a lone line."""
    return max(
        (number for number, row in enumerate(rows, 1) if any(c.text for c in row) and not line_of(row)),
        default=0,
    )
