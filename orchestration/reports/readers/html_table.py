"""One HTML table as a rectangular grid.

Spans expanded, layout tables told apart. Knows nothing of what a table means.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from orchestration.reports.document import Location, Table, clean_text
from orchestration.reports.limits import current_limits
from orchestration.reports.readers.failures import MAX_SPAN, check_size
from orchestration.reports.readers.grid import Span, table_of_spans

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode


def has_grid(table: LexborNode) -> bool:
    """Whether a table holds data: it has no table inside, and some row has two cells."""
    return not _inner_tables(table) and any(len(_cells(row)) > 1 for row in _rows(table))


def read_table(table: LexborNode, number: int) -> Table:
    """The table with every merged cell repeated in each place that it covers."""
    rows = _rows(table)
    spans: list[Span] = []
    taken: set[tuple[int, int]] = set()
    for row, node in enumerate(rows):
        _place_row(spans, taken, row, node, len(rows))
        check_size(len(taken), current_limits().cells, "cells", str(Location(block=number, row=row + 1)))
    caption = table.css_first("caption")
    return table_of_spans(spans, number, clean_text(caption.text()) if caption else "")


def _place_row(
    spans: list[Span], taken: set[tuple[int, int]], row: int, node: LexborNode, height: int
) -> None:
    """Place the cells of a row where no cell from above reaches."""
    column = 0
    for cell in _cells(node):
        while (row, column) in taken:
            column += 1
        columns, rows = max(_span(cell, "colspan"), 1), _span(cell, "rowspan")
        # rowspan="0" reaches to the end of the table
        bottom = height if rows == 0 else min(row + rows, height)
        spans.append(Span(_text(cell), row, column, bottom, column + columns))
        taken.update(
            (below, beside) for below in range(row, bottom) for beside in range(column, column + columns)
        )
        column += columns
        check_size(len(taken), current_limits().cells, "cells")


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
