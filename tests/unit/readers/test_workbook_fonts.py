"""Workbooks whose fonts tell the encoding of their texts. All figures are invented."""

from __future__ import annotations

import openpyxl
import pytest
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles import Font
from workbooks import saved

from orchestration.reports.cleaning.charsets import Charset, table
from orchestration.reports.readers import read_document

TEXTS = [["Đơn vị", "Số hồ sơ"], ["Sở Nội vụ", 12], ["TỔNG CỘNG", 12]]


def printed(text: str, charset: Charset) -> str:
    codes: dict[str, str] = {}
    for code, letter in table(charset).items():
        codes.setdefault(letter, code)
    return "".join(codes.get(letter) or codes.get(letter.lower(), letter) for letter in text)


def rows(content: bytes) -> list[list[str]]:
    (found,) = read_document(content, "bieu.xlsx").tables
    return [[cell.text for cell in row] for row in found.rows]


@pytest.mark.parametrize(
    ("font", "charset"), [(".VnTime", "tcvn3"), ("VNI-Times", "vni"), ("VPS Times", "vps")]
)
def test_the_font_of_a_cell_decodes_it(font: str, charset: Charset) -> None:
    book = openpyxl.Workbook()
    for row in TEXTS:
        book.active.append([printed(value, charset) if isinstance(value, str) else value for value in row])
    for row in book.active.iter_rows():
        for cell in row:
            cell.font = Font(name=font)
    book.active.append(["Xã Bình Minh", 5])
    expected = [[str(value) for value in row] for row in [*TEXTS, ["Xã Bình Minh", 5]]]
    assert rows(saved(book)) == expected


def test_two_encodings_in_one_sheet_are_each_decoded() -> None:
    book = openpyxl.Workbook()
    book.active.append([printed("Hộ tịch", "tcvn3"), printed("Đất đai", "vni"), "Chứng thực", "Café"])
    for place, font in (("A1", ".VnArial"), ("B1", "VNI-Helve"), ("C1", ".VnTime"), ("D1", "Arial")):
        book.active[place].font = Font(name=font)
    assert rows(saved(book)) == [["Hộ tịch", "Đất đai", "Chứng thực", "Café"]]


def test_runs_of_one_cell_have_fonts_of_their_own() -> None:
    book = openpyxl.Workbook()
    old = TextBlock(InlineFont(rFont="VNI-Times"), printed("Sở Tư pháp ", "vni"))
    book.active["A1"] = CellRichText(old, TextBlock(InlineFont(rFont="Arial"), "tỉnh Lâm Đồng"))
    book.active["B1"] = printed("Giáo dục", "vni")
    book.active["B1"].font = Font(name="VNI-Times")
    assert rows(saved(book)) == [["Sở Tư pháp tỉnh Lâm Đồng", "Giáo dục"]]
