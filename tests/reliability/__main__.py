"""`python -m tests.reliability --kills 200 [--seed 1]`: do it, say what came of it; exit 1 on a loss."""

import argparse
import sys
import tempfile
import time
from functools import partial
from pathlib import Path

from tests.reliability.faults import FAULTS, new_pair
from tests.reliability.kills import killed_nights

say = partial(print, flush=True)


def main() -> None:
    """Kill nights, then inject each fault."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    started, losses = time.monotonic(), 0
    with tempfile.TemporaryDirectory(prefix="reliability-") as folder:
        for fault in FAULTS:
            try:
                told = fault(new_pair(Path(folder) / fault.__name__, options.seed))
                say(f"{fault.__name__}: held. {told}".replace(folder, ""))
            except AssertionError as loss:
                losses += 1
                say(f"{fault.__name__}: LOST. {loss}")
        pair = new_pair(Path(folder) / "kills", options.seed)
        try:
            for what, count in sorted(killed_nights(pair, options.kills, say).items()):
                say(f"{what}: {count}")
        except AssertionError as loss:
            losses += 1
            say(f"kills: LOST. {loss}")
    say(f"losses: {losses}; {time.monotonic() - started:.0f} seconds")
    sys.exit(1 if losses else 0)


if __name__ == "__main__":
    main()
