"""The ruled tables of a page: their lines, and from these the cells with their spans. Reads no character."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import cv2
import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Picture = NDArray[np.uint8]

_SHORTEST = 55
"""Pixels at 300 dpi: longer than the stem of any letter of a text, shorter than a row is high."""
_LIGHTER_THAN_PAPER = 22
_BRIDGED = 45
_WANDERS = 10
"""How far a line may stray from its place, on a page that is not quite flat."""
_SAME_LINE = 14
_SMALLEST_TABLE = (250, 90)
_SEEN = 0.5
_LONG = 0.4
"""Of the width of a table: so long a line needs no line at its ends."""


@dataclass(frozen=True, slots=True)
class CellBox:
    """A cell: its first row and column and its spans, counted from 0, and its place in pixels."""

    row: int
    column: int
    rows: int
    columns: int
    left: int
    top: int
    right: int
    bottom: int


@dataclass(frozen=True, slots=True)
class RuledTable:
    """A table's place on the page in pixels, its size in rows and columns, and its cells in order."""

    left: int
    top: int
    right: int
    bottom: int
    rows: int
    columns: int
    cells: tuple[CellBox, ...]


@dataclass(frozen=True, slots=True)
class Rules:
    """Masks of the horizontal and the vertical lines of a page."""

    across: Picture
    down: Picture


def find_rules(grey: Picture) -> Rules:
    """The straight lines of a page, light ones too."""
    marks = (
        cv2.adaptiveThreshold(
            grey, 1, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, 41, _LIGHTER_THAN_PAPER
        )
    ).astype(np.uint8)
    return Rules(_lines(marks), np.ascontiguousarray(_lines(np.ascontiguousarray(marks.T)).T))


def find_tables(rules: Rules) -> tuple[list[RuledTable], Picture]:
    """The tables from top to bottom, and 1 where their lines run on the page, else 0.

    A table is lines that hang together and make at least two cells.
    """
    joined = cv2.dilate(rules.across | rules.down, np.ones((9, 9), np.uint8))
    _, labels, stats, _ = cv2.connectedComponentsWithStats(joined)
    lines = np.zeros_like(rules.across)
    tables = []
    for number, (left, top, width, height, _) in enumerate(stats[1:], 1):
        if width < _SMALLEST_TABLE[0] or height < _SMALLEST_TABLE[1]:
            continue
        part = (slice(top, top + height), slice(left, left + width))
        own = (labels[part] == number).astype(np.uint8)
        across, down = rules.across[part] * own, rules.down[part] * own
        across, down = _held(across, down), np.ascontiguousarray(_held(down.T, across.T).T)
        table = _table(across, down, int(left), int(top))
        if table is not None:
            tables.append(table)
            lines[part] |= across | down
    return sorted(tables, key=lambda table: table.top), lines


def without_lines(grey: Picture, lines: Picture) -> Picture:
    """The page with white in place of lines."""
    return np.where(cv2.dilate(lines, np.ones((5, 5), np.uint8)) > 0, 255, grey).astype(np.uint8)


def _lines(marks: Picture) -> Picture:
    """The horizontal lines among the marks."""
    thick = cv2.dilate(marks, np.ones((3, 1), np.uint8))
    long = cv2.morphologyEx(thick, cv2.MORPH_OPEN, np.ones((1, _SHORTEST), np.uint8))
    bridged = cv2.morphologyEx(long, cv2.MORPH_CLOSE, np.ones((1, _BRIDGED), np.uint8))
    _, labels, stats, _ = cv2.connectedComponentsWithStats(bridged)
    is_line = stats[:, cv2.CC_STAT_WIDTH] > 4 * np.minimum(
        stats[:, cv2.CC_STAT_HEIGHT], stats[:, cv2.CC_STAT_AREA] // stats[:, cv2.CC_STAT_WIDTH]
    )
    is_line[0] = False
    return np.asarray(is_line[labels], dtype=np.uint8)


