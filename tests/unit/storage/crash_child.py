"""Nights that are killed: a process that sends itself SIGKILL before its n-th change of the disk."""

import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path

from lakes import line_reader, moment
from warehouses import build, release

from orchestration.storage.ingest import read_pending
from orchestration.storage.intake import archive_folder
from orchestration.storage.lake import Lake
from orchestration.storage.locks import refresh_lock

Night = Callable[[Path], None]
CHANGES = {
    "open",
    "os.rename",
    "os.symlink",
    "os.remove",
    "os.chmod",
    "os.mkdir",
    "os.rmdir",
    "shutil.copyfile",
}
WRITING = os.O_WRONLY | os.O_RDWR


def second_night(root: Path) -> None:
    """A new report and a correction arrive, and the reader is a newer one."""
    lake = Lake(root / "lake")
    archive_folder(root / "reports", lake, moment(24))
    read_pending(lake, line_reader("1+00000002", factor=2), moment(24))


def second_release(root: Path) -> None:
    """The built file is released; it holds the value 170."""
    warehouse = root / "warehouse"
    with refresh_lock(warehouse):
        release(root / "built" / "cchc.duckdb", warehouse, "b", now=moment(24), keep=2)


def prepare_release(root: Path) -> None:
    """Two earlier releases, the newer one with the value 168, and a built file with 170."""
    built = root / "built" / "cchc.duckdb"
    for hours, value in ((0, 100), (1, 168)):
        release(
            build(built, {"simplified": (value, "r1")}), root / "warehouse", str(hours), now=moment(hours)
        )
    build(built, {"simplified": (170, "r1")})


def run(night: Night, root: Path, kill_before: int | None, report: Path) -> None:
    """Run the night, killed before that change of the disk, or to its end, reporting how many it made."""
    changes = 0

    def count(event: str, arguments: tuple[object, ...]) -> None:
        nonlocal changes
        reads = event == "open" and not (isinstance(arguments[2], int) and arguments[2] & WRITING)
        if event in CHANGES and not reads and str(arguments[0]).startswith(str(root)):
            changes += 1
            if changes == kill_before:
                os.kill(os.getpid(), signal.SIGKILL)

    sys.addaudithook(count)
    night(root)
    report.write_text(str(changes))
