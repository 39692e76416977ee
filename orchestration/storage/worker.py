"""What runs inside a worker process: limits on itself, then one task after the other.

Here belong the worker's side and what it can be given to do. Not here: watching it (`workers`), reading
(`report_rows`), opening (`reports.containers`).
"""

import os
import resource
import tempfile
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Protocol, TypeVar

from data_contracts.reasons import PermanentFailure, Reason, ReasonCode
from orchestration.reports.containers import Member, Opened, is_container, members
from orchestration.reports.limits import MEGABYTE, Limits, limits_set
from orchestration.reports.readers.sniffing import Format, sniff
from orchestration.storage.report_rows import (
    Reader,
    ReportRows,
    out_of_memory,
    read_rows,
    reader_error,
    unread,
)

Result_co = TypeVar("Result_co", covariant=True)
REPORTS_PER_WORKER = 200
"""Then a fresh one takes over: whatever a library leaks ends with the process."""


class Work(Protocol[Result_co]):
    """What a worker is given: how it is done there, and what comes of it if the worker is lost."""

    def done(self, reader: Reader, limits: Limits) -> Result_co:
        """The result; runs in the worker and raises nothing that belongs to one report."""

    def lost(self, reason: Reason, reader: Reader) -> Result_co:
        """The result where the worker died or took too long."""


@dataclass(frozen=True, slots=True)
class Task:
    """One report to read."""

    report_id: str
    name: str
    content: bytes
    sidecar: str | None = None

    def done(self, reader: Reader, limits: Limits) -> ReportRows:  # noqa: ARG002 - they hold in this process
        """The rows of the report, or why there are none."""
        return read_rows(self.report_id, self.name, self.content, reader, self.sidecar)

    def lost(self, reason: Reason, reader: Reader) -> ReportRows:
        """The refusal of the report."""
        return unread(self.report_id, reason, reader)


@dataclass(frozen=True, slots=True)
class Opening:
    """One container to open: its members, or no member and the one reason."""

    name: str
    content: bytes

    def done(self, reader: Reader, limits: Limits) -> Opened:  # noqa: ARG002 - nothing is read
        """What is in it."""
        try:
            return members(self.content, self.name, limits)
        except PermanentFailure as failure:
            return Opened((), (failure.reason,))
        except MemoryError:
            return Opened((), (out_of_memory(),))
        except Exception as error:  # noqa: BLE001 - costs this container
            return Opened((), (reader_error(error),))

    def lost(self, reason: Reason, reader: Reader) -> Opened:  # noqa: ARG002 - no row is stamped
        """Nothing, for this reason."""
        return Opened((), (reason,))


@dataclass(frozen=True, slots=True)
class Looked:
    """The format of a file, `None` where it cannot be told, and what is in it, each with its own format."""

    media_type: Format | None
    inside: tuple[tuple[Member, Format | None], ...] = ()


@dataclass(frozen=True, slots=True)
class Look:
    """One file to tell the format of, and to open if it is a container; why not, is told where it is read."""

    name: str
    content: bytes

    def done(self, reader: Reader, limits: Limits) -> Looked:
        """What it is and holds."""
        kind = format_told(self.content, self.name)
        opened = (
            Opening(self.name, self.content).done(reader, limits) if kind and is_container(kind) else None
        )
        inside = (
            [(member, format_told(member.content, member.name)) for member in opened.members]
            if opened
            else []
        )
        return Looked(kind, tuple(inside))

    def lost(self, reason: Reason, reader: Reader) -> Looked:  # noqa: ARG002 - told where it is read
        """Nothing is known of it."""
        return Looked(None)


def format_told(content: bytes, name: str) -> Format | None:
    """The format of a file; `None` where it cannot be told."""
    with suppress(Exception):
        return sniff(content, name)
    return None


Result = ReportRows | Opened | Looked


def serve(channel: Connection, reader: Reader, limits: Limits, scratch: str) -> None:
    """Say `True`, then answer each piece of work with its result and whether this worker is worn out."""
    os.setsid()  # a session of its own: what this worker starts can be ended with it
    tempfile.tempdir = os.environ["TMPDIR"] = scratch
    _limit_resources(limits)
    channel.send(True)
    with limits_set(limits):
        for number in range(1, REPORTS_PER_WORKER + 1):
            try:
                work: Work[Result] = channel.recv()
            except (EOFError, OSError):
                return
            _limit_processor_time(limits)
            result = work.done(reader, limits)
            channel.send((result, number == REPORTS_PER_WORKER or _is_over_a_limit(result)))


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


def _is_over_a_limit(result: Result) -> bool:
    if isinstance(result, Looked):
        return bool(result.inside)  # what it held took memory, and may have been over a limit
    reasons = result.refusals if isinstance(result, Opened) else (result.refusal,)
    return any(reason.code == ReasonCode.LIMIT_EXCEEDED for reason in reasons if reason)
