"""What runs inside a worker process: limits on itself, then one report after the other.

Here belongs the worker's side. Not here: watching it (`workers`), reading (`report_rows`).
"""

import os
import resource
import tempfile
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path

from data_contracts.reasons import ReasonCode
from orchestration.reports.limits import MEGABYTE, Limits, limits_set
from orchestration.storage.report_rows import Reader, ReportRows, read_rows

REPORTS_PER_WORKER = 200
"""Then a fresh one takes over: whatever a library leaks ends with the process."""


@dataclass(frozen=True, slots=True)
class Task:
    """One report to read."""

    report_id: str
    name: str
    content: bytes
    sidecar: str | None = None


def serve(channel: Connection, reader: Reader, limits: Limits, scratch: str) -> None:
    """Say `True`, then answer each `Task` with its rows and whether this worker is worn out."""
    os.setsid()  # a session of its own: what this worker starts can be ended with it
    tempfile.tempdir = os.environ["TMPDIR"] = scratch
    _limit_resources(limits)
    channel.send(True)
    with limits_set(limits):
        for done in range(1, REPORTS_PER_WORKER + 1):
            try:
                task: Task = channel.recv()
            except (EOFError, OSError):
                return
            _limit_processor_time(limits)
            rows = read_rows(task.report_id, task.name, task.content, reader, task.sidecar)
            channel.send((rows, done == REPORTS_PER_WORKER or _is_out_of_memory(rows)))


def _limit_resources(limits: Limits) -> None:
    """Memory beyond what the process has mapped already, size of written files, no core dumps."""
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0])
    allowed = pages * resource.getpagesize() + limits.memory_megabytes * MEGABYTE
    _lower(resource.RLIMIT_AS, allowed)
    _lower(resource.RLIMIT_FSIZE, limits.unpacked_megabytes * MEGABYTE)
    _lower(resource.RLIMIT_CORE, 0)


def _limit_processor_time(limits: Limits) -> None:
    """For this report; the watcher's clock comes first, but this one runs even when the watcher is gone."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    seconds = int(used.ru_utime + used.ru_stime) + limits.seconds + 1
    _, hard = resource.getrlimit(resource.RLIMIT_CPU)
    resource.setrlimit(
        resource.RLIMIT_CPU, (seconds if hard == resource.RLIM_INFINITY else min(seconds, hard), hard)
    )


def _lower(what: int, value: int) -> None:
    _, hard = resource.getrlimit(what)
    value = value if hard == resource.RLIM_INFINITY else min(value, hard)
    resource.setrlimit(what, (value, hard))


def _is_out_of_memory(rows: ReportRows) -> bool:
    return rows.refusal is not None and rows.refusal.code == ReasonCode.LIMIT_EXCEEDED
