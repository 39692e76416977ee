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
from orchestration.storage import durable

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
    kill_at: str | None = None,
    fault: int | None = None,
) -> Ended:
    """A night, perhaps with something that happens to it.

    Killed before its n-th change of the disk, before its first change of a file whose path holds a text, or
    after some seconds; with no room for larger files; with an error number for whatever is archived.
    """
    started = time.monotonic()
    child = start(root, now, kill_before, largest_file, kill_at, fault)
    child.join(kill_after)
    if child.is_alive() and child.pid:
        os.kill(child.pid, signal.SIGKILL)
        child.join()
    code = child.exitcode
    said = _told(root)
    return Ended(-signal.SIGKILL if code is None else code, said, time.monotonic() - started)


def start(
    root: Path,
    now: datetime,
    kill_before: int | None = None,
    largest_file: int | None = None,
    kill_at: str | None = None,
    fault: int | None = None,
) -> ForkServerProcess:
    """Start a night, as `run` does, and do not wait for it."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["tests.reliability.night", "orchestration.storage.worker_imports"])
    _said(root).unlink(missing_ok=True)
    child = context.Process(target=_night, args=(root, now, kill_before, largest_file, kill_at, fault))
    child.start()
    return child


def _night(
    root: Path,
    now: datetime,
    kill_before: int | None,
    largest_file: int | None,
    kill_at: str | None,
    fault: int | None,
) -> None:
    from tests.reliability.night import refresh

    if largest_file is not None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (largest_file, largest_file))
    if kill_before is not None or kill_at is not None:
        sys.addaudithook(_killer(root, kill_before or 1, kill_at or ""))
    if fault is not None:
        refuse_to_archive(fault)
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


def refuse_to_archive(number: int) -> None:
    """From now on the disk of the archive answers every write of this process with an error."""

    def refuse(path: Path, content: bytes) -> None:
        if "archive" in path.parts:
            raise OSError(number, os.strerror(number), str(path))
        write(path, content)

    write = durable.write_file
    durable.write_file = refuse


def _killer(root: Path, kill_before: int, place: str) -> Callable[[str, tuple[object, ...]], None]:
    changes = 0

    def count(event: str, arguments: tuple[object, ...]) -> None:
        nonlocal changes
        reads = event == "open" and not (isinstance(arguments[2], int) and arguments[2] & _WRITING)
        if event in _CHANGES and not reads and _is_in(str(arguments[0]), root, place):
            changes += 1
            if changes == kill_before:
                os.kill(os.getpid(), signal.SIGKILL)

    return count


def _is_in(path: str, root: Path, place: str) -> bool:
    return path.startswith(str(root)) and place in path[len(str(root)) :]


def _said(root: Path) -> Path:
    return root.parent / f"{root.name}.said"


def _told(root: Path) -> str:
    return _said(root).read_text(encoding="utf-8") if _said(root).exists() else ""
