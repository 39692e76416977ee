"""The text of one cell: lines joined, turned titles read, figures broken by a narrow column made whole."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from orchestration.reports.document import clean_text
from orchestration.reports.readers.pdf.glyphs import Glyph, upright
from orchestration.reports.readers.pdf.lines import Line, lines_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from orchestration.reports.readers.pdf.frame import Frame

_FIGURE = re.compile(r"^[\d.,]+%?$")
_DIGIT_WIDTH = 0.9
_LETTER_WIDTH = 1.4
"""With the white space that a cell keeps beside its text; both in sizes of the letters."""


def cell_text(glyphs: Iterable[Glyph], left: float, right: float, frame: Frame) -> str:
    """The text of a cell that reaches from `left` to `right`, its lines joined by blanks."""
    return joined_lines(cell_lines(glyphs, frame), right - left)


def cell_lines(glyphs: Iterable[Glyph], frame: Frame) -> list[Line]:
    """The lines of a cell in reading order; text that is turned is read as it runs."""
    members = list(glyphs)
    angles = Counter(glyph.angle for glyph in members if not glyph.text.isspace())
    angle = angles.most_common(1)[0][0] if angles else 0
    same = [glyph for glyph in members if glyph.angle == angle]
    return lines_of(upright(same, frame, angle) if angle else same)


def joined_lines(lines: list[Line], width: float) -> str:
    """Lines as one text. A figure or an abbreviation that fills the width goes on in the next line."""
    text = ""
    for before, line in zip([None, *lines], lines, strict=False):
        if before is not None and not _goes_on(before, line, width):
            text += " "
        text += line.text
    return clean_text(text)


def _goes_on(before: Line, line: Line, width: float) -> bool:
    room = width - (before.x1 - before.x0)
    first = line.words[0].text
    if len(before.words) == 1 and len(first) <= 2 and before.text.isupper() and first.isupper():
        return room < _LETTER_WIDTH * before.size
    if not (_FIGURE.match(before.text) and _FIGURE.match(line.text)):
        return False
    is_cut = before.text[-1] in ".," and len(line.text) <= 4
    return is_cut or room < _DIGIT_WIDTH * before.size
