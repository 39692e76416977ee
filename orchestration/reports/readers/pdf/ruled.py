"""Tables drawn with lines: which lines belong together, which cells they make, and the text in each cell.

A merged cell is one without a line inside. Tables without lines are found in `aligned`.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from itertools import pairwise
from typing import TYPE_CHECKING

from orchestration.reports.limits import current_limits
from orchestration.reports.readers.failures import check_size
from orchestration.reports.readers.pdf.celltext import cell_text
from orchestration.reports.readers.pdf.openrows import split_open_rows
from orchestration.reports.readers.pdf.placed import PlacedCell, PlacedTable
from orchestration.reports.readers.pdf.rulings import SNAP, Ruling, Rulings

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from orchestration.reports.readers.pdf.frame import Frame
    from orchestration.reports.readers.pdf.glyphs import Glyph

_TOUCH = 3.0
_COVER = 0.5
_OPEN_SIDE = 8.0
_LEAST_FILLED = 0.08

_Place = tuple[int, int]


def ruled_tables(
    glyphs: list[Glyph], rulings: Rulings, frame: Frame
) -> tuple[list[PlacedTable], list[Glyph]]:
    """The tables that lines make, from top to bottom, and the glyphs outside them."""
    tables = []
    rest = glyphs
    # Small ones first: a table inside a cell of another keeps its own text.
    for level, upright in sorted(_groups(rulings), key=_area):
        xs, ys = _grid_lines(level, upright), _grid_lines(upright, level)
        if len(xs) < 3 or len(ys) < 2:
            continue
        check_size((len(xs) - 1) * (len(ys) - 1), current_limits().cells, "cells in a table")
        regions = _regions(xs, ys, level, upright)
        inside, outside = _split(rest, xs, ys)
        table = _table(inside, xs, ys, regions, frame)
        if table is not None:
            tables.append(table)
            rest = outside
    return sorted(tables, key=lambda table: table.top), rest


def _groups(rulings: Rulings) -> list[tuple[list[Ruling], list[Ruling]]]:
    """Lines that touch each other, directly or over others: one drawing each."""
    parents = list(range(len(rulings.level) + len(rulings.upright)))

    def root(item: int) -> int:
        while parents[item] != item:
            parents[item] = parents[parents[item]]
            item = parents[item]
        return item

    heights = [line.at for line in rulings.level]
    for number, line in enumerate(rulings.upright, len(heights)):
        first = bisect_right(heights, line.start - _TOUCH)
        last = bisect_right(heights, line.end + _TOUCH)
        for crossed in range(first, last):
            other = rulings.level[crossed]
            if other.start - _TOUCH <= line.at <= other.end + _TOUCH:
                parents[root(crossed)] = root(number)
    groups: defaultdict[int, tuple[list[Ruling], list[Ruling]]] = defaultdict(lambda: ([], []))
    for number, line in enumerate((*rulings.level, *rulings.upright)):
        groups[root(number)][number >= len(heights)].append(line)
    return [group for group in groups.values() if len(group[0]) >= 2 and group[1]]


def _area(group: tuple[list[Ruling], list[Ruling]]) -> float:
    level, upright = group
    width = max(line.end for line in level) - min(line.start for line in level)
    return width * (max(line.end for line in upright) - min(line.start for line in upright))


def _grid_lines(across: Sequence[Ruling], along: Sequence[Ruling]) -> list[float]:
    """The places of the lines `along`, and the ends of the lines `across` where most reach beyond."""
    places: list[float] = []
    for at in sorted(line.at for line in along):
        if not places or at - places[-1] > SNAP:
            places.append(at)
    start, end = min(line.start for line in across), max(line.end for line in across)
    if places[0] - start > _OPEN_SIDE and _most(line.start < places[0] - _OPEN_SIDE for line in across):
        places.insert(0, start)
    if end - places[-1] > _OPEN_SIDE and _most(line.end > places[-1] + _OPEN_SIDE for line in across):
        places.append(end)
    return places


def _most(answers: Iterable[bool]) -> bool:
    said = list(answers)
    return sum(said) * 2 >= len(said)


def _regions(
    xs: list[float], ys: list[float], level: Sequence[Ruling], upright: Sequence[Ruling]
) -> dict[_Place, _Place]:
    """For every place (row, column) the upper left place of the merged cell that it belongs to."""
    below = _walls(ys, xs, level)
    right = _walls(xs, ys, upright)
    rows, columns = len(ys) - 1, len(xs) - 1
    owner: dict[_Place, _Place] = {}
    for row in range(rows):
        for column in range(columns):
            if (row, column) in owner:
                continue
            width = 1
            while (
                column + width < columns
                and (column + width, row) not in right
                and (row, column + width) not in owner
            ):
                width += 1
            height = 1
            while row + height < rows and not any(
                (row + height, across) in below or (row + height, across) in owner
                for across in range(column, column + width)
            ):
                # A line that stops half way ends the merged cell: below it the row has cells of its own.
                if any((across, row + height) in right for across in range(column + 1, column + width)):
                    break
                height += 1
            for down in range(row, row + height):
                for across in range(column, column + width):
                    owner[down, across] = (row, column)
    return owner


def _walls(places: list[float], steps: list[float], lines: Sequence[Ruling]) -> set[tuple[int, int]]:
    """(place, step) wherever a line at that place covers most of the way from a step to the next."""
    covered: defaultdict[tuple[int, int], float] = defaultdict(float)
    for line in lines:
        place = min(range(len(places)), key=lambda index: abs(places[index] - line.at))
        first = max(bisect_right(steps, line.start) - 1, 0)
        for step in range(first, len(steps) - 1):
            if steps[step] >= line.end:
                break
            shared = min(line.end, steps[step + 1]) - max(line.start, steps[step])
            covered[place, step] += max(shared, 0.0)
    return {
        (place, step)
        for (place, step), length in covered.items()
        if length >= _COVER * (steps[step + 1] - steps[step])
    }


def _split(glyphs: list[Glyph], xs: list[float], ys: list[float]) -> tuple[list[Glyph], list[Glyph]]:
    inside: list[Glyph] = []
    outside: list[Glyph] = []
    for glyph in glyphs:
        x, y = glyph.center
        is_inside = xs[0] <= x <= xs[-1] and ys[0] <= y <= ys[-1]
        (inside if is_inside else outside).append(glyph)
    return inside, outside


def _table(
    glyphs: list[Glyph], xs: list[float], ys: list[float], owner: dict[_Place, _Place], frame: Frame
) -> PlacedTable | None:
    """The grid with its text; nothing where hardly a cell has text: a diagram, a frame, a row of boxes."""
    held: defaultdict[_Place, list[Glyph]] = defaultdict(list)
    for glyph in glyphs:
        x, y = glyph.center
        row = min(max(bisect_right(ys, y) - 1, 0), len(ys) - 2)
        column = min(max(bisect_right(xs, x) - 1, 0), len(xs) - 2)
        held[owner[row, column]].append(glyph)
    filled = {place for place, members in held.items() if any(not glyph.text.isspace() for glyph in members)}
    cells = set(owner.values())
    # A single row may be the rest of the last row of the page before.
    least = 1 if len(ys) == 2 and len(cells) > 2 else max(2, _LEAST_FILLED * len(cells))
    if len(filled) < least or len({column for _, column in cells}) < 2:
        return None
    right = dict.fromkeys(cells, 0.0)
    for (_, column), place in owner.items():
        right[place] = max(right[place], xs[column + 1])
    texts = {place: cell_text(held[place], xs[place[1]], right[place], frame) for place in filled}
    split = split_open_rows({place: held[place] for place in filled}, owner, ys, xs, frame)
    if split is not None:
        return PlacedTable(split, tuple(xs), ys[0], ys[-1])
    rows = [
        [
            PlacedCell(texts.get(owner[row, column], ""), owner[row, column] != (row, column))
            for column in range(len(xs) - 1)
        ]
        for row in range(len(ys) - 1)
    ]
    return _trimmed(rows, xs, ys)


def _trimmed(rows: list[list[PlacedCell]], xs: list[float], ys: list[float]) -> PlacedTable | None:
    """Without the slivers between double lines: columns and rows too thin for a letter that begin no text."""
    columns = [
        column
        for column, (left, right) in enumerate(pairwise(xs))
        if right - left > 2 * _TOUCH or any(row[column].text and not row[column].is_repeated for row in rows)
    ]
    kept = [
        tuple(row[column] for column in columns)
        for row, (top, bottom) in zip(rows, pairwise(ys), strict=True)
        if bottom - top > 2 * _TOUCH or any(cell.text and not cell.is_repeated for cell in row)
    ]
    if len(columns) < 2 or not kept:
        return None
    edges = (*(xs[column] for column in columns), xs[-1])
    return PlacedTable(tuple(kept), edges, ys[0], ys[-1])
