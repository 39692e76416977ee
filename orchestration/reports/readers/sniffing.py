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
from itertools import takewhile

import olefile

from data_contracts.reasons import PermanentFailure, ReasonCode
from orchestration.reports.limits import current_limits
from orchestration.reports.readers.delimited import find_separator
from orchestration.reports.readers.encoding import decode
from orchestration.reports.readers.failures import check_size, refusal


class Format(StrEnum):
    """The formats that are read, with their media type."""

    TEXT = "text/plain"
    HTML = "text/html"
    HTML_ARCHIVE = "multipart/related"
    DELIMITED = "text/csv"
    SPREADSHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    BINARY_SPREADSHEET = "application/vnd.ms-excel.sheet.binary.macroenabled.12"
    LEGACY_SPREADSHEET = "application/vnd.ms-excel"
    OPEN_SPREADSHEET = "application/vnd.oasis.opendocument.spreadsheet"
    WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    LEGACY_WORD = "application/msword"
    RICH_TEXT = "application/rtf"
    OPEN_TEXT = "application/vnd.oasis.opendocument.text"
    PDF = "application/pdf"
    PNG = "image/png"
    JPEG = "image/jpeg"
    TIFF = "image/tiff"
    ZIP = "application/zip"
    EMAIL = "message/rfc822"
    OUTLOOK = "application/vnd.ms-outlook"


_OLE = bytes.fromhex("d0cf11e0a1b11ae1")
_MARKS = (
    (b"{\\rtf", Format.RICH_TEXT),
    (b"\x89PNG", Format.PNG),
    (b"\xff\xd8\xff", Format.JPEG),
    (b"II*\x00", Format.TIFF),
    (b"MM\x00*", Format.TIFF),
)
_FOREIGN = (
    (b"Rar!", "a RAR archive"),
    (b"7z\xbc\xaf", "a 7z archive"),
    (b"\x1f\x8b", "a gzip archive"),
)
_PDF_MARK_WITHIN = 1024
"""Readers of PDF accept that many bytes before the mark (ISO 32000-1, annex H)."""
_PROLOGUE_BYTES = 4096
_CHUNK_BYTES = 1024**2
_ZIP_PARTS = {
    "xl/workbook.xml": Format.SPREADSHEET,
    "xl/workbook.bin": Format.BINARY_SPREADSHEET,
    "word/document.xml": Format.WORD,
    "word/document2.xml": Format.WORD,  # the online editors of the same maker
}
_OLE_PARTS = (
    ("__properties_version1.0", Format.OUTLOOK),
    ("Workbook", Format.LEGACY_SPREADSHEET),
    ("Book", Format.LEGACY_SPREADSHEET),
    ("WordDocument", Format.LEGACY_WORD),
)
_OPEN_DOCUMENTS = (Format.OPEN_SPREADSHEET, Format.OPEN_TEXT)
_MAIL_HEADER = re.compile(
    r"(?:Received|From|To|Subject|Date|MIME-Version|Return-Path|Message-ID):", re.IGNORECASE
)
_HEADER_LINE = re.compile(r"[!-9;-~]+:|[ \t]")
_RELATED = re.compile(r"^Content-Type:\s*multipart/related", re.IGNORECASE | re.MULTILINE)
_SENT = re.compile(r"^(?:To|Cc|Bcc|Received|Delivered-To|Return-Path):", re.IGNORECASE | re.MULTILINE)
_EXPECTED = "a Word, PDF, spreadsheet, HTML, CSV or text file, a picture of a page, or a ZIP or mail of such"
PACKED = (b"PK", _OLE)
"""How files begin that hold others, so that telling their format takes them apart."""
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
    if b"%PDF-" in content[:_PDF_MARK_WITHIN]:
        return Format.PDF
    if marked := next((kind for mark, kind in _MARKS if content.startswith(mark)), None):
        return marked
    if content.startswith(b"PK"):
        return _sniff_zip(content)
    if content.startswith(_OLE):
        return _sniff_ole(content)
    if _is_html_archive(content):
        return Format.HTML_ARCHIVE
    if _is_mail(content):
        return Format.EMAIL
    return _sniff_text(decode(content), name)


