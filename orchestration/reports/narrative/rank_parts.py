"""The part of an index that a rank, a score or a change is for: a pillar, a field, a group of criteria.

Belongs here: how far a part once named reaches over the figures after it. Does not belong here: the names of
the parts (`indices`) or the index itself (`rank_view`).
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from orchestration.reports.narrative.indices import rank_words

if TYPE_CHECKING:
    from orchestration.reports.narrative.indices import Index, IndexMention
    from orchestration.reports.narrative.rank_view import RankView

_PART_AFTER = re.compile(
    r"(?: tỉnh,? thành(?: phố)?)?(?: (?:trong |trên )?(?:cả nước|toàn quốc))? (?:về|ở|trong|đối với)"
    r"(?: (?:các|cả|việc|công tác|hoạt động|mảng|đảm bảo|bảo đảm|bảng|xếp hạng|\d+)(?!\w))*"
    r" (?P<mark>(?:chỉ số(?: thành phần)?|trụ cột|nội dung|lĩnh vực|tiêu chí) )?[\"“”]?"
)
_OF_NAME = re.compile(
    r"(?: của (?:người dân|tổ chức|cá nhân|doanh nghiệp|và|,| )+)?(?: ?\([^()]*\))? (?:đối với|về)"
    r"(?P<task> (?:việc|công tác|nội dung|lĩnh vực|tiêu chí))?(?P<rest>[^;:(.\d]{0,60})"
)
_PARTS_AHEAD = re.compile(
    r"(?: (?:trong |trên )?(?:cả nước|toàn quốc))?"
    r"(?:(?: ở| trong| về| tại| với)?(?: cả)? (?:\d|hai|ba|bốn)\d?(?: ?/ ?\d{1,2})?"
    r" (?:chỉ số|trụ cột|nội dung|lĩnh vực|tiêu chí|hạng mục|trục)[^,;.:()\d]{0,40}?,?)?"
    r"(?: (?:bao gồm|gồm(?: có)?|là|đó là):?|:) ?"
)
_ALL_OF_THEM = re.compile(r"\b(?:đều|cùng)\b")
_PARTS_JOINED = re.compile(
    r"(?: (?:trong|của|với|ở|đối với) [^,;.:()\d]{0,40}(?= \())?"
    r"(?:\([^()]{0,30}\)|[ ,;\"“”]|\bvà\b|\bchỉ số\b|\btính\b|\bhoạt động\b|\bmạng\b)*"
)
_VALUED = re.compile(
    r"(?:[^,;:.()\d]|(?<=người dân), (?=tổ chức|doanh nghiệp)){0,40}(?:, (?=đạt))?"
    r"(?:(?:đạt|tăng|giảm|là|được|đều|xếp|đứng|dẫn đầu|:|\() ?"
    r"|\d+(?:[.,]\d+)? ?/ ?\d\d"
    r"|\d{1,2}[.,]\d)"
)
_SATISFIED_WITH = re.compile(
    r"hài lòng[^,;.:()\d]{0,60}(?:đối với|về)(?: việc| yếu tố| nội dung| tiêu chí)? $"
)
_LISTED_WITH = re.compile(
    r"hài lòng[^;:.()\d]{0,60}(?:đối với|về)[^;:()\d]{1,60}\d[\d,.]*%[^()]*"
    r"[;,] (?:và )?(?:về )?[^,;:.()\d]{0,20}$"
)
"""Before a further part of a list: "mức độ hài lòng về tiếp cận dịch vụ 82%; thủ tục 84%"."""
_OF_METHOD = ("appraisal", "survey")
_MARKED = re.compile(r"[^,;:.()\d]{0,25}:? ?(?:đạt |là )?\d{1,2}(?:[.,]\d+|(?=/))")
_CALLED_INDEX = re.compile(r"\bchỉ số(?: về)? [\"“]?$")
_OPENS = re.compile(r"\W*(?:về|đối với|ở|với)(?: (?!hồ sơ|tỷ lệ)[^\W\d]+){0,4} \W?")
"""A sentence that opens with a part: "Về cải cách tài chính công, tỉnh …"."""
_QUOTED_PART = re.compile(r"[,:;] ?(?:trong đó,? ?|và )?\"(?:(?!hồ sơ|tỷ lệ)[^\W\d]+[ ,]*){0,8}$")
"""Before the name of a part that stands in quotes by itself."""
_COMMA = re.compile(r"[^,;:.()\d]{0,30}, ")
_NO_PART_BEFORE = re.compile(r"(?:trên|qua|trong|cổng|hệ thống|tỷ lệ|hồ sơ)(?: cung cấp| giải quyết)? ?$")

_THIS_PART = re.compile(
    r"\b(?:chỉ số thành phần|chỉ số nội dung|lĩnh vực|nội dung|trụ cột|tiêu chí|thành phần) (?:này|đó|trên)\b"
)
_WHOLE = re.compile(r"\b(?:tổng(?: số)? điểm|điểm tổng(?: hợp)?|chỉ số (?:chung|tổng hợp))\b")
_THIS_PART_AFTER = re.compile(
    r"(?: (?:trong|trên|về|của|bảng|xếp hạng|cả nước|toàn quốc|ở))* " + _THIS_PART.pattern
)
_WORDS = re.compile(r"[^,;:.()\d]{0,90}")
_CALL = "chỉ số "
_LARGE = 100


class _Named(NamedTuple):
    start: int
    end: int
    slug: str


def part_of(
    view: RankView, position: int, end: int, index: Index, mention: IndexMention | None
) -> tuple[str | None, bool]:
    """The part that the figure at [position, end) is for (None: the whole index), and whether that is clear.

    A part holds for every figure after it until another part, another index or the end of its clause; past
    that end only the part that opened the sentence still holds.
    """
    start = mention.end if mention is not None and mention.end <= position else 0
    of_name = _of_name(view, start, index) if start else None
    if of_name is not None:
        return of_name
    clause = max(start, view.clause_start(position))
    figures = [n.end for n in view.numbers if clause < n.end <= position and not n.is_denominator]
    near = max([clause, *figures])
    every = _named(view, start, position, index)
    told = [part for part in every if _is_told(view, start, part, index)]
    said_after = _said_after(view, end, index)
    if said_after and said_after[1] and all(_is_taken(view, part) for part in every if part.start >= near):
        return said_after
    close = {part.slug for part in told if part.start >= near}
    if close:
        return (next(iter(close)), True) if len(close) == 1 else (None, False)
    if _WHOLE.search(view.folded, near, position):
        return None, True
    since = max([clause, *(part.end for part in told)])
    if _THIS_PART.search(view.folded, since, position) or _THIS_PART_AFTER.match(view.folded, end):
        return (view.this_part, True) if view.this_part else (None, False)
    words = rank_words().part_markers
    if any(part.start >= near for part in every):
        return None, "thứ" not in view.folded[near:position] or index.code in ("PAR_INDEX", "SIPAS")
    if _other_index(view, near, position):
        return None, False
    is_marked = words.search(view.folded, near, position) is not None
    said_after = None if is_marked else said_after or _out_of_less(view, start, end, index)
    if said_after is not None:
        return said_after
    if told and not view.is_closed(told[-1].start, position):
        return _held(view, told, start, position)
    earlier = words.search(view.folded, clause, position)
    is_over = earlier is None or any(earlier.end() < end <= position for end in view.name_ends)
    return None, not is_marked and is_over


def _named(view: RankView, start: int, position: int, index: Index) -> list[_Named]:
    found = [
        _Named(match.start(), match.end(), slug)
        for slug, pattern in index.parts
        for match in pattern.finditer(view.folded, start, position)
    ]
    return sorted(found)


def _of_name(view: RankView, start: int, index: Index) -> tuple[str | None, bool] | None:
    """The part that goes on the index's own name: "chỉ số hài lòng đối với việc …"; None for the whole."""
    after = _OF_NAME.match(view.folded, start)
    if after is None:
        return None
    named = [slug for slug, pattern in index.parts if pattern.search(after["rest"])]
    if named:
        return named[0], True
    return (None, False) if after["task"] else None


