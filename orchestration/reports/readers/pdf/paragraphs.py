"""Lines of one column put together to paragraphs.

As typists do: a full line goes on; an indent, a list mark, a change of style or a gap begins anew.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from orchestration.reports.document import Role, clean_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from orchestration.reports.readers.pdf.lines import Line

_LIST_ITEM = re.compile(r"^(?:[-–—+*•●▪◦§Øü✓➢]\s|[a-zđ]{1,2}[.)]\s)")
_NUMBERED = re.compile(
    r"^(?:[IVX]{1,5}|[0-9]{1,2}(?:\.[0-9]{1,2}){0,3})[.)]\s*[^\W\d_]|^[0-9]{1,2}(?:\.[0-9]{1,2}){1,3}\s+[^\W\d_]"
    r"|^(?:PHẦN|CHƯƠNG|MỤC|Phần|Chương|Mục|Điều)\s+(?:[IVX]+|\d+|[Tt]hứ)\b"
)
_LETTERHEAD = re.compile(
    r"^(?:TM\.|KT\.|TL\.|TUQ\.|Q\.|UBND|ỦY BAN|UỶ BAN|HĐND|HỘI ĐỒNG|SỞ|BAN|BỘ|PHÒNG|VĂN PHÒNG|TRUNG TÂM"
    r"|CỤC|CHI CỤC|PHÓ|CHỦ TỊCH|GIÁM ĐỐC|CHÁNH|TRƯỞNG)(?:\s|$)"
)
_ALONE = re.compile(
    r"^Độc lập\s*[-–—]\s*Tự do\s*[-–—]\s*Hạnh phúc|^[^\W\d][^.;:]{0,40}, ngày .{0,8}tháng .{0,8}năm \d{4}$",
    re.IGNORECASE,
)
"""The motto and the line of place and date."""
_ENDS = (".", "!", "?", ";", ":", "…", '"', "”", ")", ",")
_LONGEST_HEADING = 140
_INDENT = 0.9
_LOOSE = 1.75
_CENTRED = 6.0


@dataclass(frozen=True, slots=True)
class Draft:
    """A paragraph without its number; `is_open` when its last line is full and it may go on elsewhere."""

    text: str
    role: Role
    is_open: bool = False
    is_fresh: bool = True


def drafts_of(lines: Sequence[Line], x0: float, x1: float) -> list[Draft]:
    """The paragraphs of a column between the margins `x0` and `x1`."""
    groups: list[list[Line]] = []
    for line in lines:
        if groups and _goes_on(groups[-1], line, x0, x1):
            groups[-1].append(line)
        else:
            groups.append([line])
    return [_draft(group, x0, x1) for group in groups if any(line.text for line in group)]


def starts_anew(text: str) -> bool:
    """Whether a text begins as a list item, a numbered heading, an agency or an office in capitals does."""
    return bool(_LIST_ITEM.match(text) or _NUMBERED.match(text) or _LETTERHEAD.match(text))


def role_of(text: str, *, is_bold: bool = False) -> Role:
    """What a paragraph is by its first words, its length and its letters."""
    if _LIST_ITEM.match(text):
        return "list_item"
    is_short = len(text) <= _LONGEST_HEADING and not text.endswith(_ENDS)
    if is_short and (_NUMBERED.match(text) or text.isupper() or is_bold):
        return "heading"
    return "body"


def _goes_on(group: list[Line], line: Line, x0: float, x1: float) -> bool:
    last = group[-1]
    pitch = line.baseline - last.baseline
    if pitch > _LOOSE * max(line.size, last.size) * 1.15 or abs(line.size - last.size) > 0.12 * last.size:
        return False
    if pitch < 0.4 * last.size or starts_anew(line.text):
        return False
    if _ALONE.match(last.text) or _ALONE.match(line.text) or _changes_case(last, line):
        return False
    if _are_centred(last, line) or (_is_centred(last, x0, x1) and _is_centred(line, x0, x1)):
        return _title_goes_on(last, line)
    first_word = line.words[0].x1 - line.words[0].x0
    is_full = last.x1 + first_word + 0.3 * last.size >= x1 - 0.5 * last.size
    is_long = last.x1 - x0 >= 0.55 * (x1 - x0)
    is_full = is_full or (is_long and line.text[:1].islower() and not _is_finished(last.text))
    indent = line.x0 - (group[1].x0 if len(group) > 1 else x0)
    if indent > _INDENT * line.size and not line.text[:1].islower() and len(group) > 1:
        return False
    if len(group) == 1 and line.x0 - last.x0 > _INDENT * line.size and not line.text[:1].islower():
        return False
    if len(group) == 1 and abs(line.x0 - last.x0) < 1 and line.x0 - x0 > _INDENT * line.size:
        # Two lines with the same indent are two paragraphs, unless the sentence plainly goes on.
        return line.text[:1].islower() and is_full
    return (is_full and last.is_bold == line.is_bold) or (is_full and not _is_finished(last.text))


def _changes_case(last: Line, line: Line) -> bool:
    """Whether one of two lines is in capitals: a title and what stands above or below it."""
    if last.text.isupper():
        return len(last.words) > 2 and not line.text.isupper()
    return len(line.words) > 1 and line.text.isupper()


def _is_finished(text: str) -> bool:
    return text.endswith((".", "!", "?", ";", ":"))


def _is_centred(line: Line, x0: float, x1: float) -> bool:
    left, right = line.x0 - x0, x1 - line.x1
    return abs(left - right) <= _CENTRED and left > 1.2 * line.size


def _are_centred(last: Line, line: Line) -> bool:
    """Whether two lines of unlike length have the same middle."""
    offset = (line.x0 + line.x1 - last.x0 - last.x1) / 2
    return abs(offset) <= 0.3 * line.size and abs(line.x0 - last.x0) > 1.2 * line.size


def _title_goes_on(last: Line, line: Line) -> bool:
    """Whether two centred lines are one title."""
    if line.text[:1].islower():
        return True
    is_same = last.is_bold == line.is_bold and last.text.isupper() == line.text.isupper()
    is_long = last.x1 - last.x0 >= 0.75 * (line.x1 - line.x0) and len(last.words) >= 4
    return is_same and is_long and not last.text.endswith((".", ":", ";", ")"))


def _draft(group: list[Line], x0: float, x1: float) -> Draft:
    text = group[0].text
    for line in group[1:]:
        text += line.text if _is_broken_word(text) else f" {line.text}"
    text = clean_text(text)
    last = group[-1]
    is_full = last.x1 >= x1 - 4 * last.size
    is_fresh = group[0].x0 - x0 > _INDENT * group[0].size or starts_anew(text)
    role = role_of(text, is_bold=all(line.is_bold for line in group))
    return Draft(text, role, is_full and not _is_finished(text), is_fresh)


def _is_broken_word(text: str) -> bool:
    """Whether a line ends in a hyphen inside a number or code, as in "12/BC-" and "UBND"."""
    return bool(re.search(r"[\w/]-$", text))
