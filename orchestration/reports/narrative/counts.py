"""Counts: which indicator a figure without a unit counts.

Belongs here: nouns, inherited features, verbs shared by several counts. Does not belong here: percentages
(`rates`).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from orchestration.reports.narrative.deeds import CUTS, complete_deed
from orchestration.reports.narrative.frames import Bound, Told
from orchestration.reports.narrative.measures import ABSENT, APPROVAL
from orchestration.reports.narrative.restated import by_post, remember, restates, sibling
from orchestration.reports.narrative.stock import level_of_change, with_stock
from orchestration.reports.narrative.totals import tells_of_total, whole_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from orchestration.reports.narrative.frames import State
    from orchestration.reports.narrative.measures import Cue
    from orchestration.reports.narrative.numbers import Number
    from orchestration.reports.narrative.view import View

_EQUALLY = re.compile(r"tương (?:ứng|đương)(?: với)?(?: khoảng| trên| gần| hơn| tới)* ?$")
_PAYMENTS = ("online_payments", "online_payment_rate")
_WHOLE = re.compile(r"\btrong (?:tổng )?(?:số )?(?:hơn |gần |trên |khoảng )?$")
_OF_THEM = re.compile(r"\bcó\b")
"""Between a whole and its part, which share no verb: "trong 900 hồ sơ chỉ có 40 hồ sơ nộp trực tuyến"."""
_HELD = frozenset({"owned", "in_force"})
_COUNTED_ASPECTS = frozenset({"payment", "satisfaction", "electronic_result"})
_DEEDS = frozenset({"stage", "action", "status"})
_TELLS = re.compile(r" là(?: khoảng| gần| hơn| trên| đã| tới| trên dưới)* ?$")
"""The verb of "tổng số dịch vụ mà các bộ cung cấp cho người dân là 900"."""
_ASIDE_NOUNS = frozenset({"legal_text", "business_line", "component"})
"""Things counted in passing ("tại 75 dự thảo"), which leave what was being said untouched."""

_FAMILIES = (
    frozenset({"procedure", "regulation", "condition", "duty", "service"}),
    frozenset({"dossier", "other_dossier"}),
)


class CountBinder:
    """Binds the counts of one sentence."""

    def __init__(self, view: View) -> None:
        self._view = view
        self._measures = view.measures

    def bind(self, state: State, number: Number, after: list[Cue]) -> Bound | None:
        """The indicator of a count, or None; keeps in the state what the next count inherits."""
        adjacent = self._view.adjacent(number, after)
        noun = adjacent.features.get("noun") if adjacent else None
        state.uncounted = {}
        level = level_of_change(self._view, state, number, noun)
        if noun in _ASIDE_NOUNS or level is not None:
            state.base |= self._cuts(state) if noun == "business_line" and not state.parents else {}
            return level
        if number.denominator is not None:
            within = [cue for cue in after if cue.start < self._view.end(number)]
            after = [cue for cue in after if not tells_of_total(cue, state.pending + within)]
        features = self._features(state, number, adjacent, after)
        features = with_stock(self._view, state, number, features) if features else None
        if features is None:
            return None
        features.pop("head", None)
        state.predicate = {
            slot: value
            for cue in after
            for slot, value in cue.features.items()
            if slot not in ("noun", "scope", "head")
        }
        state.count(features)
        remember(self._view, state, number)
        rule = self._measures.match("count", features, self._view.timings | self._view.listed)
        if rule is not None:
            return Bound(number, rule.indicator, features, rule.formula, True, f"count:{rule.indicator}")
        state.uncounted = dict(features)
        if noun is not None and len(features) == 1:
            state.unresolved.append((number, features))
        return None

    def _cuts(self, state: State) -> dict[str, str]:
        """A cut told of something else that goes on: "bãi bỏ 21 ngành nghề, 139 điều kiện kinh doanh"."""
        said = self._measures.merge({}, state.pending, self._view.breaks)
        return {"action": said["action"]} if said.get("action") in CUTS else {}

    def _features(
        self, state: State, number: Number, adjacent: Cue | None, after: list[Cue]
    ) -> dict[str, str] | None:
        """What is said of a count, or None where it counts two things, an example, or nothing near it."""
        noun = adjacent.features.get("noun") if adjacent else None
        if noun == "procedure" and state.parents and state.inherited.get("noun") == "dossier":
            return None
        inherited = sibling(self._view, state, state.pending + after, number)
        inherited = inherited or self._inherited(state, number, noun)
        if any(cue.features.get("aspect") == "portal" for cue in after) or _is_offered_anew(state, after):
            inherited = {slot: value for slot, value in inherited.items() if slot not in _DEEDS}
        is_other = inherited.get("noun") == "other_dossier" or self._view.is_example(number)
        if is_other or self._sums_two(number, state.pending):
            return None
        features = self._measures.merge(inherited, state.pending + after, self._view.breaks)
        if state.parents and restates(self._view, inherited, state.pending + after, number):
            features = dict(inherited)
        features = by_post(inherited, features) if state.parents else features
        complete_deed(self._view, features, noun or features.get("noun"), number, inherited)
        if adjacent is not None and noun is not None:
            self._take_noun(features, adjacent, state)
        elif adjacent is not None and adjacent.features.get("aspect") in _COUNTED_ASPECTS:
            features = dict(adjacent.features)
        elif adjacent is not None and "channel" in adjacent.features and state.parents:
            return features
        elif not self._is_tied(
            number, state.pending, features, is_part=bool(state.parents and state.amounts)
        ):
            return None
        return features

    @staticmethod
    def _take_noun(features: dict[str, str], noun: Cue, state: State) -> None:
        """Set what is counted as the words right after a figure say; parts of internal procedures stay so."""
        if not (state.parents and state.inherited.get("scope") == "internal"):
            features.pop("scope", None)
        features |= {slot: value for slot, value in noun.features.items() if slot in ("noun", "scope")}

    def share_of_uncounted(self, state: State, end: int) -> Told | None:
        """The rate told by a share right after a count without an indicator: "số hóa 90 hồ sơ, đạt 45%"."""
        said = {"noun": ABSENT, **state.uncounted}
        rule = self._measures.match("rate", said, self._view.timings) if len(said) > 1 else None
        return Told(rule.indicator, said, rule.formula, is_count=False, end=end) if rule else None

    def bind_aside(self, state: State, number: Number, after: list[Cue]) -> Bound | None:
        """A target, an earlier count or a change in a count, beside the one that it belongs to."""
        adjacent = self._view.adjacent(number, after)
        follows = state.last is not None and state.last.is_count and self._view.noun_is_open(number, adjacent)
        if adjacent is None and not follows:
            return None
        features = self._measures.merge(state.inherited, state.pending + after, self._view.breaks)
        features.pop("head", None)
        rule = self._measures.match("count", features, self._view.timings)
        level = level_of_change(self._view, state, number, features.get("noun")) if rule else None
        if level is not None:
            return level
        is_own = bool(state.pending)
        if is_own and rule:
            state.counted = dict(features)
            state.base = state.base if state.parents else dict(features)
        state.pending = []
        return (
            Bound(number, rule.indicator, features, None, is_own, f"count:{rule.indicator}") if rule else None
        )

    def bind_amount(self, state: State, number: Number, after: list[Cue]) -> Bound | None:
        """A sum of money: only where the words say that it is a sum ("số tiền", "giá trị")."""
        paid = state.last.features if state.last and state.last.indicator in _PAYMENTS else {}
        features = self._measures.merge(paid, state.pending + after, self._view.breaks)
        rule = self._measures.match("amount", features, self._view.timings)
        if rule is None or features.get("head") != "amount":
            return None
        return Bound(number, rule.indicator, features, None, True, f"amount:{rule.indicator}")

    def bind_pair(self, state: State, number: Number) -> Bound | None:
        """The count of "98% (490/500)", right after its rate."""
        last = state.last
        if number.denominator is None or number.unit != "plain" or last is None or last.is_count:
            return None
        part = self._measures.part_of(last.indicator)
        if part is None or self._view.folded[last.end : number.start].strip() not in ("(", "", ","):
            return None
        return Bound(number, part, last.features, None, False, f"part_of:{last.indicator}")

    def total(self, index: int, found: Bound) -> list[Bound]:
        """The second figure of "n/total", where it is known what the total counts."""
        following = next(iter(self._view.numbers[index + 1 : index + 2]), None)
        number = self._view.numbers[index]
        whole = whole_of(self._view, found, number, following) if following else None
        if whole is None or following is None:
            return []
        return [Bound(following, whole, found.features, None, False, f"total_of:{found.indicator}")]

    def resolved(self, state: State, found: Bound) -> list[Bound]:
        """Counts named together before one verb: "2.700 quy định và 561 thủ tục đã được cắt giảm"."""
        waiting, state.unresolved = state.unresolved, []
        if state.predicate.get("action") not in _HELD:
            waiting = [w for w in waiting if not self._is_whole_of(w[0], found.number)]
        if found.number.unit == "plain":
            return self._complete(waiting, state.predicate)
        part = self._measures.part_of(found.indicator)
        is_pair = self._view.before(found.number, 1) == "(" and found.own
        source = f"part_of:{found.indicator}"
        return [
            Bound(number, part, found.features, None, False, source)
            for number, said in waiting[-1:]
            if part and is_pair and number.denominator is not None and said["noun"] == found.features["noun"]
        ]

    def _is_whole_of(self, whole: Number, part: Number) -> bool:
        """Whether a count is what a later one is a part of, so that they share no verb."""
        is_whole = _WHOLE.search(self._view.before(whole, 30)) is not None
        return is_whole and _OF_THEM.search(self._view.folded, whole.end, part.start) is not None

    def resolved_at_end(self, state: State) -> list[Bound]:
        """A lone count whose verb comes after a pause: "Có 90 hồ sơ (2,1%), cơ quan thụ lý trả lại"."""
        if len(state.unresolved) != 1:
            return []
        said = self._measures.merge({}, state.pending, self._view.breaks)
        slots = {"status", "action", "timing"}
        slots |= {"channel"} if state.unresolved[0][1].get("noun") == "dossier" else set()
        shared = {slot: value for slot, value in said.items() if slot in slots}
        return self._complete(state.unresolved, shared)

    def _inherited(self, state: State, number: Number, noun: str | None) -> dict[str, str]:
        inherited = dict(state.inherited)
        heads = [cue for cue in state.pending if cue.features.get("head")]
        said = {slot for cue in state.pending for slot in cue.features}
        if not state.parents and heads and (state.is_fresh or heads[-1].text.startswith("tổng")):
            goes_on = inherited.get("status") == "pending" and "timing" in said and "status" not in said
            inherited = {"status": "pending"} if goes_on else {}
        if state.is_fresh and inherited.get("aspect") == "portal" and "aspect" not in said:
            inherited = {slot: value for slot, value in inherited.items() if slot != "aspect"}
        actions = {cue.features["action"] for cue in state.pending if "action" in cue.features}
        if actions and not actions & CUTS:
            is_over = inherited.get("stage") in APPROVAL
            inherited = {s: value for s, value in inherited.items() if s != "stage" or not is_over}
        if state.rate and _EQUALLY.search(self._view.before(number, 30)):
            inherited = dict(state.rate)
        named = next((c.features["noun"] for c in reversed(state.pending) if "noun" in c.features), None)
        return inherited if _same_family(inherited.get("noun"), noun or named) else {}

    def _sums_two(self, number: Number, local: list[Cue]) -> bool:
        """Whether one figure counts two kinds at once: "hồ sơ trả chậm và hồ sơ chưa có kết quả là 12"."""
        nouns = [cue for cue in local if "noun" in cue.features]
        between = self._view.folded[nouns[-2].end : nouns[-1].start] if len(nouns) > 1 else ""
        statuses = {cue.features["status"] for cue in local if "status" in cue.features}
        return " và " in f"{between} " and len(statuses) > 1 and number.start > nouns[-1].end

    def _complete(
        self, waiting: list[tuple[Number, dict[str, str]]], shared: Mapping[str, str]
    ) -> list[Bound]:
        completed = []
        for number, features in waiting:
            whole = {**features, **shared}
            rule = self._measures.match("count", whole, self._view.timings)
            if rule is not None and shared:
                source = f"shared_verb:{rule.indicator}"
                completed.append(Bound(number, rule.indicator, whole, rule.formula, False, source))
        return completed

    def _is_tied(
        self, number: Number, local: list[Cue], features: Mapping[str, str], *, is_part: bool
    ) -> bool:
        """Whether a bare figure follows its words closely ("quá hạn là 12", "Sở Y tế 300")."""
        is_listed = is_part or self._view.before(number, 2) == ": "
        if "noun" not in features:
            return False
        if features["noun"] == "service" and features.get("head") != "count" and not is_listed:
            return False
        heads = [cue for cue in local if cue.features.get("head") == "count" and "noun" in features]
        if heads and _TELLS.search(self._view.before(number, 24)) and not self._is_cut(heads[-1], number):
            return True
        ends = [cue.end for cue in local] + [end for _, end in self._view.names if end <= number.start]
        return self._view.is_linked(number, max(ends, default=0))

    def _is_cut(self, head: Cue, number: Number) -> bool:
        """Whether a clause ends, or another figure stands, between "số" and its figure."""
        return any(
            b.kind in ("strong", "child") for b in self._view.boundaries if head.end <= b.start < number.start
        ) or any(head.end <= n.start < number.start for n in self._view.numbers)


def _is_offered_anew(state: State, after: list[Cue]) -> bool:
    """Whether a clause begins to tell how procedures are offered: "công bố 90 thủ tục; có 20 mức độ 3"."""
    said = {slot: value for cue in after for slot, value in cue.features.items()}
    return state.is_fresh and "channel" in said and said.get("noun") in ("procedure", "service")


def _same_family(inherited: str | None, noun: str | None) -> bool:
    """Whether what was said of one noun can go on for another: "cắt giảm 9 quy định, 12 thủ tục"."""
    if inherited is None or noun is None or inherited == noun:
        return True
    if inherited == "decision":
        return noun == "procedure"
    return any(inherited in family and noun in family for family in _FAMILIES)
