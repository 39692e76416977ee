"""The reading order of a page: columns told by the white strip between them, read one after the other.

So are the two halves of a letterhead and of a signature block. Not here: paragraphs, tables.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from orchestration.reports.readers.pdf.lines import Line
from orchestration.reports.readers.pdf.placed import PlacedTable

if TYPE_CHECKING:
    from collections.abc import Sequence

Item = Line | PlacedTable

_NARROW = 8.0
_WIDE = 2.5
_LEAST_LINES_NARROW = 5
_LONE_GAP = 3.0


@dataclass(frozen=True, slots=True)
class Column:
    """Lines and tables that are read from top to bottom, between a left and a right margin."""

    items: tuple[Item, ...]
    x0: float
    x1: float


def reading_order(items: Sequence[Item]) -> list[Column]:
    """The columns of a page in the order in which they are read."""
    ordered = sorted(items, key=lambda item: (item.top, item.x0))
    columns: list[Column] = []
    plain: list[Item] = []
    position = 0
    while position < len(ordered):
        split = _best_split(ordered, position)
        if split is None:
            plain.append(ordered[position])
            position += 1
            continue
        end, left, right = split
        columns += _column(plain)
        plain = []
        columns += [*reading_order(left), *reading_order(right)]
        position = end
    return [*columns, *_column(plain)]


def _column(items: list[Item]) -> list[Column]:
    if not items:
        return []
    cut = [part for item in items for part in _pieces(item)]
    return [Column(tuple(cut), min(item.x0 for item in cut), max(item.x1 for item in cut))]


def _pieces(item: Item) -> list[Item]:
    """A line with a great hole in it is two texts that stand side by side."""
    return [item] if isinstance(item, PlacedTable) else list(item.fragments(_LONE_GAP))


def _spans(item: Item) -> list[tuple[float, float]]:
    if isinstance(item, PlacedTable):
        return [(item.x0, item.x1)]
    return [(part.x0, part.x1) for part in item.fragments(0.7)]


def _size(item: Item) -> float:
    return item.size if isinstance(item, Line) else 12.0


def _best_split(items: list[Item], start: int) -> tuple[int, list[Item], list[Item]] | None:
    """The longest run of lines from `start` that a white strip parts; its end, left and right parts."""
    left_end = min(item.x0 for item in items[start:])
    right_end = max(item.x1 for item in items[start:])
    strips = [(left_end, right_end)]
    best: tuple[int, float, float] | None = None
    bottom = items[start].bottom
    for end in range(start, len(items)):
        item = items[end]
        if item.top - bottom > 4 * _size(item):
            break
        bottom = max(bottom, item.bottom)
        strips = [strip for strip in _without(strips, _spans(item)) if strip[1] - strip[0] >= _NARROW]
        if not strips:
            break
        if end > start and _is_alone(item, items[end - 1], (left_end + right_end) / 2):
            break
        for strip in strips:
            if _is_gutter(items[start : end + 1], strip):
                best = (end + 1, *strip)
    return _parted(items, start, best) if best else None


def _without(
    strips: list[tuple[float, float]], spans: list[tuple[float, float]]
) -> list[tuple[float, float]]:
    for span_start, span_end in spans:
        cut = []
        for start, end in strips:
            if span_end <= start or span_start >= end:
                cut.append((start, end))
            else:
                cut += [(start, min(end, span_start)), (max(start, span_end), end)]
        strips = [(start, end) for start, end in cut if end > start]
    return strips


def _is_gutter(run: list[Item], strip: tuple[float, float]) -> bool:
    """Whether both sides of a strip hold enough lines side by side."""
    middle = (strip[0] + strip[1]) / 2
    left = [item for item in run if item.x0 < middle]
    right = [item for item in run if item.x1 > middle]
    if not left or not right:
        return False
    size = max(map(_size, run))
    width = strip[1] - strip[0]
    least = 2 if width >= _WIDE * size else _LEAST_LINES_NARROW
    top = max(left[0].top, right[0].top) - size
    bottom = min(left[-1].bottom, right[-1].bottom) + size
    beside = [sum(top <= item.top and item.bottom <= bottom for item in side) for side in (left, right)]
    return min(beside) >= least and min(len(left), len(right)) * 4 >= max(len(left), len(right))


def _is_alone(item: Item, above: Item, middle: float) -> bool:
    """Whether a line stands in the middle of the page, below a gap: the title under a letterhead."""
    if len(_spans(item)) > 1:
        return False
    is_centred = abs((item.x0 + item.x1) / 2 - middle) <= 2 * _NARROW
    return is_centred and item.x0 < middle < item.x1 and item.top - above.bottom > 0.3 * _size(item)


def _parted(
    items: list[Item], start: int, best: tuple[int, float, float]
) -> tuple[int, list[Item], list[Item]]:
    end, strip_start, strip_end = best
    middle = (strip_start + strip_end) / 2
    left: list[Item] = []
    right: list[Item] = []
    for item in items[start:end]:
        if isinstance(item, PlacedTable):
            (left if item.x1 <= middle else right).append(item)
            continue
        words = [[word for word in item.words if (word.x0 < middle) is is_left] for is_left in (True, False)]
        for side, part in zip((left, right), words, strict=True):
            if part:
                side.append(Line(tuple(part)))
    return end, left, right
