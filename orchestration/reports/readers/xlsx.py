"""Workbooks (XLSX, and old XLS): every visible sheet as a table, cells as the sheet prints them."""

from __future__ import annotations

import datetime
import io
import zipfile
from xml.etree import ElementTree

import python_calamine as calamine

from data_contracts.reasons import ReasonCode
from orchestration.reports.document import (
    Block,
    Cell,
    Document,
    Location,
    Paragraph,
    clean_text,
    column_letters,
)
from orchestration.reports.readers.failures import MAX_TABLE_CELLS, check_size, refusal
from orchestration.reports.readers.grid import blocks_of_grid, rectangle
from orchestration.reports.readers.metadata import describe
from orchestration.reports.readers.number_format import general, printed
from orchestration.reports.readers.workbook_parts import SheetParts, sheet_parts

_Value = int | float | str | bool | datetime.time | datetime.date | datetime.datetime | datetime.timedelta
_Merges = list[tuple[tuple[int, int], tuple[int, int]]]


def read_workbook(content: bytes, name: str, media_type: str) -> Document:
    """A document with one table a visible sheet; a caption line says which sheets and rows were hidden.

    Raises:
        PermanentFailure: encrypted, broken, or without any filled cell.
    """
    try:
        workbook = calamine.load_workbook(io.BytesIO(content))
        parts = sheet_parts(content) if zipfile.is_zipfile(io.BytesIO(content)) else {}
        blocks = [
            block for sheet in workbook.sheets_metadata for block in _sheet_blocks(workbook, sheet, parts)
        ]
    except calamine.PasswordError as error:
        advice = "Save a copy without a password and drop that copy."
        raise refusal(
            ReasonCode.UNREADABLE_FILE, "a workbook without password", "an encrypted workbook", advice
        ) from error
    except (
        calamine.CalamineError,
        ElementTree.ParseError,
        KeyError,
        zipfile.BadZipFile,
        ValueError,
    ) as error:
        advice = "Open it in a spreadsheet program, save it as a new .xlsx, and drop that file."
        raise refusal(
            ReasonCode.UNREADABLE_FILE, "a complete workbook", f"a damaged one ({error})", advice
        ) from error
    if not any(block for block in blocks if not isinstance(block, Paragraph) or block.role != "caption"):
        advice = "See whether the figures are on a hidden sheet or in a picture, and send them in cells."
        raise refusal(
            ReasonCode.EMPTY_FILE, "a workbook with filled cells", "no filled cell on a visible sheet", advice
        )
    return describe(Document(name, media_type, tuple(blocks)))


def _sheet_blocks(
    workbook: calamine.CalamineWorkbook, metadata: calamine.SheetMetadata, parts: dict[str, SheetParts]
) -> list[Block]:
    if metadata.typ != calamine.SheetTypeEnum.WorkSheet:
        return []
    if metadata.visible != calamine.SheetVisibleEnum.Visible:
        return [Paragraph("(hidden sheet, not read)", Location(sheet=metadata.name), "caption")]
    sheet = workbook.get_sheet_by_name(metadata.name)
    if sheet.start is None:
        return []
    check_size(
        sheet.total_height * sheet.total_width, MAX_TABLE_CELLS, "cells", str(Location(sheet=metadata.name))
    )
    part = parts.get(metadata.name, SheetParts())
    values = sheet.to_python(skip_empty_area=False)
    cells = [
        [
            _cell(value, part, Location(sheet=metadata.name, row=row, column=column))
            for column, value in enumerate(line, 1)
        ]
        for row, line in enumerate(values, 1)
    ]
    _expand(cells, sheet.merged_cell_ranges or [])
    shown = [line for row, line in enumerate(cells, 1) if row not in part.hidden_rows]
    blocks: list[Block] = list(blocks_of_grid(rectangle(shown)))
    hidden = len(cells) - len(shown)
    if hidden:
        blocks.append(
            Paragraph(f"({hidden} hidden rows, not read)", Location(sheet=metadata.name), "caption")
        )
    return blocks


def _expand(cells: list[list[Cell]], merges: _Merges) -> None:
    """Repeat each merged cell in all places that it covers, in place."""
    for (top, left), (bottom, right) in merges:
        if top >= len(cells) or left >= len(cells[top]):
            continue
        source = cells[top][left]
        for row in range(top, min(bottom + 1, len(cells))):
            for column in range(left, min(right + 1, len(cells[row]))):
                place = cells[row][column].location
                is_repeated = (row, column) != (top, left)
                cells[row][column] = Cell(source.text, place, source.number, is_repeated)


def _cell(value: _Value, part: SheetParts, location: Location) -> Cell:
    if isinstance(value, bool):
        return Cell("TRUE" if value else "FALSE", location)
    if isinstance(value, (int, float)):
        code = part.formats.get(f"{column_letters(location.column or 1)}{location.row}", "")
        return Cell(printed(value, code) if code else general(value), location, float(value))
    return Cell(clean_text(_as_text(value)), location)


def _as_text(value: _Value) -> str:
    if isinstance(value, datetime.datetime) and value.time() != datetime.time():
        return f"{value:%d/%m/%Y %H:%M}"
    if isinstance(value, datetime.date):
        return f"{value:%d/%m/%Y}"
    return str(value)
