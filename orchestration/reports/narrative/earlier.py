"""Figures of an earlier time: in brackets beside a later one, left behind, or set against it.

Belongs here: the shapes in which an earlier figure stands beside today's. Does not belong here: words that
touch a figure, and plans (`modality`).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from orchestration.reports.narrative.clauses import Boundary
    from orchestration.reports.narrative.numbers import Number

TIMED_CUES = frozenset({"year_in_brackets", "month_in_brackets", "contrast"})
"""Cues of earlier figures that name their own time."""

_YEAR = re.compile(r"\b((?:19|20)\d{2})\b")
_CLOSED = re.compile(r"\([^()]*\)")
_FIGURE = re.compile(r"\d%? ?$")
_CHANGED = re.compile(r"tăng|giảm|cao hơn|thấp hơn")
_FROM = re.compile(r"\btừ(?: mức| chỗ| khoảng| gần| hơn)* ?$")
_TO = re.compile(
    r"[^.;:()\d]{0,20}(?:(?:năm|tháng|quý|kỳ) [\d/]+(?: năm \d{4})?)?[^.;:()\d]{0,12}\b(?:lên|xuống|giảm còn|còn)\b"  # noqa: E501
)


def earlier_cue(folded: str, number: Number, boundaries: list[Boundary]) -> str | None:
    """The shape that makes a figure one of an earlier time, if any."""
    if _in_contrast(folded, number) or _is_set_against(folded, number):
        return "contrast"
    if _is_before_now(folded, number):
        return "before_now"
    bracketed = _in_reference_brackets(folded, number, boundaries)
    return bracketed or ("from_to" if _is_left_behind(folded, number) else None)


_REFERENCE = re.compile(
    r"(?:so với|cùng kỳ|cao hơn|thấp hơn|hơn)[^()]{0,60}(?:năm \d{4}|năm (?:trước|ngoái)|kỳ trước"
    r"|cùng kỳ(?: năm \d{4})?|(?:tuần|tháng|quý)(?: thứ)? (?:\d{1,2}|trước|[iv]+)"
    r"(?:, tháng [\d/]+)?(?:/\d{4})?)(?: (?!đạt|xếp|đứng)[^\W\d]+){0,5} ?$"
)
_REFERENCE_INSIDE = re.compile(
    r"^ ?(?:(?:cuối |đầu )?năm \d{4}|cùng kỳ(?: năm (?:\d{4}|trước))?|năm trước|kỳ trước)(?: (?:là|đạt|chỉ|có|đứng|xếp"  # noqa: E501
    r"|ở|thứ|hạng|vị trí|mức|được|mới|hơn|gần|khoảng|trên))*:? ?$"
)


def _in_reference_brackets(folded: str, number: Number, boundaries: list[Boundary]) -> str | None:
    """A figure in brackets after a comparison's reference, or introduced by an earlier year in them."""
    opening = next((b for b in reversed(boundaries) if b.kind == "open" and b.end <= number.start), None)
    if opening is None or any(
        b.kind == "close" and opening.end <= b.start < number.start for b in boundaries
    ):
        return None
    inside = folded[opening.end : number.start]
    lead = re.split(r"[,;] ", inside)[-1]
    is_year = (
        "kỳ" not in lead and _YEAR.search(lead) is not None and _REFERENCE_INSIDE.match(lead) is not None
    )
    if is_year and _is_earlier(lead, folded[: opening.start]):
        return "year_in_brackets"
    if _REFERENCE.search(folded[: opening.start]) and len(inside) < 30 and not _CHANGED.search(inside):
        return "reference_in_brackets"
    if _REFERENCE_INSIDE.match(lead) and _is_earlier(lead, folded[: opening.start]):
        return "year_in_brackets" if "kỳ" not in lead else "reference_in_brackets"
    return None


def _is_earlier(inside: str, outside: str) -> bool:
    """Whether brackets that name a year name an earlier one than the words before them.

    Right after a figure of no year of its own they do: "đạt 24% (năm 2022 đạt 17%)".
    """
    own, others = _YEAR.findall(inside), _YEAR.findall(_CLOSED.sub(" ", outside))
    if own and not others:
        return _FIGURE.search(outside) is not None
    return bool(others) and (not own or own[-1] < max(others))


def _in_contrast(folded: str, number: Number) -> bool:
    """Whether a figure is of the earlier time in "nếu như năm 2018 ... thì năm 2022 ..."."""
    start = folded.rfind("nếu", 0, number.start)
    turn = folded.find(" thì ", start)
    return start >= 0 and turn > number.start and _CONTRAST.match(folded, start) is not None


def _is_before_now(folded: str, number: Number) -> bool:
    """Whether a figure is of the earlier time in "Từ chỗ chỉ có 21% …, đến nay …"."""
    opening = _BEFORE_NOW.match(folded, 0, number.start)
    return opening is not None and _NOW.search(folded, number.end) is not None


_BEFORE_NOW = re.compile(r"\W*(?:từ chỗ|trước khi|trước đây|trước kia)\b[^;.\d]*$")
_NOW = re.compile(r"[,;] (?:thì |đến |hiện |tới )?nay\b")


def _is_set_against(folded: str, number: Number) -> bool:
    """Whether a figure is of the earlier year in "…, trong khi năm 2021 chỉ đạt 38%"."""
    start = max(0, number.start - 70)
    if folded.find("năm 20", start, number.start) < 0:
        return False
    against = _SET_AGAINST.search(folded, start, number.start)
    return against is not None and any(
        int(year) > int(against[1] or against[2]) for year in _YEAR.findall(folded, 0, against.start())
    )


_SET_AGAINST = re.compile(
    r"(?:^|[,;] ?|\bcụ thể,? )(?:trong |vào )?năm (20[0-4]\d) (?:chỉ|mới)"
    r"(?: (?:chỉ|mới|tiếp nhận|giải quyết|được|có|đạt|là|khoảng|gần|hơn|trên|dưới))* ?$"
    r"|\b(?:trong khi(?: đó)?|còn|thì|so với|mà),? (?:vào |ở |cuối |của )?năm (20[0-4]\d)"
    r"(?:,? [^\W\d]+){0,4} (?:đạt|là|ở mức|có|dừng ở)(?: mức)? ?$"
)
_CONTRAST = re.compile(
    r"nếu (?:như |so |tính )?(?:vào |ở |trong )?(?:đầu |cuối |thời điểm )?"
    r"(?:năm|tháng|quý|nhiệm kỳ|giai đoạn) [\divx]"
)


def _is_left_behind(folded: str, number: Number) -> bool:
    """The first figure of "từ 10% năm 2019 lên 30%"."""
    before, after = folded[max(0, number.start - 24) : number.start], folded[number.end : number.end + 60]
    return bool(_FROM.search(before) and _TO.match(after))
