"""Pages saved as one file, also under the names .doc and .xls. All figures are invented."""

from __future__ import annotations

import base64
from textwrap import dedent

import pytest

from data_contracts.reasons import PermanentFailure, ReasonCode
from orchestration.reports.readers import read_document
from orchestration.reports.readers.sniffing import Format, sniff

_WORD = "MIME-Version: 1.0\n"
_BROWSER = "From: <Saved by Blink>\nSubject: Trang\nDate: Mon, 3 Mar 2025 08:00:00 +0700\nMIME-Version: 1.0\n"


def part(html: str, place: str) -> str:
    body = base64.b64encode(html.encode()).decode()
    return dedent(f"""\
        --xx
        Content-Location: file:///C:/x/{place}
        Content-Transfer-Encoding: base64
        Content-Type: text/html; charset="utf-8"

        {body}

        """)


def archive(head: str, *parts: str) -> bytes:
    kind = 'Content-Type: multipart/related; boundary="xx"; type="text/html"\n\n'
    return f"{head}{kind}{''.join(parts)}--xx--\n".encode()


@pytest.mark.parametrize("head", [_WORD, _BROWSER])
def test_saved_page_is_read_as_html(head: str) -> None:
    page = part("<p>Lời dẫn.</p><table><tr><td>Tỉnh<td>Điểm<tr><td>A<td>90,5</table>", "a.htm")
    document = read_document(archive(head, page), "bao-cao.doc")
    (table,) = document.tables
    assert [[cell.text for cell in row] for row in table.rows] == [["Tỉnh", "Điểm"], ["A", "90,5"]]
    assert document.paragraphs[0].text == "Lời dẫn."


def test_every_sheet_of_a_saved_workbook_is_read_and_named() -> None:
    frames = part("<html><head><title>x</title></head><frameset></frameset></html>", "book.htm")
    sheets = [
        part(f"<table><tr><td>{name}<td>1<tr><td>b<td>2</table>", f"{name}.htm")
        for name in ("sheet001", "sheet002")
    ]
    document = read_document(archive(_WORD, frames, *sheets), "t.xls")
    assert [str(table.rows[0][0].location) for table in document.tables] == [
        'sheet "sheet001.htm", cell A1',
        'sheet "sheet002.htm", cell A1',
    ]


def test_a_mail_with_pictures_is_a_mail() -> None:
    mail = archive("From: a@b.vn\nTo: c@d.vn\nSubject: x\nMIME-Version: 1.0\n", part("<p>x</p>", "a"))
    assert sniff(mail, "t") == Format.EMAIL


def test_an_archive_without_text_is_refused() -> None:
    with pytest.raises(PermanentFailure) as failure:
        read_document(archive(_WORD, part("<html><body></body></html>", "a.htm")), "t.mht")
    assert failure.value.reason.code == ReasonCode.EMPTY_FILE