def _is_told(view: RankView, start: int, part: _Named, index: Index) -> bool:
    """Whether words that can name a part do name it here."""
    if index.code == "SIPAS" and _SATISFIED_WITH.search(view.before(part.start, 90)):
        return True
    if index.code == "SIPAS" and _LISTED_WITH.search(view.folded, start, part.start):
        return _VALUED.match(view.folded, part.end) is not None
    if part.slug in _OF_METHOD:
        return _MARKED.match(view.folded, part.end) is not None
    if index.code == "DTI" or _CALLED_INDEX.search(view.before(part.start, 16)):
        return True
    if index.code == "SERVICE_766":
        is_aside = _NO_PART_BEFORE.search(view.before(part.start, 24)) is not None
        return not is_aside and _VALUED.match(view.folded, part.end) is not None
    if _OPENS.fullmatch(view.folded, 0, part.start) and _COMMA.match(view.folded, part.end):
        return True
    if index.code == "PAR_INDEX" and _QUOTED_PART.search(view.folded, start, part.start):
        return _VALUED.match(view.folded, part.end) is not None
    is_plain = index.code in ("PCI", "PAPI") and _VALUED.match(view.folded, part.end) is not None
    return is_plain or rank_words().part_markers.search(view.folded, start, part.start) is not None


