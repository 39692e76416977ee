"""Whether a table goes on with another on the next page, and which of the other's rows are new."""

from __future__ import annotations

import re
from bisect import bisect_right
from itertools import pairwise
from typing import TYPE_CHECKING

from orchestration.reports.readers.pdf.placed import PlacedCell

if TYPE_CHECKING:
    from collections.abc import Sequence

    from orchestration.reports.readers.pdf.placed import PlacedTable

_SAME_EDGE = 5.0
_FIGURE = re.compile(r"^[-–(]?\d[\d.,]*\)?%?$|^[-–]$")

_Row = tuple[PlacedCell, ...]


def same_table(first: PlacedTable, second: PlacedTable) -> bool:
    """Whether the second has the columns of the first: each of its edges is one of the first's, ends too."""
    ends = abs(first.x0 - second.x0) <= _SAME_EDGE and abs(first.x1 - second.x1) <= _SAME_EDGE
    return ends and all(
        min(abs(edge - other) for other in first.edges) <= _SAME_EDGE for edge in second.edges
    )


def tail_rows(first: PlacedTable, second: PlacedTable) -> list[_Row]:
    """The rows of the second in the columns of the first, without the heading rows that it repeats."""
    rows = [_refitted(row, second.edges, first.edges) for row in second.rows]
    repeated = 0
    for row, head in zip(rows, first.rows, strict=False):
        if [cell.text for cell in row] != [cell.text for cell in head]:
            break
        repeated += 1
    return rows[repeated:]


def is_rest_of_row(above: Sequence[str], row: _Row) -> bool:
    """Whether a row that begins a page is the lower part of the last row of the page before.

    Its number and its figures stand in the upper part: it has words only, where the upper part has words too.
    """
    filled = [column for column, cell in enumerate(row) if cell.text]
    if not filled or row[0].text or len(filled) == len(row):
        return False
    return all(above[column] and not _FIGURE.match(row[column].text) for column in filled)


def _refitted(row: _Row, own: tuple[float, ...], wanted: tuple[float, ...]) -> _Row:
    """A row with a merged cell wherever it lacks a line that the other table has."""
    if len(own) == len(wanted):
        return row
    cells: list[PlacedCell] = []
    last = -1
    for left, right in pairwise(wanted):
        column = min(max(bisect_right(own, (left + right) / 2) - 1, 0), len(row) - 1)
        cell = row[column]
        cells.append(PlacedCell(cell.text, cell.is_repeated or column == last))
        last = column
    return tuple(cells)
