"""Making grids: rows of unequal length made rectangular, spans expanded. Knows no format."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from orchestration.reports.document import Block, Cell, Location, Paragraph, Table
from orchestration.reports.limits import current_limits
from orchestration.reports.readers.failures import check_size

if TYPE_CHECKING:
    from collections.abc import Sequence

_LABEL = re.compile(
    r"^(?:.{1,40}:|nguồn|source|ghi chú|ngày (?:đăng|công bố)|cơ quan công bố)$", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Span:
    """A text over grid places: rows and columns from 0, `bottom` and `right` exclusive."""

    text: str
    top: int
    left: int
    bottom: int
    right: int


def table_of_spans(spans: Sequence[Span], number: int, caption: str = "") -> Table:
    """The table numbered `number`, each text repeated where it covers; the first span wins a place.

    Columns in which no text begins are left out: they come from lines drawn beside each other, or from a
    title wider than its table.

    Raises:
        PermanentFailure: more cells than a table may have.
    """
    columns = {column: place for place, column in enumerate(sorted({span.left for span in spans}))}
    height = max((span.top + 1 for span in spans), default=0)
    check_size(
        height * len(columns), current_limits().cells, "cells", str(Location(block=number, row=height))
    )
    grid: dict[tuple[int, int], Cell] = {}
    for span in spans:
        covered = [place for column, place in columns.items() if span.left <= column < span.right]
        for row in range(span.top, min(span.bottom, height)):
            for place in covered:
                is_repeated = (row, place) != (span.top, columns[span.left])
                location = Location(block=number, row=row + 1, column=place + 1)
                grid.setdefault((row, place), Cell(span.text, location, is_repeated=is_repeated))
    rows = [
        [
            grid.get((row, place)) or Cell("", Location(block=number, row=row + 1, column=place + 1))
            for place in range(len(columns))
        ]
        for row in range(height)
    ]
    return Table(rectangle(rows), Location(block=number, row=1, column=1), caption)


def rectangle(rows: Sequence[Sequence[Cell]]) -> tuple[tuple[Cell, ...], ...]:
    """The rows padded to the longest, without empty columns at the right and empty rows at the end."""
    lengths = [_filled_length(row) for row in rows]
    width = max(lengths, default=0)
    height = max((number for number, length in enumerate(lengths, 1) if length), default=0)
    return tuple(_fit(row, width, number) for number, row in enumerate(rows[:height], 1))


def blocks_of_grid(rows: tuple[tuple[Cell, ...], ...]) -> tuple[Block, ...]:
    """A grid as a table, or as paragraphs where it has a single column: then it is text kept in a sheet."""
    if not rows:
        return ()
    if len(rows[0]) == 1:
        return tuple(Paragraph(cell.text, cell.location) for (cell,) in rows if cell.text)
    return (Table(rows, rows[0][0].location),)


def line_of(row: Sequence[Cell]) -> str | None:
    """The text of a row that is one line (a title, a group row, "Nguồn:" and an address), else `None`."""
    texts: list[str] = []
    for cell in row:
        if cell.text and cell.text not in texts:
            if len(texts) == 2:
                return None
            texts.append(cell.text)
    if len(texts) == 1:
        return texts[0]
    if len(texts) == 2 and _LABEL.match(texts[0]):
        return f"{texts[0].rstrip(' :')}: {texts[1]}"
    return None


def _filled_length(row: Sequence[Cell]) -> int:
    return next((length for length in range(len(row), 0, -1) if row[length - 1].text), 0)


def _fit(row: Sequence[Cell], width: int, number: int) -> tuple[Cell, ...]:
    if len(row) >= width:
        return tuple(row[:width])
    place = row[0].location if row else Location(row=number, column=1)
    first = place.column or 1
    padding = (
        Cell("", Location(place.page, place.sheet, place.block, place.row, first + offset))
        for offset in range(len(row), width)
    )
    return (*row, *padding)
