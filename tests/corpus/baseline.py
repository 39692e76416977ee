"""What each part reached: the tests fail when it gets less, and only a deliberate command lowers it.

After texts were added or labels mended, `python -m tests.corpus.score --rewrite-baseline` writes it anew.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import yaml

from tests.corpus.cases import ROOT
from tests.corpus.tally import confusions, tally

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from tests.corpus.matching import Outcome

BASELINE = ROOT / "baseline.yml"
_DIGITS = 4
_REWRITE = "python -m tests.corpus.score --rewrite-baseline"


def reached(outcomes: Sequence[Outcome]) -> dict[str, float | int]:
    """The rates of a part, rounded, and the mistakes that count most: told as results, told of nothing."""
    told = tally(outcomes)
    confused = confusions(outcomes)
    rates = {name: round(rate, _DIGITS) for name, rate in told.rates().items() if rate is not None}
    return {
        "texts": told.texts,
        **rates,
        "told_as_results": sum(
            count for (what, _, told_as), count in confused.items() if what == "kind" and told_as == "actual"
        ),
        "noisy_texts": told.noisy,
    }


def worse(part: str, outcomes: Sequence[Outcome]) -> list[str]:
    """What got worse than the committed baseline, each with where, expected, found and what to do."""
    stored: dict[str, Any] = yaml.safe_load(BASELINE.read_text(encoding="utf-8"))
    if not outcomes:
        return []
    now = reached(outcomes)
    if part not in stored:
        return [f"{part}: no baseline; write it: {_REWRITE}"]
    return [
        f"{part}: {name} was {was}, is {now.get(name)}; mend the reader, or if the texts changed: {_REWRITE}"
        for name, was in stored[part].items()
        if name != "texts" and _is_worse(name, was, now.get(name))
    ]


def write(scored: Mapping[str, Sequence[Outcome]]) -> None:
    """Store what the parts reach now."""
    head = f"# Written by `{_REWRITE}`: what each part of the corpus reached.\n"
    stored = {part: reached(outcomes) for part, outcomes in scored.items() if outcomes}
    BASELINE.write_text(head + yaml.safe_dump(stored, sort_keys=False), encoding="utf-8")


def _is_worse(name: str, was: float, now: float | None) -> bool:
    if now is None:
        return True
    return now > was if name in ("told_as_results", "noisy_texts") else now < was
