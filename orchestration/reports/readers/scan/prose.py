"""The text of a page outside its tables: recognised words joined to lines, lines to paragraphs.

Not here: cells of tables (`cell_text`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from orchestration.reports.readers.scan.figures import DOUBTFUL, framed, softened
from orchestration.reports.readers.scan.tesseract import LINE, PAGE, Word, recognise

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    Picture = NDArray[np.uint8]

_FIGURE = re.compile(r"\(?(\d[\d.,/]*%?)[).,;:]*")
_COLUMN_GAP = 3.0
"""In heights of a line: a wider blank parts two columns, as in the head of an official paper."""
_INDENT = 0.8
_LEADING = 1.4
_ALIKE = 0.06
_FAINTEST_WORD = 0.1


@dataclass(frozen=True, slots=True)
class Line:
    """A line of words and its place in pixels."""

    text: str
    confidences: tuple[float, ...]
    left: int
    top: int
    right: int
    bottom: int

    @property
    def height(self) -> int:
        """Pixels from the top of the highest letter to the foot of the lowest."""
        return self.bottom - self.top


def read_words(page: Picture) -> list[Word]:
    """The words of a page that are more than a guess."""
    (words,) = recognise([page], PAGE)
    return [word for word in words if word.confidence > _FAINTEST_WORD]


def lines_of(page: Picture, words: list[Word]) -> list[Line]:
    """The lines of a page's words in reading order: from the top, from the left where two are side by side.

    A figure that another reading does not confirm is doubtful.
    """
    words = _with_checked_figures(page, words)
    lines = [_line(part) for group in _by_line(words) for part in _columns(group)]
    return _in_order([line for line in lines if any(map(str.isalnum, line.text))])


def paragraphs_of(lines: Sequence[Line]) -> list[tuple[str, float]]:
    """Each paragraph's text and confidence: a full line goes on in the next unless that is indented."""
    if not lines:
        return []
    left = int(np.percentile([line.left for line in lines], 10))
    right = int(np.percentile([line.right for line in lines], 90))
    groups: list[list[Line]] = []
    for line in lines:
        if groups and _goes_on(groups[-1][-1], line, left, right):
            groups[-1].append(line)
        else:
            groups.append([line])
    return [(" ".join(line.text for line in group), _confidence(group)) for group in groups]


def _goes_on(previous: Line, line: Line, left: int, right: int) -> bool:
    height = max(previous.height, line.height)
    is_full = previous.right >= right - _ALIKE * (right - left)
    is_flush = abs(line.left - left) <= _INDENT * height
    return is_full and is_flush and 0 <= line.top - previous.top <= height * (1 + _LEADING)


def _confidence(lines: Sequence[Line]) -> float:
    """Half the mean of the words, half the least sure of them: one bad word makes a sentence doubtful."""
    sure = [confidence for line in lines for confidence in line.confidences]
    return round((sum(sure) / len(sure) + min(sure)) / 2, 3)


def _with_checked_figures(page: Picture, words: list[Word]) -> list[Word]:
    """The words, where a figure that another reading does not confirm is doubtful."""
    places = [number for number, word in enumerate(words) if _FIGURE.fullmatch(word.text)]
    crops = [_crop(page, words[number]) for number in places]
    readings = [recognise(pictures, LINE, "eng") for pictures in (crops, [softened(crop) for crop in crops])]
    checked = list(words)
    for place, *others in zip(places, *readings, strict=True):
        word = words[place]
        if _core(word.text) not in {_core("".join(found.text for found in other)) for other in others}:
            confidence = min(word.confidence, DOUBTFUL / 2)
            checked[place] = Word(
                word.text, confidence, word.left, word.top, word.width, word.height, word.line
            )
    return checked


def _core(text: str) -> str:
    return text.strip("().,;: ")


def _crop(page: Picture, word: Word) -> Picture:
    top, left = max(word.top - 6, 0), max(word.left - 5, 0)
    return framed(page[top : word.top + word.height + 6, left : word.left + word.width + 5])


def _by_line(words: Sequence[Word]) -> list[list[Word]]:
    lines: dict[tuple[int, int, int], list[Word]] = {}
    for word in words:
        lines.setdefault(word.line, []).append(word)
    return [sorted(line, key=lambda word: word.left) for line in lines.values()]


def _columns(words: list[Word]) -> list[list[Word]]:
    """The words of a line, parted where the blank between them is as wide as between columns."""
    height = float(np.median([word.height for word in words]))
    parts = [[words[0]]]
    for previous, word in pairwise(words):
        if word.left - previous.left - previous.width > _COLUMN_GAP * height:
            parts.append([])
        parts[-1].append(word)
    return parts


def _line(words: Sequence[Word]) -> Line:
    return Line(
        " ".join(word.text for word in words),
        tuple(word.confidence for word in words),
        min(word.left for word in words),
        min(word.top for word in words),
        max(word.left + word.width for word in words),
        max(word.top + word.height for word in words),
    )


def _in_order(lines: list[Line]) -> list[Line]:
    rows: list[list[Line]] = []
    for line in sorted(lines, key=lambda line: line.top + line.bottom):
        if rows and (line.top + line.bottom) / 2 < rows[-1][0].bottom - rows[-1][0].height / 4:
            rows[-1].append(line)
        else:
            rows.append([line])
    return [line for row in rows for line in sorted(row, key=lambda line: line.left)]
