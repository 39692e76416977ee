"""The headings of a table without lines: which columns each title stands over.

Not here: where the table is and what its columns are (`aligned`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from orchestration.reports.readers.pdf.placed import PlacedCell

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from orchestration.reports.readers.pdf.lines import Line

    Columns = Sequence[tuple[float, float]]

_CENTRED = 8
"""Points: middles that are nearer than that to each other are one."""
_REACH = 2
_NEAR = 2
"""So many times `_CENTRED` / 2 from the middle is no worse than right in it, for one title alone."""

Cells = list[list[tuple[str, bool]]]
Band = tuple[float, float]
Row = tuple[tuple[PlacedCell, ...], Band]
_Span = tuple[int, int]


def covered(part: Line, columns: Columns) -> list[int]:
    """The columns that a piece stands over; the nearest one where it stands over none."""
    (span,) = spans_of([part], columns)
    return list(range(span[0], span[1] + 1))


def spans_of(parts: Sequence[Line], columns: Columns) -> list[_Span]:
    """The first and last column of each title of a line, none over two of them.

    A title over several columns is centred over them, and may be shorter than they are wide. Where several
    places fit, one title alone takes the narrowest; several beside each other leave no column between them.
    """
    ways: dict[int, tuple[int, int, list[_Span]]] = {-1: (0, 0, [])}
    for part in parts:
        found: dict[int, tuple[int, int, list[_Span]]] = {}
        choices = list(_choices(part, columns))
        for end, (cost, width, spans) in ways.items():
            for own, (first, last) in choices:
                overlap = 100 * max(0, end - first + 1)
                way = (cost + own + overlap, width + last - first, [*spans, (first, last)])
                if last not in found or _rank(way, parts) < _rank(found[last], parts):
                    found[last] = way
        ways = found
    return min(ways.values(), key=lambda way: _rank(way, parts))[2]


def _rank(way: tuple[int, int, list[_Span]], parts: Sequence[Line]) -> tuple[int, int, list[_Span]]:
    cost, width, spans = way
    return (max(0, cost - _NEAR), width, spans) if len(parts) == 1 else (cost, -width, spans)


def _choices(part: Line, columns: Columns) -> Iterator[tuple[int, _Span]]:
    """The columns that a title may stand over, each with how far it is from their middle."""
    middle = (part.x0 + part.x1) / 2
    over = [number for number, (x0, x1) in enumerate(columns) if part.x0 < x1 and part.x1 > x0]
    if len(over) < 2:
        nearest = min(range(len(columns)), key=lambda number: abs(sum(columns[number]) / 2 - middle))
        yield 0, (over[0], over[0]) if over else (nearest, nearest)
        return
    firsts = range(max(1, over[0] - _REACH), over[0] + 1)
    if not firsts:
        yield 0, (over[0], over[-1])
    for first in firsts:
        for last in range(over[-1], min(len(columns), over[-1] + _REACH + 1)):
            yield round(abs(columns[first][0] + columns[last][1] - 2 * middle) / _CENTRED), (first, last)


def cells_of(parts: Sequence[Line], columns: Columns) -> Cells:
    """For each column the pieces in it, each with whether it begins in a column further left."""
    cells: Cells = [[] for _ in columns]
    for part, (first, last) in zip(parts, spans_of(parts, columns), strict=True):
        for number in range(first, last + 1):
            cells[number].append((part.text, number != first))
    return cells


def band_of(lines: Sequence[Line]) -> Band:
    """The upper and the lower end of lines."""
    return min(line.top for line in lines), max(line.bottom for line in lines)


def head_rows(heads: Sequence[tuple[Cells, Band]]) -> list[Row]:
    """The headings: a row for titles over several columns, then one with the lines of each column joined."""
    rows: list[Row] = []
    was_spanning: bool | None = None
    for cells, band in heads:
        spans = any(is_repeated for cell in cells for _, is_repeated in cell)
        row = tuple(
            PlacedCell(
                " ".join(text for text, _ in cell), bool(cell) and all(repeated for _, repeated in cell)
            )
            for cell in cells
        )
        if rows and spans == was_spanning and not spans:
            upper, (top, _) = rows[-1]
            rows[-1] = (tuple(map(_below, upper, row)), (top, band[1]))
        else:
            rows.append((row, band))
        was_spanning = spans
    return rows


def _below(upper: PlacedCell, lower: PlacedCell) -> PlacedCell:
    return PlacedCell(" ".join(filter(None, (upper.text, lower.text))), upper.is_repeated)
