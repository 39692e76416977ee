"""One HTML table as a rectangular grid.

Spans expanded, layout tables told apart. Knows nothing of what a table means.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from orchestration.reports.document import Cell, Location, Table, clean_text
from orchestration.reports.readers.failures import MAX_SPAN, MAX_TABLE_CELLS, check_size

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

_Grid = dict[tuple[int, int], str]


def has_grid(table: LexborNode) -> bool:
    """Whether a table holds data: it has no table inside, and some row has two cells."""
    return not _inner_tables(table) and any(len(_cells(row)) > 1 for row in _rows(table))


def read_table(table: LexborNode, number: int) -> Table:
    """The table with every merged cell repeated in each place that it covers."""
    rows = _rows(table)
    grid: _Grid = {}
    width = 0
    for row, node in enumerate(rows):
        width = max(width, _place_row(grid, row, node, len(rows)))
        check_size(len(grid), MAX_TABLE_CELLS, "cells", str(Location(block=number, row=row + 1)))
    height = 1 + max((row for row, _ in grid), default=-1)
    cells = tuple(
        tuple(
            Cell(grid.get((row, column), ""), Location(block=number, row=row + 1, column=column + 1))
            for column in range(width)
        )
        for row in range(height)
    )
    caption = table.css_first("caption")
    return Table(
        cells, Location(block=number, row=1, column=1), clean_text(caption.text()) if caption else ""
    )


def _place_row(grid: _Grid, row: int, node: LexborNode, height: int) -> int:
    """Fill the grid with a row; returns the width needed, for a column where no cell begins is but a span."""
    column, width = 0, 0
    for cell in _cells(node):
        while (row, column) in grid:
            column += 1
        width = column + 1
        text = _text(cell)
        columns, rows = _span(cell, "colspan"), _span(cell, "rowspan")
        # rowspan="0" reaches to the end of the table
        last_row = height if rows == 0 else min(row + rows, height)
        for covered_row in range(row, last_row):
            for covered_column in range(column, column + max(columns, 1)):
                grid.setdefault((covered_row, covered_column), text)
        column += max(columns, 1)
    return width


def _text(cell: LexborNode) -> str:
    for line_break in cell.css("br"):
        line_break.replace_with(" ")
    return clean_text(cell.text(separator=" ") if cell.css_first("p,div,li") else cell.text())


def _span(cell: LexborNode, name: str) -> int:
    digits = (cell.attributes.get(name) or "1").strip()
    return min(int(digits), MAX_SPAN) if digits.isascii() and digits.isdigit() else 1


def _inner_tables(table: LexborNode) -> list[LexborNode]:
    return [inner for inner in table.css("table") if inner.mem_id != table.mem_id]


def _rows(table: LexborNode) -> list[LexborNode]:
    return [row for row in table.css("tr") if not _is_hidden(row)]


def _cells(row: LexborNode) -> list[LexborNode]:
    return [cell for cell in row.iter() if cell.tag in {"td", "th"} and not _is_hidden(cell)]


def _is_hidden(node: LexborNode) -> bool:
    style = (node.attributes.get("style") or "").replace(" ", "").lower()
    return "display:none" in style
