"""`python -m tests.corpus.score`: read the corpus, print the scorer's table.

`--failing` lists the tuned texts that are not read right, and why. Held texts are told in sums only.
"""

from __future__ import annotations

from functools import cache

import click

from tests.corpus import baseline
from tests.corpus.cases import PARTS, load_cases, read
from tests.corpus.matching import Outcome, compare
from tests.corpus.table import table
from tests.corpus.variations.drafts import mixtures, variations

VARIATIONS, MIXTURES = 3_000, 500
SAMPLE, MIXED_SAMPLE = 300, 60
"""So many of the variations and of the mixtures are read in the tests; the baseline is theirs."""


@cache
def outcomes(part: str) -> tuple[Outcome, ...]:
    """What becomes of the texts of a part."""
    return tuple(compare(case, read(case.document)) for case in load_cases(part))


@cache
def varied(number: int) -> tuple[Outcome, ...]:
    """What becomes of the first variations."""
    return tuple(compare(case, read(case.document)) for case in variations(number))


@cache
def mixed(number: int) -> tuple[Outcome, ...]:
    """What becomes of the first documents that mix several variations."""
    return tuple(compare(case, read(case.document)) for case in mixtures(number))


@click.command()
@click.option("--failing", is_flag=True, help="List the tuned texts that are not read right.")
@click.option("--rewrite-baseline", is_flag=True, help="Make today's scores the ones not to fall below.")
def main(*, failing: bool, rewrite_baseline: bool) -> None:
    """Print precision, recall and confusions of the prose reader over the corpus."""
    scored = {
        **{part: outcomes(part) for part in PARTS},
        "variations": varied(VARIATIONS),
        "mixtures": mixed(MIXTURES),
    }
    if failing:
        for outcome in scored["tuned"]:
            if not outcome.is_right:
                click.echo(f"{outcome.case.topic}: {outcome}")
    click.echo(table(scored))
    if rewrite_baseline:
        samples = {"variations": varied(VARIATIONS)[:SAMPLE], "mixtures": mixed(MIXTURES)[:MIXED_SAMPLE]}
        baseline.write({**scored, **samples})


if __name__ == "__main__":
    main()
