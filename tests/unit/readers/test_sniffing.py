"""Formats are told by content; what cannot be read is refused with advice. Figures are invented."""

from __future__ import annotations

import io
import zipfile

import pytest
from workbooks import workbook

from data_contracts.reasons import PermanentFailure, ReasonCode
from orchestration.reports.limits import Limits
from orchestration.reports.readers import read_document
from orchestration.reports.readers.failures import check_size
from orchestration.reports.readers.sniffing import Format, sniff

TABLE = "STT;Tỉnh;Điểm\n1;Tỉnh A (giả định);12,5\n2;Tỉnh B (giả định);11\n"
PAGE = "<html><body><h1>Bảng</h1><table><tr><td>a<td>b</table></body></html>"
PROSE = """Sáng 1/7, hội nghị diễn ra; các đại biểu, khách mời đã tới, chào hỏi, và trao đổi với nhau.
Chiều cùng ngày, phiên họp kết thúc.
Ông A cho biết, theo kế hoạch, việc này, việc kia, và nhiều việc khác nữa, sẽ được bàn trong phiên sau.
"""


def _zip_of(name: str, text: str = "nothing") -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr(name, text)
    return buffer.getvalue()


_OLE = bytes.fromhex("d0cf11e0a1b11ae1")


@pytest.mark.parametrize(
    ("content", "name", "expected"),
    [
        (PROSE.encode(), "tin.txt", Format.TEXT),
        (PROSE.encode(), "tin.csv", Format.TEXT),
        (TABLE.encode(), "bang.csv", Format.DELIMITED),
        (TABLE.encode(), "bang.txt", Format.DELIMITED),
        (TABLE.encode("utf-8-sig"), "bang.csv", Format.DELIMITED),
        (TABLE.replace(";", "\t").encode("utf-16"), "bang.xls", Format.DELIMITED),
        (PAGE.encode(), "bang.xls", Format.HTML),
        (PAGE.encode(), "bang.txt", Format.HTML),
        (b"\xef\xbb\xbf" + PAGE.encode(), "bang.xlsx", Format.HTML),
        (workbook([["a", "b"]]), "bang.csv", Format.SPREADSHEET),
        (b"%PDF-1.7 ...", "bao-cao.doc", Format.PDF),
        (b"\n\n%PDF-1.4 ...", "bao-cao", Format.PDF),
        (b"{\\rtf1 text}", "bao-cao.doc", Format.RICH_TEXT),
        (b"MM\x00*....", "trang-1", Format.TIFF),
        (_zip_of("word/document.xml"), "bao-cao.zip", Format.WORD),
        (_zip_of("photo.jpg"), "bao-cao.docx", Format.ZIP),
        (_zip_of("mimetype", Format.OPEN_TEXT.value), "bao-cao.doc", Format.OPEN_TEXT),
        (_OLE + "WordDocument".encode("utf-16-le"), "bao-cao.xls", Format.LEGACY_WORD),
        (_OLE + "__properties_version1.0".encode("utf-16-le"), "thu", Format.OUTLOOK),
        (b"From: a@example.org\r\nTo: b@example.org\r\nSubject: x\r\n\r\ntext", "thu.txt", Format.EMAIL),
        ("Ghi chú: bảng\nNgày: 1/7\n\nVăn bản.".encode(), "tin.txt", Format.TEXT),
    ],
)
def test_format_is_told_by_content(content: bytes, name: str, expected: Format) -> None:
    assert sniff(content, name) is expected


def test_bars_in_plain_text_are_no_separators() -> None:
    drawn = "| a | b | c |\n|---|---|---|\n| 1 | 2 | 3 |\n| 4 | 5 | 6 |\n"
    assert sniff(drawn.encode(), "bang.md") is Format.TEXT


_WHOLE = workbook([["a", "b"], ["c", "d"]])


@pytest.mark.parametrize(
    ("content", "code", "found"),
    [
        (b"", ReasonCode.EMPTY_FILE, "0 bytes"),
        (b"\xef\xbb\xbf \r\n\t", ReasonCode.EMPTY_FILE, "without content"),
        (b'{"a": [1, 2]}', ReasonCode.UNKNOWN_FORMAT, "JSON"),
        (b"<?xml version='1.0'?><data/>", ReasonCode.UNKNOWN_FORMAT, "XML"),
        (_WHOLE[: len(_WHOLE) // 2], ReasonCode.UNREADABLE_FILE, "broken ZIP"),
        (_OLE + "EncryptedPackage".encode("utf-16-le"), ReasonCode.UNREADABLE_FILE, "encrypted"),
        (bytes(range(1, 30)) * 50, ReasonCode.UNKNOWN_FORMAT, "binary"),
        ("Điểm số của tỉnh".encode("cp1258", "replace"), ReasonCode.UNREADABLE_FILE, "not UTF-8"),
    ],
)
def test_what_cannot_be_read_is_refused_with_advice(content: bytes, code: ReasonCode, found: str) -> None:
    with pytest.raises(PermanentFailure) as failure:
        read_document(content, "bao-cao")
    assert failure.value.reason.code == code
    assert found in failure.value.reason.found
    assert len(failure.value.reason.advice) > 10


def test_damaged_part_of_a_workbook_is_named() -> None:
    place = _WHOLE.index(b"xl/workbook.xml") + 60
    damaged = _WHOLE[:place] + b"\x00\x01\x02\x03" + _WHOLE[place + 4 :]
    with pytest.raises(PermanentFailure) as failure:
        read_document(damaged, "bang.xlsx")
    assert failure.value.reason.code == ReasonCode.UNREADABLE_FILE


def test_size_limit_names_both_sizes() -> None:
    with pytest.raises(PermanentFailure, match="at most 67,108,864 bytes, found 67,108,865 bytes"):
        check_size(Limits().file_bytes + 1, Limits().file_bytes, "bytes")
    check_size(Limits().file_bytes, Limits().file_bytes, "bytes")
