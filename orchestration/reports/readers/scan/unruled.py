"""Tables without lines in a picture: told by how words stand under each other, figures read cell by cell.

How rows and columns are told is next door, in `pdf/aligned`. Not here: tables with lines (`ruling`), how
figures are confirmed (`figures`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING

import cv2
import numpy as np

from orchestration.reports.readers.pdf import lines as pdf
from orchestration.reports.readers.pdf.aligned import aligned_tables
from orchestration.reports.readers.scan.cell_text import read_cells
from orchestration.reports.readers.scan.figures import DOUBTFUL, Reading, is_figure
from orchestration.reports.readers.scan.ruling import CellBox, RuledTable
from orchestration.reports.readers.scan.tesseract import DPI, Word

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from orchestration.reports.readers.pdf.placed import PlacedTable

    Picture = NDArray[np.uint8]

_POINTS = 72 / DPI
_SIZE = 1.25
"""Of the height of an average word: the size of its letters."""
_SAME_LINE = 0.5
_GUESSED = 0.9
"""The confidence of a cell that is told by its place alone, of that of one between lines."""
_LONG_RULE = 250
_MARGIN = 12
_DUST = "_|~¦"
_BLANK = re.compile(r"\d\s+\d")


@dataclass(frozen=True, slots=True)
class UnruledTable:
    """A table and the reading of each of its cells."""

    table: RuledTable
    readings: tuple[Reading, ...]


def unruled_tables(
    page: Picture, stains: Picture, rules: Picture, words: Sequence[Word]
) -> tuple[list[UnruledTable], list[Word]]:
    """The tables among the words of a page, and the words outside them.

    A figure counts where the readings of its cell confirm it and the reading of the whole page says the same;
    one with a blank in it may be two columns, and is doubtful.
    """
    placed, _ = aligned_tables(_lines(words), ())
    if not placed:
        return [], list(words)
    bare = _without_long_rules(page, rules)
    tables = [_read(bare, stains, table, words) for table in placed]
    return tables, [word for word in words if not any(_holds(found.table, word) for found in tables)]


def _lines(words: Sequence[Word]) -> list[pdf.Line]:
    """The words as lines in points, across the blocks that recognition saw."""
    rows: list[list[Word]] = []
    for word in sorted(filter(None, map(_without_dust, words)), key=_middle):
        last = rows[-1] if rows else []
        height = min(word.height, max((other.height for other in last), default=0))
        if last and _middle(word) - sum(map(_middle, last)) / len(last) <= _SAME_LINE * height:
            last.append(word)
        else:
            rows.append([word])
    return [_line(sorted(row, key=lambda word: word.left)) for row in rows]


def _without_dust(word: Word) -> Word | None:
    """A word without strokes before or after it that are no letters, its box as much shorter; or nothing."""
    kept = word.text.strip(_DUST)
    if not kept:
        return None
    before = len(word.text) - len(word.text.lstrip(_DUST))
    step = word.width / len(word.text)
    return replace(word, text=kept, left=word.left + round(before * step), width=round(len(kept) * step))


def _line(row: list[Word]) -> pdf.Line:
    foot = float(np.median([word.top + word.height for word in row])) * _POINTS
    size = float(np.median([word.height for word in row])) * _SIZE * _POINTS
    return pdf.Line(
        tuple(
            pdf.Word(
                word.text, word.left * _POINTS, (word.left + word.width) * _POINTS, word.top * _POINTS,
                (word.top + word.height) * _POINTS, foot, size,
            )
            for word in row
        )
    )  # fmt: skip


def _middle(word: Word) -> float:
    return word.top + word.height / 2


def _without_long_rules(page: Picture, rules: Picture) -> Picture:
    """The page without long horizontal lines: some tables have these between their rows, and no others."""
    _, labels, stats, _ = cv2.connectedComponentsWithStats(rules)
    is_long = stats[:, cv2.CC_STAT_WIDTH] > _LONG_RULE
    is_long[0] = False
    mask = cv2.dilate(is_long[labels].astype(np.uint8), np.ones((5, 5), np.uint8))
    return np.where(mask > 0, 255, page).astype(np.uint8)


def _read(page: Picture, stains: Picture, placed: PlacedTable, words: Sequence[Word]) -> UnruledTable:
    table = _boxes(placed, page.shape, words)
    from_cells = read_cells(page, stains, table.cells)
    readings = []
    for box, reading in zip(table.cells, from_cells, strict=True):
        inside = [word for word in words if _holds(box, word)]
        sure = min((word.confidence for word in inside), default=1.0)
        printed = placed.rows[box.row][box.column].text
        readings.append(_judged(reading, Reading(printed, sure)))
    return UnruledTable(table, tuple(readings))


def _judged(own: Reading, of_page: Reading) -> Reading:
    """What a cell says: a label as the surer reading has it, a figure as its cell alone was read."""
    if not is_figure(own.text or of_page.text):
        surer = max(own, of_page, key=lambda reading: (bool(reading.text), reading.confidence))
        return replace(surer, confidence=surer.confidence * _GUESSED)
    is_denied = of_page.text and _joined(own.text) != _joined(of_page.text)
    if is_denied or _BLANK.search(own.text):
        return Reading(own.text or of_page.text, min(own.confidence, DOUBTFUL))
    return replace(own, confidence=own.confidence * _GUESSED)


def _joined(text: str) -> str:
    return text.replace(" ", "").strip(".,|")


def _boxes(placed: PlacedTable, size: tuple[int, ...], words: Sequence[Word]) -> RuledTable:
    """The cells in pixels: rows are parted half way between their texts, columns where they were.

    The outer columns reach as far as any word beside them: a title may be wider than its figures.
    """
    feet = [(upper[1] + lower[0]) / 2 for upper, lower in pairwise(placed.bands)]
    top, bottom = (round(end / _POINTS) for end in (placed.bands[0][0], placed.bands[-1][1]))
    inner_ys = [round(foot / _POINTS) for foot in feet]
    ys = [min(max(height, 0), size[0]) for height in (top - _MARGIN, *inner_ys, bottom + _MARGIN)]
    beside = [word for word in words if ys[0] <= _middle(word) <= ys[-1]]
    left = min((word.left for word in beside), default=round(placed.x0 / _POINTS))
    right = max((word.left + word.width for word in beside), default=round(placed.x1 / _POINTS))
    inner = [round(edge / _POINTS) for edge in placed.edges[1:-1]]
    xs = [min(max(edge, 0), size[1]) for edge in (left - _MARGIN, *inner, right + _MARGIN)]
    cells = []
    for row, line in enumerate(placed.rows):
        starts = [column for column, cell in enumerate(line) if not cell.is_repeated or not column]
        for start, end in pairwise([*starts, len(line)]):
            box = CellBox(row, start, 1, end - start, xs[start], ys[row], xs[end], ys[row + 1])
            cells.append(box)
    return RuledTable(xs[0], ys[0], xs[-1], ys[-1], len(placed.rows), len(xs) - 1, tuple(cells))


def _holds(box: CellBox | RuledTable, word: Word) -> bool:
    x, y = word.left + word.width / 2, _middle(word)
    return box.left <= x <= box.right and box.top <= y <= box.bottom
