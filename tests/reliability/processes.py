"""Nights in processes of their own, forked from one that has imported everything; and ending them."""

import io
import multiprocessing
import os
import resource
import signal
import sys
import time
from collections.abc import Callable
from contextlib import redirect_stdout
from dataclasses import dataclass
from datetime import datetime
from multiprocessing.context import ForkServerProcess
from pathlib import Path

import duckdb

from data_contracts.reasons import PermanentFailure, TransientFailure

_CHANGES = {"open", "os.rename", "os.symlink", "os.remove", "os.chmod", "os.mkdir", "shutil.copyfile"}
_WRITING = os.O_WRONLY | os.O_RDWR


@dataclass(frozen=True, slots=True)
class Ended:
    """How a night ended: exit code (negative: the signal), what it said, seconds."""

    code: int
    said: str
    seconds: float


def run(
    root: Path,
    now: datetime,
    *,
    kill_before: int | None = None,
    kill_after: float | None = None,
    largest_file: int | None = None,
) -> Ended:
    """A night, perhaps killed before its n-th change of the disk or after some seconds, or with no room."""
    started = time.monotonic()
    child = start(root, now, kill_before, largest_file)
    child.join(kill_after)
    if child.is_alive() and child.pid:
        os.kill(child.pid, signal.SIGKILL)
        child.join()
    code = child.exitcode
    said = _told(root)
    return Ended(-signal.SIGKILL if code is None else code, said, time.monotonic() - started)


def start(
    root: Path, now: datetime, kill_before: int | None = None, largest_file: int | None = None
) -> ForkServerProcess:
    """Start a night and do not wait for it."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["tests.reliability.night", "orchestration.storage.worker_imports"])
    _said(root).unlink(missing_ok=True)
    child = context.Process(target=_night, args=(root, now, kill_before, largest_file))
    child.start()
    return child


def _night(root: Path, now: datetime, kill_before: int | None, largest_file: int | None) -> None:
    from tests.reliability.night import refresh

    if largest_file is not None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (largest_file, largest_file))
    if kill_before is not None:
        sys.addaudithook(_killer(root, kill_before))
    said = io.StringIO()
    code = 0
    with redirect_stdout(said):
        try:
            refresh(root, now)
        except (PermanentFailure, TransientFailure, OSError, duckdb.Error) as failure:
            said.write(f"failed {' '.join(str(failure).split())}\n")
            code = 1
    if largest_file is None:
        _said(root).write_text(said.getvalue(), encoding="utf-8")
    sys.exit(code)


def _killer(root: Path, kill_before: int) -> Callable[[str, tuple[object, ...]], None]:
    changes = 0

    def count(event: str, arguments: tuple[object, ...]) -> None:
        nonlocal changes
        reads = event == "open" and not (isinstance(arguments[2], int) and arguments[2] & _WRITING)
        if event in _CHANGES and not reads and str(arguments[0]).startswith(str(root)):
            changes += 1
            if changes == kill_before:
                os.kill(os.getpid(), signal.SIGKILL)

    return count


def _said(root: Path) -> Path:
    return root.parent / f"{root.name}.said"


def _told(root: Path) -> str:
    return _said(root).read_text(encoding="utf-8") if _said(root).exists() else ""
