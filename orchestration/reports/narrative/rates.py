"""Rates: which share a percentage tells, of its own words or of the count or rate before it.

Belongs here: heads ("tỷ lệ"), denominators, percentages that follow another figure. Does not belong here:
counts.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from orchestration.reports.narrative.costs import share_of_costs
from orchestration.reports.narrative.frames import Bound, told
from orchestration.reports.narrative.in_turn import in_turn
from orchestration.reports.narrative.measures import ABSENT
from orchestration.reports.narrative.no_shares import is_apart_from_early, is_no_share
from orchestration.reports.narrative.rate_heads import named_before
from orchestration.reports.narrative.shares import is_part_of_all, listed_noun, part_that_fits, whole_of_parts

if TYPE_CHECKING:
    from collections.abc import Mapping

    from orchestration.reports.narrative.frames import State
    from orchestration.reports.narrative.measures import Cue
    from orchestration.reports.narrative.numbers import Number
    from orchestration.reports.narrative.view import View

_SHARE_BEFORE = re.compile(r"(?:chiếm|tương đương|tương ứng|bằng)(?: tỷ lệ| khoảng| gần| hơn| tới)* ?$")
_PART = re.compile(
    r"chủ yếu|phần lớn|tập trung (?:ở|vào|chủ yếu)|riêng (?:lĩnh vực|thủ tục)|(?:trên|thuộc|ở) lĩnh vực"
)
_OF_PEOPLE = frozenset({"satisfaction", "payment"})
_OF_COSTS = frozenset({"compliance_cost"})
_SERVICES = "national_portal_services"
_DEEDS = ("action", "stage")
_REGULATED = frozenset({"procedure", "regulation", "condition"})
_ASIDE_WORDS = re.compile(
    r"\b(?:mục tiêu|chỉ tiêu|kế hoạch|yêu cầu|đề ra|đặt ra|được giao|giao|tăng|giảm|so với|cùng kỳ"
    r"|năm trước|năm ngoái|kỳ trước"
    r"|cao hơn|thấp hơn|chưa đạt|chưa|không|phấn đấu|thêm|mức|điểm|trong khi|hơn|chung|cả năm|nhích|cuối"
    r"|hết|nâng"
    r"|nhẹ|mạnh|năm|tháng|quý"
    r"|trước đó|từ|do|của|trong|vào|toàn|tỉnh|thành phố|huyện|xã|phường"
    r"|dự kiến|chính phủ|thủ tướng|quốc gia|lộ trình|quy định|phải|cần|\d+)\b"
)
_AIMS = re.compile(
    r"\b(?:trong|vào|phấn đấu|đặt mục tiêu|mục tiêu|chỉ tiêu|đề ra|đặt ra|dự kiến|sẽ|cần|phải)\b"
)
_HANDED_IN = re.compile(
    r"\b(?:được|thực hiện|nộp|gửi|tiếp nhận|xử lý|theo|bằng|qua|dưới|hình thức|phương thức)\b"
)
_AGAIN = re.compile(r"\b(?:tỷ lệ|con số|mức|chỉ tiêu) này\b")
_ITS_AIM = re.compile(
    r"(?:so với|thấp hơn|cao hơn|vượt|chưa đạt|không đạt|dưới|kém|thua|cách)[^;.()\d]{0,30}"
    r"\b(?:mục tiêu|chỉ tiêu|kế hoạch|yêu cầu)\b[^;.()\d]{0,60}$"
)
_OTHER_TOPIC = re.compile(
    r"\b(?:giải ngân|vốn|doanh thu|gdp|grdp|xuất khẩu|nhập khẩu|tăng trưởng|dân số|thu ngân sách"
    r"|tội phạm|lao động"
    r"|hộ nghèo|việc làm|bảo hiểm|học sinh|bệnh nhân|diện tích|sản lượng|giá trị"
    r"|tiết kiệm(?! (?:được |khoảng |hơn |gần |tới |đến ){0,2}[\d.,]* ?(?:%|$))"
    r"|kế hoạch vốn|công trình|\d+ (?:nghìn |triệu )?(?:người|tài khoản|thuê bao))\b"
)


class RateBinder:
    """Binds the percentages of one sentence."""

    def __init__(self, view: View) -> None:
        self._view = view
        self._measures = view.measures

    def bind(self, state: State, number: Number, after: list[Cue]) -> Bound | None:
        """The rate of a percentage, or None."""
        said = {cue.features.get("aspect") for cue in state.pending + after}
        if is_no_share(self._view, number, said):
            return None
        saved = share_of_costs(self._view, number)
        if saved is not None:
            return saved
        respective = in_turn(self._view, state, number)
        if respective is not None:
            return respective
        bracketed = self._told_after_brackets(state, number)
        if bracketed and not after:
            noun = state.unresolved[-1][1].get("noun") if state.unresolved else None
            return self._own(state, number, bracketed, {}, noun)
        local = state.pending
        heads = [place for place, cue in enumerate(local) if cue.features.get("head") == "rate"]
        if heads:
            local = [*local[heads[-1] :], *named_before(self._view, local, heads[-1])]
            if after or sum(bool(cue.features) for cue in local) > 1:
                return self._own(state, number, local + after, {})
        adjacent = self._view.adjacent(number, after)
        noun = adjacent.features.get("noun") if adjacent else None
        if noun is not None and not _SHARE_BEFORE.search(self._view.before(number, 40)):
            telling = [cue for cue in local if cue.features]
            inherited = {} if telling else self._deeds(state, noun, after)
            return self._own(state, number, [*telling[-2:], *after], inherited, noun)
        if not any(cue.features.keys() - {"head"} for cue in local + after):
            return self._following(state, number, has_head=bool(heads))
        if self._is_of_one_service(local, after):
            return None
        return self._own(state, number, local + after, self._going_on(state, local + after))

    @staticmethod
    def _going_on(state: State, cues: list[Cue]) -> dict[str, str]:
        """What was said before and holds for a share with words of its own."""
        inherited = {slot: value for slot, value in (state.rate or state.inherited).items() if slot != "head"}
        said = {value for cue in cues for value in cue.features.values()}
        aspects = {cue.features["aspect"] for cue in cues if "aspect" in cue.features}
        if "settlement" in said or (aspects and inherited.get("aspect", "") not in {*aspects, ""}):
            return {}
        slots = {slot for cue in cues for slot in cue.features}
        if {"noun", "timing"} <= slots:
            inherited.pop("channel", None)
        if not said & (_OF_PEOPLE | _OF_COSTS):
            return inherited
        is_cost = bool(said & _OF_COSTS)
        return {slot: value for slot, value in inherited.items() if (slot in _DEEDS) == is_cost}

    @staticmethod
    def _deeds(state: State, noun: str, after: list[Cue]) -> dict[str, str]:
        """What is done to regulations and goes on: "cắt giảm 20% thủ tục, 30% điều kiện kinh doanh"."""
        is_bare = {slot for cue in after for slot in cue.features} <= {"noun", "scope"}
        if state.last is None or state.last.is_count or not is_bare or noun not in _REGULATED:
            return {}
        return {slot: value for slot, value in state.last.features.items() if slot in _DEEDS}

    def _is_of_one_service(self, local: list[Cue], after: list[Cue]) -> bool:
        """Whether a share is that of one service done online: "đăng ký tạm trú trực tuyến (đạt 88%)"."""
        said = [cue for cue in local + after if cue.features]
        if {slot for cue in said for slot in cue.features} != {"channel"}:
            return False
        start = max((b.end for b in self._view.boundaries if b.end <= said[0].start), default=0)
        start = max([start, *(n.end for n in self._view.numbers if n.end <= said[0].start)])
        words = _HANDED_IN.sub(" ", self._view.without_names(start, said[0].start))
        return not self._measures.is_linking(words)

    def bind_aside(self, state: State, number: Number, after: list[Cue]) -> Bound | None:
        """A target, an earlier rate or a change: of its own words if any, else of the figure before it."""
        if not self._view.noun_is_open(number, self._view.adjacent(number, after)):
            return None
        own = self.bind(state, number, after)
        if own is not None and own.own:
            state.pending, state.last = [], told(own, number.end)
            return own
        last = state.last
        if last is None:
            return None
        start = last.end if last.end <= number.start else 0
        if not self._is_beside(start, number) and not self._is_its_aim(state, start, number):
            return None
        opening = _ASIDE_WORDS.sub(" ", self._view.without_names(0, number.start))
        if last.end == 0 and not self._measures.is_linking(opening):
            return None
        if not last.is_count and last.end:
            state.last = replace(last, end=number.end)
        return Bound(number, last.indicator, last.features, last.formula, False, f"beside:{last.indicator}")

    def _is_beside(self, start: int, number: Number) -> bool:
        """Whether nothing but words of comparison stand between what was told last and a figure."""
        ends = [b.end for b in self._view.boundaries if b.kind == "strong" and start <= b.start]
        clause = max((end for end in ends if end <= number.start), default=None)
        if clause is not None:
            between = _ASIDE_WORDS.sub(" ", self._view.without_names(clause, number.start))
            if not self._measures.is_linking(between):
                return False
        return self._view.is_linked(number, start, _ASIDE_WORDS)

    def _is_its_aim(self, state: State, start: int, number: Number) -> bool:
        """Whether a figure is the aim with which the rate before it is compared, however that is worded."""
        if state.last is None or state.last.is_count or any(cue.features for cue in state.pending):
            return False
        cuts = [b for b in self._view.boundaries if start <= b.start < number.start]
        gap = self._view.folded[start : number.start]
        return not any(b.kind == "strong" for b in cuts) and _ITS_AIM.search(gap) is not None

    def _told_after_brackets(self, state: State, number: Number) -> list[Cue]:
        """What a share counts when brackets with its figures come first: "80% (7/9 TTHC) được cung cấp …".

        Or when it stands in brackets itself: "14/14 bộ (100%) đã kết nối …".
        """
        view = self._view
        inner = next((n for n in view.numbers if n.start > number.start), None)
        closing = next((b for b in view.boundaries if b.kind == "close" and b.start >= number.end), None)
        if closing is None or any(cue.features for cue in state.pending):
            return []
        is_alone = view.before(number, 1) == "(" and closing.start == number.end and state.last is None
        is_pair = (
            inner is not None and inner.denominator and view.folded[number.end : inner.start].strip() == "("
        )
        if not is_alone and not is_pair:
            return []
        ends = [n.start for n in view.numbers if n.start > closing.end]
        ends += [b.start for b in view.boundaries if b.kind == "strong" and b.start > closing.end]
        limit = min(ends, default=len(view.folded))
        told = [cue for cue in view.cues if number.end < cue.start < limit]
        return told if any(cue.features and cue.start >= closing.end for cue in told) else []

    def _own(
        self,
        state: State,
        number: Number,
        cues: list[Cue],
        inherited: dict[str, str],
        noun: str | None = None,
    ) -> Bound | None:
        features = self._measures.merge(inherited, cues, self._view.breaks)
        if noun is not None:
            features["noun"] = noun
        counted = self._denominator_noun(number) or listed_noun(self._view, number, features)
        features.setdefault("noun", counted or self._spoken_of(state, features) or ABSENT)
        first = min((cue.start for cue in cues), default=number.start)
        if _OTHER_TOPIC.search(self._view.without_names(min(first, number.start), number.start)):
            return None
        if not state.parents:
            state.rate = {slot: value for slot, value in features.items() if slot != "head"}
        rule = self._measures.match("rate", features, self._view.timings)
        if rule is None:
            state.last = None
            return None
        if number.value > 100 and number.start not in self._view.aside:
            return None
        if is_apart_from_early(self._view, features, number):
            state.last = None
            return None
        return Bound(number, rule.indicator, features, rule.formula, True, f"rate:{rule.indicator}")

    @staticmethod
    def _spoken_of(state: State, features: Mapping[str, str]) -> str | None:
        """What the sentence counted last: "tiếp nhận 512 phản ánh, tỷ lệ xử lý đúng hạn …"."""
        spoken = state.inherited.get("noun") or (state.last.features.get("noun") if state.last else None)
        slots = {"petition": "timing", "dossier": "channel"}
        return spoken if spoken is not None and slots.get(spoken) in features else None

    def _denominator_noun(self, number: Number) -> str | None:
        """The noun of "… trong tổng số 168.000 hồ sơ" right after a percentage."""
        span = next(((a, b) for a, b in self._view.denominators if a - number.end in (0, 1)), None)
        if span is None:
            return None
        near = [c for c in self._view.all_cues if span[0] <= c.start < span[1] + 25 and "noun" in c.features]
        return near[0].features["noun"] if near else None

    def _is_of_procedures(self, number: Number) -> bool:
        """Whether a share is told to be one of all procedures: "chiếm 72% tổng số thủ tục hành chính"."""
        span = next(((a, b) for a, b in self._view.denominators if a - number.end in (0, 1)), None)
        return span is not None and any(
            cue.features.get("noun") == "procedure" and span[0] <= cue.start <= span[1]
            for cue in self._view.all_cues
        )

    def _counts(self, number: Number) -> bool:
        """Whether a count stands before a figure in its sentence, of which it may be the share."""
        return any(n.unit == "plain" and n.end <= number.start for n in self._view.numbers)

    def _following(self, state: State, number: Number, *, has_head: bool) -> Bound | None:
        """A percentage without words of its own: the share of the count before it, or the same rate again.

        "Với tỷ lệ 68%" in a new paragraph goes back to the rate told last.
        """
        is_listed = self._view.names_end_at(number.start - 1) and self._view.before(number, 1) == "("
        last = state.last or (state.distant if is_listed or (has_head and not self._counts(number)) else None)
        if last is None:
            return None
        if not last.is_count and _PART.search(self._view.folded[last.end : number.start]):
            return None
        start = last.end if last.end <= number.start else 0
        again = next(reversed(list(_AGAIN.finditer(self._view.folded, start, number.start))), None)
        if not self._view.is_linked(number, again.end() if again else start, _AIMS):
            return None
        if not again and _OTHER_TOPIC.search(self._view.folded, start, number.start):
            return None
        if not last.is_count:
            return Bound(
                number, last.indicator, last.features, last.formula, False, f"again:{last.indicator}"
            )
        if is_part_of_all(self._view.folded, state.amounts, number):
            return None
        if last.indicator == _SERVICES and not self._is_of_procedures(number):
            return None
        part = part_that_fits(self._measures, state.amounts, number) or whole_of_parts(state.amounts)
        if part is not None:
            last = told(part)
        share = self._measures.share_of(last.indicator)
        source = f"share_of:{last.indicator}"
        return Bound(number, share, last.features, None, False, source) if share else None
