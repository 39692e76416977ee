"""Which features belong to which figure of a sentence, and so what each figure measures.

Belongs here: the walk over cues, boundaries and figures. Does not belong here: the catalogue (`measures`),
counts
and rates themselves, whose figure it is (`owners`), when (`timing`), or whether it happened (`modality`).
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from orchestration.reports.narrative.counts import CountBinder
from orchestration.reports.narrative.frames import Bound, Carry, State, Told, told
from orchestration.reports.narrative.in_turn import also_told
from orchestration.reports.narrative.rates import RateBinder

if TYPE_CHECKING:
    from orchestration.reports.narrative.clauses import Boundary
    from orchestration.reports.narrative.numbers import Number
    from orchestration.reports.narrative.view import View


class Binder:
    """Binds the figures of one sentence."""

    def __init__(self, view: View) -> None:
        self._view = view
        self._counts = CountBinder(view)
        self._rates = RateBinder(view)

    @property
    def timings(self) -> frozenset[str]:
        """Every timing that the sentence speaks of."""
        return self._view.timings

    def bind(self, carry: Carry, *, continues: bool) -> tuple[list[Bound], Carry]:
        """All figures that measure something, and what the next sentence may inherit.

        Args:
            carry: what the sentence before left.
            continues: whether this sentence goes on with the one before ("Trong đó, …", a list item).
        """
        state = State(dict(carry.features) if continues else {}, carry.last, carry.distant)
        bound: list[Bound] = []
        boundaries = iter(self._view.boundaries)
        boundary = next(boundaries, None)
        position = 0
        for index, number in enumerate(self._view.numbers):
            while boundary is not None and boundary.start < number.start:
                self._take_cues(state, position, boundary.start)
                position = boundary.end
                self._share(state, boundary)
                state.last = (self._named(state) if boundary.kind == "strong" else None) or state.last
                state.cross(boundary)
                boundary = next(boundaries, None)
            self._take_cues(state, position, number.start)
            position = self._view.claim_end(index, boundary.start if boundary else len(self._view.folded))
            ahead = state.pending
            found = self._bind_one(state, number, position)
            if found:
                bound += also_told(self._view, ahead, found)
                bound += [found, *self._counts.resolved(state, found), *self._counts.total(index, found)]
            elif bound and number.unit == "percent":
                bound += self._counts.total(index, bound[-1])
        self._take_cues(state, position, len(self._view.folded))
        bound += self._counts.resolved_at_end(state)
        bound.sort(key=lambda item: item.number.start)
        return bound, self._handed_on(state, bound, carry, continues=continues)

    def _share(self, state: State, boundary: Boundary) -> None:
        """What is said ahead of parts, or of a list of agencies with figures in brackets, holds for each."""
        is_list = boundary.kind == "open" and self._view.names_end_at(boundary.start)
        if is_list or (boundary.kind == "child" and state.is_fresh and not state.parents):
            said = self._view.measures.merge(state.base, state.pending, self._view.breaks)
            if "noun" in said:
                state.base = {slot: value for slot, value in said.items() if slot != "head"}

    def _take_cues(self, state: State, start: int, end: int) -> None:
        state.pending += [cue for cue in self._view.cues if start <= cue.start < end]

    def _bind_one(self, state: State, number: Number, claim_end: int) -> Bound | None:
        if number.unit not in ("plain", "percent", "percentage_point", "money") or number.is_denominator:
            return None
        if number.unit == "plain" and not number.value.is_integer():
            return None
        after = self._view.after(number, claim_end)
        if number.unit == "money":
            return self._counts.bind_amount(state, number, after)
        pair = self._counts.bind_pair(state, number)
        if pair is not None:
            return pair
        binder = self._counts if number.unit == "plain" else self._rates
        if number.start in self._view.aside:
            aside = binder.bind_aside(state, number, after)
            state.is_fresh &= aside is None or not aside.own
            return aside
        if not self._view.noun_is_open(number, self._view.adjacent(number, after)):
            return None
        found = binder.bind(state, number, after)
        if found is None and number.unit == "plain":
            state.last = self._counts.share_of_uncounted(state, claim_end)
        state.pending, state.is_fresh = [], False
        if found is not None:
            state.last = told(found, claim_end)
            state.amounts += [found] if number.unit == "plain" else []
        return found

    def _handed_on(self, state: State, bound: list[Bound], carry: Carry, *, continues: bool) -> Carry:
        opening = max((b.end for b in self._view.boundaries if b.kind == "strong"), default=0)
        counts = [item for item in bound if item.number.unit == "plain"]
        last = [item for item in counts if item.number.start >= opening]
        main = next((item.features for item in last or counts), None)
        features = dict(main) if main else (state.base if continues else {})
        distant = next(
            (told(item) for item in reversed(bound) if item.number.unit == "percent"), carry.distant
        )
        return Carry(features, self._told_last(state), distant)

    def _told_last(self, state: State) -> Told | None:
        """The indicator told last, ahead of it a rate that was named without a figure."""
        return self._named(state) or (replace(state.last, end=0) if state.last else None)

    def _named(self, state: State) -> Told | None:
        """The rate that words not yet taken name: "Tỷ lệ hồ sơ trực tuyến còn thấp; xã A chỉ đạt 2%"."""
        heads = [place for place, cue in enumerate(state.pending) if cue.features.get("head") == "rate"]
        if not heads:
            return None
        measures = self._view.measures
        features = measures.merge({}, state.pending[heads[-1] :], self._view.breaks)
        rule = measures.match("rate", features, self._view.timings)
        return Told(rule.indicator, features, rule.formula, is_count=False) if rule else None
