"""Glyphs to words, words to lines: by baseline and gap, with raised footnote marks taken off.

Knows nothing of columns, paragraphs or tables.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from itertools import groupby, pairwise
from statistics import median
from typing import TYPE_CHECKING

from orchestration.reports.cleaning.legacy import decode_run
from orchestration.reports.document import clean_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from orchestration.reports.readers.pdf.glyphs import Glyph

_SAME_LINE = 0.3
_WORD_GAP = 0.18
_RAISED_SIZE = 0.82
_SPREAD = 1.0
_MARK = re.compile(r"^[\d*()\[\],†‡]{1,5}$")
_UNIT = re.compile(r"(?<![^\W\d_])[kcdm]?m$")
_BOLD = re.compile(r"bold|black|heavy|semibold|demi", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Word:
    """A word with its box in points from the upper left corner."""

    text: str
    x0: float
    x1: float
    top: float
    bottom: float
    baseline: float
    size: float
    is_bold: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """Words on one baseline, from left to right; never empty."""

    words: tuple[Word, ...]

    @property
    def x0(self) -> float:
        """Left end."""
        return self.words[0].x0

    @property
    def x1(self) -> float:
        """Right end."""
        return max(word.x1 for word in self.words)

    @property
    def top(self) -> float:
        """Upper end."""
        return min(word.top for word in self.words)

    @property
    def bottom(self) -> float:
        """Lower end."""
        return max(word.bottom for word in self.words)

    @property
    def baseline(self) -> float:
        """The height that most of its words stand on."""
        return median(word.baseline for word in self.words)

    @property
    def size(self) -> float:
        """Size of its letters in points."""
        return median(word.size for word in self.words)

    @property
    def is_bold(self) -> bool:
        """Whether every word is in a bold font."""
        return all(word.is_bold for word in self.words)

    @property
    def text(self) -> str:
        """Its words with one blank between them, NFC."""
        return clean_text(" ".join(word.text for word in self.words))

    def fragments(self, gap: float) -> list[Line]:
        """The line cut at every white space of at least `gap` times its size."""
        reach = gap * self.size
        parts: list[list[Word]] = [[self.words[0]]]
        for before, word in pairwise(self.words):
            if word.x0 - before.x1 >= reach:
                parts.append([])
            parts[-1].append(word)
        return [Line(tuple(part)) for part in parts]


def lines_of(glyphs: Iterable[Glyph]) -> list[Line]:
    """The lines of upright glyphs, from top to bottom."""
    rows: list[list[Glyph]] = []
    for glyph in sorted(glyphs, key=lambda glyph: (glyph.baseline, glyph.x0)):
        if rows and glyph.baseline - rows[-1][0].baseline <= _SAME_LINE * min(glyph.size, rows[-1][0].size):
            rows[-1].append(glyph)
        else:
            rows.append([glyph])
    lines = [Line(tuple(words)) for row in _lowered(rows) if (words := _words(row))]
    return sorted(lines, key=lambda line: (line.baseline, line.x0))


def _lowered(rows: list[list[Glyph]]) -> list[list[Glyph]]:
    """Rows of raised small print joined to the row that they belong to, below them, or taken off.

    A raised mark after a figure would be read as one of its digits. After a unit ("m") it is its exponent, at
    the head of a line it is the number of a footnote.
    """
    merged: list[list[Glyph]] = []
    for row, below in zip(rows, [*rows[1:], []], strict=False):
        owner = next(
            (other for other in (below, merged[-1] if merged else []) if _is_raised(row, other)), None
        )
        if owner is None:
            merged.append(row)
            continue
        for run in _runs(row):
            before = [glyph for glyph in owner if glyph.x0 < run[0].x0 and not glyph.text.isspace()]
            tail = "".join(glyph.text for glyph in sorted(before, key=lambda glyph: glyph.x0)[-3:])
            is_mark = _MARK.match("".join(glyph.text for glyph in run).strip())
            if not is_mark or not tail or _UNIT.search(tail):
                owner.extend(replace(glyph, baseline=owner[0].baseline) for glyph in run)
    return merged


def _is_raised(row: Sequence[Glyph], owner: Sequence[Glyph]) -> bool:
    if not owner:
        return False
    size = median(glyph.size for glyph in owner)
    rise = median(glyph.baseline for glyph in owner) - row[0].baseline
    is_small = max(glyph.size for glyph in row) <= _RAISED_SIZE * size
    left, right = min(glyph.x0 for glyph in owner) - size, max(glyph.x1 for glyph in owner) + size
    is_beside = all(left <= glyph.x0 <= right for glyph in row)
    return is_small and is_beside and 0 < rise <= 0.65 * size


def _runs(row: list[Glyph]) -> list[list[Glyph]]:
    """Neighbours of a row of raised print that stand together."""
    runs: list[list[Glyph]] = []
    for glyph in sorted(row, key=lambda glyph: glyph.x0):
        if runs and glyph.x0 - runs[-1][-1].x1 < glyph.size:
            runs[-1].append(glyph)
        else:
            runs.append([glyph])
    return runs


def _words(row: list[Glyph]) -> list[Word]:
    row.sort(key=lambda glyph: glyph.x0)
    inked = [glyph for glyph in row if not glyph.text.isspace()]
    gaps = sorted(after.x0 - before.x1 for before, after in pairwise(inked))
    reach = _WORD_GAP * median(glyph.size for glyph in row)
    # Letters spread out for emphasis stand apart from each other as words do elsewhere; figures never do.
    usual = gaps[len(gaps) // 2] if len(gaps) >= 6 else 0.0
    is_spread = reach < usual <= _SPREAD * median(glyph.size for glyph in row)
    if is_spread and not any(glyph.text.isdigit() for glyph in inked):
        reach += usual
    words: list[list[Glyph]] = []
    is_new = True
    for glyph in row:
        if glyph.text.isspace():
            is_new = True
            continue
        if is_new or glyph.x0 - words[-1][-1].x1 > reach:
            words.append([])
        words[-1].append(glyph)
        is_new = False
    return [_word(glyphs) for glyphs in words]


def _word(glyphs: list[Glyph]) -> Word:
    runs = groupby(glyphs, key=lambda glyph: glyph.font)
    text = "".join(decode_run("".join(glyph.text for glyph in run), font) for font, run in runs)
    return Word(
        text,
        glyphs[0].x0,
        max(glyph.x1 for glyph in glyphs),
        min(glyph.top for glyph in glyphs),
        max(glyph.bottom for glyph in glyphs),
        median(glyph.baseline for glyph in glyphs),
        median(glyph.size for glyph in glyphs),
        all(_BOLD.search(glyph.font) for glyph in glyphs),
    )
