"""The visible characters of one page, upright, each once, with colour and slant judged.

Here belongs what a PDF library tells of single characters. Words and lines are put together in `lines`.
"""

from __future__ import annotations

import math
import unicodedata
from collections import Counter, defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from orchestration.reports.readers.pdf.frame import Frame

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pdfplumber.page import Page

UNKNOWN = "\ufffd"
"""Stands where a font does not say which letter it draws."""
_LIGHT = 0.6
_SAME_PLACE = 0.35
"""Two equal characters closer than this share of their width are one printed twice to look bold."""


@dataclass(frozen=True, slots=True)
class Glyph:
    """A character with its box in points from the page's upper left corner; `angle` in degrees, 0 is upright.

    `baseline` is the height of the line that it stands on, `is_light` tells ink too pale for a report's text.
    """

    text: str
    x0: float
    x1: float
    top: float
    bottom: float
    baseline: float
    size: float
    font: str
    angle: int = 0
    is_light: bool = False

    @property
    def center(self) -> tuple[float, float]:
        """The middle of its box."""
        return (self.x0 + self.x1) / 2, (self.top + self.bottom) / 2


def page_glyphs(page: Page) -> tuple[list[Glyph], Frame]:
    """The glyphs of a page turned so that most of its text stands upright, and the frame that turned it."""
    width, height = float(page.width), float(page.height)
    shown = [char for char in page.chars if _is_shown(char, page.bbox)]
    angles = Counter(_angle(char) for char in shown if not char["text"].isspace())
    main = angles.most_common(1)[0][0] if angles else 0
    frame = Frame(width, height, main if main in {90, 180, 270} else 0)
    glyphs = _with_marks(_glyph(char, frame) for char in shown)
    return _once(glyphs), frame


def upright(glyphs: Iterable[Glyph], frame: Frame, angle: int) -> list[Glyph]:
    """Glyphs of one angle, such as the turned titles of narrow columns, as they look with the head bent."""
    turned = Frame(frame.shown_width, frame.shown_height, angle)
    straight = []
    for glyph in glyphs:
        x0, top, x1, bottom = turned.box(glyph.x0, glyph.top, glyph.x1, glyph.bottom)
        straight.append(replace(glyph, x0=x0, x1=x1, top=top, bottom=bottom, baseline=bottom, angle=0))
    return straight


def _is_shown(char: dict[str, Any], paper: tuple[float, float, float, float]) -> bool:
    x0, top, x1, bottom = paper
    is_inside = char["x1"] > x0 and char["x0"] < x1 and char["bottom"] > top and char["top"] < bottom
    return is_inside and bool(char["text"])


def _angle(char: dict[str, Any]) -> int:
    a, b = char["matrix"][:2]
    return round(math.degrees(math.atan2(b, a))) % 360


def _glyph(char: dict[str, Any], frame: Frame) -> Glyph:
    x0, top, x1, bottom = frame.box(char["x0"], char["top"], char["x1"], char["bottom"])
    # The origin of the character, from the same corner as the box.
    origin_y = char["bottom"] - (char["matrix"][5] - char["y0"])
    _, baseline = frame.point(char["matrix"][4], origin_y)
    size = float(char["size"]) or bottom - top
    return Glyph(
        char["text"].replace("\x00", UNKNOWN),
        x0,
        x1,
        top,
        bottom,
        baseline if top - size <= baseline <= bottom + size else bottom,
        size,
        _font_name(char),
        (_angle(char) - frame.angle) % 360,
        _lightness(char) >= _LIGHT,
    )


def _font_name(char: dict[str, Any]) -> str:
    """The font's name without the mark of a subset ("ABCDEF+")."""
    name = str(char["fontname"])
    return name[7:] if name[6:7] == "+" else name


def _lightness(char: dict[str, Any]) -> float:
    """0 for black to 1 for white; inks that are not understood count as black."""
    colour = char.get("non_stroking_color")
    parts = colour if isinstance(colour, (tuple, list)) else (colour,)
    if not all(isinstance(part, (int, float)) for part in parts):
        return 0.0
    if len(parts) == 1:
        is_spot = str(char.get("ncs") or "").startswith(("Separation", "Indexed", "DeviceN"))
        return 0.0 if is_spot else float(parts[0])
    if len(parts) == 3:
        return float(0.299 * parts[0] + 0.587 * parts[1] + 0.114 * parts[2])
    if len(parts) == 4:
        return float(1 - min(1.0, max(parts[:3]) + parts[3]))
    return 0.0


def _with_marks(glyphs: Iterable[Glyph]) -> list[Glyph]:
    """Tone marks that are drawn on their own join the letter before them, whatever their place."""
    joined: list[Glyph] = []
    for glyph in glyphs:
        is_mark = all(unicodedata.combining(char) for char in glyph.text)
        if is_mark and joined and not joined[-1].text.isspace():
            joined[-1] = replace(joined[-1], text=joined[-1].text + glyph.text)
        else:
            joined.append(glyph)
    return joined


def _once(glyphs: list[Glyph]) -> list[Glyph]:
    """Without the second and third print of a character in about the same place (imitated bold, shadows)."""
    seen: defaultdict[tuple[str, int, int], list[Glyph]] = defaultdict(list)
    kept = []
    for glyph in glyphs:
        column, row = int(glyph.x0 // 4), int(glyph.top // 4)
        near = (
            other
            for across in (column - 1, column, column + 1)
            for down in (row - 1, row, row + 1)
            for other in seen.get((glyph.text, across, down), ())
        )
        if glyph.text.isspace() or not any(_is_same(glyph, other) for other in near):
            kept.append(glyph)
            seen[glyph.text, column, row].append(glyph)
    return kept


def _is_same(one: Glyph, other: Glyph) -> bool:
    reach = _SAME_PLACE * max(one.x1 - one.x0, 1.0)
    return (
        abs(one.x0 - other.x0) <= reach
        and abs(one.top - other.top) <= reach
        and abs(one.size - other.size) < 1
        and one.angle == other.angle
    )
