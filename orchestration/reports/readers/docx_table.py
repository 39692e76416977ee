"""One Word table as cells with their places: spans over columns and rows, rows that were deleted or hidden.

Not here: the text of a cell (`docx_text`), and whether the table is one of data (`page_tables`).
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from orchestration.reports.limits import current_limits
from orchestration.reports.readers.docx_package import W, is_on, value
from orchestration.reports.readers.failures import MAX_SPAN, check_size

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml import etree

_WRAPPERS = frozenset(f"{W}{tag}" for tag in ("sdt", "sdtContent", "customXml", "ins", "moveTo", "smartTag"))
_NO_LINE = frozenset({"nil", "none"})
_INNER_LINES = ("insideH", "insideV")
_NARROWEST = 115
"""Twentieths of a point, 2 mm: two lines of a hand-drawn table that are closer are meant to be one."""


@dataclass(slots=True)
class PlacedCell:
    """A cell with the grid places that it covers: rows and columns from 0, ends exclusive."""

    node: etree._Element
    top: int
    left: int
    bottom: int
    right: int


def rows_of(table: etree._Element) -> list[etree._Element]:
    """The rows that are printed."""
    return [
        row
        for row in children(table, "tr")
        if row.find(f"{W}trPr/{W}del") is None and not is_on(row, f"{W}trPr/{W}hidden")
    ]


def children(node: etree._Element, tag: str) -> Iterator[etree._Element]:
    """The children of a kind, also those inside content controls and marks of insertion."""
    for child in node:
        if child.tag == f"{W}{tag}":
            yield child
        elif child.tag in _WRAPPERS:
            yield from children(child, tag)


def place_cells(table: etree._Element, rows: list[etree._Element]) -> list[PlacedCell]:
    """The cells of a table in reading order; one that others continue covers their places too."""
    cells: list[PlacedCell] = []
    above: dict[int, PlacedCell] = {}
    for number, row in enumerate(rows):
        column = _whole(value(row, f"{W}trPr/{W}gridBefore"), 0)
        below: dict[int, PlacedCell] = {}
        before: PlacedCell | None = None
        for node in children(row, "tc"):
            properties = node.find(f"{W}tcPr")
            right = column + max(_whole(value(properties, f"{W}gridSpan"), 1), 1)
            joined = above.get(column) if _continues(properties, "vMerge") else None
            if before is not None and _continues(properties, "hMerge"):
                before.right = max(before.right, right)
            elif joined is not None:
                joined.bottom, below[column], before = number + 1, joined, joined
            else:
                before = PlacedCell(node, number, column, number + 1, right)
                below[column] = before
                cells.append(before)
            column = right
        check_size(column * len(rows), current_limits().cells, "cells")
        above = below
    return _snapped(table, cells)


def has_borders(table: etree._Element, styles_with_lines: frozenset[str]) -> bool:
    """Whether lines are drawn inside a table, by itself, its style or its cells."""
    borders = table.find(f"{W}tblPr/{W}tblBorders")
    own = None if borders is None else _has_line(borders, _INNER_LINES)
    if own is None:
        own = (value(table, f"{W}tblPr/{W}tblStyle") or "") in styles_with_lines
    cells = table.iterfind(f"{W}tr/{W}tc/{W}tcPr/{W}tcBorders")
    return own or any(_has_line(cell, ("top", "left", "bottom", "right", "start", "end")) for cell in cells)


def has_inner_lines(style: etree._Element) -> bool:
    """Whether a table style draws lines inside."""
    borders = style.find(f"{W}tblPr/{W}tblBorders")
    return borders is not None and _has_line(borders, _INNER_LINES)


def _has_line(borders: etree._Element, sides: tuple[str, ...]) -> bool:
    return any((value(borders, f"{W}{side}") or "nil") not in _NO_LINE for side in sides)


def _continues(properties: etree._Element | None, kind: str) -> bool:
    node = properties.find(f"{W}{kind}") if properties is not None else None
    return node is not None and (value(node) or "continue") == "continue"


def _whole(text: str | None, default: int) -> int:
    return min(int(text), MAX_SPAN) if text and text.isascii() and text.isdigit() else default


def _snapped(table: etree._Element, cells: list[PlacedCell]) -> list[PlacedCell]:
    """The cells over columns that are wide enough to be meant, where no cell is lost by that."""
    edges = [0]
    for column in table.iterfind(f"{W}tblGrid/{W}gridCol"):
        width = column.get(f"{W}w") or ""
        edges.append(edges[-1] + (int(width) if width.isascii() and width.isdigit() else 0))
    if not cells or max(cell.right for cell in cells) >= len(edges):
        return cells
    kept = [0]
    for edge in range(1, len(edges)):
        if edges[edge] - edges[kept[-1]] >= _NARROWEST:
            kept.append(edge)
    moved = [(bisect_right(kept, cell.left) - 1, bisect_right(kept, cell.right) - 1) for cell in cells]
    if len(kept) == len(edges) or any(left >= right for left, right in moved):
        return cells
    return [replace(cell, left=left, right=right) for cell, (left, right) in zip(cells, moved, strict=True)]
