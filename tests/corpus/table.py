"""The scorer's table as text: each row for all parts, and the unseen part's difference to the tuned one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.corpus.cases import LEVELS, TOPICS
from tests.corpus.tally import Tally, confusions, tally, tally_kind

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from tests.corpus.matching import Outcome

    Scored = Mapping[str, Sequence[Outcome]]

KINDS = ("actual", "target", "previous", "comparison")
_COLUMNS = ("precision", "recall", "f", "agency", "period", "kind", "unit", "exact_f")
_MOST_CONFUSIONS = 25


def table(scored: Scored) -> str:
    """Percentages by topic, level and kind, then what was told as what."""
    heads = f"{'':22}{'texts':>7}{'values':>8}{'found':>7}" + "".join(f"{name:>10}" for name in _COLUMNS)
    return "\n".join([heads, *_rows(scored), "", *_silence(scored), "", *_told_as(scored)])


def _rows(scored: Scored) -> Iterator[str]:
    yield from _row("all", {part: tally(outcomes) for part, outcomes in scored.items()})
    for topic in TOPICS:
        yield from _row(
            f"topic {topic}",
            {part: tally(o for o in outcomes if o.case.topic == topic) for part, outcomes in scored.items()},
        )
    for level in LEVELS:
        yield from _row(
            f"level {level}",
            {part: tally(o for o in outcomes if o.case.level == level) for part, outcomes in scored.items()},
        )
    for kind in KINDS:
        yield from _row(
            f"kind {kind}", {part: tally_kind(outcomes, kind) for part, outcomes in scored.items()}
        )


def _row(name: str, tallies: Mapping[str, Tally]) -> Iterator[str]:
    if not any(told.texts for told in tallies.values()):
        return
    yield name
    for part, told in tallies.items():
        if told.texts:
            counts = f"{told.texts:>7}{told.expected:>8}{told.found:>7}"
            yield f"  {part:20}{counts}" + "".join(_percent(told.rates()[column]) for column in _COLUMNS)
        if part == "held" and told.texts and tallies["tuned"].texts:
            here, there = told.rates(), tallies["tuned"].rates()
            yield f"  {'difference':20}{'':22}" + "".join(
                _points(here[column], there[column]) for column in _COLUMNS
            )


def _silence(scored: Scored) -> Iterator[str]:
    for part, outcomes in scored.items():
        told = tally(outcomes)
        yield f"{part}: {told.noisy} of {told.silent} texts without a figure of ours gave one"


def _told_as(scored: Scored) -> Iterator[str]:
    """Sums only: which text it was is told for the tuned part, on demand."""
    counted = {part: confusions(outcomes) for part, outcomes in scored.items()}
    every = sum(counted.values(), start=type(next(iter(counted.values())))())
    yield f"{'told as another':74}" + "".join(f"{part:>11}" for part in counted)
    for what, is_, told in sorted(every, key=lambda key: (-every[key], key))[:_MOST_CONFUSIONS]:
        counts = "".join(f"{counts[what, is_, told]:>11}" for counts in counted.values())
        yield f"  {what}: {is_} as {told}".ljust(74) + counts


def _percent(share: float | None) -> str:
    return f"{'-':>10}" if share is None else f"{100 * share:10.1f}"


def _points(here: float | None, there: float | None) -> str:
    return f"{'-':>10}" if here is None or there is None else f"{100 * (here - there):+10.1f}"
