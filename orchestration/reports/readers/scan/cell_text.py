"""The text of the cells of a ruled table, and how sure it is.

Not here: where the cells are (`ruling`), how figures are confirmed (`figures`), what a number means
(`forms/cells`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import cv2

from orchestration.reports.readers.scan.cleaning import ink_of
from orchestration.reports.readers.scan.figures import (
    DOUBTFUL,
    Reading,
    framed,
    is_figure,
    may_be_figure,
    read_again,
    reading_of,
)
from orchestration.reports.readers.scan.tesseract import BLOCK, LINE, recognise

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    from numpy.typing import NDArray

    from orchestration.reports.readers.scan.ruling import CellBox

    Picture = NDArray[np.uint8]

_INSET = 3
_SMALLEST = 9
"""Pixels at 300 dpi: a shape smaller in both directions is dust, a full stop or part of another shape."""
_FAINT_INK, _PALEST_INK = 170, 225
_ONE_LINE = 62
"""Pixels at 300 dpi: the ink of a single line, with its marks, is not higher."""
_FLAT = 1.6
_AROUND = 8


def read_cells(page: Picture, stains: Picture, cells: Sequence[CellBox]) -> list[Reading]:
    """The reading of each cell of a page without lines; figures under a stain are doubtful."""
    readings = [Reading("", 1.0)] * len(cells)
    pictures: dict[int, Picture] = {}
    for number, cell in enumerate(cells):
        picture = _content(page[cell.top : cell.bottom, cell.left : cell.right])
        if picture is not None and _is_dash(picture):
            readings[number] = Reading("-", 1.0)
        elif picture is not None:
            pictures[number] = picture
    single = [number for number, picture in pictures.items() if _is_one_line(picture)]
    several = [number for number in pictures if number not in single]
    for mode, numbers in ((LINE, single), (BLOCK, several)):
        results = recognise([framed(pictures[number]) for number in numbers], mode)
        for number, words in zip(numbers, results, strict=True):
            readings[number] = reading_of(words)
    figures = _figures(single, readings, cells)
    confirmed = read_again([pictures[n] for n in figures], [readings[n] for n in figures])
    readings = [dict(zip(figures, confirmed, strict=True)).get(n, r) for n, r in enumerate(readings)]
    return [
        Reading(reading.text, min(reading.confidence, DOUBTFUL))
        if (number in several and is_figure(reading.text)) or _is_stained(stains, cells[number])
        else reading
        for number, reading in enumerate(readings)
    ]


def _figures(single: Sequence[int], readings: Sequence[Reading], cells: Sequence[CellBox]) -> list[int]:
    """The cells that hold figures by their text, or by being short in a column that has mostly figures."""
    sure = {number for number in single if is_figure(readings[number].text)}
    columns = [cells[number].column for number in single]
    mostly = {
        column
        for column in set(columns)
        if sum(cells[number].column == column for number in sure) * 2 > columns.count(column)
    }
    return [
        number
        for number in single
        if number in sure or (cells[number].column in mostly and may_be_figure(readings[number].text))
    ]


def _content(cell: Picture) -> Picture | None:
    """The part of a cell that has ink, or `None` for an empty cell."""
    inner = cell[_INSET:-_INSET, _INSET:-_INSET]
    shapes = [(left, top, left + width, top + height) for left, top, width, height in _shapes(inner)]
    if not shapes:
        return None
    left, top = min(shape[0] for shape in shapes), min(shape[1] for shape in shapes)
    right, bottom = max(shape[2] for shape in shapes), max(shape[3] for shape in shapes)
    return inner[max(top - _AROUND, 0) : bottom + _AROUND, max(left - _AROUND, 0) : right + _AROUND]


def _shapes(picture: Picture, level: int = _FAINT_INK) -> list[tuple[int, int, int, int]]:
    """Left, top, width and height of what is large enough to be a letter, a digit or a dash."""
    if not picture.size:
        return []
    _, _, stats, _ = cv2.connectedComponentsWithStats(ink_of(picture, level))
    return [
        (int(left), int(top), int(width), int(height))
        for left, top, width, height, _ in stats[1:]
        if max(width, height) >= _SMALLEST
    ]


def _is_dash(picture: Picture) -> bool:
    """Whether the only shape is flat and wide, even with its faintest ink: a pale 7 has a stem."""
    shapes = _shapes(picture, _PALEST_INK)
    return len(shapes) == 1 and shapes[0][2] >= _FLAT * shapes[0][3] and shapes[0][3] <= _SMALLEST


def _is_one_line(picture: Picture) -> bool:
    return bool(picture.shape[0] - 2 * _AROUND <= _ONE_LINE)


def _is_stained(stains: Picture, cell: CellBox) -> bool:
    return bool(stains[cell.top : cell.bottom, cell.left : cell.right].any())
