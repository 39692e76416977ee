"""Stamps of digital signatures, printed in small type over or beside the text: who signed and when.

They say nothing of the report's figures, and their lines run into those of the text.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from orchestration.reports.readers.pdf.lines import lines_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from orchestration.reports.readers.pdf.glyphs import Glyph
    from orchestration.reports.readers.pdf.lines import Line

_STAMP = re.compile(
    r"^(?:(?:được )?ký (?:điện tử |số )?(?:bởi|ngày)|người ký|ngày ký|thời gian ký|giờ ký"
    r"|signature (?:not verified|valid)|digitally signed|chữ ký (?:số|điện tử)"
    r"|signed by|signing (?:date|time)|ký số bởi)\b",
    re.IGNORECASE,
)
_SMALL = 0.88
_LARGE = 0.8
"""The text is at least as large as a page's letters of this rank: a stamp may have more letters than it."""
_SAME_SIZE = 0.12


def without_stamps(glyphs: list[Glyph]) -> list[Glyph]:
    """The upright glyphs of a page without those of signature stamps, which are set smaller than the text."""
    sizes = sorted(glyph.size for glyph in glyphs if not glyph.text.isspace())
    if not sizes:
        return glyphs
    limit = _SMALL * sizes[int(_LARGE * (len(sizes) - 1))]
    small = [glyph for glyph in glyphs if glyph.size <= limit]
    # On their own: a stamp over a line of text would be read letter by letter between it.
    parts = [part for line in lines_of(small) for part in line.fragments(0.9)]
    boxes = list(_stamps(sorted(parts, key=lambda part: part.baseline)))
    return [glyph for glyph in glyphs if glyph.size > limit or not _is_inside(glyph, boxes)]


def _stamps(parts: list[Line]) -> Iterable[Line]:
    """The lines of every stamp: one that says so, and those that go on below it."""
    last: Line | None = None
    for part in parts:
        if _STAMP.match(part.text) or (last is not None and _goes_on(last, part)):
            last = part
            yield part


def _goes_on(stamp: Line, part: Line) -> bool:
    """Whether a line is close below one of a stamp, about at its left end, in type of its size."""
    is_near = 0 < part.baseline - stamp.baseline <= 2.2 * stamp.size
    is_aligned = abs(part.x0 - stamp.x0) <= 3 * stamp.size
    return is_near and is_aligned and abs(part.size - stamp.size) <= _SAME_SIZE * stamp.size


def _is_inside(glyph: Glyph, boxes: list[Line]) -> bool:
    x, y = glyph.center
    return any(box.x0 - 1 <= x <= box.x1 + 1 and box.top <= y <= box.bottom for box in boxes)
