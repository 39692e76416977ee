"""The one model that every reader returns: blocks of text and tables, each with its place in the file.

Belongs here: what a document *is*. Does not belong here: how a format is opened (`readers/`), or what its
words and figures mean (`forms/`, `narrative/`). What a report has by the thousand (places, cells) is a named
tuple: it costs half of what a frozen dataclass does.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, NamedTuple

if TYPE_CHECKING:
    from datetime import date

    from orchestration.reports.filing.sidecar import Sidecar

Role = Literal["heading", "body", "list_item", "caption"]


def clean_text(text: str) -> str:
    """NFC, every run of white space (no-break and zero-width blanks too) as one blank, ends stripped."""
    visible = text.replace("\u200b", "").replace("\ufeff", "")
    return " ".join(unicodedata.normalize("NFC", visible).split())


def column_letters(column: int) -> str:
    """The spreadsheet name of a 1-based column: 1 is A, 27 is AA."""
    letters = ""
    while column > 0:
        column, remainder = divmod(column - 1, 26)
        letters = chr(ord("A") + remainder) + letters
    return letters


class Location(NamedTuple):
    """A place in a file, counted from 1 as a person would.

    `block` counts paragraphs where there is no row, and tables where there is one. In a sheet, row and column
    are those of the sheet itself.
    """

    page: int | None = None
    sheet: str | None = None
    block: int | None = None
    row: int | None = None
    column: int | None = None

    def __str__(self) -> str:
        parts = [f"page {self.page}"] if self.page else []
        if self.sheet is not None:
            parts.append(f'sheet "{self.sheet}"')
        if self.sheet is not None and self.row and self.column:
            parts.append(f"cell {column_letters(self.column)}{self.row}")
            return ", ".join(parts)
        if self.block:
            parts.append(f"{'table' if self.row else 'paragraph'} {self.block}")
        if self.row:
            parts.append(f"row {self.row}")
        if self.column:
            parts.append(f"column {self.column}")
        return ", ".join(parts) or "whole file"


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A run of text: `text` is NFC with white space collapsed.

    `confidence` (0 to 1) is how sure recognition of characters was; 1 where the file holds the text itself.
    `depth` is that of a heading below the document, from 1; 0 where the file does not say.
    """

    text: str
    location: Location
    role: Role = "body"
    confidence: float = 1.0
    depth: int = 0


class Cell(NamedTuple):
    """One cell: `text` as printed, and `number` only when the file itself stores a number.

    `is_repeated` tells that the text belongs to a merged cell that begins elsewhere: a heading holds for it,
    a figure must not be counted twice. `confidence` as for a paragraph.
    """

    text: str
    location: Location
    number: float | None = None
    is_repeated: bool = False
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class Table:
    """A full rectangular grid.

    Merged cells are expanded: the same text is repeated, and marked so. Its location is its first cell's.
    """

    rows: tuple[tuple[Cell, ...], ...]
    location: Location
    caption: str = ""

    @property
    def width(self) -> int:
        """Number of columns, the same in every row."""
        return len(self.rows[0]) if self.rows else 0


Block = Paragraph | Table


@dataclass(frozen=True, slots=True)
class Document:
    """A report as read, in reading order, with what it says of itself (`None` where it says nothing).

    `sidecar` is what a person says of it, in the file beside it.
    """

    name: str
    media_type: str
    blocks: tuple[Block, ...]
    title: str | None = None
    published_on: date | None = None
    publisher: str | None = None
    source_url: str | None = None
    sidecar: Sidecar | None = None

    @property
    def paragraphs(self) -> tuple[Paragraph, ...]:
        """The paragraphs in reading order."""
        return tuple(block for block in self.blocks if isinstance(block, Paragraph))

    @property
    def tables(self) -> tuple[Table, ...]:
        """The tables in reading order."""
        return tuple(block for block in self.blocks if isinstance(block, Table))
