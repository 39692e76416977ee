"""PDF: tables with open rows, turned titles, broken figures, or without lines. All figures invented."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from orchestration.reports.readers import read_document
from tests.unit.readers.pdfs import A4, BOLD, SERIF, Draw, pdf, ruled, write

if TYPE_CHECKING:
    from reportlab.pdfgen.canvas import Canvas

    from orchestration.reports.document import Document

# Its font is installed with the parts.
pytestmark = pytest.mark.needs_office


def read(*pages: Draw) -> Document:
    return read_document(pdf(*pages), "t.pdf")


def grid(document: Document) -> list[list[str]]:
    (table,) = document.tables
    return [[cell.text for cell in row] for row in table.rows]


def test_rows_without_lines_between_them_are_told_by_their_figures() -> None:
    columns = ["1\n2\n3", "Sở A\nSở B\nSở C", "1.200\n1.300\n1.400", "9\n8\n7"]

    def page(canvas: Canvas) -> None:
        ruled(canvas, [72, 110, 250, 350, 450], [100, 120, 240], [["TT", "Đơn vị", "Nhận", "Xong"], columns])

    assert grid(read(page)) == [
        ["TT", "Đơn vị", "Nhận", "Xong"],
        ["1", "Sở A", "1.200", "9"],
        ["2", "Sở B", "1.300", "8"],
        ["3", "Sở C", "1.400", "7"],
    ]


def test_turned_titles_are_read_and_broken_figures_made_whole() -> None:
    def page(canvas: Canvas) -> None:
        rows = [["TT", "Đơn vị", ""], ["1", "Sở A", "1.234.\n567"], ["2", "Sở B", "12\n34"]]
        ruled(canvas, [72, 110, 200, 260], [100, 190, 225, 260], rows)
        canvas.translate(225, A4[1] - 185)
        canvas.rotate(90)
        canvas.setFont(SERIF, 9)
        canvas.drawString(0, 0, "Số hồ sơ")
        canvas.drawString(0, -12, "đã nhận")

    assert grid(read(page)) == [
        ["TT", "Đơn vị", "Số hồ sơ đã nhận"],
        ["1", "Sở A", "1.234.567"],
        ["2", "Sở B", "12 34"],
    ]


def test_a_table_without_lines_is_found_by_its_columns() -> None:
    units = ["Sở Nội vụ", "Sở Tài chính", "Sở Nông nghiệp và Môi trường tỉnh"]
    figures = [["1.230", "1.200", "30"], ["231", "230", "1"], ["3.232", "3.202", "30"]]

    def page(canvas: Canvas) -> None:
        write(canvas, 72, 80, ["Bảng 1. Kết quả giải quyết hồ sơ theo đơn vị"])
        canvas.setFont(BOLD, 9)
        canvas.drawCentredString(430, A4[1] - 104, "Đã giải quyết")
        for x, title in zip(
            [72, 110, 300, 372, 450], ["TT", "Đơn vị", "Tổng số", "Đúng hạn", "Quá hạn"], strict=False
        ):
            write(canvas, x, 118, [title], 9, BOLD)
        for number, (unit, row) in enumerate(zip(units, figures, strict=True)):
            write(canvas, 72, 134 + 14 * number, [str(number + 1)], 9)
            write(canvas, 110, 134 + 14 * number, [unit], 9)
            for x, figure in zip([340, 420, 490], row, strict=True):
                canvas.drawRightString(x, A4[1] - 134 - 14 * number, figure)
        write(canvas, 110, 176, ["và đơn vị trực thuộc"], 9)
        write(canvas, 72, 230, ["Đoạn văn sau bảng có 12 chữ."])

    document = read(page)
    assert grid(document) == [
        ["", "", "", "Đã giải quyết", "Đã giải quyết"],
        ["TT", "Đơn vị", "Tổng số", "Đúng hạn", "Quá hạn"],
        ["1", units[0], *figures[0]],
        ["2", units[1], *figures[1]],
        ["3", f"{units[2]} và đơn vị trực thuộc", *figures[2]],
    ]
    assert [paragraph.text for paragraph in document.paragraphs] == [
        "Bảng 1. Kết quả giải quyết hồ sơ theo đơn vị",
        "Đoạn văn sau bảng có 12 chữ.",
    ]


def test_prose_with_figures_is_no_table() -> None:
    def page(canvas: Canvas) -> None:
        for number in range(8):
            write(
                canvas,
                72,
                100 + 14 * number,
                [f"Mục {number} có 1.23{number} hồ sơ và 45,{number}% trực tuyến"],
            )
        write(
            canvas, 72, 300, ["I. MỞ ĐẦU ........................ 3", "II. KẾT QUẢ ..................... 12"]
        )

    assert read(page).tables == ()


def test_an_empty_grid_and_a_frame_are_no_tables() -> None:
    def page(canvas: Canvas) -> None:
        ruled(canvas, [72, 300], [80, 120], [["Chữ trong khung"]])
        ruled(canvas, [72, 100, 130, 160], [200, 220, 240, 260], [[""] * 3] * 3)

    document = read(page)
    assert document.tables == ()
    assert [paragraph.text for paragraph in document.paragraphs] == ["Chữ trong khung"]
