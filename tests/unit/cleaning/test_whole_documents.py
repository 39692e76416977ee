"""Whole documents: decoded where their letters spell Vietnamese, refused where they are others."""

from __future__ import annotations

import io

import openpyxl
import pytest

from data_contracts.reasons import PermanentFailure, ReasonCode
from orchestration.reports.cleaning.documents import check_letters, decode_document
from orchestration.reports.document import Document, Location, Paragraph
from orchestration.reports.readers import read_document
from tests.fixtures.make.legacy import tcvn3, vni

TEXT = (
    "Trong quý, toàn tỉnh đã tiếp nhận 1.234 hồ sơ, giải quyết đúng hạn 1.200 hồ sơ (số liệu giả định). "
    "Các sở, ban, ngành và ủy ban nhân dân cấp huyện thực hiện nghiêm việc công khai thủ tục hành chính."
)


def page(text: str) -> bytes:
    """A web page that says it is UTF-8, as portals serve texts typed in an old encoding."""
    return f"<html><meta charset=utf-8><body><p>{text}</p><p>{text}</p></body></html>".encode()


@pytest.mark.parametrize("encode", [tcvn3, vni, lambda text: text.encode().decode("latin-1")])
def test_a_document_without_fonts_is_decoded_by_its_spelling(encode: object) -> None:
    assert callable(encode)
    read = read_document(page(encode(TEXT)), "tin.html")
    assert [paragraph.text for paragraph in read.paragraphs] == [TEXT, TEXT]


def test_each_sheet_of_a_workbook_has_its_own_encoding() -> None:
    book = openpyxl.Workbook()
    for encode in (str, tcvn3, vni):
        sheet = book.create_sheet(encode.__name__)
        for line in TEXT.split(". "):
            sheet.append([encode(line), 1])
    buffer = io.BytesIO()
    book.save(buffer)
    tables = read_document(buffer.getvalue(), "bang.xlsx").tables
    assert [[row[0].text for row in table.rows] for table in tables] == [TEXT.split(". ")] * 3


def test_soft_hyphens_of_unicode_text_are_dropped() -> None:
    read = read_document(page(TEXT.replace("tiếp", "ti\u00adếp")), "tin.html")
    assert read.paragraphs[0].text == TEXT


@pytest.mark.parametrize(
    ("change", "found"),
    [
        (str.maketrans("aeocp", "\u0430\u0435\u043e\u0441\u0440"), "another alphabet"),
        (str.maketrans("aăâeêioôơuưyhntg", "hntgqxzkwpbmaioe"), "exchanged by the font"),
        (str.maketrans("nhtc", "\ue001\ue002\ue003\ue004"), "without a Unicode value"),
    ],
)
def test_letters_that_are_others_refuse_the_document(change: dict[int, str], found: str) -> None:
    text = " ".join([TEXT] * 3).translate(change)
    with pytest.raises(PermanentFailure) as failure:
        read_document(page(text), "tin.html")
    assert failure.value.reason.code == ReasonCode.GARBLED_TEXT
    assert found in failure.value.reason.found
    assert failure.value.reason.location == "paragraph 1"


def mixed(text: str) -> Document:
    """A page that holds its text, and one that was recognised."""
    pages = (
        Paragraph(text, Location(page=1, block=1)),
        Paragraph(TEXT, Location(page=2, block=2), "body", 0.9),
    )
    return Document("x.pdf", "application/pdf", pages)


def test_a_scanned_page_keeps_no_other_page_from_being_judged() -> None:
    ciphered = str.maketrans("aăâeêioôơuưyhntg", "hntgqxzkwpbmaioe")
    with pytest.raises(PermanentFailure) as failure:
        check_letters(mixed(" ".join([TEXT] * 3).translate(ciphered)))
    assert failure.value.reason.location == "page 1, paragraph 1"


def test_the_text_of_a_page_is_put_right_and_what_was_recognised_is_left() -> None:
    shifted = " ".join([TEXT.replace("công", "cơng")] * 6)
    assert check_letters(mixed(shifted)).paragraphs[0].text == " ".join([TEXT] * 6)
    decoded = decode_document(mixed(tcvn3(TEXT)))
    assert [block.text for block in decoded.paragraphs] == [TEXT, TEXT]


def test_one_strange_letter_refuses_nothing() -> None:
    read = read_document(page(TEXT.replace("sở", "s\u043e", 1)), "tin.html")
    assert "1.234" in read.paragraphs[0].text