def _sniff_zip(content: bytes) -> Format:
    """An office file by its parts; any other archive is a container of reports."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            members = archive.infolist()
            names = {member.filename for member in members}
            kind = next((kind for part, kind in _ZIP_PARTS.items() if part in names), None)
            kind = kind or _open_document(archive, names)
            if kind is None:
                return Format.ZIP
            check_size(
                sum(member.file_size for member in members),
                current_limits().unpacked_bytes,
                "bytes when unpacked",
            )
            declares = [member.filename for member in members if _declares_type(archive, member)]
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError) as error:
        raise _broken_zip(str(error)) from error
    except RuntimeError as error:  # zipfile's way to say that a member is encrypted
        raise _encrypted() from error
    if declares:
        advice = "No office program writes these: ask its sender what it is, or save it anew and drop that."
        raise refusal(
            ReasonCode.UNREADABLE_FILE, "parts without a document type", f"one in {declares[0]}", advice
        )
    return kind


def _declares_type(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> bool:
    """Whether an XML part has a document type: the place of entities that grow or lead to other files.

    Every part is read to its end, which raises BadZipFile where it is damaged.
    """
    with archive.open(member) as part:
        prologue = part.read(_CHUNK_BYTES)[:_PROLOGUE_BYTES]
        while part.read(_CHUNK_BYTES):
            pass
    name = member.filename
    if not name.lower().endswith((".xml", ".rels")) or name == "META-INF/manifest.xml":
        return False  # the manifest of old OpenDocument files names its own, harmlessly: nobody reads it
    return b"<!DOCTYPE" in prologue.replace(b"\x00", b"")


def _open_document(archive: zipfile.ZipFile, names: set[str]) -> Format | None:
    if "mimetype" not in names:
        return None
    with archive.open("mimetype") as part:
        stated = part.read(100).decode("ascii", "replace").strip()
    return next((kind for kind in _OPEN_DOCUMENTS if stated == kind.value), None)


def _sniff_ole(content: bytes) -> Format:
    if "EncryptedPackage".encode("utf-16-le") in content:
        raise _encrypted()
    parts = _ole_parts(content)
    kind = next((kind for part, kind in _OLE_PARTS if part in parts), None)
    if kind is None:
        raise refusal(ReasonCode.UNKNOWN_FORMAT, _EXPECTED, "an old Office file", _SAVE_AS)
    return kind


def _ole_parts(content: bytes) -> set[str]:
    """The parts of an OLE file; of a damaged one those whose names stand anywhere in it."""
    try:
        with olefile.OleFileIO(io.BytesIO(content)) as container:
            return {entry[0] for entry in container.listdir()}
    except Exception:  # noqa: BLE001 - olefile raises whatever a damaged header makes it trip over
        return {part for part, _ in _OLE_PARTS if part.encode("utf-16-le") in content}


def _head_lines(content: bytes) -> list[str]:
    """The first lines as far as they are headers of a message."""
    head = content[:4096].removeprefix(b"\xef\xbb\xbf").decode("latin-1").lstrip().splitlines()
    return list(takewhile(lambda line: _HEADER_LINE.match(line), head))


def _is_html_archive(content: bytes) -> bool:
    """Whether a message is a page saved with its pictures: it was sent to nobody."""
    headers = "\n".join(_head_lines(content))
    return bool(_RELATED.search(headers)) and not _SENT.search(headers)


def _is_mail(content: bytes) -> bool:
    """Whether the first lines are headers of a mail, one of which every mail has."""
    headers = _head_lines(content)
    return len(headers) >= 3 and sum(bool(_MAIL_HEADER.match(line)) for line in headers) >= 2


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
    except RecursionError:  # nested deeper than any text is
        return True
    except ValueError:
        return False
    return True


def _broken_zip(detail: str) -> PermanentFailure:
    return refusal(
        ReasonCode.UNREADABLE_FILE,
        "a complete office file or archive",
        f"a broken ZIP container ({detail})",
        "The file was cut off or damaged on its way: fetch or export it again and drop it again.",
    )


def _encrypted() -> PermanentFailure:
    return refusal(
        ReasonCode.UNREADABLE_FILE,
        "a file without password",
        "an encrypted one",
        "Save a copy without a password and drop that copy.",
    )
