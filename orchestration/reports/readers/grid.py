"""Making grids: rows of unequal length made rectangular, spans expanded. Knows no format."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from orchestration.reports.document import Block, Cell, Location, Paragraph, Table

if TYPE_CHECKING:
    from collections.abc import Sequence

_LABEL = re.compile(
    r"^(?:.{1,40}:|nguồn|source|ghi chú|ngày (?:đăng|công bố)|cơ quan công bố)$", re.IGNORECASE
)


def rectangle(rows: Sequence[Sequence[Cell]]) -> tuple[tuple[Cell, ...], ...]:
    """The rows padded to the longest, without empty columns at the right and empty rows at the end."""
    width = max((_filled_length(row) for row in rows), default=0)
    height = max((number for number, row in enumerate(rows, 1) if _filled_length(row)), default=0)
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
    texts = list(dict.fromkeys(cell.text for cell in row if cell.text))
    if len(texts) == 1:
        return texts[0]
    if len(texts) == 2 and _LABEL.match(texts[0]):
        return f"{texts[0].rstrip(' :')}: {texts[1]}"
    return None


def _filled_length(row: Sequence[Cell]) -> int:
    return max((length for length, cell in enumerate(row, 1) if cell.text), default=0)


def _fit(row: Sequence[Cell], width: int, number: int) -> tuple[Cell, ...]:
    place = row[0].location if row else Location(row=number, column=1)
    first = place.column or 1
    padding = (
        Cell("", Location(place.page, place.sheet, place.block, place.row, first + offset))
        for offset in range(len(row), width)
    )
    return (*row[:width], *padding)
