"""Agencies listed after a figure that all of them share: "5 bộ đạt 100%, gồm: Bộ A, Bộ B và Bộ C".

Belongs here: the list that a figure announces. Not here: the other ways to own a figure (`owners`).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from orchestration.reports.narrative.subject import Subject

_ANNOUNCED = re.compile(
    r" ?(?:(?:hồ sơ|tthc|thủ tục(?: hành chính)?|dịch vụ công)\b)?[^.;:()\d]{0,40}?"
    r"(?:,? ?\b(?:bao gồm|gồm(?: có)?|là|đó là|như|có)\b ?:?|:)[ -]?"
    r"(?:(?:các|\d+) )?(?:bộ|tỉnh|thành phố|sở|huyện|quận|thị xã|xã|phường|địa phương|đơn vị)?:? ?"
)
_JOINT = re.compile(
    r"\s*(?:,|;|và|cùng|cùng với|, và|; và)\s*"
    r"(?:(?:các |ubnd )*(?:tỉnh|thành phố|tp\.?|bộ|sở|huyện|quận|thị xã|xã|phường)\b\s*)?"
)
_STOPS = re.compile(r"\s*(?:[.;…!]|\.\.\.|$|,? ?(?:đều|cùng|với|có)\b|\()")
_MANY = re.compile(
    r"(?:\b(?:có|là|những|các|một số|nhiều|\d+|hai|ba|bốn|năm|sáu) )?"
    r"(?:bộ|tỉnh|sở|huyện|quận|xã|phường|đơn vị|địa phương|cơ quan|bộ, ngành|tỉnh, thành)\b"
)
_FEWEST = 2


def listed_after(
    end: int, subjects: list[Subject], before: Subject | None, folded: str
) -> tuple[Subject, ...]:
    """The agencies of the list that a figure ending at `end` announces; empty where it announces none.

    One agency alone is a list only after a group, several always; a list of agencies that have figures of
    their own is none.
    """
    later = [s for s in subjects if s.start >= end and s.kind == "agency" and s.code]
    following = [s for s in later if "/" not in (s.code or "")]
    if not following or _ANNOUNCED.fullmatch(folded, end, following[0].start) is None:
        return ()
    if before is not None and before.kind != "group" and not _MANY.search(folded, before.end, end):
        is_open = before.code is not None and ("/" in before.code or ":" not in before.code)
        if not is_open:
            return ()
    listed = [following[0]]
    for subject in following[1:]:
        if not _JOINT.fullmatch(folded, listed[-1].end, subject.start):
            break
        listed.append(subject)
    if not _STOPS.match(folded, listed[-1].end) or re.match(
        r"\s*\(?[^.;,]{0,12}?\d", folded[listed[-1].end :]
    ):
        return ()
    is_group = before is not None and before.kind == "group"
    return tuple(listed) if is_group or len(listed) >= _FEWEST else ()
