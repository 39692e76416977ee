"""Nights killed at random points: before a change of the disk, or at a moment."""

import signal
from collections import Counter
from collections.abc import Callable

from tests.reliability.installation import Pair
from tests.reliability.processes import run

KILLS_A_NIGHT = 5
_CHANGES = 38
"""A night makes about so many changes of the disk; a kill before a later one does not come."""


def killed_nights(pair: Pair, kills: int, say: Callable[[str], None]) -> Counter[str]:
    """Kill refreshes until so many were killed; what was published is looked at after each kill.

    Returns how many refreshes there were, how many were killed, and what was published after a kill.
    """
    seen: Counter[str] = Counter()
    seconds = 1.0
    while seen["killed"] < kills:
        pair.next_evening()
        for _ in range(KILLS_A_NIGHT):
            by_time = pair.chance.random() < 0.5
            ended = run(
                pair.root,
                pair.now,
                kill_before=None if by_time else pair.chance.randint(1, _CHANGES),
                kill_after=pair.chance.uniform(0, seconds) if by_time else None,
            )
            seen["refreshes"] += 1
            if ended.code == -signal.SIGKILL:
                seen["killed"] += 1
                seen["killed at a moment" if by_time else "killed before a change of the disk"] += 1
                seen[f"{pair.assert_old_or_new()} release published after a kill"] += 1
            else:
                assert ended.code == 0, ended.said
                seconds = ended.seconds
                break
        pair.assert_healed()
        seen["refreshes"] += 1
        seen["healed by the next refresh"] += 1
        if pair.night % 10 == 0:
            say(f"  {pair.night} nights, {seen['killed']} kills")
    return seen
