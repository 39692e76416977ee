"""Headings: which lines are one, what they announce, and which section a new one ends.

Belongs here: the rank of a heading by its numbers, marks and capitals, and the context that it opens. Does
not belong here: the words of a sentence under it (`modality`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from orchestration.reports.narrative.modality import Context, announced_by
from orchestration.reports.narrative.text import fold

if TYPE_CHECKING:
    from orchestration.reports.document import Paragraph

Style = Literal["part", "roman", "number", "letter", "capitals", "marked", "plain"]

_LONGEST_HEADING = 140
_ENDS = ".;,…!?"
_PICTURE = re.compile(
    r"(?:\(|^)\W*(?:ảnh|hình ảnh|photo|nguồn ảnh|minh họa)\b|\bảnh: |ảnh (?:tư liệu|minh họa)"
)
_NUMBERS: tuple[tuple[Style, re.Pattern[str]], ...] = (
    ("part", re.compile(r"^(?:PHẦN|Phần|CHƯƠNG|Chương)\b")),
    ("roman", re.compile(r"^[IVX]{1,5}[.)\s/-]")),
    ("number", re.compile(r"^\(?\d{1,2}(?:\.\d{1,2}){0,3}[.)/]?\s")),
    ("letter", re.compile(r"^[a-zđA-HĐ][.)]\s")),
)
_TIMES = re.compile(r"(?i:\b(?:năm|quý|tháng)(?: (?:\d{1,4}|[IVX]+)(?:[/-]\d{4})?)+|\d+ tháng)")
_FEW = 6
_RANKS: dict[Style, int] = {
    "part": 0, "roman": 1, "capitals": 2, "number": 3, "letter": 5, "marked": 6, "plain": 7,
}  # fmt: skip


def is_heading(paragraph: Paragraph) -> bool:
    """Whether a paragraph heads what follows: marked so, or one short line without an end."""
    text = paragraph.text
    return paragraph.role == "heading" or (
        paragraph.role != "list_item" and len(text) <= _LONGEST_HEADING and text[-1:] not in _ENDS
    )


def is_numbered(text: str) -> bool:
    """Whether a line begins with the number of a section."""
    return any(pattern.match(text) for _, pattern in _NUMBERS)


def rank_of(text: str) -> int:
    """The rank of a line by its number, from 0 for a part of a document; of a plain line without one."""
    if not is_numbered(text):
        return _RANKS["plain"]
    return _place(text, 0, is_marked=False).rank


def heads_section(text: str) -> bool:
    """Whether a line is the numbered heading of a section, and no name in a numbered list.

    >>> heads_section("2. Cải cách thủ tục hành chính"), heads_section("2. Quảng Ninh xếp thứ 2/63")
    (True, False)
    """
    numbers = next((match for _, pattern in _NUMBERS if (match := pattern.match(text))), None)
    if numbers is None:
        return False
    words = _TIMES.sub(" ", text[numbers.end() :])
    is_sentence = text.isupper() or any(word[:1].islower() for word in words.split())
    return (is_sentence or not words.strip()) and not any(character.isdigit() for character in words)


@dataclass(frozen=True, slots=True)
class _Place:
    """The rank of a heading by its look, from 0 for a part of a document, and by the file (0: unknown)."""

    rank: int = 9
    depth: int = 0

    def is_beside(self, other: _Place) -> bool:
        """Whether it does not stand below the other. Lines without number and level say nothing of it."""
        if self.depth and other.depth and self.depth != other.depth:
            return self.depth < other.depth
        is_known = bool(self.depth and other.depth) or self.rank < _RANKS["marked"]
        return is_known and self.rank <= other.rank


@dataclass(frozen=True, slots=True)
class Section:
    """The section that a heading opened: its context and the place that ends it."""

    context: Context = "open"
    place: _Place = _Place()

    def after(self, paragraph: Paragraph) -> Section:
        """The section from a heading on: one within tasks speaks of tasks, unless it stands beside them.

        A plan as a whole stays one.
        """
        folded = fold(paragraph.text)
        if self.context == "plan" or paragraph.role == "caption" or _PICTURE.search(folded):
            return self
        is_marked = paragraph.role == "heading"
        announced = announced_by(folded, is_marked=is_marked)
        place = _place(paragraph.text, paragraph.depth, is_marked=is_marked)
        if self.context == "tasks" and announced != "tasks":
            return Section(announced or "open", place) if place.is_beside(self.place) else self
        return self if announced is None else Section(announced, place)


def _place(text: str, depth: int, *, is_marked: bool) -> _Place:
    for style, pattern in _NUMBERS:
        match = pattern.match(text)
        if match:
            return _Place(_RANKS[style] + min(1, match[0].count(".", 0, -2)), depth)
    letters = [c for c in text if c.isalpha()]
    if len(letters) > _FEW and all(c.isupper() for c in letters):
        return _Place(_RANKS["capitals"], depth)
    return _Place(_RANKS["marked" if is_marked else "plain"], depth)
