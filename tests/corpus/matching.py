"""Comparing what a text holds with what was found in it.

A figure counts as found where indicator and value agree; agency, period, kind and unit are then judged one by
one, so that a figure of the wrong province is told apart from a missing one. Not here: sums (`tally`).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from tests.corpus.cases import Case, Observation

JUDGED = ("agency", "period", "kind", "unit")


@dataclass(frozen=True)
class Pair:
    """A labelled figure and the one found for it."""

    expected: Observation
    found: Observation

    def agrees_on(self, field: str) -> bool:
        return bool(getattr(self.expected, field) == getattr(self.found, field))

    @property
    def is_exact(self) -> bool:
        return self.expected == self.found


@dataclass(frozen=True)
class Outcome:
    """What became of one text.

    `pairs` agree on indicator and value. `confused` are figures of the text that were told as another
    indicator: they are among `missed` and `invented` too.
    """

    case: Case
    pairs: tuple[Pair, ...]
    confused: tuple[Pair, ...]
    missed: tuple[Observation, ...]
    invented: tuple[Observation, ...]

    @property
    def is_right(self) -> bool:
        return not self.missed and not self.invented and all(pair.is_exact for pair in self.pairs)

    def __str__(self) -> str:
        lines = [self.case.name]
        for pair in self.pairs:
            lines += [
                f"    {field}: {pair.expected.indicator} {pair.expected.value:g}: "
                f"{getattr(pair.expected, field)} told as {getattr(pair.found, field)}"
                for field in JUDGED
                if not pair.agrees_on(field)
            ]
        lines += [f"    missed   {_line(item)}" for item in self.missed]
        lines += [f"    invented {_line(item)}" for item in self.invented]
        return "\n".join(lines)


def compare(case: Case, found: Iterable[Observation]) -> Outcome:
    """Pair each labelled figure with the found one that agrees best."""
    missed, invented = sorted(case.expected), sorted(found)
    pairs = _take_pairs(
        missed, invented, lambda pair: pair.agrees_on("indicator") and pair.agrees_on("value")
    )
    left, strange = list(missed), list(invented)
    confused = _take_pairs(left, strange, lambda pair: pair.agrees_on("value"))
    return Outcome(case, pairs, confused, tuple(missed), tuple(invented))


def _take_pairs(
    expected: list[Observation], found: list[Observation], may: Callable[[Pair], bool]
) -> tuple[Pair, ...]:
    """The pairs that may be, best agreement first; their members leave both lists."""
    possible = [pair for e in expected for f in found if may(pair := Pair(e, f))]
    possible.sort(key=lambda pair: -sum(map(pair.agrees_on, JUDGED)))
    taken: list[Pair] = []
    for pair in possible:
        if pair.expected in expected and pair.found in found:
            expected.remove(pair.expected)
            found.remove(pair.found)
            taken.append(pair)
    return tuple(taken)


def _line(item: Observation) -> str:
    return f"{item.indicator}, {item.agency}, {item.value:g}, {item.unit}, {item.kind}, {item.period}"
