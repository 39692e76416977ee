"""Opening a PDF: what is refused before any page is read.

Reading pages does not belong here.
"""

from __future__ import annotations

import io
import logging
import zlib
from typing import TYPE_CHECKING

import pdfplumber
from pdfminer.ascii85 import ascii85decode
from pdfminer.pdfdocument import PDFPasswordIncorrect
from pdfminer.pdfexceptions import PDFException
from pdfminer.pdftypes import PDFStream, resolve1
from pdfminer.psexceptions import PSException
from pdfplumber.utils.exceptions import MalformedPDFException, PdfminerException

from data_contracts.reasons import PermanentFailure, ReasonCode
from orchestration.reports.document import Location
from orchestration.reports.limits import current_limits
from orchestration.reports.readers.failures import check_size, refusal

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pdfplumber.page import Page
    from pdfplumber.pdf import PDF

BROKEN = (
    *(PdfminerException, MalformedPDFException, PDFException, PSException),
    *(ValueError, TypeError, KeyError, IndexError, AttributeError, AssertionError),
    *(ArithmeticError, RecursionError, OSError),
)
"""What the library underneath raises on damaged files: its parsers trust what they are given."""

# Its warnings tell of slips that nearly every PDF has; what matters is checked and refused here.
logging.getLogger("pdfminer").setLevel(logging.ERROR)

_TAIL = 4096
_ASCII = frozenset({"ASCII85Decode", "A85"})
_FLATE = frozenset({"FlateDecode", "Fl"})
_ZLIB_HEADER = 2


def open_pdf(content: bytes) -> PDF:
    """The file, opened and with its pages counted; the caller closes it.

    Raises:
        PermanentFailure: it needs a password, is damaged or cut off, has no page or too many.
    """
    try:
        pdf = pdfplumber.open(io.BytesIO(content), raise_unicode_errors=False)
        check_size(_stated_pages(pdf), current_limits().pages, "pages")
        count = len(pdf.pages)
    except BROKEN as error:
        if _is_locked(error):
            raise refusal(
                ReasonCode.UNREADABLE_FILE,
                "a PDF that opens without a password",
                "an encrypted one",
                "Open it with its password, print it to a new PDF, and drop that file.",
            ) from error
        raise damaged(str(error) or type(error).__name__) from error
    check_size(count, current_limits().pages, "pages")
    if not count:
        raise damaged("it has no page")
    if count < _stated_pages(pdf) or _is_cut_off(pdf, content):
        raise damaged("its end is missing, and pages with it")
    return pdf


def damaged(found: str, page: int | None = None) -> PermanentFailure:
    """The refusal of a file, or of one page in it, that cannot be read as it is."""
    return refusal(
        ReasonCode.UNREADABLE_FILE,
        "a complete PDF",
        f"a damaged one ({found})",
        "Fetch or export it again, or print it to a new PDF, and drop that file.",
        str(Location(page=page)) if page else "",
    )


def check_streams(page: Page) -> None:
    """Raise when the content of a page is damaged: the library would read as much of it as unpacks.

    Raises:
        PermanentFailure: the drawing commands are missing, or do not unpack to their end.
    """
    for entry in page.page_obj.contents:
        stream = resolve1(entry)
        if not isinstance(stream, PDFStream):
            raise damaged("its content is missing", page.page_number)
        if stream.rawdata and not stream.decipher and not _unpacks(stream.rawdata, stream.get_filters()):
            raise damaged("its content does not unpack", page.page_number)


def _unpacks(data: bytes, filters: Sequence[tuple[object, object]]) -> bool:
    """Whether packed data is whole; only its closing checksum may be cut off, as some writers do."""
    names = [getattr(name, "name", "") for name, _ in filters]
    if names[:1] and names[0] in _ASCII:
        data = ascii85decode(data)
        names = names[1:]
    if not names or names[0] not in _FLATE:
        return True
    checked, unchecked = zlib.decompressobj(), zlib.decompressobj(-zlib.MAX_WBITS)
    try:
        checked.decompress(data)
        if not checked.eof:
            unchecked.decompress(data[_ZLIB_HEADER:])
    except zlib.error:
        return False
    return checked.eof or unchecked.eof


def _stated_pages(pdf: PDF) -> int:
    pages = resolve1(pdf.doc.catalog.get("Pages"))
    count = resolve1(pages.get("Count")) if isinstance(pages, dict) else 0
    return count if isinstance(count, int) else 0


def _is_locked(error: BaseException) -> bool:
    inner = error.args[0] if error.args else None
    return isinstance(error, PDFPasswordIncorrect) or isinstance(inner, PDFPasswordIncorrect)


def _is_cut_off(pdf: PDF, content: bytes) -> bool:
    """Whether the list of parts had to be rebuilt and the mark of the end is not there."""
    is_rebuilt = any(type(table).__name__ == "PDFXRefFallback" for table in pdf.doc.xrefs)
    return is_rebuilt and b"%%EOF" not in content[-_TAIL:]
