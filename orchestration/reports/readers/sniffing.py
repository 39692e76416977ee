"""Which format a file is, by its content.

Extensions lie: portals save HTML as .xls, and people rename files.
"""

from __future__ import annotations

import io
import json
import re
import zipfile
import zlib
from enum import StrEnum

from data_contracts.reasons import PermanentFailure, ReasonCode
from orchestration.reports.readers.delimited import find_separator
from orchestration.reports.readers.encoding import decode
from orchestration.reports.readers.failures import MAX_UNPACKED_BYTES, check_size, refusal


class Format(StrEnum):
    """The formats that are read, with their media type."""

    TEXT = "text/plain"
    HTML = "text/html"
    DELIMITED = "text/csv"
    SPREADSHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    LEGACY_SPREADSHEET = "application/vnd.ms-excel"


_OLE = bytes.fromhex("d0cf11e0a1b11ae1")
_FOREIGN = (
    (b"%PDF", "a PDF file"),
    (b"{\\rtf", "a rich-text file"),
    (b"\x89PNG", "a picture (PNG)"),
    (b"\xff\xd8\xff", "a picture (JPEG)"),
    (b"II*\x00", "a picture (TIFF)"),
    (b"Rar!", "a RAR archive"),
    (b"7z\xbc\xaf", "a 7z archive"),
    (b"\x1f\x8b", "a gzip archive"),
)
_EXPECTED = "text, HTML, CSV or a spreadsheet (XLSX, XLS)"
_SAVE_AS = "Save its text as .txt or .html, or its tables as .xlsx or .csv, and drop that file."
_TAG = re.compile(
    r"<(?:!doctype\s+html|html|head|body|table|div|p|h[1-6]|ul|article|span|meta|title|br)\b[^<]*>",
    re.IGNORECASE,
)


def sniff(content: bytes, name: str) -> Format:
    """The format of a file; `name` only tips the balance between text and CSV.

    Raises:
        PermanentFailure: empty, encrypted, broken or unknown content.
    """
    if not content.strip(b"\x00 \t\r\n\xef\xbb\xbf\xff\xfe"):
        raise refusal(
            ReasonCode.EMPTY_FILE, "a report", f"{len(content)} bytes without content", "Send the file again."
        )
    for mark, found in _FOREIGN:
        if content.startswith(mark):
            raise refusal(ReasonCode.UNKNOWN_FORMAT, _EXPECTED, found, _SAVE_AS)
    if content.startswith(b"PK"):
        return _sniff_zip(content)
    if content.startswith(_OLE):
        return _sniff_ole(content)
    return _sniff_text(decode(content), name)


def _sniff_zip(content: bytes) -> Format:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            members = archive.infolist()
            check_size(sum(member.file_size for member in members), MAX_UNPACKED_BYTES, "bytes when unpacked")
            broken = archive.testzip()
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError) as error:
        raise _broken_zip(str(error)) from error
    except RuntimeError as error:  # zipfile's way to say that a member is encrypted
        raise _encrypted() from error
    if broken is not None:
        raise _broken_zip(f"part {broken} is damaged")
    names = {member.filename for member in members}
    if "xl/workbook.xml" in names:
        return Format.SPREADSHEET
    found = "a Word document" if "word/document.xml" in names else f"a ZIP archive of {len(names)} files"
    raise refusal(ReasonCode.UNKNOWN_FORMAT, _EXPECTED, found, _SAVE_AS)


def _sniff_ole(content: bytes) -> Format:
    if "EncryptedPackage".encode("utf-16-le") in content:
        raise _encrypted()
    if "Workbook".encode("utf-16-le") in content or "Book".encode("utf-16-le") in content:
        return Format.LEGACY_SPREADSHEET
    found = "an old Word document" if "WordDocument".encode("utf-16-le") in content else "an old Office file"
    raise refusal(ReasonCode.UNKNOWN_FORMAT, _EXPECTED, found, _SAVE_AS)


def _sniff_text(text: str, name: str) -> Format:
    start = text.lstrip()[:4096]
    if (start.startswith("<") and _TAG.search(text)) or len(_TAG.findall(text)) >= 4:
        return Format.HTML
    if start.startswith(("{", "[")) and _is_json(text):
        raise refusal(ReasonCode.UNKNOWN_FORMAT, _EXPECTED, "JSON data", _SAVE_AS)
    if start.startswith("<?xml"):
        raise refusal(ReasonCode.UNKNOWN_FORMAT, _EXPECTED, "XML data", _SAVE_AS)
    is_named_so = name.lower().endswith((".csv", ".tsv"))
    return Format.DELIMITED if find_separator(text, is_named_so=is_named_so) else Format.TEXT


def _is_json(text: str) -> bool:
    try:
        json.loads(text)
    except ValueError:
        return False
    return True


def _broken_zip(detail: str) -> PermanentFailure:
    return refusal(
        ReasonCode.UNREADABLE_FILE,
        "a complete workbook",
        f"a broken ZIP container ({detail})",
        "The file was cut off or damaged on its way: fetch or export it again and drop it again.",
    )


def _encrypted() -> PermanentFailure:
    return refusal(
        ReasonCode.UNREADABLE_FILE,
        "a workbook without password",
        "an encrypted workbook",
        "Save a copy without a password and drop that copy.",
    )
