"""Formats that LibreOffice opens, and the same table in all of them. All figures are invented."""

from __future__ import annotations

import shutil

import pytest
from word_files import add_grid, grid, new_document, repeated, saved
from workbooks import workbook

from data_contracts.reasons import PermanentFailure, ReasonCode
from orchestration.reports.readers import read_document
from orchestration.reports.readers.office import convert

_ROWS = [["STT", "Số hồ sơ", ""], ["", "Tổng số", "Quá hạn"], ["1", "1.234", "-"], ["2", "98,5", "0"]]
_GRID = [
    ["STT", "Số hồ sơ", "Số hồ sơ"],
    ["STT", "Tổng số", "Quá hạn"],
    ["1", "1.234", "-"],
    ["2", "98,5", "0"],
]


@pytest.fixture(scope="module")
def word_file() -> bytes:
    document = new_document()
    document.add_paragraph("Báo cáo giả định về hồ sơ.")
    table = add_grid(document, _ROWS)
    table.cell(0, 1).merge(table.cell(0, 2))
    table.cell(0, 0).merge(table.cell(1, 0))
    document.add_paragraph("Số liệu giả định.")  # LibreOffice spoils a .doc that ends with a table
    return saved(document)


@pytest.mark.needs_office
@pytest.mark.parametrize("extension", ["doc", "rtf", "odt"])
def test_the_same_table_in_every_word_format(word_file: bytes, extension: str) -> None:
    read = read_document(convert(word_file, "docx", extension), f"t.{extension}")
    (table,) = read.tables
    assert grid(table) == _GRID
    assert repeated(table) == [[0, 0, 1], [1, 0, 0], [0, 0, 0], [0, 0, 0]]
    assert read.paragraphs[0].text == "Báo cáo giả định về hồ sơ."


def test_the_same_table_as_word_file_workbook_and_page(word_file: bytes) -> None:
    page = (
        "<table><tr><td rowspan=2>STT<td colspan=2>Số hồ sơ<tr><td>Tổng số<td>Quá hạn"
        "<tr><td>1<td>1.234<td>-<tr><td>2<td>98,5<td>0</table>"
    )
    files = (word_file, workbook(_ROWS, ["A1:A2", "B1:C1"]), page.encode())
    tables = [read_document(content, "t").tables[0] for content in files]
    assert [grid(table) for table in tables] == [_GRID] * 3
    assert [repeated(table)[:2] for table in tables] == [[[0, 0, 1], [1, 0, 0]]] * 3


@pytest.mark.needs_office
def test_a_file_that_the_program_cannot_open_is_refused() -> None:
    with pytest.raises(PermanentFailure) as failure:
        convert(b"PK\x03\x04 torn", "odt", "docx")
    assert failure.value.reason.code == ReasonCode.UNREADABLE_FILE


def test_without_the_program_the_report_waits_for_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "which", lambda _: None)
    with pytest.raises(PermanentFailure) as failure:
        read_document(b"{\\rtf1 x}", "t.rtf")
    assert failure.value.reason.code == ReasonCode.MISSING_PART
    assert "apt install" in failure.value.reason.advice
