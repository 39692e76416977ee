"""Opening formats.

One module each, all returning a `Document`. What the words and figures mean is not decided here.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, cast

from data_contracts.reasons import ReasonCode
from orchestration.reports.cleaning.documents import check_letters, decode_document
from orchestration.reports.limits import current_limits
from orchestration.reports.readers.failures import check_size, refusal
from orchestration.reports.readers.metadata import describe
from orchestration.reports.readers.sniffing import Format, sniff

if TYPE_CHECKING:
    from collections.abc import Callable

    from orchestration.reports.document import Document

    Read = Callable[[bytes, str, str], Document]

# By name: each brings its own libraries, and a command that reads one text needs none of them.
_READERS = {
    Format.TEXT: "text.read_text",
    Format.HTML: "html.read_html",
    Format.HTML_ARCHIVE: "html_archive.read_html_archive",
    Format.DELIMITED: "delimited.read_delimited",
    Format.SPREADSHEET: "xlsx.read_workbook",
    Format.BINARY_SPREADSHEET: "xlsx.read_workbook",
    Format.LEGACY_SPREADSHEET: "xlsx.read_workbook",
    Format.OPEN_SPREADSHEET: "xlsx.read_workbook",
    Format.PDF: "pdf.read_pdf",
    Format.WORD: "docx.read_docx",
    Format.LEGACY_WORD: "office.read_office",
    Format.RICH_TEXT: "office.read_office",
    Format.OPEN_TEXT: "office.read_office",
    Format.PNG: "scan.read_image",
    Format.JPEG: "scan.read_image",
    Format.TIFF: "scan.read_image",
}


def read_document(content: bytes, name: str) -> Document:
    """The document in a file, by what its bytes are.

    Raises:
        PermanentFailure: when the file is empty, too large, broken, encrypted, or of a format that is not
        read.
    """
    return read_as(format_of(content, name), content, name)


def format_of(content: bytes, name: str) -> Format:
    """What a file is.

    Raises:
        PermanentFailure: when it is empty, too large, broken, encrypted, or of an unknown format.
    """
    check_size(len(content), current_limits().file_bytes, "bytes")
    return sniff(content, name)


def read_as(kind: Format, content: bytes, name: str) -> Document:
    """The document in a file of this format; a PermanentFailure as in `read_document`."""
    if kind not in _READERS:
        advice = "Save its text as .txt or .html, or its tables as .xlsx or .csv, and drop that file."
        raise refusal(ReasonCode.UNKNOWN_FORMAT, "a format that is read", f"{kind.value}", advice)
    document = decode_document(_reader(kind)(content, name, kind.value))
    return check_letters(describe(document))


def _reader(kind: Format) -> Read:
    module, function = _READERS[kind].split(".")
    return cast("Read", getattr(import_module(f"orchestration.reports.readers.{module}"), function))
