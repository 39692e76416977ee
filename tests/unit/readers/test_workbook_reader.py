"""Workbooks: cells as printed, merged cells, hidden parts, dates. All figures are invented."""

from __future__ import annotations

import datetime

import openpyxl
import pytest
import python_calamine
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.worksheet.worksheet import Worksheet
from workbooks import saved, workbook

from data_contracts.reasons import PermanentFailure, ReasonCode
from orchestration.reports.readers import read_document
from orchestration.reports.readers.number_format import general, printed
from orchestration.reports.readers.office import convert


def _formats(sheet: Worksheet) -> None:
    for cell, code in {
        "B1": "0.00%",
        "C1": "#,##0.00",
        "D1": "0.0",
        "E1": "dd/mm/yyyy",
        "F1": '0.00" điểm"',
    }.items():
        sheet[cell].number_format = code


def test_numbers_are_text_as_printed_and_stored_number() -> None:
    row = ["x", 0.9833, 1234.5, 70, datetime.date(2025, 12, 8), 75.2, 58.20000000000001, True]
    (table,) = read_document(workbook([row], finish=_formats), "t.xlsx").tables
    texts = [cell.text for cell in table.rows[0]]
    assert texts == ["x", "98.33%", "1,234.50", "70.0", "08/12/2025", "75.20 điểm", "58.2", "TRUE"]
    assert [cell.number for cell in table.rows[0]] == [
        None,
        0.9833,
        1234.5,
        70,
        None,
        75.2,
        58.20000000000001,
        None,
    ]


def test_merged_cells_are_repeated_and_located() -> None:
    rows = [["Tên bảng", None, None], ["STT", "Năm", None], [None, "A", "B"], [1, 2, 3]]
    (table,) = read_document(workbook(rows, ["A1:C1", "A2:A3", "B2:C2"], title="PCI"), "t.xlsx").tables
    assert [[cell.text for cell in row] for row in table.rows] == [
        ["Tên bảng"] * 3,
        ["STT", "Năm", "Năm"],
        ["STT", "A", "B"],
        ["1", "2", "3"],
    ]
    assert str(table.rows[3][2].location) == 'sheet "PCI", cell C4'


def test_location_counts_from_the_corner_of_the_sheet() -> None:
    rows = [[None] * 3, [None] * 3, [None, "a", "b"]]
    (table,) = read_document(workbook(rows), "t.xlsx").tables
    assert str(table.rows[2][1].location) == 'sheet "Sheet1", cell B3'


def test_hidden_sheets_and_rows_are_left_out_and_told() -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    for row in (["a", "b"], ["ẩn", "ẩn"], ["c", "d"]):
        sheet.append(row)
    sheet.row_dimensions[2].hidden = True
    hidden = book.create_sheet("Nháp")
    hidden.append(["x", "y"])
    hidden.sheet_state = "hidden"
    document = read_document(saved(book), "t.xlsx")
    assert [[cell.text for cell in row] for table in document.tables for row in table.rows] == [
        ["a", "b"],
        ["c", "d"],
    ]
    assert [paragraph.text for paragraph in document.paragraphs] == [
        "(1 hidden rows, not read)",
        "(hidden sheet, not read)",
    ]


def _hide_and_date(sheet: Worksheet) -> None:
    sheet.column_dimensions["B"].hidden = True
    sheet["C2"].number_format = "dd/mm/yyyy"


def test_hidden_columns_are_left_out_and_told_and_a_merged_title_keeps_its_first_place() -> None:
    book = workbook([["a", "ẩn", "b"], [1, 2, 1.5]], finish=_hide_and_date)
    document = read_document(book, "t.xlsx")
    (table,) = document.tables
    assert [[cell.text for cell in row] for row in table.rows] == [["a", "b"], ["1", "1.5"]]
    assert table.rows[1][1].number == 1.5, "a figure in a cell formatted as a date"
    assert str(table.rows[1][1].location) == 'sheet "Sheet1", cell C2'
    assert document.paragraphs[0].text == "(hidden columns B, not read)"


