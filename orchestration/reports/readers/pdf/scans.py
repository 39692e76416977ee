"""Pages that are pictures: told from pages of text, drawn, and given to the reader of pictures.

Recognition itself is in `readers/scan.py`.
"""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import pypdfium2
from pypdfium2 import raw

from orchestration.reports.document import Location
from orchestration.reports.limits import current_limits
from orchestration.reports.readers.failures import check_size

if TYPE_CHECKING:
    from pdfplumber.page import Page
    from PIL.Image import Image

    from orchestration.reports.readers.pdf.glyphs import Glyph

_DOTS_PER_INCH = 300
_COVERED = 0.6
_PICTURE = 0.08
_FEW_LETTERS = 120
_DRAWN_LETTERS = 300
_NESTING = 8


def is_picture(page: Page, glyphs: list[Glyph], content: bytes) -> bool:
    """Whether what a reader sees on a page is a picture, so that its text has to be recognised."""
    letters = sum(not glyph.text.isspace() for glyph in glyphs)
    covered = _covered_share(page)
    if letters == 0:
        return covered >= _PICTURE or len(page.curves) >= _DRAWN_LETTERS
    if covered < _COVERED:
        return False
    return letters <= _FEW_LETTERS or _is_hidden(content, page.page_number - 1)


def page_picture(content: bytes, page: int) -> Image:
    """A page, counted from 1, drawn at 300 dots an inch.

    Raises:
        PermanentFailure: the paper is so large that the picture would be over the limit.
    """
    scale = _DOTS_PER_INCH / 72
    with pypdfium2.PdfDocument(io.BytesIO(content)) as document:
        paper = document[page - 1]
        pixels = round(paper.get_width() * paper.get_height() * scale * scale)
        check_size(pixels, current_limits().image_pixels, "pixels", str(Location(page=page)))
        picture: Image = paper.render(scale=scale).to_pil()
        picture.info["dpi"] = (_DOTS_PER_INCH, _DOTS_PER_INCH)
        return picture


def _covered_share(page: Page) -> float:
    """The share of the page that its pictures cover, side by side or in strips; overlaps count twice."""
    x0, top, x1, bottom = page.bbox
    area: float = sum(
        max(0.0, min(image["x1"], x1) - max(image["x0"], x0))
        * max(0.0, min(image["bottom"], bottom) - max(image["top"], top))
        for image in page.images
    )
    return area / max(1.0, (x1 - x0) * (bottom - top))


def _is_hidden(content: bytes, index: int) -> bool:
    """Whether most text of a page is not seen: written in no colour, or before the picture that covers it."""
    with pypdfium2.PdfDocument(io.BytesIO(content)) as document:
        page = document[index]
        area = page.get_width() * page.get_height()
        texts: list[tuple[int, bool]] = []
        last_cover = -1
        for order, item in enumerate(page.get_objects(max_depth=_NESTING)):
            if item.type == raw.FPDF_PAGEOBJ_TEXT:
                mode = raw.FPDFTextObj_GetTextRenderMode(item.raw)
                texts.append((order, mode == raw.FPDF_TEXTRENDERMODE_INVISIBLE))
            elif item.type == raw.FPDF_PAGEOBJ_IMAGE:
                left, low, right, high = item.get_bounds()
                if (right - left) * (high - low) >= _COVERED * area:
                    last_cover = order
        hidden = sum(is_invisible or order < last_cover for order, is_invisible in texts)
        return bool(texts) and hidden * 2 > len(texts)
