"""Names and values told side by side: "A, B và C xếp thứ 2, 3, 4", "A và B lần lượt đạt x và y".

Belongs here: runs of values, and the list of names that each belongs to. Does not belong here: the owner of a
value of its own (`rank_owners`).
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from orchestration.reports.narrative.ranked import Ranked
    from orchestration.reports.narrative.subject import Subject

Owners = tuple["Subject", ...]

JOINT = re.compile(r"\s*(?:,|và|;|, và)\s*(?:(?:các )?(?:tỉnh|thành phố|tp\.?|bộ|vùng)\s*)?")
"""Between two names of one list."""
NAMES_AFTER = re.compile(r"\b(?:là|thuộc về|gọi tên)\b")
"""Words between values and the names that they are of."""
_IN_TURN = re.compile(r"lần lượt|tương ứng|theo thứ tự")
_NEXT = re.compile(r"(?: ?điểm)?\s*(?:,|;|,? ?và|;? ?và)\s*")
_NEXT_PLACE = re.compile(
    r"\s*(?:,|;|và|, và)\s*(?:xếp |đứng |ở |vị trí |hạng )*thứ (?:nhì|hai|ba|tư|năm|\d{1,2})"
    r" (?:là|thuộc về)\s*"
)
"""Between two names of a list that says the place of each."""
_LISTED = re.compile(r"\s*(?:,|và|, và)\s*(?:vị trí )?(?:hạng )?(?:thứ )?")


def is_named(subject: Subject) -> bool:
    """Whether a subject is one agency of ours that can own a value."""
    return subject.kind == "agency" and subject.is_owner and subject.code is not None


def paired_owners(
    ranked: Sequence[Ranked], subjects: Sequence[Subject], folded: str
) -> dict[int, Owners | None]:
    """Owners of "A, B và C xếp thứ 2, 3, 4", "thứ 5 và 6 là D, E", "A và B lần lượt đạt x và y"."""
    paired: dict[int, Owners | None] = {}
    for series in _series(ranked, folded):
        first, last = series[0].position, series[-1].end
        if any(is_named(s) and first < s.start < series[-1].position for s in subjects):
            continue
        before = _listed_before(first, subjects, folded)
        after = [s for s in subjects if s.start >= last and is_named(s)]
        names = [before] if len(before) > 1 else []
        if after and NAMES_AFTER.search(folded, last, after[0].start):
            names.append(after)
        fitting = next((found for found in names if len(found) == len(series)), None)
        if not names and not _IN_TURN.search(folded):
            continue
        for place, item in enumerate(series):
            paired[item.position] = (fitting[place],) if fitting else None
    return paired


def _series(ranked: Sequence[Ranked], folded: str) -> list[list[Ranked]]:
    """Runs of two or more places or scores of one kind: listed side by side, or after "lần lượt"."""
    runs: list[list[Ranked]] = []
    said = _IN_TURN.search(folded)
    turn = said.start() if said else -1
    for one, other in pairwise(ranked):
        is_alike = one.role == other.role and one.role in ("index_rank", "index_score")
        is_alike = is_alike and (one.index, one.about.part, one.year) == (
            other.index,
            other.about.part,
            other.year,
        )
        joint = _LISTED.fullmatch(folded, one.end, other.position) if one.role == "index_rank" else None
        is_listed = joint is not None and (other.number is not None or "và" in joint[0])
        between = folded[one.end : other.position]
        in_turn = 0 <= turn < one.position and (_NEXT.fullmatch(between) or ";" not in between)
        if not is_alike or one.moved_from or other.moved_from or not (is_listed or in_turn):
            continue
        if runs and runs[-1][-1] is one:
            runs[-1].append(other)
        else:
            runs.append([one, other])
    return runs


def _listed_before(position: int, subjects: Sequence[Subject], folded: str) -> list[Subject]:
    """The list of names nearest before a place of the sentence."""
    before = [s for s in subjects if s.end <= position and is_named(s)]
    listed = before[-1:]
    if not listed:
        return []
    *earlier, clause = folded[listed[0].end : position].split(";")
    if earlier and not _IN_TURN.search(clause):
        return []
    for subject in reversed(before[:-1]):
        between = folded[subject.end : listed[0].start]
        if not JOINT.fullmatch(between) and not _NEXT_PLACE.fullmatch(between):
            break
        listed.insert(0, subject)
    return listed
