"""Several rates told together, with their figures after "lần lượt".

Belongs here: which measure is whose when both come as lists. Does not belong here: agencies in such a list
(`joined_subjects`), a rate with words of its own (`rates`).
"""

from __future__ import annotations

import re
from itertools import pairwise, takewhile
from typing import TYPE_CHECKING

from orchestration.reports.narrative.frames import Bound

if TYPE_CHECKING:
    from orchestration.reports.narrative.frames import State
    from orchestration.reports.narrative.measures import Cue, Rule
    from orchestration.reports.narrative.numbers import Number
    from orchestration.reports.narrative.view import View

_IN_TURN = re.compile(r"lần lượt(?: là| đạt| ở mức)* ?$")
_ALSO = re.compile(r" ?[,;] (?:và )?| và ")


def in_turn(view: View, state: State, number: Number) -> Bound | None:
    """The measure of a percentage in "tỷ lệ hồ sơ trực tuyến và tỷ lệ đúng hạn lần lượt là 51%, 98%".

    A list as long of targets or earlier values after it ("so với mục tiêu 80% và 95%") takes the same.
    """
    if not state.respective and _IN_TURN.search(view.before(number, 30)):
        state.in_turn = _measures(view, state.pending, number)
        state.respective = list(state.in_turn)
    elif not state.respective and state.in_turn and number.start in view.aside:
        state.respective = list(state.in_turn) if _listed(view, number) == len(state.in_turn) else []
    if not state.respective:
        return None
    rule = state.respective.pop(0)
    return Bound(number, rule.indicator, {}, rule.formula, True, f"in_turn:{rule.indicator}")


def _measures(view: View, cues: list[Cue], number: Number) -> list[Rule]:
    """The rates that cues name between commas and "và", if they are as many as the figures from one on."""
    heads = [cue.start for cue in cues if cue.features.get("head") == "rate"]
    if not heads:
        return []
    groups: dict[int, list[Cue]] = {}
    for cue in cues:
        if cue.start >= heads[0]:
            groups.setdefault(sum(place <= cue.start for place in view.breaks), []).append(cue)
    features = [view.measures.merge({"head": "rate"}, group, []) for group in groups.values()]
    rules = [view.measures.match("rate", said, view.timings) for said in features]
    found = [rule for rule in rules if rule is not None]
    are_several = len({rule.indicator for rule in found}) > 1
    return found if are_several and len(found) == len(rules) == _listed(view, number) else []


def _listed(view: View, number: Number) -> int:
    """How many percentages a figure begins a list of."""
    figures = [n for n in view.numbers if n.start >= number.start and n.unit == "percent"]
    listed = (_ALSO.fullmatch(view.folded, a.end, b.start) for a, b in pairwise(figures))
    return 1 + sum(1 for _ in takewhile(bool, listed))
