"""Reading many bad files as a night would, in worker processes, and counting how each ended."""

import time
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from data_contracts.reasons import PermanentFailure
from orchestration.reports.containers import is_container, members
from orchestration.reports.limits import Limits
from orchestration.reports.readers.sniffing import sniff
from orchestration.reports.records import report_id
from orchestration.storage.report_rows import Reader
from orchestration.storage.worker import Task
from orchestration.storage.workers import Workers


@dataclass(slots=True)
class Night:
    """Files given, how all in them ended, names and reasons of what tripped the reader, seconds taken."""

    given: int
    outcomes: Counter[str]
    tripped: list[str]
    seconds: float


def read_all(files: Iterable[tuple[str, bytes]], limits: Limits) -> Night:
    """Every file, and every member of those that are containers, read; each has one outcome."""
    started = time.monotonic()
    files_given = 0
    tasks: list[Task] = []
    outcomes: Counter[str] = Counter()

    def given() -> Iterator[Task]:
        nonlocal files_given
        for name, content in files:
            files_given += 1
            for inner_name, inner in _opened(name, content, limits, outcomes):
                task = Task(report_id(inner), inner_name, inner)
                tasks.append(Task(task.report_id, task.name, b""))
                yield task

    tripped = []
    reader = Reader.current(limits)
    with Workers(reader, limits) as workers:
        for number, rows in enumerate(workers.read(given())):
            told = rows.refusal or rows.notice
            outcomes[str(told.code) if told else "read"] += 1
            if rows.refusal and rows.refusal.code in {"reader_crashed", "limit_exceeded"}:
                tripped.append(f"{tasks[number].name}: {rows.refusal.message}")
    return Night(files_given, outcomes, tripped, time.monotonic() - started)


def _opened(name: str, content: bytes, limits: Limits, outcomes: Counter[str]) -> list[tuple[str, bytes]]:
    try:
        if is_container(sniff(content, name)):
            opened = members(content, name, limits)
            outcomes.update(str(reason.code) for reason in opened.refusals)
            return [(member.name, member.content) for member in opened.members]
    except PermanentFailure as failure:
        outcomes[str(failure.reason.code)] += 1
        return []
    return [(name, content)]
