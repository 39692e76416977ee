"""One page from the library to what later steps need: its lines and ruled tables, or that it is a picture."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from orchestration.reports.readers.pdf.glyphs import UNKNOWN, Glyph, page_glyphs
from orchestration.reports.readers.pdf.lines import Line, lines_of
from orchestration.reports.readers.pdf.opening import BROKEN, check_streams, damaged
from orchestration.reports.readers.pdf.ruled import ruled_tables
from orchestration.reports.readers.pdf.rulings import page_rulings
from orchestration.reports.readers.pdf.scans import is_picture
from orchestration.reports.readers.pdf.stamps import without_stamps
from orchestration.reports.readers.pdf.watermarks import without_watermarks

if TYPE_CHECKING:
    from pdfplumber.page import Page

    from orchestration.reports.readers.pdf.frame import Frame
    from orchestration.reports.readers.pdf.placed import PlacedTable

_UNMAPPED = 0.005


@dataclass(frozen=True, slots=True)
class PageContent:
    """A page, counted from 1, with sizes in points.

    `is_picture`: its text must be recognised. `is_unmapped`: its fonts do not say which letters they draw.
    """

    number: int
    height: float
    lines: tuple[Line, ...] = ()
    tables: tuple[PlacedTable, ...] = ()
    is_picture: bool = False
    is_unmapped: bool = False


def read_page(page: Page, content: bytes) -> PageContent:
    """The content of a page; the library's memory of it is given back.

    Raises:
        PermanentFailure: the page is damaged.
    """
    try:
        _parse(page)
        glyphs, frame = page_glyphs(page)
        if is_picture(page, glyphs, content):
            return PageContent(page.page_number, frame.shown_height, is_picture=True)
        if _is_unmapped(glyphs):
            return PageContent(page.page_number, frame.shown_height, is_unmapped=True)
        return _page_of_text(page, without_watermarks(glyphs), frame)
    finally:
        page.close()


def _parse(page: Page) -> None:
    """Let the library read the page, which it keeps until the page is closed."""
    try:
        check_streams(page)
        _ = page.objects
    except BROKEN as error:
        raise damaged(str(error) or type(error).__name__, page.page_number) from error


def _page_of_text(page: Page, glyphs: list[Glyph], frame: Frame) -> PageContent:
    tables, rest = ruled_tables(glyphs, page_rulings(page, frame, with_fills=False), frame)
    if not tables:
        tables, rest = ruled_tables(glyphs, page_rulings(page, frame, with_fills=True), frame)
    lines = lines_of(without_stamps([glyph for glyph in rest if glyph.angle == 0]))
    return PageContent(page.page_number, frame.shown_height, tuple(lines), tuple(tables))


def _is_unmapped(glyphs: list[Glyph]) -> bool:
    """Whether some letters have no name: printed by number "(cid:12)", or in Unicode's private area.

    The bullets of symbol fonts have none either, but stand alone.
    """
    lost = sum(
        _is_lost(glyph) and any(_is_beside(glyph, other) for other in (before, after))
        for before, glyph, after in zip(glyphs, glyphs[1:], glyphs[2:], strict=False)
    )
    return lost > _UNMAPPED * len(glyphs)


def _is_lost(glyph: Glyph) -> bool:
    text = glyph.text
    return text.startswith("(cid:") or UNKNOWN in text or "\ue000" <= text[0] <= "\uf8ff"


def _is_beside(glyph: Glyph, other: Glyph) -> bool:
    """Whether another character of a word stands right before or after a glyph."""
    gap = max(glyph.x0, other.x0) - min(glyph.x1, other.x1)
    is_letter = other.text[0].isalnum() or _is_lost(other)
    return is_letter and gap < 0.2 * glyph.size and abs(glyph.baseline - other.baseline) < 0.2 * glyph.size
