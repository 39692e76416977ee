"""A small slice of `python -m tests.reliability`, whose figures are in docs/reliability.md."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from tests.reliability.faults import (
    corrupted_release,
    disk_full,
    full_file_system,
    new_pair,
    order_of_power_loss,
    read_only_lake,
    reader_holds_the_file,
    truncated_landing,
    two_at_once,
)
from tests.reliability.installation import Pair
from tests.reliability.kills import killed_nights


def test_killed_nights_lose_nothing(tmp_path: Path) -> None:
    seen = killed_nights(new_pair(tmp_path, seed=2), 6, lambda _: None)
    assert seen["killed"] >= 6
    published = seen["old release published after a kill"] + seen["new release published after a kill"]
    assert published == seen["killed"]


@pytest.mark.parametrize(
    "fault",
    [
        disk_full,
        full_file_system,
        read_only_lake,
        partial(truncated_landing, every=4),
        corrupted_release,
        partial(two_at_once, times=2),
        reader_holds_the_file,
        order_of_power_loss,
    ],
    ids=[
        "disk_full",
        "full_file_system",
        "read_only_lake",
        "truncated_landing",
        "corrupted_release",
        "two_at_once",
        "reader_holds_the_file",
        "order_of_power_loss",
    ],
)
def test_a_fault_is_survived_told_and_healed(tmp_path: Path, fault: Callable[[Pair], str]) -> None:
    told = fault(new_pair(tmp_path, seed=3))
    if told.startswith("not tried"):
        pytest.skip(told)
