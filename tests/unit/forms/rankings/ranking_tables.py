"""Reads small ranking tables in tests. All figures in the tests that use it are invented."""

from __future__ import annotations

from typing import TYPE_CHECKING

from orchestration.reports.document import Cell, Document, Location, Paragraph, Table
from orchestration.reports.forms import recognise

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from orchestration.reports.records import Record


def table_of(rows: Sequence[Sequence[object]], caption: str = "") -> Table:
    """A table from rows of texts; a number is printed with a decimal comma and stored as well."""
    width = max(map(len, rows))
    grid = tuple(
        tuple(
            _cell(value, number, column) for column, value in enumerate([*row, *[""] * (width - len(row))], 1)
        )
        for number, row in enumerate(rows, 1)
    )
    return Table(grid, Location(block=1, row=1, column=1), caption)


def _cell(value: object, row: int, column: int) -> Cell:
    stored = float(value) if isinstance(value, (int, float)) else None
    return Cell(
        str(value).replace(".", ",") if stored is not None else str(value),
        Location(block=1, row=row, column=column),
        stored,
    )


def entries(
    title: str,
    *rows: Sequence[object],
    name: str = "bang.html",
    published_on: date | None = None,
    below: str = "",
) -> list[Record]:
    """The records of one table under a title."""
    heading = (Paragraph(title, Location(block=1), "heading"),) if title else ()
    notes = (Paragraph(below, Location(block=2)),) if below else ()
    document = Document(name, "text/html", (*heading, table_of(rows), *notes), published_on=published_on)
    return list(recognise(document))


def brief(records: Sequence[Record], *fields: str) -> list[tuple[object, ...]]:
    """The named fields of each record."""
    return [tuple(record.values[field] for field in fields) for record in records]
