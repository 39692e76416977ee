"""`python -m tests.robustness --files 5000 [--seed 1]`: read that many damaged files, say how they ended."""

import argparse

from orchestration.reports.limits import Limits
from tests.robustness.files import damaged, hostile
from tests.robustness.night import read_all


def main() -> None:
    """Read, count, and list what tripped the reader."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--files", type=int, default=5_000)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    limits = Limits(seconds=60, memory_megabytes=1_024)
    for kind, files in (("hostile", hostile()), ("damaged", damaged(options.files, options.seed))):
        night = read_all(files, limits)
        print(f"{kind}: {night.given} files in {night.seconds:.0f} s: {dict(night.outcomes)}")  # noqa: T201
        for line in night.tripped:
            print(f"  {line}")  # noqa: T201


if __name__ == "__main__":
    main()
