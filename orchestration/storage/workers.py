"""Worker processes: each report is read, each container opened in one, with limits on time and memory.

Here belongs starting, watching and replacing workers. Not here: what a worker does with a report
(`worker`), what its result means (`ingest`). Neither `concurrent.futures` nor a pool library ends the
programs that a worker has started (Tesseract, LibreOffice) together with it; here each worker leads a session
of its own, and the session is ended.
"""

import os
import shutil
import signal
import sys
import tempfile
import time
from collections import deque
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from multiprocessing import get_context
from multiprocessing.connection import Connection, wait
from multiprocessing.context import ForkServerProcess
from types import ModuleType, TracebackType
from typing import Any, Self, TypeVar

from data_contracts.reasons import Reason, ReasonCode, TransientFailure
from orchestration.reports.containers import Opened
from orchestration.reports.limits import Limits
from orchestration.storage.alarm import too_slow
from orchestration.storage.processes import end_session
from orchestration.storage.report_rows import Reader, ReportRows
from orchestration.storage.worker import Look, Looked, Opening, Task, Work, serve

_Result = TypeVar("_Result")

START_SECONDS = 60
QUEUED = 2
"""Reports for each worker that are being read or wait with their bytes: bounds memory."""
AHEAD = 200
"""Reports that may be taken before the oldest unfinished one is done: one long scan stops no worker, and what
is kept of those that are done is no more than a batch that is landed together."""

_CONTEXT = get_context("forkserver")
_CONTEXT.set_forkserver_preload(["orchestration.storage.worker_imports"])


@dataclass(slots=True)
class _Worker:
    process: ForkServerProcess
    channel: Connection
    scratch: str
    number: int = -1
    task: Work[Any] | None = None
    deadline: float = 0.0


@dataclass(slots=True)
class Workers:
    """A pool that reads reports and opens containers; a context, at whose end all workers are gone.

    `reader.read` must be found by its name in its module. A worker that crashes, hangs or wants too much
    memory costs the report it was reading, which is refused, and is replaced.
    """

    reader: Reader
    limits: Limits
    count: int = field(default_factory=lambda: len(os.sched_getaffinity(0)))
    _idle: list[_Worker] = field(default_factory=list)
    _busy: list[_Worker] = field(default_factory=list)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for worker in (*self._idle, *self._busy):
            _end(worker)

    def read(self, tasks: Iterable[Task]) -> Iterator[ReportRows]:
        """The rows of each report in the order of the tasks, which are taken no further ahead than needed."""
        return self._done(tasks)

    def open(self, container: Opening) -> Opened:
        """What is in a container; not to be asked for while `read` has not given all its rows."""
        (opened,) = self._done([container])
        return opened

    def look(self, file: Look) -> Looked:
        """What a file is and holds; asked for as `open` is."""
        (looked,) = self._done([file])
        return looked

    def _done(self, tasks: Iterable[Work[_Result]]) -> Iterator[_Result]:
        """The result of each task in their order."""
        waiting = deque[Work[_Result]]()
        source = iter(tasks)
        results: dict[int, _Result] = {}
        taken = given = 0
        while True:
            while (
                len(waiting) + len(self._busy) < QUEUED * self.count
                and taken - given < AHEAD
                and (task := next(source, None))
            ):
                waiting.append(task)
                taken += 1
                self._hand_out(waiting, taken - len(waiting), results)
            if given == taken:
                return
            if given not in results:
                self._collect(results)
            self._hand_out(waiting, taken - len(waiting), results)
            while given in results:
                yield results.pop(given)
                given += 1

    def _hand_out(self, waiting: deque[Work[_Result]], number: int, results: dict[int, _Result]) -> None:
        """Give tasks to workers that are free; `number` is that of the first one waiting."""
        while waiting and len(self._busy) < self.count:
            worker = self._idle.pop() if self._idle else self._start()
            worker.task, worker.number = waiting.popleft(), number
            worker.deadline = time.monotonic() + self.limits.seconds
            number += 1
            self._busy.append(worker)
            try:
                worker.channel.send(worker.task)
            except OSError:
                results[worker.number] = self._lost(worker)

    def _collect(self, results: dict[int, _Result]) -> None:
        """Wait until a worker has an answer, has died, or has used up its time."""
        nearest = min(worker.deadline for worker in self._busy)
        ready = wait([worker.channel for worker in self._busy], max(0.0, nearest - time.monotonic()))
        for worker in tuple(self._busy):
            if worker.channel in ready:
                results[worker.number] = self._answer(worker)
            elif time.monotonic() >= worker.deadline:
                results[worker.number] = self._lost(worker, is_late=True)

    def _answer(self, worker: _Worker) -> Any:
        try:
            result, is_worn = worker.channel.recv()
        except (EOFError, OSError):
            return self._lost(worker)
        self._busy.remove(worker)
        if is_worn:
            _end(worker)
        else:
            self._idle.append(worker)
        return result

    def _lost(self, worker: _Worker, *, is_late: bool = False) -> Any:
        self._busy.remove(worker)
        exit_code = None if is_late else _exit_code(worker)
        _end(worker)
        task = worker.task
        if task is None:
            raise RuntimeError("a worker without a task was lost")
        is_out_of_time = is_late or exit_code == -signal.SIGXCPU
        reason = too_slow(self.limits) if is_out_of_time else _crashed(exit_code)
        return task.lost(reason, self.reader)

    def _start(self) -> _Worker:
        ours, theirs = _CONTEXT.Pipe()
        scratch = tempfile.mkdtemp(prefix="cchc-worker-")
        process = _CONTEXT.Process(
            target=serve, args=(theirs, self.reader, self.limits, scratch), daemon=True, name="cchc-worker"
        )
        with _without_main():
            process.start()
        theirs.close()
        worker = _Worker(process, ours, scratch)
        if not _is_ready(worker):
            _end(worker)
            raise TransientFailure(
                f"expected a worker process that starts in {START_SECONDS} seconds, found none. See what it "
                "printed, and how much memory is free."
            )
        return worker


@contextmanager
def _without_main() -> Iterator[None]:
    """Keep the main module out of workers: it may be any script, and is run anew by each that gets it."""
    main = sys.modules["__main__"]
    sys.modules["__main__"] = ModuleType("__main__")
    try:
        yield
    finally:
        sys.modules["__main__"] = main


def _is_ready(worker: _Worker) -> bool:
    with suppress(EOFError, OSError):
        return worker.channel.poll(START_SECONDS) and bool(worker.channel.recv())
    return False


def _end(worker: _Worker) -> None:
    """End a worker and every program it has started, and remove what they left on the disk."""
    worker.channel.close()
    pid = worker.process.pid
    worker.process.kill()
    if pid is not None:
        end_session(pid)
    worker.process.join()
    worker.process.close()
    shutil.rmtree(worker.scratch, ignore_errors=True)


def _exit_code(worker: _Worker) -> int | None:
    worker.process.join(1.0)
    return worker.process.exitcode


def _crashed(exit_code: int | None) -> Reason:
    cause = (
        f"signal {signal.Signals(-exit_code).name}" if exit_code and exit_code < 0 else f"exit {exit_code}"
    )
    return Reason(
        ReasonCode.READER_CRASHED,
        None,
        "a report that the reader can take apart",
        f"one that ended its process ({cause})",
        "Save it anew in the program that made it, or its tables as .xlsx or .csv, and drop that file. Tell "
        "the reader's maintainers; the next version of the reader tries again.",
    )
