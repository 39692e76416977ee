"""Parts of a count that say whose they are with the verb of their whole again.

Belongs here: "tiếp nhận trực tuyến 90 hồ sơ (cấp tỉnh tiếp nhận 30 hồ sơ, cấp xã 60 hồ sơ)". Not here: parts
with words of their own (`counts`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from orchestration.reports.narrative.measures import Cue
    from orchestration.reports.narrative.numbers import Number
    from orchestration.reports.narrative.view import View

_TAKEN = frozenset({"received", "received_new", "carried"})


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
    start = max((b.end for b in view.boundaries if b.end <= number.start), default=0)
    return any(start <= at < number.start for at, _ in view.names)
