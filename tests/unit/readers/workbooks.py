"""Builds small workbooks for tests. All figures in the tests that use it are invented."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable, Sequence

import openpyxl
from openpyxl.worksheet.worksheet import Worksheet

Sheet = Sequence[Sequence[object]]


def workbook(
    rows: Sheet,
    merged: Iterable[str] = (),
    title: str = "Sheet1",
    finish: Callable[[Worksheet], None] | None = None,
) -> bytes:
    """The bytes of a workbook with one sheet; `finish` sets formats or hides rows."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    sheet.title = title
    for row in rows:
        sheet.append(list(row))
    for cells in merged:
        sheet.merge_cells(cells)
    if finish:
        finish(sheet)
    return saved(book)


def saved(book: openpyxl.Workbook) -> bytes:
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()
