"""Who runs a night of the story: the steps of a refresh with a stand-in for dbt, or the whole command.

Here belongs starting a night, and doing to it what the story says. Not here: the story, what must hold.
"""

import errno
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from tests.installation import REPOSITORY
from tests.reliability.processes import Ended, run, start
from tests.reliability.story import FULL, KILLED_READING, KILLED_RELEASING, READ_ONLY, TWICE

Hand = Callable[[Path, datetime, str], list[Ended]]
"""Runs a night on the installation below a folder at a moment, with a trouble; how each refresh ended."""

ERRORS = {FULL: errno.ENOSPC, READ_ONLY: errno.EROFS}
_STAGES = {KILLED_READING: "reading", KILLED_RELEASING: "releasing"}


def steps(root: Path, now: datetime, trouble: str = "") -> list[Ended]:
    """The steps of a refresh, in a process of their own, with a stand-in for Dagster and dbt."""
    if trouble == TWICE:
        children = [start(root, now), start(root, now)]
        for child in children:
            child.join()
        return [Ended(child.exitcode or 0, "", 0) for child in children]
    return [run(root, now, kill_at=trouble if trouble in _STAGES else None, fault=ERRORS.get(trouble))]


def command(root: Path, now: datetime, trouble: str = "") -> list[Ended]:
    """`cchc refresh` itself, Dagster and dbt in it."""
    started = time.monotonic()
    processes = [_start(root, now, trouble) for _ in range(2 if trouble == TWICE else 1)]
    said = ["".join(_lines(process, _STAGES.get(trouble))) for process in processes]
    seconds = time.monotonic() - started
    return [Ended(process.wait(), text, seconds) for process, text in zip(processes, said, strict=True)]


def environment(root: Path) -> dict[str, str]:
    """The variables that point to the installation below a folder; all its releases are kept."""
    return {
        **os.environ,
        "CCHC_REPORTS": str(root / "reports"),
        "CCHC_LAKE": str(root / "lake"),
        "CCHC_WAREHOUSE": str(root / "warehouse"),
        "CCHC_KEEP_RELEASES": "100",
        "DAGSTER_HOME": str(root / "dagster"),
        "PYTHONPATH": str(REPOSITORY),
    }


def _start(root: Path, now: datetime, trouble: str) -> subprocess.Popen[str]:
    fault = [trouble] if trouble in ERRORS else []
    return subprocess.Popen(
        [sys.executable, "-m", "tests.reliability.command", now.isoformat(), *fault],
        cwd=REPOSITORY,
        env=environment(root),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


def _lines(process: subprocess.Popen[str], kill_at: str | None) -> list[str]:
    assert process.stdout is not None
    lines = []
    with process.stdout:
        for line in process.stdout:
            lines.append(line)
            if kill_at and line.startswith(kill_at):
                process.send_signal(signal.SIGKILL)
                break
    return lines
