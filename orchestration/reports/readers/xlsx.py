"""Workbooks: every visible sheet as a table, cells as the sheet prints them.

What XLS, XLSB and ODS say of formats, hidden rows and (ODS) merged cells is read from the XLSX that
LibreOffice makes of them; without that program they are read as far as they go, and a caption says so.
"""

from __future__ import annotations

import datetime
import io
import zipfile
from xml.etree import ElementTree
from xml.parsers import expat

import python_calamine as calamine

from data_contracts.reasons import PermanentFailure, ReasonCode
from orchestration.reports.document import (
    Block,
    Cell,
    Document,
    Location,
    Paragraph,
    clean_text,
    column_letters,
)
from orchestration.reports.limits import current_limits
from orchestration.reports.parts import OFFICE
from orchestration.reports.readers.failures import check_size, refusal
from orchestration.reports.readers.grid import blocks_of_grid, rectangle
from orchestration.reports.readers.number_format import general, printed
from orchestration.reports.readers.office import convert
from orchestration.reports.readers.sniffing import Format
from orchestration.reports.readers.workbook_fonts import texts_in_legacy_fonts
from orchestration.reports.readers.workbook_parts import SheetParts, sheet_parts

_Value = int | float | str | bool | datetime.time | datetime.date | datetime.datetime | datetime.timedelta
_Texts = dict[tuple[int, int], str]
_Merges = list[tuple[tuple[int, int], tuple[int, int]]]
_CONVERTED = {
    Format.LEGACY_SPREADSHEET: "xls",
    Format.BINARY_SPREADSHEET: "xlsb",
    Format.OPEN_SPREADSHEET: "ods",
}
_LESS_KNOWN = "(hidden rows and number formats of this workbook are not known without LibreOffice)"
_STORE = "open the workbook in a spreadsheet program and save it"
_MOST_NAMED = 10
_YEAR_OF_SMALL_NUMBERS = 1900
_DAY_THAT_NEVER_WAS = 60


def read_workbook(content: bytes, name: str, media_type: str) -> Document:
    """A document with one table a visible sheet; captions say what was hidden or has no stored value.

    Raises:
        PermanentFailure: encrypted, broken, or without any filled cell.
    """
    try:
        workbook = calamine.load_workbook(io.BytesIO(content))
        kind = Format(media_type)
        if kind in _CONVERTED and OFFICE.is_installed:
            content, kind = convert(content, _CONVERTED[kind], "xlsx"), Format.SPREADSHEET
            workbook = calamine.load_workbook(io.BytesIO(content))
        parts, texts = _package_parts(content) if kind is Format.SPREADSHEET else ({}, {})
        blocks: list[Block] = [
            block
            for sheet in workbook.sheets_metadata
            for block in _sheet_blocks(workbook, sheet, parts, texts.get(sheet.name, {}))
        ]
    except calamine.PasswordError as error:
        advice = "Save a copy without a password and drop that copy."
        raise refusal(
            ReasonCode.UNREADABLE_FILE, "a workbook without password", "an encrypted workbook", advice
        ) from error
    except (
        calamine.CalamineError,
        ElementTree.ParseError,
        expat.ExpatError,
        KeyError,
        zipfile.BadZipFile,
        ValueError,
    ) as error:
        raise _damaged(error) from error
    except BaseException as error:
        # a panic of calamine's Rust: no Exception, and its type cannot be imported
        if type(error).__name__ != "PanicException":
            raise
        raise _damaged(error) from error
    if not any(block for block in blocks if not isinstance(block, Paragraph) or block.role != "caption"):
        advice = "See whether the figures are on a hidden sheet or in a picture, and send them in cells."
        raise refusal(
            ReasonCode.EMPTY_FILE, "a workbook with filled cells", "no filled cell on a visible sheet", advice
        )
    if kind is not Format.SPREADSHEET:
        blocks.append(Paragraph(_LESS_KNOWN, Location(), "caption"))
    return Document(name, media_type, tuple(blocks))


def _package_parts(content: bytes) -> tuple[dict[str, SheetParts], dict[str, _Texts]]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return sheet_parts(archive), texts_in_legacy_fonts(archive)


def _damaged(error: BaseException) -> PermanentFailure:
    advice = "Open it in a spreadsheet program, save it as a new .xlsx, and drop that file."
    return refusal(ReasonCode.UNREADABLE_FILE, "a complete workbook", f"a damaged one ({error})", advice)


