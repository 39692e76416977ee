"""PDF files: pages of text with tables, and pages that are pictures, in one document.

One step a module: `opening` and `glyphs` take from the library, `ruled` and `aligned` find tables, `columns`
and `paragraphs` find text, `furniture`, `stamps` and `watermarks` take away what is not the report's, and
`assembly` joins pages.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from data_contracts.reasons import ReasonCode
from orchestration.reports.document import Document, Location
from orchestration.reports.parts import OCR
from orchestration.reports.readers.failures import refusal
from orchestration.reports.readers.pdf.aligned import aligned_tables
from orchestration.reports.readers.pdf.assembly import Assembly
from orchestration.reports.readers.pdf.columns import reading_order
from orchestration.reports.readers.pdf.furniture import PageLines, without_furniture
from orchestration.reports.readers.pdf.opening import open_pdf
from orchestration.reports.readers.pdf.pages import PageContent, read_page
from orchestration.reports.readers.pdf.scans import page_picture

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["read_pdf"]


def read_pdf(content: bytes, name: str, media_type: str) -> Document:
    """A document of paragraphs and tables; pages that are pictures are recognised by OCR.

    Raises:
        PermanentFailure: encrypted, damaged, too many pages, without any text, with letters that its fonts do
        not name, or with scanned pages while OCR is not installed.
    """
    with open_pdf(content) as pdf:
        pages = [read_page(page, content) for page in pdf.pages]
    _check_recognisable(pages)
    lines = without_furniture([PageLines(page.lines, page.height) for page in pages])
    assembly = Assembly()
    for page, kept in zip(pages, lines, strict=True):
        if page.is_picture or page.is_unmapped:
            _recognise(assembly, content, page.number)
        else:
            found, rest = aligned_tables(kept, page.tables)
            assembly.add_page(page.number, reading_order([*rest, *page.tables, *found]))
    blocks = assembly.blocks()
    if not blocks:
        raise refusal(
            ReasonCode.EMPTY_FILE,
            "a PDF with text or tables",
            f"{len(pages)} pages without a word",
            "See whether the right file was sent, and send the report itself.",
        )
    return Document(name, media_type, blocks)


def _check_recognisable(pages: Sequence[PageContent]) -> None:
    if OCR.is_installed:
        return
    unmapped = next((page for page in pages if page.is_unmapped), None)
    if unmapped is not None:
        raise refusal(
            ReasonCode.GARBLED_TEXT,
            "text whose fonts name their letters",
            "letters that can be seen but not read",
            "Send the file from which this PDF was made, or install OCR: "
            f"apt install {' '.join(OCR.packages)}.",
            str(Location(page=unmapped.number)),
        )
    pictures = sum(page.is_picture for page in pages)
    if pictures:
        raise OCR.missing(f"{pictures} of {len(pages)} pages are scans")


def _recognise(assembly: Assembly, content: bytes, page: int) -> None:
    # Here, not above: recognising brings libraries that a PDF of text does not need.
    from orchestration.reports.readers.scan import read_page_image

    first_table, first_paragraph = assembly.next_numbers
    assembly.add_blocks(read_page_image(page_picture(content, page), page, first_table, first_paragraph))
