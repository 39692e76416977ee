"""Which features belong to which figure of a sentence, and so what each figure measures.

Belongs here: the walk over cues, boundaries and figures with what is inherited. Does not belong here: the
catalogue (`measures`), whose figure it is (`subjects`), when (`timing`), or whether it happened (`modality`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from orchestration.reports.narrative.measures import ABSENT

if TYPE_CHECKING:
    from collections.abc import Mapping

    from orchestration.reports.narrative.clauses import Boundary
    from orchestration.reports.narrative.measures import Cue, Measures, Rule
    from orchestration.reports.narrative.numbers import Number

_DENOMINATOR_PHRASE = re.compile(
    r"(?:(?:trên|trong|so với|/) ?(?:tổng|số)(?: số)?|(?<=%) (?:của |trong )?tổng(?: số)?)\b[^,;:()]*?"
    r"(?= (?:đạt|là|chiếm|của|đã|tăng|giảm|có|ở|tại|chỉ|được giải quyết|được công bố)\b|[,;:()]|\d|$)"
)
_SHARE_BEFORE = re.compile(r"(?:chiếm|tương đương|tương ứng|bằng)(?: tỷ lệ| khoảng| gần| hơn| tới)* ?$")
_COMPARED_SIZE = re.compile(r"(?<!\w)bằng(?: khoảng| trên| gần| hơn| tới)* ?$")
_EQUALLY = re.compile(r"tương (?:ứng|đương)(?: với)?(?: khoảng| trên| gần| hơn| tới)* ?$")
_AHEAD = re.compile(r"(?:đối với|với|riêng) [^,;:]{0,50}, ?$")
_ASIDE_WORDS = re.compile(
    r"\b(?:mục tiêu|chỉ tiêu|kế hoạch|yêu cầu|đề ra|đặt ra|được giao|giao|tăng|giảm|so với|cùng kỳ|năm trước|năm ngoái|kỳ trước"
    r"|cao hơn|thấp hơn|chưa đạt|chưa|không|phấn đấu|thêm|mức|điểm|trong khi|hơn|chung|cả năm|nhích|nhẹ|mạnh|năm|tháng|quý"
    r"|trước đó|từ|do|của|dự kiến|lộ trình|quy định|phải|cần|\d+)\b"
)
_WORD = re.compile(r" ?([^\W\d_]+)")
_OTHER_TOPIC = re.compile(
    r"\b(?:giải ngân|vốn|doanh thu|gdp|grdp|xuất khẩu|nhập khẩu|tăng trưởng|dân số|thu ngân sách|tội phạm|lao động"
    r"|hộ nghèo|việc làm|bảo hiểm|học sinh|bệnh nhân|diện tích|sản lượng|giá trị|tiết kiệm|kế hoạch vốn|công trình)\b"
)


@dataclass(frozen=True, slots=True)
class Bound:
    """A figure, the rule that names its indicator, and how the rule was reached.

    `own` is false when the figure has no words of its own and follows the one before it.
    """

    number: Number
    indicator: str
    features: Mapping[str, str]
    formula: str | None
    own: bool
    rule: str


@dataclass(frozen=True, slots=True)
class Told:
    """The indicator spoken of last, for a figure without words of its own; `end` is where its words end here."""

    indicator: str
    features: Mapping[str, str]
    formula: str | None
    is_count: bool
    end: int = 0


@dataclass(slots=True)
class Carry:
    """What a sentence hands to the next: features of its main count, and the indicator told last."""

    features: dict[str, str] = field(default_factory=dict)
    last: Told | None = None
    distant: Told | None = None


@dataclass(slots=True)
class _State:
    base: dict[str, str]
    last: Told | None
    parents: list[dict[str, str]] = field(default_factory=list)
    pending: list[Cue] = field(default_factory=list)
    unresolved: list[tuple[Number, dict[str, str]]] = field(default_factory=list)
    predicate: dict[str, str] = field(default_factory=dict)
    rate: dict[str, str] = field(default_factory=dict)
    distant: Told | None = None
    is_fresh: bool = True

    @property
    def inherited(self) -> dict[str, str]:
        return self.parents[-1] if self.parents else self.base


class Binder:
    """Binds the figures of one sentence."""

    def __init__(
        self,
        folded: str,
        numbers: list[Number],
        cues: list[Cue],
        boundaries: list[Boundary],
        measures: Measures,
    ) -> None:
        self._folded = folded
        self._numbers = numbers
        self._boundaries = boundaries
        self._measures = measures
        self._shares = [match.span() for match in _DENOMINATOR_PHRASE.finditer(folded)]
        self._cues = [cue for cue in cues if not any(a <= cue.start < b for a, b in self._shares)]
        self._all_cues = cues
        self._breaks = [boundary.start for boundary in boundaries]
        self._timings = frozenset(cue.features["timing"] for cue in cues if "timing" in cue.features)
        self._names: list[tuple[int, int]] = []
        self._aside: frozenset[int] = frozenset()

    def bind(
        self, carry: Carry, names: list[tuple[int, int]], aside: frozenset[int], *, continues: bool
    ) -> tuple[list[Bound], Carry]:
        """All figures that measure something, and what the next sentence may inherit.

        Args:
            carry: what the sentence before left.
            names: spans of agencies and periods, which count as no words when a figure follows another.
            aside: starts of figures that stand beside the one they belong to: targets, earlier values, changes.
            continues: whether this sentence goes on with the one before ("Trong đó, …", a list item).
        """
        self._names = names
        self._aside = aside
        state = _State(dict(carry.features) if continues else {}, carry.last, distant=carry.distant)
        bound: list[Bound] = []
        boundaries = iter(self._boundaries)
        boundary = next(boundaries, None)
        position = 0
        for index, number in enumerate(self._numbers):
            while boundary is not None and boundary.start < number.start:
                self._take_cues(state, position, boundary.start)
                position = boundary.end
                self._cross(state, boundary)
                boundary = next(boundaries, None)
            self._take_cues(state, position, number.start)
            segment_end = boundary.start if boundary else len(self._folded)
            position = self._claim_end(number, index, segment_end)
            found = self._bind_one(state, number, position)
            if found:
                bound += [found, *self._resolved(state, found)]
        self._take_cues(state, position, len(self._folded))
        bound += self._resolved_at_end(state)
        bound.sort(key=lambda item: item.number.start)
        main = next((b.features for b in bound if b.number.unit == "plain"), None)
        features = dict(main) if main else (state.base if continues else {})
        told = next((_told(b, 0) for b in reversed(bound) if b.number.unit == "percent"), carry.distant)
        return bound, Carry(features, self._handed_on(state), told)

    def _handed_on(self, state: _State) -> Told | None:
        """The indicator told last, ahead of it a rate that was named without a figure."""
        last = replace(state.last, end=0) if state.last else None
        heads = [i for i, cue in enumerate(state.pending) if cue.features.get("head") == "rate"]
        if not heads:
            return last
        features = self._measures.merge({}, state.pending[heads[-1] :], self._breaks)
        rule = self._measures.match("rate", features, self._timings)
        return Told(rule.indicator, features, rule.formula, is_count=False) if rule else last

    def _take_cues(self, state: _State, start: int, end: int) -> None:
        state.pending += [cue for cue in self._cues if start <= cue.start < end]

    def _cross(self, state: _State, boundary: Boundary) -> None:
        if boundary.kind in ("child", "open"):
            state.parents.append(dict(state.base))
        elif boundary.kind == "close" and state.parents:
            state.base = state.parents.pop()
        elif boundary.kind == "strong":
            if state.parents:
                state.base = state.parents[0]
                state.parents.clear()
            state.pending.clear()
            state.unresolved.clear()
            state.is_fresh = True

    def _claim_end(self, number: Number, index: int, segment_end: int) -> int:
        """End of the words after a figure that are its own: to the segment's end, or to the next figure's verb."""
        rest = [n for n in self._numbers[index + 1 :] if not n.is_denominator]
        following = rest[0] if rest else None
        if following is None or following.start >= segment_end:
            return segment_end
        end = self._end(number)
        for cue in self._cues:
            if end <= cue.start < following.start and self._folded[end : cue.start].strip() in (
                "",
                "được",
                "đã",
            ):
                if end > self._end(number) and cue.features.keys() & {"status", "action", "stage", "head"}:
                    break
                end = cue.end
        return end

    def _bind_one(self, state: _State, number: Number, claim_end: int) -> Bound | None:
        end = self._end(number)
        after = [cue for cue in self._cues if end <= cue.start < claim_end]
        adjacent = next((cue for cue in after if cue.start - end <= 1), None)
        if number.unit not in ("plain", "percent", "percentage_point") or number.is_denominator:
            return None
        if number.start in self._aside:
            return self._bind_aside(state, number, adjacent, after)
        if not self._noun_is_open(number, adjacent):
            return None
        local = state.pending
        if number.unit == "plain":
            found = self._bind_count(state, number, local, after, adjacent)
            state.last = state.last if found else None
        else:
            found = self._bind_rate(state, number, local, after, adjacent)
        state.pending, state.is_fresh = [], False
        if found is not None:
            state.last = _told(found, claim_end)
        return found

    def _bind_aside(
        self, state: _State, number: Number, adjacent: Cue | None, after: list[Cue]
    ) -> Bound | None:
        """A target, an earlier value or a change: of its own words if it has any, else of the figure before it."""
        if number.unit == "plain":
            return self._count_aside(state, number, adjacent, after)
        own = self._bind_rate(state, number, state.pending, after, adjacent)
        if own is not None and own.own:
            state.pending, state.last = [], _told(own, number.end)
            return own
        last = state.last
        if last is None or not self._noun_is_open(number, adjacent) or not self._stands_beside(last, number):
            return None
        return Bound(number, last.indicator, last.features, last.formula, False, f"beside:{last.indicator}")

    def _stands_beside(self, last: Told, number: Number) -> bool:
        """Whether only words of comparison or aim lie between a figure and the one that it stands beside."""
        start = last.end if last.end <= number.start else 0
        cut = max(
            (b.end for b in self._boundaries if start <= b.start and b.end <= number.start), default=start
        )
        return self._measures.is_linking(_ASIDE_WORDS.sub(" ", self._without_names(cut, number.start)))

    def _count_aside(
        self, state: _State, number: Number, adjacent: Cue | None, after: list[Cue]
    ) -> Bound | None:
        if adjacent is None and not (
            state.last and state.last.is_count and self._noun_is_open(number, adjacent)
        ):
            return None
        features = self._measures.merge(state.inherited, state.pending + after, self._breaks)
        features.pop("head", None)
        rule = self._measures.match("count", features, self._timings)
        is_own = bool(state.pending)
        state.pending = []
        return (
            Bound(number, rule.indicator, features, None, is_own, f"count:{rule.indicator}") if rule else None
        )

    def _end(self, number: Number) -> int:
        """End of a figure with its denominator."""
        if number.denominator is None:
            return number.end
        return next((n.end for n in self._numbers if n.start > number.start and n.is_denominator), number.end)

    def _noun_is_open(self, number: Number, adjacent: Cue | None) -> bool:
        if adjacent is not None:
            return True
        if any(start - number.end in (0, 1) for start, _ in self._shares):
            return True
        if any(start - number.end in (0, 1) for start, _ in self._names):
            return True
        word = _WORD.match(self._folded, self._end(number))
        return word is None or self._measures.may_follow(word[1])

    def _bind_count(
        self, state: _State, number: Number, local: list[Cue], after: list[Cue], adjacent: Cue | None
    ) -> Bound | None:
        if adjacent is not None and adjacent.features.get("noun") in _ASIDE_NOUNS:
            return None
        inherited = dict(state.inherited)
        if state.is_fresh and not state.parents and any(cue.features.get("head") for cue in local):
            inherited = {}
        if _EQUALLY.search(self._folded[max(0, number.start - 30) : number.start]) and state.rate:
            inherited = dict(state.rate)
        if adjacent is not None and not _same_family(inherited.get("noun"), adjacent.features.get("noun")):
            inherited = {}
        if inherited.get("noun") == "other_dossier" or self._sums_two(number, local):
            return None
        features = self._measures.merge(inherited, local + after, self._breaks)
        if adjacent is not None and "noun" in adjacent.features:
            features["noun"] = adjacent.features["noun"]
            features.pop("scope", None)
            features.update({k: v for k, v in adjacent.features.items() if k == "scope"})
        elif not self._is_tied(number, local, features):
            return None
        features.pop("head", None)
        rule = self._measures.match("count", features, self._timings)
        state.predicate = {
            k: v for cue in after for k, v in cue.features.items() if k not in ("noun", "scope", "head")
        }
        if not state.parents:
            state.base = dict(features)
        if rule is None:
            state.last = None
            if adjacent is not None and features.get("noun") and len(features) == 1:
                state.unresolved.append((number, features))
            return None
        return Bound(number, rule.indicator, features, rule.formula, True, f"count:{rule.indicator}")

    def _sums_two(self, number: Number, local: list[Cue]) -> bool:
        """Whether one figure counts two kinds at once: "hồ sơ trả chậm và hồ sơ chưa có kết quả là 12"."""
        nouns = [cue for cue in local if "noun" in cue.features]
        between = self._folded[nouns[-2].end : nouns[-1].start] if len(nouns) > 1 else ""
        statuses = {cue.features["status"] for cue in local if "status" in cue.features}
        return " và " in f"{between} " and len(statuses) > 1 and number.start > nouns[-1].end

    def _resolved(self, state: _State, found: Bound) -> list[Bound]:
        """Counts named together before one verb: "2.700 quy định và 561 thủ tục đã được cắt giảm"."""
        waiting, state.unresolved = state.unresolved, []
        return self._complete(waiting, state.predicate) if found.number.unit == "plain" else []

    def _resolved_at_end(self, state: _State) -> list[Bound]:
        """A lone count whose verb comes after a pause: "Có 90 hồ sơ (2,1%), cơ quan thụ lý trả lại"."""
        if len(state.unresolved) != 1:
            return []
        said = self._measures.merge({}, state.pending, self._breaks)
        shared = {slot: value for slot, value in said.items() if slot in ("status", "action", "timing")}
        return self._complete(state.unresolved, shared)

    def _complete(
        self, waiting: list[tuple[Number, dict[str, str]]], shared: Mapping[str, str]
    ) -> list[Bound]:
        completed = []
        for number, features in waiting:
            whole = {**features, **shared}
            rule = self._measures.match("count", whole, self._timings)
            if rule is not None and shared:
                completed.append(
                    Bound(number, rule.indicator, whole, rule.formula, False, f"shared_verb:{rule.indicator}")
                )
        return completed

    def _is_tied(self, number: Number, local: list[Cue], features: Mapping[str, str]) -> bool:
        """Whether a bare figure follows its words closely ("quá hạn là 12", "Sở Y tế 300")."""
        if "noun" not in features or (features["noun"] == "service" and features.get("head") != "count"):
            return False
        ends = [cue.end for cue in local] + [end for _, end in self._names if end <= number.start]
        start = max(ends + [b.end for b in self._boundaries if b.end <= number.start], default=0)
        return self._measures.is_linking(self._without_names(start, number.start))

    def _without_names(self, start: int, end: int) -> str:
        text = self._folded[start:end]
        for name_start, name_end in reversed(self._names):
            if start <= name_start and name_end <= end:
                text = text[: name_start - start] + " " + text[name_end - start :]
        return text

    def _bind_rate(
        self, state: _State, number: Number, local: list[Cue], after: list[Cue], adjacent: Cue | None
    ) -> Bound | None:
        if _COMPARED_SIZE.search(self._folded[max(0, number.start - 24) : number.start]):
            return None
        telling = [cue for cue in local if cue.features]
        is_share = _SHARE_BEFORE.search(self._folded[max(0, number.start - 40) : number.start]) is not None
        head = next(
            (i for i in range(len(local) - 1, -1, -1) if local[i].features.get("head") == "rate"), None
        )
        has_noun = adjacent is not None and "noun" in adjacent.features and not is_share
        if head is not None:
            local, head = [*local[head:], *self._named_before(local, head)], 0
        if head is not None and (len([c for c in local[head:] if c.features]) > 1 or after):
            return self._own_rate(state, number, local + after, {})
        if has_noun:
            noun = {"noun": adjacent.features["noun"]} if adjacent else {}
            return self._own_rate(state, number, [*telling[-2:], *after], noun)
        specific = [cue for cue in local + after if cue.features.keys() - {"head"}]
        if not specific:
            return self._following(state, number, has_head=head is not None)
        inherited = {k: v for k, v in (state.rate or state.inherited).items() if k != "head"}
        return self._own_rate(state, number, local + after, inherited)

    def _named_before(self, local: list[Cue], head: int) -> list[Cue]:
        """Level of service named ahead of a rate: "với dịch vụ toàn trình, tỷ lệ hồ sơ nộp trực tuyến …"."""
        start = local[head].start
        if not _AHEAD.search(self._folded[max(0, start - 70) : start]):
            return []
        return [cue for cue in local[:head] if cue.features.get("channel") in ("full", "partial")][-1:]

    def _own_rate(
        self, state: _State, number: Number, cues: list[Cue], inherited: dict[str, str]
    ) -> Bound | None:
        features = self._measures.merge(inherited, cues, self._breaks)
        if inherited.get("noun") and len(inherited) == 1:
            features["noun"] = inherited["noun"]
        features.setdefault("noun", self._denominator_noun(number) or ABSENT)
        first = min((cue.start for cue in cues), default=number.start)
        between = self._folded[min(first, number.start) : number.start]
        if _OTHER_TOPIC.search(between):
            return None
        rule = self._measures.match("rate", features, self._timings)
        if not state.parents:
            state.rate = {k: v for k, v in features.items() if k != "head"}
        if rule is None:
            state.last = None
        return self._bound_rate(number, rule, features)

    def _denominator_noun(self, number: Number) -> str | None:
        """The noun of "… trong tổng số 168.000 hồ sơ" right after a percentage."""
        span = next(((a, b) for a, b in self._shares if a - number.end in (0, 1)), None)
        if span is None:
            return None
        cues = [c for c in self._all_cues if span[0] <= c.start < span[1] + 25 and "noun" in c.features]
        return cues[0].features["noun"] if cues else None

    def _bound_rate(self, number: Number, rule: Rule | None, features: dict[str, str]) -> Bound | None:
        if rule is None or (number.value > 100 and number.start not in self._aside):
            return None
        return Bound(number, rule.indicator, features, rule.formula, True, f"rate:{rule.indicator}")

    def _following(self, state: _State, number: Number, *, has_head: bool = False) -> Bound | None:
        """A percentage without words of its own: the share of the count before it, or the same rate again.

        "Với tỷ lệ 68%" in a new paragraph goes back to the rate told last.
        """
        last = state.last or (state.distant if has_head else None)
        if last is None:
            return None
        start = last.end if last.end <= number.start else 0
        cut = max(
            (b.end for b in self._boundaries if start <= b.start and b.end <= number.start), default=start
        )
        if not self._measures.is_linking(self._without_names(cut, number.start)):
            return None
        if last.is_count:
            share = self._measures.share_of(last.indicator)
            return (
                Bound(number, share, last.features, None, False, f"share_of:{last.indicator}")
                if share
                else None
            )
        return Bound(number, last.indicator, last.features, last.formula, False, f"again:{last.indicator}")


_ASIDE_NOUNS = frozenset({"legal_text", "business_line", "component"})
"""Things counted in passing ("tại 75 dự thảo"), which leave what was being said untouched."""

_FAMILIES = (
    frozenset({"procedure", "regulation", "condition", "duty", "service"}),
    frozenset({"dossier", "other_dossier"}),
)


def _same_family(inherited: str | None, noun: str | None) -> bool:
    """Whether what was said of one noun can go on for another: "cắt giảm 9 quy định, 12 thủ tục"."""
    if inherited is None or noun is None or inherited == noun:
        return True
    if inherited == "decision":
        return noun == "procedure"
    return any(inherited in family and noun in family for family in _FAMILIES)


def _told(bound: Bound, end: int) -> Told:
    return Told(bound.indicator, bound.features, bound.formula, bound.number.unit == "plain", end)
