"""Parts of a whole that tell no measure of their own: "công bố 90 TTHC, trong đó 70 TTHC về kinh doanh".

Belongs here: telling such a part from its whole, in a sentence and from one to the next. Not here: what a
figure measures (`binding`), or parts by field that have no whole beside them (`parts_by_field`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from orchestration.reports.narrative.clauses import Boundary
    from orchestration.reports.narrative.frames import Bound
    from orchestration.reports.narrative.observations import Value
    from orchestration.reports.narrative.sentences import Sentence

_PARTS_BEFORE = re.compile(r"\W*(?:trong|gồm|bao gồm)(?: (?:đó|số (?:này|đó|trên|\d[^,;.]{0,40})))?\b")
_Key = tuple[str, str, object, str | None]
"""Measure, agency, time, and what was done."""


@dataclass(slots=True)
class Wholes:
    """The counts that the sentence before told, of which this one may tell parts."""

    told: dict[_Key, float] = field(default_factory=dict)

    def parts(self, sentence: Sentence, values: list[tuple[Bound, Value, int]], *, goes_on: bool) -> set[int]:
        """Starts of the figures that are parts; the others are the wholes of the next sentence.

        A part is told of the agency and the time of its whole in no words of its own, is smaller, and stands
        after a word or bracket that opens parts. Each value comes with its figure and the place where its
        agency is named, -1 where it is not.
        """
        goes_on = goes_on and _PARTS_BEFORE.match(sentence.folded) is not None
        before = self.told if goes_on else {}
        here: dict[_Key, tuple[int, float]] = {}
        parts: set[int] = set()
        for item, value, named in values:
            if value.kind != "actual" or item.number.unit != "plain":
                continue
            key, start = _key(item, value), item.number.start
            whole = here.get(key)
            if whole is not None and _is_opened(sentence.boundaries, whole[0], start):
                is_part = value.value < whole[1] and named < whole[0]
            else:
                is_part = value.value < before.get(key, 0) and named < 0
            if is_part:
                parts.add(start)
            else:
                here[key] = (start, value.value)
        self.told = {**before, **{key: value for key, (_, value) in here.items()}}
        return parts


def _key(item: Bound, value: Value) -> _Key:
    time = value.timed.period if value.timed else None
    return value.indicator, value.owner.code, time, item.features.get("action")


def _is_opened(boundaries: list[Boundary], start: int, end: int) -> bool:
    """Whether parts are opened between two places, and not closed again."""
    opened = 0
    for boundary in boundaries:
        if start <= boundary.start < end:
            opened += {"child": 1, "open": 1}.get(boundary.kind, 0)
            opened = 0 if boundary.kind == "close" else opened
    return opened > 0
