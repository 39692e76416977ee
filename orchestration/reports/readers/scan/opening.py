"""Opening PNG, JPEG and TIFF files: every picture in them is a page. Not here: reading a page (`page`)."""

from __future__ import annotations

import io
import warnings
from typing import TYPE_CHECKING

from PIL import Image, ImageOps, UnidentifiedImageError

from data_contracts.reasons import PermanentFailure, ReasonCode
from orchestration.reports.document import Block, Document, Location, Paragraph
from orchestration.reports.limits import current_limits
from orchestration.reports.parts import OCR
from orchestration.reports.readers.failures import check_size, refusal
from orchestration.reports.readers.scan.page import read_page_image

if TYPE_CHECKING:
    from collections.abc import Iterator

_BROKEN = (UnidentifiedImageError, OSError, SyntaxError, ValueError, EOFError, TypeError, KeyError)
"""What Pillow raises on damaged files, by format."""


def read_image(content: bytes, name: str, media_type: str) -> Document:
    """A document of the pages in a picture file, recognised.

    Raises:
        PermanentFailure: Tesseract is missing, the file is broken or too large, or no page can be read.
    """
    if not OCR.is_installed:
        raise OCR.missing("a scanned page")
    blocks: list[Block] = []
    for number, image in enumerate(_pages(content), 1):
        paragraphs = sum(isinstance(block, Paragraph) for block in blocks)
        blocks += read_page_image(image, number, len(blocks) - paragraphs + 1, paragraphs + 1)
    if not blocks:
        raise refusal(
            ReasonCode.EMPTY_FILE, "a page with text", "blank pages only", "Scan the side that has the text."
        )
    return Document(name, media_type, tuple(blocks))


def _pages(content: bytes) -> Iterator[Image.Image]:
    """The pictures, turned as their EXIF data say."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # Pillow's own about size: ours is checked before decoding
            file = Image.open(io.BytesIO(content))
            count = getattr(file, "n_frames", 1)
    except Image.DecompressionBombError as error:
        raise refusal(
            ReasonCode.LIMIT_EXCEEDED,
            f"at most {current_limits().image_pixels:,} pixels a page",
            str(error),
            "Scan the page again at 300 dpi and drop that file.",
        ) from error
    except _BROKEN as error:
        raise _broken(str(error)) from error
    check_size(count, current_limits().pages, "pages")
    for number in range(count):
        yield _page(file, number)


def _page(file: Image.Image, number: int) -> Image.Image:
    try:
        file.seek(number)
        pixels = file.width * file.height
        check_size(pixels, current_limits().image_pixels, "pixels", str(Location(page=number + 1)))
        dpi = file.info.get("dpi")
        page = ImageOps.exif_transpose(file.copy())
    except PermanentFailure:
        raise
    except (*_BROKEN, Image.DecompressionBombError) as error:
        raise _broken(str(error), str(Location(page=number + 1))) from error
    if dpi:
        page.info["dpi"] = dpi
    return page


def _broken(detail: str, location: str = "") -> PermanentFailure:
    return refusal(
        ReasonCode.UNREADABLE_FILE,
        "a complete picture",
        f"a damaged one ({detail})",
        "The file was cut off or damaged on its way: fetch or scan it again and drop it again.",
        location,
    )
