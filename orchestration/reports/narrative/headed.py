"""Lines that only name whose figures follow: "b) Cấp huyện", "* Tại UBND các xã, thị trấn:".

Belongs here: telling such a line and how far it reaches. Does not belong here: what else is carried (`flow`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from orchestration.reports.narrative.headings import rank_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from orchestration.reports.document import Paragraph
    from orchestration.reports.narrative.subject import Subject

_LONGEST = 120
_MARK = re.compile(r"\s*([-–+*•])")
_LEAD = re.compile(
    r"\W*(?:(?:[ivx]+|[a-zđ]|\d{1,2}(?:\.\d{1,2}){0,3})[.)/] ?)?"
    r"(?:(?:kết quả|số liệu|tình hình) )?(?:(?:tại|ở|đối với|của|về|khối) )?"
    r"(?:bộ phận (?:một cửa|tiếp nhận(?: hồ sơ)? và trả kết quả)(?: của| tại)?(?: ubnd)? ?)?"
    r"(?:các |cấp |khối )*"
)
_AFTER = re.compile(r" ?\W*")


@dataclass(frozen=True, slots=True)
class Headed:
    """Whose the figures under a line are; `mark` is that of a list item, `rank` that of a numbered line."""

    owner: Subject
    mark: str
    rank: int

    def ends_at(self, paragraph: Paragraph) -> bool:
        """Whether a line ends the reach: one with the same mark, or one that is numbered as high."""
        mark = _mark(paragraph)
        if self.mark:
            return mark in ("", self.mark)
        return not mark and rank_of(paragraph.text) <= self.rank


def headed_by(paragraph: Paragraph, folded: str, subjects: Iterable[Subject]) -> Headed | None:
    """What a line hands to those under it, if it names one owner and says nothing else."""
    if len(folded) > _LONGEST or paragraph.text[-1:] in ".;,":
        return None
    owners = [subject for subject in subjects if subject.kind != "group"]
    if len(owners) != 1 or owners[0].kind not in ("agency", "self"):
        return None
    owner, mark = owners[0], _mark(paragraph)
    if not _LEAD.fullmatch(folded, 0, owner.start) or not _AFTER.fullmatch(folded, owner.end):
        return None
    if mark and not paragraph.text.endswith(":"):
        return None
    rank = rank_of(paragraph.text)
    return Headed(owner, mark, rank) if mark or rank < rank_of("") else None


def _mark(paragraph: Paragraph) -> str:
    match = _MARK.match(paragraph.text)
    return match[1] if match else ""