def test_formulas_without_a_value_and_errors_are_neither_zero_nor_empty() -> None:
    document = read_document(workbook([["a", "b"], ["=1+1", "#REF!"]]), "t.xlsx")
    (table,) = document.tables
    assert [cell.text for cell in table.rows[1]] == ["=1+1", "#REF!"]
    assert [cell.number for cell in table.rows[1]] == [None, None]
    assert "formulas without a stored value: A2" in document.paragraphs[0].text


@pytest.mark.needs_office
@pytest.mark.parametrize("extension", ["xls", "ods"])
def test_the_same_sheet_in_every_workbook_format(extension: str) -> None:
    def finish(sheet: Worksheet) -> None:
        sheet.row_dimensions[4].hidden = True
        sheet["B3"].number_format = "0.0%"

    rows = [["Năm", "Số", None], [None, "A", "B"], [1, 0.985, 3], ["ẩn", 1, 1]]
    book = workbook(rows, ["A1:A2", "B1:C1"], finish=finish)
    other = read_document(convert(book, "xlsx", extension), f"t.{extension}")
    assert other.tables == read_document(book, "t.xlsx").tables
    assert [cell.text for cell in other.tables[0].rows[2]] == ["1", "98.5%", "3"]
    assert other.tables[0].rows[0][2].is_repeated


def test_every_visible_sheet_is_a_table() -> None:
    book = openpyxl.Workbook()
    for title in ("Tỉnh", "Bộ"):
        book.create_sheet(title).append([title, 1])
    document = read_document(saved(book), "t.xlsx")
    assert [table.location.sheet for table in document.tables] == ["Tỉnh", "Bộ"]


def test_sheet_with_one_column_is_text() -> None:
    document = read_document(workbook([["Báo cáo giả định"], ["Nội dung."]]), "t.xlsx")
    assert document.tables == ()
    assert [paragraph.text for paragraph in document.paragraphs] == ["Báo cáo giả định", "Nội dung."]


def test_workbook_without_cells_is_refused() -> None:
    with pytest.raises(PermanentFailure) as failure:
        read_document(workbook([]), "t.xlsx")
    assert failure.value.reason.code == ReasonCode.EMPTY_FILE


@pytest.mark.parametrize(
    ("number", "code", "text"),
    [
        (0.5, "0%", "50%"),
        (98.33, '0.00"%"', "98.33%"),
        (98.33, r"0.00\%", "98.33%"),
        (1234567.0, "#,##0", "1,234,567"),
        (5.0, "0.0#", "5.0"),
        (5.25, "0.0#", "5.25"),
        (-3.0, "0;(0)", "(3)"),
        (-0.001, "0.00", "0.00"),
        (12.5, "General", "12.5"),
        (7.0, '"Hạng "0', "Hạng 7"),
        (1e-5, "0.00E+00", "0.00001"),
    ],
)
def test_format_codes(number: float, code: str, text: str) -> None:
    assert printed(number, code) == text


@given(st.floats(-1e9, 1e9).map(lambda number: round(number, 4)))
def test_general_prints_what_it_shows(number: float) -> None:
    assert float(general(number)) == pytest.approx(number, rel=1e-9, abs=1e-9)


@given(st.integers(-(10**9), 10**9))
def test_whole_numbers_have_no_point(number: int) -> None:
    assert general(float(number)) == str(number)


def test_panic_of_the_library_refuses_the_file(monkeypatch: pytest.MonkeyPatch) -> None:
    class PanicException(BaseException):
        pass

    def give_up(_: object) -> None:
        raise PanicException("index out of bounds")

    monkeypatch.setattr(python_calamine, "load_workbook", give_up)
    with pytest.raises(PermanentFailure, match="index out of bounds") as caught:
        read_document(workbook([["a"]]), "t.xlsx")
    assert caught.value.reason.code == ReasonCode.UNREADABLE_FILE


def test_interruption_is_no_damage(monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(python_calamine, "load_workbook", interrupt)
    with pytest.raises(KeyboardInterrupt):
        read_document(workbook([["a"]]), "t.xlsx")
