"""Sums over texts: precision, recall, what else was right, and what was told as what.

Not here: how they are printed (`table`), what they may not fall below (`baseline`).
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING

from tests.corpus.matching import JUDGED

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tests.corpus.cases import Observation
    from tests.corpus.matching import Outcome, Pair


@dataclass(frozen=True)
class Tally:
    """Counts of figures; `matched` agree on indicator and value, the others, of these, agree further.

    `silent` are the texts in which nothing is to be found, `noisy` those of them in which something was.
    """

    texts: int = 0
    expected: int = 0
    found: int = 0
    matched: int = 0
    exact: int = 0
    agency: int = 0
    period: int = 0
    kind: int = 0
    unit: int = 0
    silent: int = 0
    noisy: int = 0

    def __add__(self, other: Tally) -> Tally:
        return Tally(*(getattr(self, field.name) + getattr(other, field.name) for field in fields(self)))

    def rates(self) -> dict[str, float | None]:
        """Shares from 0 to 1, in the order of printing; None where there is nothing to share."""
        precision, recall = _share(self.matched, self.found), _share(self.matched, self.expected)
        return {
            "precision": precision,
            "recall": recall,
            "f": _share(2 * self.matched, self.found + self.expected),
            **{field: _share(getattr(self, field), self.matched) for field in JUDGED},
            "exact_f": _share(2 * self.exact, self.found + self.expected),
        }


def tally(outcomes: Iterable[Outcome]) -> Tally:
    """The sums over texts."""
    return sum(map(_of_text, outcomes), Tally())


def tally_kind(outcomes: Iterable[Outcome], kind: str) -> Tally:
    """The sums over the figures of one kind: expected are those that are of it, found those told as it."""
    total = Tally()
    for outcome in outcomes:
        pairs = [pair for pair in outcome.pairs if pair.expected.kind == pair.found.kind == kind]
        expected = sum(item.kind == kind for item in outcome.case.expected)
        found = sum(item.kind == kind for item in [*(p.found for p in outcome.pairs), *outcome.invented])
        total += Tally(texts=int(expected > 0), expected=expected, found=found, **_judged(pairs))
    return total


def confusions(outcomes: Iterable[Outcome]) -> Counter[tuple[str, str, str]]:
    """How often something was told as something else: (what, what it is, what it was told as)."""
    counts: Counter[tuple[str, str, str]] = Counter()
    for outcome in outcomes:
        for pair in outcome.pairs:
            for field in JUDGED:
                if not pair.agrees_on(field):
                    counts[field, shape(pair.expected, field), shape(pair.found, field)] += 1
        for pair in outcome.confused:
            counts["indicator", pair.expected.indicator, pair.found.indicator] += 1
    return counts


def shape(item: Observation, field: str) -> str:
    """A field without its names and days, so that like mistakes add up."""
    value = str(getattr(item, field))
    if field == "agency":
        owner, _, layer = value.partition("/")
        return owner.partition(":")[0] + (f"/{layer}" if layer else "")
    if field == "period":
        return "as-of" if value.startswith("@") else _length(value)
    return value


def _length(period: str) -> str:
    start, end = ([int(part) for part in day.split("-")] for day in period.split("/"))
    whole_months = start[2] == 1 and end[2] >= 28
    months = (end[0] - start[0]) * 12 + end[1] - start[1] + 1
    names = {1: "month", 3: "quarter", 6: "half year", 9: "nine months", 12: "year"}
    return names.get(months, f"{months} months") if whole_months else "window"


def _of_text(outcome: Outcome) -> Tally:
    expected = len(outcome.case.expected)
    found = len(outcome.pairs) + len(outcome.invented)
    return Tally(
        texts=1,
        expected=expected,
        found=found,
        silent=int(not expected),
        noisy=int(not expected and found > 0),
        **_judged(outcome.pairs),
    )


def _judged(pairs: Iterable[Pair]) -> dict[str, int]:
    pairs = list(pairs)
    counts = {field: sum(pair.agrees_on(field) for pair in pairs) for field in JUDGED}
    return {"matched": len(pairs), "exact": sum(pair.is_exact for pair in pairs), **counts}


def _share(part: int, whole: int) -> float | None:
    return part / whole if whole else None
