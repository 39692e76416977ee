"""Moves of an index: what was left behind and what was reached, in "từ hạng 8 (65,5 điểm) lên hạng 3".

Belongs here: which values of a sentence are those left behind. Does not belong here: finding values
(`rankings`) or their years (`rank_editions`).
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from orchestration.reports.narrative.rankings import Ranked

_LEFT = re.compile(
    r"\btừ (?=(?:vị trí|thứ hạng|hạng|thứ \d|mức|điểm số|xếp|đứng|\d{1,2}[.,]\d))[^;]{0,120}?"
    r"(?=\b(?:lên|xuống|thành|còn)\b)"
)


def with_moves(values: list[Ranked], folded: str) -> list[Ranked]:
    """The values, those of a move marked: left behind inside "từ … lên", reached after it."""
    left = next((m for m in _LEFT.finditer(folded) if _holds_one(m, values)), None)
    if left is None:
        return values
    moved = []
    for value in values:
        is_level = value.role in ("index_rank", "index_score")
        is_inside = is_level and left.start() <= value.position < left.end()
        is_after = value.position >= left.end()
        moved.append(
            replace(
                value,
                moved_from=value.moved_from or is_inside,
                moved_to=value.moved_to or (is_level and is_after and _is_next(value, left, values)),
                left=left.span(),
            )
        )
    return moved


def _holds_one(left: re.Match[str], values: list[Ranked]) -> bool:
    """Whether a place or a score, or one of each, stands there."""
    inside = [
        v.role for v in values if left.start() <= v.position < left.end() and not v.role.endswith("change")
    ]
    return 0 < len(inside) == len(set(inside))


def _is_next(value: Ranked, left: re.Match[str], values: list[Ranked]) -> bool:
    """Whether a value is the first of its kind after a move."""
    return not any(left.end() <= v.position < value.position and v.role == value.role for v in values)
