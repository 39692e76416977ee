"""Tables without lines: rows of words that stand under each other, with figures in them.

Careful on purpose: prose must not become a table. Tables with lines are found in `ruled`.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from orchestration.reports.readers.pdf.aligned_heads import Row, band_of, cells_of, covered, head_rows
from orchestration.reports.readers.pdf.placed import PlacedCell, PlacedTable

if TYPE_CHECKING:
    from collections.abc import Sequence

    from orchestration.reports.readers.pdf.lines import Line

_GAP = 0.75
_FIGURE = re.compile(r"^[(]?[-–+]?\d[\d.,]*\s?%?[)]?$|^[-–]$")
_CAPTION = re.compile(r"[.:;]$|^\W*(?:bảng|biểu|phụ lục|đơn vị tính|đvt)\b|^\(.*\)$", re.IGNORECASE)
_LEADER = re.compile(r"[.…_]{5,}")
_LEAST_ROWS = 3
_MOST_BETWEEN = 3
_ALIGNED = 4.0
_FIGURE_SHARE = 0.6
_FILLED_SHARE = 0.6
_MOST_HEADER_LINES = 8
_HEADER_PITCH = 2.2
_LABEL_PITCH = 1.6
_LONE_TITLE = 0.6
_STRAY_ROWS = 8


@dataclass(frozen=True, slots=True)
class _Run:
    """Neighbouring lines from `start` to before `end`, and which of them are rows with figures."""

    start: int
    end: int
    rows: tuple[int, ...]


def aligned_tables(
    lines: Sequence[Line], ruled: Sequence[PlacedTable]
) -> tuple[list[PlacedTable], list[Line]]:
    """Tables among the lines of a page that stand outside its ruled tables, and the lines outside both."""
    tables: list[PlacedTable] = []
    rest: list[Line] = []
    heights = sorted(table.top for table in ruled)
    bands: list[list[Line]] = [[] for _ in range(len(heights) + 1)]
    for line in lines:
        bands[bisect_right(heights, line.top)].append(line)
    for band in bands:
        taken: set[int] = set()
        for run in _runs(band):
            found = _table(band, run, max(taken, default=-1) + 1)
            if found is not None:
                table, first = found
                tables.append(table)
                taken.update(range(first, run.end))
        rest += [line for number, line in enumerate(band) if number not in taken]
    return tables, rest


def _runs(lines: Sequence[Line]) -> list[_Run]:
    """Runs of lines with at least some rows of figures, each row close to the one before."""
    rows = [number for number, line in enumerate(lines) if _is_row(line)]
    groups: list[list[int]] = []
    for row in rows:
        if groups and _is_near(lines, groups[-1][-1], row):
            groups[-1].append(row)
        else:
            groups.append([row])
    return [
        _Run(group[0], _end(lines, group[-1]), tuple(group)) for group in groups if len(group) >= _LEAST_ROWS
    ]


def _end(lines: Sequence[Line], last: int) -> int:
    """The number after the last line of a run: words that go on with its last label belong to it."""
    label = lines[last].fragments(_GAP)[:2]
    end = last + 1
    while (
        end < len(lines) and lines[end].baseline - lines[end - 1].baseline <= _LABEL_PITCH * lines[end].size
    ):
        is_below = any(abs(lines[end].x0 - part.x0) <= _ALIGNED for part in label)
        if not is_below or not lines[end].text[:1].islower() or len(lines[end].fragments(_GAP)) > 1:
            break
        end += 1
    return end


def _is_row(line: Line) -> bool:
    """Whether a line is words apart from each other, a figure among them that is not just its number."""
    if _LEADER.search(line.text):
        return False
    parts = line.fragments(_GAP)
    figures = sum(bool(_FIGURE.match(part.text)) for part in parts)
    return (len(parts) >= 3 and figures >= 2) or (len(parts) == 2 and bool(_FIGURE.match(parts[1].text)))


def _is_near(lines: Sequence[Line], last: int, row: int) -> bool:
    distance = lines[row].baseline - lines[last].baseline
    return row - last - 1 <= _MOST_BETWEEN and distance <= 5.5 * lines[row].size


def _table(lines: Sequence[Line], run: _Run, first_free: int) -> tuple[PlacedTable, int] | None:
    """The table of a run and the number of its first line, or nothing where its figures do not align."""
    rows = [lines[number].fragments(_GAP) for number in run.rows]
    columns = _columns(rows)
    if len(columns) < 2 or not _has_figures(rows, columns):
        return None
    header = _header_start(lines, run.start, first_free, columns)
    if header == run.start and len(columns) < 3:
        return None
    if header < run.start:
        columns = _widened(columns, lines[run.start - 1].fragments(_GAP / 2))
    heads = [
        (cells_of(lines[number].fragments(_GAP / 2), columns), band_of([lines[number]]))
        for number in range(header, run.start)
    ]
    rows_read = [*head_rows(heads), *_body(lines, run, columns)]
    top, bottom = lines[header].top, max(line.bottom for line in lines[run.start : run.end])
    grid, bands = zip(*rows_read, strict=True)
    return PlacedTable(grid, _edges(columns), top, bottom, bands), header


def _columns(rows: Sequence[Sequence[Line]]) -> list[tuple[float, float]]:
    """The strips that hold the fragments of the rows, with white between them in nearly all rows.

    Of eight rows one may reach over the white: a stray mark between two words makes one piece of them.
    """
    parts = [(part.x0, part.x1) for row in rows for part in row]
    strips = _covered_by_more_than(len(rows) // _STRAY_ROWS, parts)
    lone = [part for part in parts if not any(part[0] < x1 and part[1] > x0 for x0, x1 in strips)]
    strips = sorted([*strips, *_covered_by_more_than(0, lone)])
    starts = [*(x0 for x0, _ in strips[1:]), float("inf")]
    return [
        (x0, max([x1, *(end for start, end in parts if start < x1 and end > x0 and end < following)]))
        for (x0, x1), following in zip(strips, starts, strict=True)
    ]


def _covered_by_more_than(count: int, parts: Sequence[tuple[float, float]]) -> list[tuple[float, float]]:
    """Where more than so many of the parts lie over each other."""
    ends = sorted([(x0, 1) for x0, _ in parts] + [(x1, -1) for _, x1 in parts])
    strips: list[tuple[float, float]] = []
    depth, start = 0, 0.0
    for place, step in ends:
        if depth == count and step == 1:
            start = place
        if depth == count + 1 and step == -1 and place > start:
            strips.append((start, place))
        depth += step
    return strips


def _widened(columns: Sequence[tuple[float, float]], titles: Sequence[Line]) -> list[tuple[float, float]]:
    """The strips as wide as the titles right above them: figures may be much narrower than their title."""
    wide = list(columns)
    for title in titles:
        over = covered(title, columns)
        if len(over) == 1:
            x0, x1 = wide[over[0]]
            wide[over[0]] = (min(x0, title.x0), max(x1, title.x1))
    is_apart = all(left[1] < right[0] for left, right in pairwise(wide))
    return wide if is_apart else list(columns)


def _edges(columns: Sequence[tuple[float, float]]) -> tuple[float, ...]:
    inner = ((left[1] + right[0]) / 2 for left, right in pairwise(columns))
    return (columns[0][0], *inner, columns[-1][1])


def _has_figures(rows: Sequence[Sequence[Line]], columns: Sequence[tuple[float, float]]) -> bool:
    """Whether some column after the first is mostly filled, mostly with figures, and these stand in line."""
    for x0, x1 in columns[1:]:
        parts = [part for row in rows for part in row if x0 <= part.x0 <= x1]
        figures = [part for part in parts if _FIGURE.match(part.text)]
        if len(parts) < _FILLED_SHARE * len(rows) or len(figures) < max(3, _FIGURE_SHARE * len(parts)):
            continue
        sides = (
            [part.x0 for part in figures],
            [part.x1 for part in figures],
            [(part.x0 + part.x1) / 2 for part in figures],
        )
        if any(max(side) - min(side) <= _ALIGNED for side in sides):
            return True
    return False


def _header_start(
    lines: Sequence[Line], start: int, first_free: int, columns: Sequence[tuple[float, float]]
) -> int:
    """The first line of the headings above a run: close to it, and cut into pieces as its columns are."""
    header = start
    while header > max(first_free, start - _MOST_HEADER_LINES):
        above, below = lines[header - 1], lines[header]
        if below.baseline - above.baseline > _HEADER_PITCH * max(above.size, below.size):
            break
        parts = above.fragments(_GAP / 2)
        if len(parts) < 2 and not _is_lone_title(above, columns):
            break
        header -= 1
    return header


def _is_lone_title(line: Line, columns: Sequence[tuple[float, float]]) -> bool:
    """Whether a line of one piece is the title of some columns, not of the table, and no prose."""
    if _CAPTION.search(line.text):
        return False
    over = covered(line, columns)
    return len(over) == 1 or (over[0] > 0 and line.x1 - line.x0 < 0.6 * (columns[-1][1] - columns[0][0]))


def _body(lines: Sequence[Line], run: _Run, columns: Sequence[tuple[float, float]]) -> list[Row]:
    """The rows; a line of words between two of them goes on with the nearer, or is a row of its own."""
    rows: dict[int, list[list[str]]] = {}
    members: dict[int, list[Line]] = {}
    for number in range(run.start, run.end):
        owner = number if number in run.rows else _owner(lines, run, number, columns)
        members.setdefault(owner, []).append(lines[number])
        cells = rows.setdefault(owner, [[] for _ in columns])
        for cell, pieces in zip(cells, cells_of(lines[number].fragments(_GAP), columns), strict=True):
            cell += [text for text, is_repeated in pieces if not is_repeated]
    return [
        (tuple(PlacedCell(" ".join(cell)) for cell in rows[number]), band_of(members[number]))
        for number in sorted(rows)
    ]


def _owner(lines: Sequence[Line], run: _Run, number: int, columns: Sequence[tuple[float, float]]) -> int:
    line = lines[number]
    before = max(row for row in run.rows if row < number)
    after = min((row for row in run.rows if row > number), default=before)
    if after == before:
        return before
    label = max(columns[:-1], key=lambda column: column[1] - column[0])
    is_full = lines[number - 1].fragments(_GAP)[0].x1 >= label[1] - 0.25 * (label[1] - label[0])
    if not line.text[:1].islower() and not is_full:
        return number
    to_before = line.baseline - lines[before].baseline
    to_after = lines[after].baseline - line.baseline
    return after if to_after < to_before - 1 else before
