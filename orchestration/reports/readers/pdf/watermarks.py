"""Overlays taken off a page: slanted stamps, pale or huge letters printed across the text.

Not here: what repeats from page to page in the margins (`furniture`).
"""

from __future__ import annotations

from collections import defaultdict
from itertools import pairwise
from statistics import median
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from orchestration.reports.readers.pdf.glyphs import Glyph

_CELL = 12.0
_HUGE = 2.2
_OVERLAPPING = 0.2
_MINORITY = 0.4
_LEAST_RUN = 4


def without_watermarks(glyphs: list[Glyph]) -> list[Glyph]:
    """The glyphs that are text: on the page's axes, and of no style that lies across other text."""
    straight = [glyph for glyph in glyphs if glyph.angle in {0, 90, 180, 270}]
    styles: defaultdict[tuple[str, int, bool, int], list[Glyph]] = defaultdict(list)
    for glyph in straight:
        if not glyph.text.isspace():
            styles[glyph.font, round(glyph.size), glyph.is_light, glyph.angle].append(glyph)
    if len(styles) < 2:
        return straight
    main = max(styles, key=lambda style: len(styles[style]))
    size = median(glyph.size for glyph in styles[main])
    total = sum(map(len, styles.values()))
    dropped = {
        style
        for style, members in styles.items()
        if style != main
        and len(members) <= _MINORITY * total
        and _lies_across(members, straight, style, size)
    }
    return [
        glyph
        for glyph in straight
        if (glyph.font, round(glyph.size), glyph.is_light, glyph.angle) not in dropped
    ]


def _lies_across(
    members: list[Glyph], glyphs: list[Glyph], style: tuple[str, int, bool, int], size: float
) -> bool:
    """Whether a style runs down the page letter by letter, or is pale or huge and covers others."""
    _, own_size, is_light, _ = style
    if _runs_down(members):
        return True
    if not is_light and own_size < _HUGE * size:
        return False
    others: defaultdict[tuple[int, int], list[Glyph]] = defaultdict(list)
    for glyph in glyphs:
        own = (glyph.font, round(glyph.size), glyph.is_light, glyph.angle) == style
        if not own and not glyph.text.isspace():
            x, y = glyph.center
            others[int(x // _CELL), int(y // _CELL)].append(glyph)
    covering = sum(_covers(member, others) for member in members)
    return covering >= _OVERLAPPING * len(members)


def _runs_down(members: list[Glyph]) -> bool:
    """Whether letters stand one below the other, each alone on its line: marks and numbers of a list may."""
    ordered = sorted(members, key=lambda glyph: glyph.baseline)
    if len({glyph.text for glyph in ordered if glyph.text.isalpha()}) < _LEAST_RUN:
        return False
    middles = [glyph.center[0] for glyph in ordered]
    if max(middles) - min(middles) > ordered[0].size:
        return False
    pitches = [below.baseline - above.baseline for above, below in pairwise(ordered)]
    return min(pitches) > 0.3 * ordered[0].size and median(pitches) <= 2 * ordered[0].size


def _covers(glyph: Glyph, others: dict[tuple[int, int], list[Glyph]]) -> bool:
    """Whether the box of a glyph holds the middle of another, or the other way round."""
    x, y = glyph.center
    columns = range(int(glyph.x0 // _CELL) - 1, int(glyph.x1 // _CELL) + 2)
    rows = range(int(glyph.top // _CELL) - 1, int(glyph.bottom // _CELL) + 2)
    for column in columns:
        for row in rows:
            for other in others.get((column, row), ()):
                other_x, other_y = other.center
                if glyph.x0 < other_x < glyph.x1 and glyph.top < other_y < glyph.bottom:
                    return True
                if other.x0 < x < other.x1 and other.top < y < other.bottom:
                    return True
    return False