def _is_taken(view: RankView, part: _Named) -> bool:
    """Whether a part stands right after the place that it is of: "thứ 4 về thể chế số, thứ 9 về …"."""
    ends = [view.end_of(n) for n in view.numbers if n.end <= part.start and not n.is_denominator]
    after = _PART_AFTER.match(view.folded, ends[-1]) if ends else None
    return after is not None and after.end() == part.start


def _other_index(view: RankView, start: int, end: int) -> re.Match[str] | None:
    """A name such as "chỉ số gia nhập" that is no index of ours: it can only be of a part."""
    ours = {place for mention in view.mentions for place in (mention.start, mention.start - len(_CALL))}
    found = rank_words().other_index.finditer(view.folded, start, end)
    return next((match for match in found if match.start() not in ours), None)


def _out_of_less(view: RankView, start: int, end: int, index: Index) -> tuple[str | None, bool] | None:
    """The part named after scores out of less than the whole: "với 9/10 điểm, chỉ số thanh toán …"."""
    if index.unit != "points" or index.largest < _LARGE:
        return None
    of_less = [
        n for n in view.numbers if start <= n.start < end and n.denominator and n.denominator <= _LARGE / 4
    ]
    if not any("." in n.text or "," in n.text or n.unit == "points" for n in of_less):
        return None
    named = _named(view, end, len(view.folded), index)
    called = [part for part in named if _CALLED_INDEX.search(view.before(part.start, 16))]
    return (called[0].slug, True) if called else (None, False)


def _held(view: RankView, told: list[_Named], start: int, position: int) -> tuple[str | None, bool]:
    """The part told before, if it still holds."""
    last = told[-1]
    if not view.is_cut(last.end, position):
        return last.slug, True
    is_first = not any(start < n.end <= last.start for n in view.numbers)
    is_only = len({part.slug for part in told}) == 1
    return (last.slug, True) if is_first and is_only else (None, False)


def parts_ahead(view: RankView, end: int, index: Index) -> list[str]:
    """Parts listed after a place: "hai chỉ số thành phần dẫn đầu cả nước là A và B"."""
    opened = _PARTS_AHEAD.match(view.folded, end)
    slugs: list[str] = []
    place = opened.end() if opened else len(view.folded)
    for part in _named(view, place, len(view.folded), index):
        if not _PARTS_JOINED.fullmatch(view.folded, place, part.start):
            break
        slugs.append(part.slug)
        place = part.end
    return slugs


def parts_together(view: RankView, position: int, index: Index) -> list[str]:
    """Parts listed before a place that all have it: "chính quyền số và kinh tế số đều xếp thứ 3"."""
    ends = [n.end for n in view.numbers if n.end <= position and not n.is_denominator]
    named = _named(view, max([view.clause_start(position), *ends]), position, index)
    if len(named) < 2 or not _ALL_OF_THEM.search(view.folded, named[-1].end, position):
        return []
    apart = [
        place
        for place, (one, other) in enumerate(pairwise(named), 1)
        if not _PARTS_JOINED.fullmatch(view.folded, one.end, other.start)
    ]
    joined = [part.slug for part in named[apart[-1] if apart else 0 :]]
    return joined if len(joined) > 1 else []


def _said_after(view: RankView, end: int, index: Index) -> tuple[str | None, bool] | None:
    """The part named right after a place ("thứ 13 về kinh tế số"), unclear where it is none we know."""
    after = _PART_AFTER.match(view.folded, end)
    if after is None:
        return None
    named = [slug for slug, pattern in index.parts if pattern.match(view.folded, after.end())]
    if named:
        return named[0], True
    if index.code in ("PCI", "PAPI"):
        end_of_words = _WORDS.match(view.folded, after.end())
        held = _named(view, after.end(), end_of_words.end() if end_of_words else after.end(), index)
        if len(held) == 1:
            return held[0].slug, True
    names = rank_words().names
    is_index = any(names.match(view.folded, place) for place in (after.end(), after.start("mark")))
    return (None, False) if after["mark"] and index.parts and not is_index else None
