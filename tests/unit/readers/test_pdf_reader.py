"""PDF: text in reading order, tables, what is no text of the report. All figures are invented."""

from __future__ import annotations

import re
from contextlib import suppress
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from data_contracts.reasons import PermanentFailure, ReasonCode
from orchestration.reports.document import Document
from orchestration.reports.limits import Limits, limits_set
from orchestration.reports.parts import Part
from orchestration.reports.readers import read_document
from tests.unit.readers.pdfs import BOLD, pdf, ruled, write

if TYPE_CHECKING:
    from reportlab.pdfgen.canvas import Canvas

    from orchestration.reports.document import Table

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


def test_letters_that_their_font_does_not_name_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    def page(canvas: Canvas) -> None:
        write(canvas, 72, 100, [FULL])

    monkeypatch.setattr(Part, "is_installed", False)
    with pytest.raises(PermanentFailure) as failure:
        read(pdf(page).replace(b"/ToUnicode", b"/NoUnicode"))
    assert failure.value.reason.code == ReasonCode.GARBLED_TEXT
    assert failure.value.reason.location == "page 1"


def test_a_page_whose_content_is_damaged_is_refused() -> None:
    def page(canvas: Canvas) -> None:
        write(canvas, 72, 100, [FULL] * 20)

    content = pdf(page, is_packed=True)
    with pytest.raises(PermanentFailure) as failure:
        read(re.sub(rb"(?<=stream\n.{40}).{8}", b"zzzz!!!!", content))
    assert failure.value.reason.code == ReasonCode.UNREADABLE_FILE


def test_too_many_pages_are_refused() -> None:
    with limits_set(Limits(pages=1)), pytest.raises(PermanentFailure) as failure:
        read(pdf(lambda _: None, lambda _: None))
    assert failure.value.reason.code == ReasonCode.LIMIT_EXCEEDED


def test_a_file_without_a_word_is_refused() -> None:
    with pytest.raises(PermanentFailure) as failure:
        read(pdf(lambda _: None))
    assert failure.value.reason.code == ReasonCode.EMPTY_FILE


@pytest.fixture(scope="module")
def sound() -> bytes:
    def page(canvas: Canvas) -> None:
        write(canvas, 72, 100, [FULL])
        ruled(canvas, [72, 110, 220], [200, 220, 240], [["TT", "Số"], ["1", "1.234"]])

    return pdf(page)


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(damage=st.lists(st.tuples(st.floats(0, 1), st.binary(min_size=1, max_size=3)), min_size=1, max_size=8))
def test_any_damage_gives_a_document_or_a_refusal(
    sound: bytes, damage: list[tuple[float, bytes]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Part, "is_installed", False)
    content = bytearray(sound)
    for share, piece in damage:
        place = 8 + int(share * (len(content) - 16))
        content[place : place + len(piece)] = piece
    with suppress(PermanentFailure):
        assert isinstance(read(bytes(content)), Document)


@pytest.mark.parametrize("share", [0.3, 0.6, 0.9])
def test_a_file_cut_off_is_refused(share: float) -> None:
    def page(canvas: Canvas) -> None:
        write(canvas, 72, 100, ["Nội dung báo cáo."] * 20)

    content = pdf(page, page)
    with pytest.raises(PermanentFailure) as failure:
        read(content[: int(len(content) * share)])
    assert failure.value.reason.code == ReasonCode.UNREADABLE_FILE
