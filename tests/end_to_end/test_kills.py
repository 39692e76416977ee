"""Killed at any stage and run again, a refresh ends with the content of one that was never killed."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.installation import REPOSITORY, SHIPPED, Installation

REPORTS = [
    *sorted((SHIPPED / "rankings").rglob("*.xlsx"))[:2],
    SHIPPED / "press" / "thai-nguyen-6-thang-2022.txt",
]
STAGES = ("reading", "building", "releasing")
COMMAND = [sys.executable, "-c", "from orchestration.cli import main; main()", "refresh"]


def test_a_killed_refresh_leaves_nothing_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    calm, killed = Installation(tmp_path / "calm"), Installation(tmp_path / "killed")
    for installation in (calm, killed):
        installation.use(monkeypatch)
        for report in REPORTS:
            installation.drop(report)
        if installation is killed:
            for stage in STAGES:
                _refresh_killed_at(stage)
                assert not killed.released_file.exists() or stage == "releasing"
        installation.refresh()
    assert _content(killed) == _content(calm)
    assert not list(killed.root.rglob("*.tmp"))


def _refresh_killed_at(stage: str) -> None:
    with subprocess.Popen(
        COMMAND, cwd=REPOSITORY, stdout=subprocess.PIPE, text=True, env=dict(os.environ)
    ) as process:
        assert process.stdout is not None
        for line in process.stdout:
            if line.startswith(stage):
                process.send_signal(signal.SIGKILL)
                break
        else:
            raise AssertionError(f"the refresh ended before {stage}")
    assert process.returncode == -signal.SIGKILL


def _content(installation: Installation) -> dict[str, object]:
    tables = ("fct_indicator_observations", "fct_provincial_rankings", "dim_report", "quality_conflicts")
    # When a report was received is all that may differ.
    what = "columns(lambda name: name not in ('received_at', 'arrived_at'))"
    return {table: installation.ask(f"select {what} from {table} order by all") for table in tables}
