"""PDF: text in reading order, tables, what is no text of the report. All figures are invented."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from data_contracts.reasons import PermanentFailure, ReasonCode
from orchestration.reports.readers import read_document
from tests.unit.readers.pdfs import BOLD, pdf, ruled, write

if TYPE_CHECKING:
    from reportlab.pdfgen.canvas import Canvas

    from orchestration.reports.document import Document, Table

# Its font is installed with the parts.
pytestmark = pytest.mark.needs_office


def read(content: bytes) -> Document:
    return read_document(content, "t.pdf")


def grid(table: Table) -> list[list[str]]:
    return [[cell.text for cell in row] for row in table.rows]


def texts(document: Document) -> list[str]:
    return [paragraph.text for paragraph in document.paragraphs]


FULL = "Trong quý I năm 2024, toàn tỉnh đã tiếp nhận 12.345 hồ sơ, đã giải quyết"


def test_lines_become_paragraphs_and_headings() -> None:
    def page(canvas: Canvas) -> None:
        write(canvas, 110, 100, ["I. KẾT QUẢ GIẢI QUYẾT"], font=BOLD)
        write(canvas, 110, 130, [FULL])
        write(canvas, 72, 144, [f"11.201 hồ sơ. {FULL[:60]} và", "còn lại 99 hồ sơ."])
        write(canvas, 110, 180, ["- Đúng hạn: 98,5%;"])

    document = read(pdf(page))
    assert [(paragraph.role, paragraph.text) for paragraph in document.paragraphs] == [
        ("heading", "I. KẾT QUẢ GIẢI QUYẾT"),
        ("body", f"{FULL} 11.201 hồ sơ. {FULL[:60]} và còn lại 99 hồ sơ."),
        ("list_item", "- Đúng hạn: 98,5%;"),
    ]
    assert [paragraph.location.page for paragraph in document.paragraphs] == [1, 1, 1]


def test_merged_headings_are_repeated_in_a_full_grid() -> None:
    skipped = {("right", 0, 1), ("below", 0, 0)}
    rows = [["TT", "Đã giải quyết", ""], ["", "Đúng hạn", "Quá hạn"], ["1", "1.234", "5"]]

    def page(canvas: Canvas) -> None:
        ruled(canvas, [72, 110, 220, 330], [100, 120, 140, 160], rows, frozenset(skipped))

    (table,) = read(pdf(page)).tables
    assert grid(table) == [
        ["TT", "Đã giải quyết", "Đã giải quyết"],
        ["TT", "Đúng hạn", "Quá hạn"],
        ["1", "1.234", "5"],
    ]
    assert [[cell.is_repeated for cell in row] for row in table.rows[:2]] == [
        [False, False, True],
        [True, False, False],
    ]


def test_a_password_is_asked_for_and_an_empty_one_is_tried() -> None:
    def page(canvas: Canvas) -> None:
        write(canvas, 72, 100, ["Nội dung báo cáo."])

    assert texts(read(pdf(page, password=""))) == ["Nội dung báo cáo."]
    with pytest.raises(PermanentFailure) as failure:
        read(pdf(page, password="mat-khau"))  # noqa: S106
    assert failure.value.reason.code == ReasonCode.UNREADABLE_FILE
    assert "password" in failure.value.reason.message


@pytest.mark.parametrize("share", [0.3, 0.6, 0.9])
def test_a_file_cut_off_is_refused(share: float) -> None:
    def page(canvas: Canvas) -> None:
        write(canvas, 72, 100, ["Nội dung báo cáo."] * 20)

    content = pdf(page, page)
    with pytest.raises(PermanentFailure) as failure:
        read(content[: int(len(content) * share)])
    assert failure.value.reason.code == ReasonCode.UNREADABLE_FILE
