"""Thirty nights in a row, and the warehouse built at once from the same reports.

The nights here have a stand-in for dbt and Dagster; the last refresh of both is the whole command. With the
whole command in every night: `python -m tests.reliability --nights 30`.
"""

from pathlib import Path

from tests.reliability.hands import command, steps
from tests.reliability.story import NIGHTS, moment
from tests.reliability.thirty import Nights, assert_equal_to_at_once, at_once


def test_thirty_nights_end_as_one(tmp_path: Path) -> None:
    assert len(NIGHTS) == 30
    lived = Nights(tmp_path / "lived", steps)
    lived.live(lambda _: None)
    lived.assert_whole()
    [ended] = command(lived.root, moment(31))
    assert ended.code == 0, ended.said
    at_once(tmp_path / "calm", lived.root / "warehouse" / "state")
    assert_equal_to_at_once(lived.root, tmp_path / "calm")
