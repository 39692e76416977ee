"""`python -m tests.reliability --kills 200 [--seed 1]` or `--nights 30`: do it, say what came of it.

Exit code 1 on a loss.
"""

import argparse
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from tests.reliability.faults import FAULTS, new_pair
from tests.reliability.hands import command
from tests.reliability.kills import killed_nights
from tests.reliability.story import NIGHTS
from tests.reliability.thirty import Nights, assert_equal_to_at_once, at_once

say = partial(print, flush=True)


def main() -> None:
    """Inject each fault and kill nights, or live through the story with the whole command."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--nights", type=int, choices=[len(NIGHTS)], help="the story instead of the kills")
    options = parser.parse_args()
    started = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="reliability-") as folder:
        tried = _story(Path(folder)) if options.nights else _faults(Path(folder), options.kills, options.seed)
        losses = sum(tried)
    say(f"losses: {losses}; {time.monotonic() - started:.0f} seconds")
    sys.exit(1 if losses else 0)


def _faults(folder: Path, kills: int, seed: int) -> Iterator[bool]:
    """Each fault, then the kills; yields whether there was a loss."""
    for fault in FAULTS:
        yield _is_lost(
            fault.__name__, folder, lambda told=fault: told(new_pair(folder / told.__name__, seed))
        )

    def kill() -> str:
        seen = killed_nights(new_pair(folder / "kills", seed), kills, say)
        return "".join(f"\n  {what}: {count}" for what, count in sorted(seen.items()))

    yield _is_lost("kills", folder, kill)


def _story(folder: Path) -> Iterator[bool]:
    """Thirty nights with the whole command, and the same reports at once."""

    def live() -> str:
        lived = Nights(folder / "lived", command)
        lived.live(say)
        lived.assert_whole()
        at_once(folder / "calm")
        assert_equal_to_at_once(lived.root, folder / "calm")
        ends = ", ".join(f"{count} {end}" for end, count in Counter(lived.ends).items())
        return f"{len(lived.ends)} refreshes ({ends}), {len(lived.releases)} releases; equal to one at once"

    yield _is_lost("thirty nights", folder, live)


def _is_lost(name: str, folder: Path, tell: Callable[[], str]) -> bool:
    try:
        say(f"{name}: held. {tell()}".replace(str(folder), ""))
    except AssertionError as loss:
        say(f"{name}: LOST. {loss}")
        return True
    return False


if __name__ == "__main__":
    main()
