"""Ruled tables whose body has columns drawn but no line between its rows: rows are told by their figures."""

from __future__ import annotations

import re
from collections import defaultdict
from itertools import pairwise
from typing import TYPE_CHECKING

from orchestration.reports.readers.pdf.celltext import cell_lines, joined_lines
from orchestration.reports.readers.pdf.placed import PlacedCell

if TYPE_CHECKING:
    from orchestration.reports.readers.pdf.frame import Frame
    from orchestration.reports.readers.pdf.glyphs import Glyph
    from orchestration.reports.readers.pdf.lines import Line

_FIGURE = re.compile(r"^\(?[-–]?\d[\d.,]*\)?%?$|^[-–]$")
_LEAST_ROWS = 3

_Place = tuple[int, int]
_Rows = tuple[tuple[PlacedCell, ...], ...]


def split_open_rows(
    held: dict[_Place, list[Glyph]],
    owner: dict[_Place, _Place],
    ys: list[float],
    xs: list[float],
    frame: Frame,
) -> _Rows | None:
    """The grid with its open rows split, or nothing where no row holds lines of figures side by side."""
    lines = {place: cell_lines(members, frame) for place, members in held.items()}
    rows: list[tuple[PlacedCell, ...]] = []
    is_split = False
    for row in range(len(ys) - 1):
        places = [owner[row, column] for column in range(len(xs) - 1)]
        starts = _starts(row, places, owner, lines)
        if starts:
            is_split = True
            rows += _split_row(places, lines, starts)
            continue
        rows.append(
            tuple(
                PlacedCell(
                    joined_lines(lines.get(place, []), _width(place, owner, xs)), place != (row, column)
                )
                for column, place in enumerate(places)
            )
        )
    return tuple(rows) if is_split else None


def _width(place: _Place, owner: dict[_Place, _Place], xs: list[float]) -> float:
    columns = [column for (row, column), other in owner.items() if other == place and row == place[0]]
    return xs[max(columns) + 1] - xs[min(columns)]


def _starts(
    row: int, places: list[_Place], owner: dict[_Place, _Place], lines: dict[_Place, list[Line]]
) -> list[float]:
    """The heights of the figures of a row with several in two or more of its cells, side by side."""
    is_merged = len(set(places)) != len(places) or any(
        place[0] != row or owner.get((row + 1, place[1])) == place for place in places
    )
    if is_merged:
        return []
    by_height: defaultdict[int, int] = defaultdict(int)
    stacked = [
        [line.baseline for line in lines.get(place, [])]
        for place in places
        if len(lines.get(place, [])) >= _LEAST_ROWS and all(_FIGURE.match(line.text) for line in lines[place])
    ]
    if len(stacked) < 2:
        return []
    longest = max(stacked, key=len)
    for column in stacked:
        for height in column:
            nearest = min(longest, key=lambda other: abs(other - height))
            if abs(nearest - height) > 3:
                return []
            by_height[longest.index(nearest)] += 1
    return longest


def _split_row(
    places: list[_Place], lines: dict[_Place, list[Line]], starts: list[float]
) -> list[tuple[PlacedCell, ...]]:
    """One row a height; a line of words belongs to the nearest height, between two to the upper one."""
    columns = []
    for place in places:
        texts: list[list[str]] = [[] for _ in starts]
        for line in lines.get(place, []):
            texts[_nearest(line.baseline, starts)].append(line.text)
        columns.append([PlacedCell(" ".join(parts)) for parts in texts])
    return list(zip(*columns, strict=True))


def _nearest(height: float, starts: list[float]) -> int:
    for index, (upper, lower) in enumerate(pairwise(starts)):
        if height <= (upper + lower) / 2 + 1:
            return index
    return len(starts) - 1
