"""Moves of an index: what was left behind and what was reached, in "từ hạng 8 (65,5 điểm) lên hạng 3".

Belongs here: which values of a sentence are those left behind, and which moves count for nothing. Does not
belong here: finding values (`rankings`) or their years (`rank_editions`).
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from orchestration.reports.narrative.ranked import Ranked

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


_TO_A_PLACE = re.compile(r"(?: ?/ ?\d+)? (?:lên|xuống|đến|thành|tới)(?: (?:vị trí|thứ hạng|hạng|thứ|số))* ?")
_BY_A_MOVE = re.compile(r"(?: ?bậc)?[ ,]*(?:từ)?(?: (?:vị trí|thứ hạng|hạng|thứ|số|mức|lên|xuống))* ?")


def without_moves_to(places: list[int], values: list[Ranked], folded: str) -> list[Ranked]:
    """The values without those of a move that leads to a place that counts for nothing.

    `places` are the starts of those: "tăng 1 bậc từ vị trí thứ 5 lên thứ 4 trong vùng".
    """
    dropped: set[int] = set()
    for place in places:
        start = place
        for value in reversed(values):
            joint = _BY_A_MOVE if value.role == "index_rank_change" else _TO_A_PLACE
            is_of_move = value.moved_from or value.role == "index_rank_change"
            if value.position < start and is_of_move and joint.fullmatch(folded, value.end, start):
                dropped.add(value.position)
                start = value.position
    return [value for value in values if value.position not in dropped]


def _holds_one(left: re.Match[str], values: list[Ranked]) -> bool:
    """Whether a place or a score, or one of each, stands there."""
    inside = [
        v.role for v in values if left.start() <= v.position < left.end() and not v.role.endswith("change")
    ]
    return 0 < len(inside) == len(set(inside))


def _is_next(value: Ranked, left: re.Match[str], values: list[Ranked]) -> bool:
    """Whether a value is the first of its kind after a move."""
    return not any(left.end() <= v.position < value.position and v.role == value.role for v in values)
