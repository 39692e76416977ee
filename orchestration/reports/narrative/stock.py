"""Procedures and conditions that an agency simply has: "Sở A có 124 thủ tục", "số thủ tục của huyện là 300".

Belongs here: whether a count of which nothing else is said tells a stock. Not here: counts of which something
is said to have been done (`counts`), or stocks named as such (`measures.yml`).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from orchestration.reports.narrative.frames import Bound
from orchestration.reports.narrative.measures import BELONGING

if TYPE_CHECKING:
    from orchestration.reports.narrative.frames import State
    from orchestration.reports.narrative.measures import Cue
    from orchestration.reports.narrative.numbers import Number
    from orchestration.reports.narrative.view import View

_STOCKED = frozenset({"procedure", "condition"})
_NO_DEEDS = (None, BELONGING, "in_force")
_IDLE = frozenset({"noun", "head", "scope"})
_WORDS = re.compile(r"[^\W\d]+")
_BEFORE = frozenset(
    _WORDS.findall(
        "hiện nay tại giờ đang đã vẫn chỉ mới tổng cộng số tất cả toàn bộ thì cũng có theo thống kê trên"
        " địa bàn ở trong của các cấp do ubnd đến tính nhà nước tỉnh thành phố huyện xã phường ngành"
        " thuộc và quản lý cơ quan đơn vị này đó"
    )
)
"""Words that may stand between an agency and its verb of having."""
_HAS = re.compile(
    r"\b(?:có|còn|với(?= tổng số)|gồm|bao gồm|quản lý|kiểm soát|áp dụng|thực hiện)"
    r"(?: (?:lại|khoảng|hơn|gần|trên|tổng số|tổng cộng|tất cả|cả thảy|tới|đến)){0,2} ?$"
)
_DOES = re.compile(r"\b(?:áp dụng|thực hiện|quản lý|kiểm soát)(?: [^\W\d]+){0,2} ?$")
_TELLS = re.compile(r"\b(?:là|còn|có|gồm)(?: (?:lại|khoảng|hơn|gần|trên)){0,2} ?$")
_AFTER = frozenset(
    _WORDS.findall(
        "hành chính các cấp loại từ đến tới ở trên tại của thuộc cho cả ba bốn hai lĩnh vực nhóm chính"
        " quyền tỉnh huyện xã phường thành phố bộ trung ương địa phương bàn toàn phạm vi ngành khác nhau"
        " và hiện nay"
    )
)
"""Words after the counted noun that say no more than where and of which kinds."""
_OF_LEVELS = re.compile(r"\b(?:cấp|lĩnh vực)\b")
_NOT_WHOLE = re.compile(r"\b(?:danh mục|quyết định|phụ lục|nhóm|đợt|lĩnh vực|phương án|hồ sơ|mô hình)\b")
_CUTS = frozenset({"cut", "abolish"})
_LEFT = re.compile(r"(?<!chỉ )\bcòn lại(?: là| khoảng| gần| hơn)? ?$")
_SOME_OF = re.compile(r"\b(?:rà soát|trong (?:tổng )?số|phương án|đề xuất|kiến nghị)\b")
_TIME = re.compile(r"\d|\b(?:năm|tháng|quý|ngày|kỳ|tuần)\b")
_FROM = re.compile(r"\btừ(?: mức| chỗ| khoảng| gần| hơn| trên)* ?$")
_TO = re.compile(
    r"(?: (?:thủ tục hành chính|thủ tục|tthc|điều kiện kinh doanh|điều kiện|đkkd))?"
    r"(?: (?:trước đây|ban đầu|hiện hành|trước đó))?,? ?(?:đến )?(?:nay |hiện )?"
    r"(?:giảm |rút )?(?:xuống|còn|chỉ còn)(?: (?:còn|chỉ|lại|khoảng|gần|hơn|dưới|trên)){0,3} (?=\d)"
)
_MOST = 12_000
"""No agency of the country has more procedures or conditions than that; more are the times they were done."""


def with_stock(view: View, state: State, number: Number, features: dict[str, str]) -> dict[str, str] | None:
    """What is said of a count, with what it tells where that is a stock; None for the rest of a selection.

    "Cắt giảm 174 thủ tục, còn lại 960 thủ tục" tells a stock, unless some of all were looked through.
    """
    if {"noun"} <= features.keys() <= {"noun", "head"} and _is_stock(view, state, number, features["noun"]):
        return {**features, "action": BELONGING}
    if features.get("action") not in _CUTS or not _LEFT.search(view.before(number, 30)):
        return features
    if _SOME_OF.search(view.folded, 0, number.start):
        return None
    return {slot: value for slot, value in features.items() if slot == "noun"} | {"action": "in_force"}


def _is_stock(view: View, state: State, number: Number, noun: str | None) -> bool:
    """Whether a count, of which no words say what was done, tells what its agency has.

    It must stand right after a verb of having whose clause holds nothing but agencies and times, or after
    "số thủ tục … là"; nothing may be said of it up to the next figure, nor what was done to procedures have
    been told right before ("cắt giảm 90 thủ tục; Sở A có 30 thủ tục").
    """
    if noun not in _STOCKED or number.value > _MOST or number.denominator is not None:
        return False
    noun_end = next((c.end for c in view.all_cues if c.start - number.end in (0, 1)), number.end)
    end = min((b.start for b in view.boundaries if b.start >= noun_end), default=len(view.folded))
    if not _is_said_no_more_of(view, noun_end, end):
        return False
    deed = state.last.features.get("action") if state.last else None
    goes_on = deed is not None or _OF_LEVELS.search(view.folded, noun_end, end) is not None
    has = deed in _NO_DEEDS and _has(view, number, is_clear=goes_on)
    return has or _is_number_of(view, number, state.pending)


def level_of_change(view: View, state: State, number: Number, noun: str | None) -> Bound | None:
    """What there was, or is now, of procedures or conditions: "giảm từ 93 thủ tục xuống còn 46"."""
    if not _is_end_of_change(view, number):
        return None
    said = [cue.features["noun"] for cue in state.pending if "noun" in cue.features]
    counted = noun or (said[-1] if said else state.counted.get("noun") or state.inherited.get("noun"))
    if counted not in _STOCKED:
        return None
    features = {"noun": counted, "action": "in_force"}
    rule = view.measures.match("count", features)
    return Bound(number, rule.indicator, features, None, True, "level_of_change") if rule else None


def _is_end_of_change(view: View, number: Number) -> bool:
    folded = view.folded
    if _FROM.search(view.before(number, 24)) and _TO.match(folded, number.end):
        return True
    earlier = next((n for n in reversed(view.numbers) if n.end <= number.start), None)
    if earlier is None or not _FROM.search(view.before(earlier, 24)):
        return False
    to = _TO.match(folded, earlier.end)
    return to is not None and to.end() == number.start


def _has(view: View, number: Number, *, is_clear: bool) -> bool:
    """Whether an agency has so many; what it "does" may be how often they were done, if not clear."""
    cuts = (b for b in view.boundaries if b.end <= number.start)
    start = max((b.end for b in cuts if view.folded[b.start : b.end] != "và"), default=0)
    words = view.without_names(start, number.start)
    verb = _HAS.search(words)
    if verb is None or _NOT_WHOLE.search(view.folded, start, number.start):
        return False
    before = _WORDS.findall(words[: verb.start()])
    is_now = "hiện" in before or "đang" in before
    if _DOES.search(words) and not is_now and not is_clear:
        return False
    named = (view.folded[a:b] for a, b in view.names if start <= a and b <= number.start)
    is_owned = is_now or "tổng" in words or any(not _TIME.search(name) for name in named)
    return is_owned and _BEFORE.issuperset(before)


def _is_number_of(view: View, number: Number, pending: list[Cue]) -> bool:
    heads = [cue for cue in pending if cue.features.get("head") == "count"]
    if not heads or not _TELLS.search(view.before(number, 30)):
        return False
    start = heads[-1].start
    is_cut = any(start <= other.start < number.start for other in view.numbers)
    return not is_cut and not _NOT_WHOLE.search(view.folded, start, number.start)


def _is_said_no_more_of(view: View, noun_end: int, end: int) -> bool:
    if not _AFTER.issuperset(_WORDS.findall(view.without_names(noun_end, end))):
        return False
    stops = [n.start for n in view.numbers if n.start >= end]
    stops += [b.start for b in view.boundaries if b.start >= end and b.kind != "weak"]
    stop = min(stops, default=len(view.folded))
    if any(n.start == stop and view.adjacent(n, view.all_cues) for n in view.numbers):
        return True
    return not any(cue.features.keys() - _IDLE for cue in view.all_cues if end <= cue.start < stop)