def _table(across: Picture, down: Picture, left: int, top: int) -> RuledTable | None:
    ys = _places(across)
    xs = _places(np.ascontiguousarray(down.T))
    if len(ys) < 2 or len(xs) < 2 or (len(ys) == 2 and len(xs) == 2):
        return None
    right_open = [[not _is_ruled(down.T, xs[j + 1], ys[i], ys[i + 1]) for j in range(len(xs) - 2)]
                  for i in range(len(ys) - 1)]  # fmt: skip
    below_open = [[not _is_ruled(across, ys[i + 1], xs[j], xs[j + 1]) for j in range(len(xs) - 1)]
                  for i in range(len(ys) - 2)]  # fmt: skip
    rows, columns = len(ys) - 1, len(xs) - 1
    cells = tuple(
        CellBox(
            first_row, first_column, last_row - first_row + 1, last_column - first_column + 1,
            left + xs[first_column], top + ys[first_row], left + xs[last_column + 1], top + ys[last_row + 1],
        )
        for first_row, first_column, last_row, last_column in _merge(rows, columns, right_open, below_open)
    )  # fmt: skip
    return RuledTable(left + xs[0], top + ys[0], left + xs[-1], top + ys[-1], rows, columns, cells)


def _held(across: Picture, down: Picture) -> Picture:
    """The horizontal lines that end at vertical ones, or that are long: not a stroke of a stamp or letter."""
    reach = 2 * _SAME_LINE
    posts = cv2.dilate(np.ascontiguousarray(down), np.ones((reach, reach), np.uint8))
    _, labels, stats, _ = cv2.connectedComponentsWithStats(np.ascontiguousarray(across))
    is_held = np.zeros(len(stats), dtype=bool)
    for number, (left, top, width, height, _) in enumerate(stats[1:], 1):
        ends = ((left, left + _SAME_LINE), (left + width - _SAME_LINE, left + width))
        touches = [bool(posts[top : top + height, max(start, 0) : end].any()) for start, end in ends]
        is_held[number] = all(touches) or width > across.shape[1] * _LONG
    return np.asarray(is_held[labels], dtype=np.uint8)


def _places(across: Picture) -> list[int]:
    """The heights at which horizontal lines run, from the top."""
    _, _, stats, centres = cv2.connectedComponentsWithStats(across)
    found = sorted(
        (float(centre[1]), int(stat[cv2.CC_STAT_WIDTH]))
        for centre, stat in zip(centres[1:], stats[1:], strict=True)
    )
    groups: list[list[tuple[float, int]]] = []
    for place, length in found:
        if groups and place - groups[-1][-1][0] <= _SAME_LINE:
            groups[-1].append((place, length))
        else:
            groups.append([(place, length)])
    return [
        round(sum(place * length for place, length in group) / sum(length for _, length in group))
        for group in groups
    ]


def _is_ruled(across: NDArray[np.uint8], place: int, start: int, end: int) -> bool:
    """Whether a horizontal line runs at that height between two places."""
    inset = min((end - start) // 6, 12)
    band = across[max(place - _WANDERS, 0) : place + _WANDERS + 1, start + inset : end - inset]
    return bool(band.size) and float(band.any(axis=0).mean()) > _SEEN


def _merge(
    rows: int, columns: int, right_open: list[list[bool]], below_open: list[list[bool]]
) -> list[tuple[int, int, int, int]]:
    """The cells (first row, first column, last row, last column): places without a line between are one."""
    boxes = [(i, j, i, j) for i in range(rows) for j in range(columns)]
    joints = [((i, j), (i, j + 1)) for i in range(rows) for j in range(columns - 1) if right_open[i][j]]
    joints += [((i, j), (i + 1, j)) for i in range(rows - 1) for j in range(columns) if below_open[i][j]]
    for one, other in joints:
        boxes = _joined(boxes, one, other)
    return sorted(boxes)


def _joined(
    boxes: list[tuple[int, int, int, int]], one: tuple[int, int], other: tuple[int, int]
) -> list[tuple[int, int, int, int]]:
    """The boxes, where those of two places and all that lie under their common rectangle became one."""
    common = [box for box in boxes if _holds(box, one) or _holds(box, other)]
    while True:
        around = (
            min(box[0] for box in common),
            min(box[1] for box in common),
            max(box[2] for box in common),
            max(box[3] for box in common),
        )
        inside = [box for box in boxes if _overlap(box, around)]
        if len(inside) == len(common):
            return [*(box for box in boxes if box not in inside), around]
        common = inside


def _holds(box: tuple[int, int, int, int], place: tuple[int, int]) -> bool:
    return box[0] <= place[0] <= box[2] and box[1] <= place[1] <= box[3]


def _overlap(box: tuple[int, int, int, int], other: tuple[int, int, int, int]) -> bool:
    return box[0] <= other[2] and other[0] <= box[2] and box[1] <= other[3] and other[1] <= box[3]
