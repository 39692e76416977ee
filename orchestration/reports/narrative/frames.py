"""What binding hands around: a bound figure, what was told last, and the state of the walk over a sentence.

Belongs here: the shapes and how brackets, parts and clauses change the state. Does not belong here: deciding
what a figure measures (`counts`, `rates`).
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from orchestration.reports.narrative.clauses import Boundary
    from orchestration.reports.narrative.measures import Cue, Rule
    from orchestration.reports.narrative.numbers import Number


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
    """The indicator spoken of last, for a figure without words of its own; its words end at `end`."""

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
class State:
    """Where the walk is: inherited features, cues not yet taken, counts still without a verb.

    `base` is what the next figure inherits, `parents` what it inherits inside brackets and lists of parts;
    `outside` what was told last before each bracket and the depth of its features in `parents`;
    `rate` and `counted` the features of the rate and the count told last in this sentence, `amounts` all its
    counts; `uncounted` what is said of a count without an indicator, whose share may have one; `in_turn` the
    rates of a list "lần lượt", `respective` those of them whose figures are still to come; `sibling` what is
    said of the part told last, with an agency of its own; `is_fresh` holds from the start of a clause to its
    first figure; `is_led` where a sentence begins as parts ("Trong đó …").
    """

    base: dict[str, str]
    last: Told | None
    distant: Told | None = None
    parents: list[dict[str, str]] = field(default_factory=list)
    outside: list[tuple[int, Told | None]] = field(default_factory=list)
    pending: list[Cue] = field(default_factory=list)
    unresolved: list[tuple[Number, dict[str, str]]] = field(default_factory=list)
    predicate: dict[str, str] = field(default_factory=dict)
    rate: dict[str, str] = field(default_factory=dict)
    counted: dict[str, str] = field(default_factory=dict)
    uncounted: dict[str, str] = field(default_factory=dict)
    amounts: list[Bound] = field(default_factory=list)
    in_turn: list[Rule] = field(default_factory=list)
    respective: list[Rule] = field(default_factory=list)
    sibling: dict[str, str] = field(default_factory=dict)
    is_fresh: bool = True
    is_led: bool = False

    @property
    def inherited(self) -> dict[str, str]:
        """Features that the next figure may inherit."""
        return self.parents[-1] if self.parents else self.base

    def count(self, features: dict[str, str]) -> None:
        """Keep what was said of a count for those after it: in a sentence of parts, for its further parts."""
        self.counted = dict(features)
        if not self.parents:
            self.base = dict(features)
        elif self.is_led and len(self.parents) == 1 and not self.parents[0] and "action" in features:
            self.parents[0] = dict(features)

    def cross(self, boundary: Boundary) -> None:
        """Go over the end of a segment."""
        if boundary.kind in ("child", "open"):
            is_nested = bool(self.parents)
            self.is_led |= not is_nested and not self.counted
            self.parents.append(dict(self.counted if is_nested and self.counted else self.base))
            if boundary.kind == "child":
                self.unresolved.clear()
                self.sibling = {}
            else:
                self.outside.append((len(self.parents), self.last))
        elif boundary.kind == "close" and self.parents:
            depth, before = self.outside.pop() if self.outside else (len(self.parents), None)
            self.base = self.parents[depth - 1]
            del self.parents[depth - 1 :]
            if before is not None and self.last is not None and self.last.is_count:
                self.last = replace(before, end=0)
        elif boundary.kind == "strong":
            self.sibling = self.sibling if self.is_led else {}
            if self.parents and not self.outside:
                is_part = self.is_led and len(self.parents) > 1
                self.base = self.parents[1 if is_part else 0] or dict(self.counted)
                self.parents.clear()
            self.pending.clear()
            self.unresolved.clear()
            self.is_fresh = True


def told(bound: Bound, end: int = 0) -> Told:
    """What a bound figure leaves for those after it."""
    return Told(bound.indicator, bound.features, bound.formula, bound.number.unit == "plain", end)
