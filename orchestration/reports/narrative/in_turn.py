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
_JOINT = re.compile(r" ?(?:,|;|và|, và|; và|cũng như) ?(?:của |các |việc |về |thực hiện |số )*")
_SEVERAL = 2
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


def also_told(view: View, cues: list[Cue], found: Bound) -> list[Bound]:
    """The other rates of which one figure is told: "số hóa hồ sơ và thanh toán trực tuyến đều đạt 100%".

    `cues` stand ahead of the figure; each pair of rates must be joined by nothing but "và" or a comma.
    """
    number = found.number
    if number.unit != "percent" or not found.own or found.rule != f"rate:{found.indicator}":
        return []
    groups = _groups(view, cues)
    if len(groups) < _SEVERAL or not all(_are_joined(view, a, b) for a, b in pairwise(groups)):
        return []
    return [
        Bound(number, rule.indicator, {}, rule.formula, True, f"also:{rule.indicator}")
        for rule in _rules(view, groups)
        if rule.indicator != found.indicator
    ]


def _are_joined(view: View, group: list[Cue], following: list[Cue]) -> bool:
    return _JOINT.fullmatch(view.without_names(group[-1].end, following[0].start)) is not None


def _measures(view: View, cues: list[Cue], number: Number) -> list[Rule]:
    """The rates that cues name between commas and "và", if they are as many as the figures from one on."""
    groups = _groups(view, cues)
    found = _rules(view, groups)
    return found if len(groups) == _listed(view, number) else []


def _groups(view: View, cues: list[Cue]) -> list[list[Cue]]:
    """The cues from the first "tỷ lệ" on, parted at commas and "và"."""
    heads = [cue.start for cue in cues if cue.features.get("head") == "rate"]
    groups: dict[int, list[Cue]] = {}
    for cue in cues:
        if heads and cue.start >= heads[0]:
            groups.setdefault(sum(place <= cue.start for place in view.breaks), []).append(cue)
    return list(groups.values())


def _rules(view: View, groups: list[list[Cue]]) -> list[Rule]:
    """The rates of groups of cues, if each names one and they are several."""
    features = [view.measures.merge({"head": "rate"}, group, []) for group in groups]
    for said, following in pairwise(features):
        if said.get("aspect") == "digitise_dossier" and following.get("noun") in ("settlement", "result"):
            following.setdefault("aspect", "digitise_result")
    rules = [view.measures.match("rate", said, view.timings) for said in features]
    found = [rule for rule in rules if rule is not None]
    are_several = len({rule.indicator for rule in found}) > 1
    return found if are_several and len(found) == len(rules) else []


def _listed(view: View, number: Number) -> int:
    """How many percentages a figure begins a list of."""
    figures = [n for n in view.numbers if n.start >= number.start and n.unit == "percent"]
    listed = (_ALSO.fullmatch(view.folded, a.end, b.start) for a, b in pairwise(figures))
    return 1 + sum(1 for _ in takewhile(bool, listed))
