"""What pages repeat and the report does not say: running headers, footers, page numbers, scanners' marks."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from orchestration.reports.readers.pdf.lines import Line

_ZONE = 0.12
_EDGE_LINES = 3
_SAME_HEIGHT = 6.0
_NUMBER = re.compile(
    r"^[-–—\s|]*(?:(?:trang|page|tr\.?)\s*(?:số\s*)?:?\s*)?\d{1,4}(?:\s*(?:/|of|trên|\|)\s*(?:\d{1,4}|page))?[-–—\s|.]*$",
    re.IGNORECASE,
)
_SCANNER = re.compile(
    r"(?:scanned|được quét|quét) (?:by|with|bởi|bằng)|camscanner|adobe scan|^vflat|tapscanner", re.IGNORECASE
)
_DIGITS = re.compile(r"\d+")


@dataclass(frozen=True, slots=True)
class PageLines:
    """The lines of a page that stand outside its ruled tables, and how high the page is in points."""

    lines: tuple[Line, ...]
    height: float


def without_furniture(pages: Sequence[PageLines]) -> list[list[Line]]:
    """The lines of each page without what the margins repeat."""
    repeated = _repeated(pages)
    return [[line for line in page.lines if not _is_furniture(line, page, repeated)] for page in pages]


def _edge_lines(page: PageLines) -> list[tuple[str, Line]]:
    """Lines near the upper and the lower end of a page: ("top" or "bottom", line)."""
    top = [("top", line) for line in page.lines[:_EDGE_LINES] if line.bottom <= _ZONE * page.height]
    low = [("bottom", line) for line in page.lines[-_EDGE_LINES:] if line.top >= (1 - _ZONE) * page.height]
    return [*top, *low]


def _key(line: Line) -> str:
    return _DIGITS.sub("#", line.text.casefold())


def _height(side: str, line: Line, page: PageLines) -> int:
    """The distance to the nearer edge, coarse: pages of several sizes have the same margins."""
    distance = line.baseline if side == "top" else page.height - line.baseline
    return round(distance / _SAME_HEIGHT)


def _repeated(pages: Sequence[PageLines]) -> set[tuple[str, str, int]]:
    counts: Counter[tuple[str, str, int]] = Counter()
    for page in pages:
        keys = {
            (side, _key(line), height + near)
            for side, line in _edge_lines(page)
            for height in (_height(side, line, page),)
            for near in (-1, 0, 1)
        }
        counts.update(keys)
    least = max(2, len(pages) // 2)
    return {key for key, count in counts.items() if count >= least}


def _is_furniture(line: Line, page: PageLines, repeated: set[tuple[str, str, int]]) -> bool:
    if _SCANNER.search(line.text):
        return True
    return any(
        line is other
        and (
            _NUMBER.match(line.text) is not None or (side, _key(line), _height(side, line, page)) in repeated
        )
        for side, other in _edge_lines(page)
    )