def _sheet_blocks(
    workbook: calamine.CalamineWorkbook,
    metadata: calamine.SheetMetadata,
    parts: dict[str, SheetParts],
    texts: _Texts,
) -> list[Block]:
    """The blocks of a sheet; `texts` replace those of the cells that a legacy font prints."""
    if metadata.visible != calamine.SheetVisibleEnum.Visible:
        return [_caption("hidden sheet, not read", metadata.name)]
    if metadata.typ != calamine.SheetTypeEnum.WorkSheet:
        return [_caption("sheet without cells, such as a chart, not read", metadata.name)]
    sheet = workbook.get_sheet_by_name(metadata.name)
    if sheet.start is None:
        return []
    size = sheet.total_height * sheet.total_width
    check_size(size, current_limits().cells, "cells", str(Location(sheet=metadata.name)))
    part = parts.get(metadata.name, SheetParts())
    values = sheet.to_python(skip_empty_area=False)
    columns = [(column, column_letters(column)) for column in range(1, len(values[0]) + 1)]
    cells = [
        [
            _cell(value, part, f"{letters}{row}", Location(None, metadata.name, None, row, column))
            for (column, letters), value in zip(columns, line, strict=True)
        ]
        for row, line in enumerate(values, 1)
    ]
    for (row, column), text in texts.items():
        if 0 < row <= len(cells) and column <= len(cells[row - 1]):
            cells[row - 1][column - 1] = cells[row - 1][column - 1]._replace(text=text)
    _expand(cells, sheet.merged_cell_ranges or [], part)
    blocks: list[Block] = list(blocks_of_grid(rectangle(_shown(cells, part))))
    return [*blocks, *_notes(cells, part, metadata.name)]


def _shown(cells: list[list[Cell]], part: SheetParts) -> list[list[Cell]]:
    lines = [line for row, line in enumerate(cells, 1) if row not in part.hidden_rows]
    if not part.hidden_columns:
        return lines
    columns = [column for column in range(len(cells[0])) if column + 1 not in part.hidden_columns]
    return [[line[column] for column in columns] for line in lines]


def _notes(cells: list[list[Cell]], part: SheetParts, sheet: str) -> list[Paragraph]:
    """What was not read of a sheet."""
    rows = sum(row <= len(cells) for row in part.hidden_rows)
    columns = sorted(column for column in part.hidden_columns if column <= len(cells[0]))
    letters = ", ".join(map(column_letters, columns))
    formulas = ", ".join([*part.unstored][:_MOST_NAMED])
    notes = (
        (rows, f"{rows} hidden rows, not read"),
        (columns, f"hidden columns {letters}, not read"),
        (part.unstored, f"{len(part.unstored)} formulas without a stored value: {formulas}; {_STORE}"),
    )
    return [_caption(note, sheet) for has_note, note in notes if has_note]


def _caption(note: str, sheet: str) -> Paragraph:
    return Paragraph(f"({note})", Location(sheet=sheet), "caption")


def _expand(cells: list[list[Cell]], merges: _Merges, part: SheetParts) -> None:
    """Repeat each merged cell in all places that it covers, in place; the first that is shown is its own."""
    for (top, left), (bottom, right) in merges:
        if top >= len(cells) or left >= len(cells[top]):
            continue
        source = cells[top][left]
        rows, columns = range(top, min(bottom + 1, len(cells))), range(left, min(right + 1, len(cells[top])))
        first_row = next((row for row in rows if row + 1 not in part.hidden_rows), top)
        first_column = next((column for column in columns if column + 1 not in part.hidden_columns), left)
        for row in rows:
            for column in columns:
                place = cells[row][column].location
                is_repeated = (row, column) != (first_row, first_column)
                cells[row][column] = Cell(source.text, place, source.number, is_repeated)


def _cell(value: _Value, part: SheetParts, name: str, location: Location) -> Cell:
    if name in part.unstored or name in part.errors:
        # no figure, and no empty cell either: whoever reads the column must refuse it
        return Cell(clean_text(part.unstored.get(name) or part.errors[name]), location)
    if isinstance(value, str):
        return Cell(clean_text(value), location)
    if isinstance(value, bool):
        return Cell("TRUE" if value else "FALSE", location)
    if isinstance(value, (int, float)):
        code = part.formats.get(name, "")
        return Cell(printed(value, code) if code else general(value), location, float(value))
    number = _mistaken_date(value)
    if number is not None:
        return Cell(general(number), location, number)
    return Cell(clean_text(_as_text(value)), location)


def _mistaken_date(value: _Value) -> float | None:
    """The number under a date of the year 1900: a figure such as 1,5 in a cell formatted as a date."""
    if not isinstance(value, datetime.date) or value.year > _YEAR_OF_SMALL_NUMBERS:
        return None
    moment = value if isinstance(value, datetime.datetime) else datetime.datetime(*value.timetuple()[:3])  # noqa: DTZ001
    days = (moment - datetime.datetime(1899, 12, 30)) / datetime.timedelta(days=1)  # noqa: DTZ001 - sheets know no zones
    # the format counts 29 February 1900, which never was: before it, days are one fewer
    return days - 1 if 1 < days <= _DAY_THAT_NEVER_WAS else days


def _as_text(value: _Value) -> str:
    if isinstance(value, datetime.datetime) and value.time() != datetime.time():
        return f"{value:%d/%m/%Y %H:%M}"
    if isinstance(value, datetime.date):
        return f"{value:%d/%m/%Y}"
    return str(value)
