"""Pages put together to one document: numbers of blocks, what goes on over a page break."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from orchestration.reports.document import Block, Cell, Location, Paragraph, Table
from orchestration.reports.readers.pdf.joining import is_rest_of_row, same_table, tail_rows
from orchestration.reports.readers.pdf.lines import Line
from orchestration.reports.readers.pdf.paragraphs import Draft, drafts_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from orchestration.reports.readers.pdf.columns import Column
    from orchestration.reports.readers.pdf.placed import PlacedCell, PlacedTable

_Row = tuple["PlacedCell", ...]


@dataclass(slots=True)
class _OpenTable:
    """A table that the next page may go on with: its grid as placed, and its rows as read."""

    placed: PlacedTable
    rows: list[tuple[Cell, ...]]
    number: int


class Assembly:
    """Collects blocks in reading order. Tables and paragraphs are counted over the whole document."""

    def __init__(self) -> None:
        self._blocks: list[Block | _OpenTable] = []
        self._tables = 0
        self._paragraphs = 0
        self._open_text = False
        self._is_page_start = True

    @property
    def next_numbers(self) -> tuple[int, int]:
        """The numbers of the next table and of the next paragraph."""
        return self._tables + 1, self._paragraphs + 1

    def add_page(self, page: int, columns: Sequence[Column]) -> None:
        """Add what stands on a page of text."""
        self._is_page_start = True
        for column in columns:
            lines: list[Line] = []
            for item in column.items:
                if isinstance(item, Line):
                    lines.append(item)
                    continue
                self._add_lines(page, lines, column)
                lines = []
                self._add_table(page, item)
            self._add_lines(page, lines, column)

    def add_blocks(self, blocks: Sequence[Block]) -> None:
        """Add blocks that have their numbers, from a page that was recognised."""
        self._blocks += blocks
        self._tables += sum(isinstance(block, Table) for block in blocks)
        self._paragraphs += sum(isinstance(block, Paragraph) for block in blocks)
        self._open_text = False

    def blocks(self) -> tuple[Block, ...]:
        """All blocks in reading order."""
        return tuple(
            Table(tuple(block.rows), block.rows[0][0].location) if isinstance(block, _OpenTable) else block
            for block in self._blocks
        )

    def _add_lines(self, page: int, lines: Sequence[Line], column: Column) -> None:
        for draft in drafts_of(lines, column.x0, column.x1):
            last = self._blocks[-1] if self._blocks else None
            if self._is_page_start and isinstance(last, Paragraph) and self._goes_on(last, draft):
                self._blocks[-1] = replace(last, text=f"{last.text} {draft.text}")
            else:
                self._paragraphs += 1
                place = Location(page=page, block=self._paragraphs)
                self._blocks.append(Paragraph(draft.text, place, draft.role))
            self._open_text = draft.is_open
            self._is_page_start = False

    def _goes_on(self, last: Paragraph, draft: Draft) -> bool:
        """Whether the first paragraph of a page ends the last one of the page before."""
        if last.role == "heading" or not self._open_text:
            return False
        return draft.text[:1].islower() or not draft.is_fresh

    def _add_table(self, page: int, table: PlacedTable) -> None:
        last = self._blocks[-1] if self._blocks else None
        if self._is_page_start and isinstance(last, _OpenTable) and same_table(last.placed, table):
            rows = tail_rows(last.placed, table)
            if rows and is_rest_of_row([cell.text for cell in last.rows[-1]], rows[0]):
                last.rows[-1] = tuple(
                    cell._replace(text=f"{cell.text} {rest.text}".rstrip())
                    for cell, rest in zip(last.rows[-1], rows.pop(0), strict=True)
                )
            last.rows += self._cells(page, last.number, len(last.rows), rows)
        else:
            self._tables += 1
            cells = self._cells(page, self._tables, 0, table.rows)
            self._blocks.append(_OpenTable(table, cells, self._tables))
        self._is_page_start = False
        self._open_text = False

    @staticmethod
    def _cells(page: int, number: int, above: int, rows: Sequence[_Row]) -> list[tuple[Cell, ...]]:
        return [
            tuple(
                Cell(
                    cell.text,
                    Location(page=page, block=number, row=row, column=column),
                    is_repeated=cell.is_repeated,
                )
                for column, cell in enumerate(line, 1)
            )
            for row, line in enumerate(rows, above + 1)
        ]
