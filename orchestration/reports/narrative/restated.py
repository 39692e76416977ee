"""Parts of a count that say whose they are with the verb of their whole again.

Belongs here: "tiếp nhận trực tuyến 90 hồ sơ (cấp tỉnh tiếp nhận 30 hồ sơ, cấp xã 60 hồ sơ)". Not here: parts
with words of their own (`counts`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from orchestration.reports.narrative.frames import State
    from orchestration.reports.narrative.measures import Cue
    from orchestration.reports.narrative.numbers import Number
    from orchestration.reports.narrative.view import View

_TAKEN = frozenset({"received", "received_new", "carried"})


def by_post(whole: Mapping[str, str], said: dict[str, str]) -> dict[str, str]:
    """What is said of a part of what went by post: it went by post as well."""
    is_part = whole.get("channel") == "post" and "channel" not in said and "status" in said
    return {**said, "channel": "post"} if is_part else said


def restates(view: View, whole: Mapping[str, str], local: list[Cue], number: Number) -> bool:
    """Whether a part adds nothing but an agency to what is said of its whole.

    `local` are the part's own words, `number` its figure.
    """
    said = {(s, v) for cue in local for s, v in cue.features.items() if s not in ("noun", "head")}
    if len(said) != 1 or whole.get("noun") != "dossier" or number.denominator is not None:
        return False
    slot, verb = next(iter(said))
    deed = whole.get("status") or ("settled" if "timing" in whole else None)
    if slot != "status" or (verb != deed and not (verb == "received" and deed in _TAKEN)):
        return False
    return _names_its_own(view, number)


def remember(view: View, state: State, number: Number) -> None:
    """Keep what is said of a part that names its agency, for those listed after it."""
    if _is_listed(state) and _names_its_own(view, number):
        state.sibling = dict(state.counted)


def sibling(view: View, state: State, local: list[Cue], number: Number) -> dict[str, str]:
    """What was said of the part before, where this one adds but an agency.

    "Trong đó, cấp tỉnh tiếp nhận trực tuyến 90 hồ sơ, cấp xã 50 hồ sơ" is one verb for both.

    `local` are the part's own words, `number` its figure; nothing where it has words of its own.
    """
    said = {slot for cue in local for slot in cue.features}
    nouns = {cue.features["noun"] for cue in local if "noun" in cue.features}
    if not _is_listed(state) or not said <= {"noun"} or not nouns <= {state.sibling.get("noun")}:
        return {}
    return dict(state.sibling) if _names_its_own(view, number) else {}


def _is_listed(state: State) -> bool:
    """Whether a figure is a part outside brackets."""
    return (bool(state.parents) or state.is_led) and not state.outside


def _names_its_own(view: View, number: Number) -> bool:
    start = max((b.end for b in view.boundaries if b.end <= number.start), default=0)
    return any(start <= at < number.start for at, _ in view.names)
