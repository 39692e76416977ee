"""`python -m tests.robustness --files 5000 [--seed 1]`: read that many damaged files, say how they ended."""

import argparse
from collections import Counter
from functools import partial

from orchestration.reports.limits import Limits
from tests.robustness.files import damaged
from tests.robustness.hostile import hostile
from tests.robustness.night import Night, read_all

LIMITS = Limits(seconds=60, memory_megabytes=1_024)


def main() -> None:
    """Read, count, and list what tripped the reader."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--files", type=int, default=5_000)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    for kind, files in (("hostile", hostile()), ("damaged", damaged(options.files, options.seed))):
        _tell(kind, read_all(files, LIMITS, told_every=500))


def _tell(kind: str, night: Night) -> None:
    say = partial(print, flush=True)
    say(f"{kind}: {night.given} files in {night.seconds:.0f} s, peak {night.peak_megabytes} MB")
    say(f"  {_counts(night.by_code())}")
    for suffix, codes in night.by_suffix().items():
        say(f"  {suffix or 'no suffix'}: {codes.total()}: {_counts(codes)}")
    for cost in sorted(night.costs, key=lambda cost: -cost.seconds)[:10]:
        say(f"  slow: {cost.name}: {cost.seconds:.1f} s")
    for line in night.tripped:
        say(f"  tripped: {line}")
    for line in night.outside:
        say(f"  outside: {line}")


def _counts(counts: Counter[str]) -> str:
    return ", ".join(f"{code} {count}" for code, count in counts.most_common())


if __name__ == "__main__":
    main()
