"""The straight lines drawn on a page, snapped to each other and joined.

Here belongs what is drawn. Which lines make a table is decided in `ruled`.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pdfplumber.page import Page

    from orchestration.reports.readers.pdf.frame import Frame

_THIN = 3.0
SNAP = 2.5
_JOIN = 3.0
_SHORTEST = 5.0
_MOST_POINTS = 12
MOST_RULINGS = 20_000
"""A page with more drawn lines is a drawing: its lines are not looked at."""

_Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Ruling:
    """A line at `at` (height if level, else distance from the left), from `start` to `end`, in points."""

    at: float
    start: float
    end: float


@dataclass(frozen=True, slots=True)
class Rulings:
    """The level and the upright lines of a page."""

    level: tuple[Ruling, ...]
    upright: tuple[Ruling, ...]


def page_rulings(page: Page, frame: Frame, *, with_fills: bool) -> Rulings:
    """The lines of a page as the reader sees it; `with_fills` takes the edges of coloured areas as well."""
    drawn = len(page.lines) + len(page.rects) + len(page.curves)
    if drawn > MOST_RULINGS:
        return Rulings((), ())
    boxes = [frame.box(*box) for box in _boxes(page, with_fills=with_fills)]
    level = [((top + bottom) / 2, x0, x1) for x0, top, x1, bottom in boxes if bottom - top <= x1 - x0]
    upright = [((x0 + x1) / 2, top, bottom) for x0, top, x1, bottom in boxes if bottom - top > x1 - x0]
    return Rulings(_joined(level), _joined(upright))


def _boxes(page: Page, *, with_fills: bool) -> Iterator[_Box]:
    """The thin boxes that lines and the edges of rectangles cover."""
    for line in page.lines:
        if min(line["x1"] - line["x0"], line["bottom"] - line["top"]) <= _THIN:
            yield line["x0"], line["top"], line["x1"], line["bottom"]
    for rect in page.rects:
        yield from _edges(rect, with_fills=with_fills)
    for curve in page.curves:
        points = curve["pts"] if curve.get("stroke") else ()
        if len(points) <= _MOST_POINTS and all(
            min(abs(ax - bx), abs(ay - by)) < 0.5 for (ax, ay), (bx, by) in pairwise(points)
        ):
            for (ax, ay), (bx, by) in pairwise(points):
                yield min(ax, bx), min(ay, by), max(ax, bx), max(ay, by)


def _edges(rect: dict[str, Any], *, with_fills: bool) -> Iterator[_Box]:
    x0, top, x1, bottom = rect["x0"], rect["top"], rect["x1"], rect["bottom"]
    if min(x1 - x0, bottom - top) <= _THIN:
        yield x0, top, x1, bottom
    elif rect.get("stroke") or with_fills:
        yield x0, top, x1, top
        yield x0, bottom, x1, bottom
        yield x0, top, x0, bottom
        yield x1, top, x1, bottom


def _joined(lines: Iterable[tuple[float, float, float]]) -> tuple[Ruling, ...]:
    """Lines of about the same place as one, dashes and the borders of neighbours joined, specks dropped."""
    groups: list[list[tuple[float, float, float]]] = []
    for line in sorted(lines):
        if groups and line[0] - groups[-1][0][0] <= SNAP:
            groups[-1].append(line)
        else:
            groups.append([line])
    rulings: list[Ruling] = []
    for group in groups:
        at = sum(line[0] for line in group) / len(group)
        spans: list[list[float]] = []
        for _, start, end in sorted(group, key=lambda line: line[1]):
            if spans and start - spans[-1][1] <= _JOIN:
                spans[-1][1] = max(spans[-1][1], end)
            else:
                spans.append([start, end])
        rulings += [Ruling(at, start, end) for start, end in spans if end - start >= _SHORTEST]
    return tuple(rulings)
