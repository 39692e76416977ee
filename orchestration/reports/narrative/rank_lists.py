"""Places told by the order of a list: "3 tỉnh dẫn đầu lần lượt là A, B, C", "vị trí thứ 2 đến thứ 3 là B, C".

Belongs here: which names such a list holds and at which places. Does not belong here: lists without a stated
number of places, in which the order may mean nothing.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from orchestration.reports.narrative.sentences import Sentence
    from orchestration.reports.narrative.subject import Subject

_LEADERS = re.compile(
    r"\b(?:(?:(?P<many>\d{1,2}|hai|ba|bốn|năm|mười)(?: bộ,)?"
    r" (?:tỉnh|địa phương|đơn vị|bộ|thành phố|vị trí)\b)"
    r"|(?:top|tốp) (?P<top>\d{1,2})\b)(?P<said>[^.;:]{0,120}?)\b(?:lần lượt|theo thứ tự)"
    r"(?: (?:là|gồm|gồm có|thuộc về|gọi tên|tên))*"
)
_BETWEEN = re.compile(
    r"\bvị trí (?:từ )?(?:thứ )?(?P<first>\d{1,2}) (?:đến|tới|-|–)(?: vị trí)?(?: thứ)? (?P<last>\d{1,2})\b"
    r"[^.;:\d]{0,40}?\b(?:là|thuộc về|gồm|gọi tên)"
)
_AT_TOP = re.compile(r"dẫn đầu|đứng đầu|đầu bảng|cao nhất|tốt nhất|đầu tiên")
_OF_PART = re.compile(r"thấp nhất|cuối|khu vực|vùng|miền|tăng|giảm|tỷ lệ")
_OPENS = re.compile(r"\s*:?\s*(?:(?:các )?(?:tỉnh|thành phố|tp\.?)\s*)?")
_JOINS = re.compile(r"\s*(?:\([^()]*\)\s*)?(?:,|;)?\s*(?:và\s*)?(?:(?:các )?(?:tỉnh|thành phố|tp\.?)\s*)?")
_NUMBERS = {"hai": 2, "ba": 3, "bốn": 4, "năm": 5, "mười": 10}


def ordered(sentence: Sentence) -> list[tuple[int, Subject]]:
    """Place and agency of each name of an ordered list, none where names and places differ in number."""
    folded = sentence.folded
    if "lần lượt" not in folded and "thứ" not in folded:
        return []
    for match in _BETWEEN.finditer(folded):
        places = range(int(match["first"]), int(match["last"]) + 1)
        return _placed(places, match.end(), sentence)
    for match in _LEADERS.finditer(folded):
        said = match["said"]
        if (match["top"] or _AT_TOP.search(said)) and not _OF_PART.search(said):
            many = match["top"] or match["many"]
            return _placed(range(1, (_NUMBERS.get(many) or int(many)) + 1), match.end(), sentence)
    return []


def is_bound(position: int, folded: str) -> bool:
    """Whether a place only begins or ends the run of places that a list has."""
    return any(match.start() <= position < match.end() for match in _BETWEEN.finditer(folded))


def _placed(places: range, position: int, sentence: Sentence) -> list[tuple[int, Subject]]:
    listed: list[Subject] = []
    for subject in sentence.subjects:
        if subject.start < position:
            continue
        joint = _JOINS if listed else _OPENS
        start = listed[-1].end if listed else position
        if not joint.fullmatch(sentence.folded, start, subject.start) or not _is_named(subject):
            break
        listed.append(subject)
    return list(zip(places, listed, strict=True)) if len(listed) == len(places) else []


def _is_named(subject: Subject) -> bool:
    return subject.kind == "agency" and subject.code is not None and ":" in subject.code
