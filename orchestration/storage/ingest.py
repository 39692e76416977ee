"""From the archive through the contracts into the landing.

Here belongs the order of the steps and what a failure costs. Not here: reading, contracts, files (their
own modules). A batch is landed as a whole, its outcomes last: killed anywhere, the next run reads that
batch again.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime

import polars as pl

from data_contracts.enforcement import Enforcement
from data_contracts.reasons import PermanentFailure, TransientFailure
from orchestration.storage import partitions
from orchestration.storage.judgement import judge, outcomes_of, sound_headers
from orchestration.storage.lake import Lake
from orchestration.storage.outcomes import Outcome, Stage
from orchestration.storage.report_rows import HEADER, Reader, ReportRows, read_rows
from orchestration.storage.worker import Task
from orchestration.storage.workers import Workers

BATCH = 200
"""Reports that are landed together: bounds memory, and each month file is written once per batch."""

CONTRACTS = ("observations", "ranking_entries", "dossier_returns", "procedure_returns")

Progress = Callable[[int, int, str], None]
"""Called before each report with its number (from 1), how many there are, and its name."""


@dataclass(slots=True)
class Ingested:
    """What reading gave, in counts: reports by verdict, rows by contract; and what could not be tried.

    A failure is `name: reason`: the report could not be fetched from the archive, and stays pending.
    """

    reports: Counter[str] = field(default_factory=Counter)
    accepted: Counter[str] = field(default_factory=Counter)
    rejected: Counter[str] = field(default_factory=Counter)
    failures: list[str] = field(default_factory=list)


def read_pending(lake: Lake, reader: Reader, now: datetime, progress: Progress | None = None) -> Ingested:
    """Read and land every archived report that this reader version has not landed yet; `now` is UTC."""
    reports = lake.registry.rows()
    return read_reports(lake, lake.outcomes.pending(reports, reader.version), reader, now, progress)


def read_reports(
    lake: Lake, reports: pl.DataFrame, reader: Reader, now: datetime, progress: Progress | None = None
) -> Ingested:
    """Read and land these reports (rows of contract `reports`), replacing what they had landed before."""
    lake.prepare()
    total = Ingested()
    received = dict(zip(reports["report_id"], reports["received_at"], strict=True))
    with _reading(reader) as read:
        for start in range(0, reports.height, BATCH):
            tasks = _tasks(lake, reports[start : start + BATCH], total, progress, start, reports.height)
            batch = list(read(tasks))
            judged = {contract: judge(contract, batch) for contract in CONTRACTS}
            _land(lake, batch, judged, received)
            outcomes = outcomes_of(batch, judged, reader.version, received, now)
            lake.outcomes.record(outcomes, received)
            _count(total, judged, outcomes)
    # What was read may say which report it revises.
    lake.registry.register()
    return total


@contextmanager
def _reading(reader: Reader) -> Iterator[Callable[[Iterable[Task]], Iterable[ReportRows]]]:
    """How tasks become rows, in their order: in worker processes where the reader has limits."""
    if reader.limits is None:
        yield lambda tasks: (_read(task, reader) for task in tasks)
        return
    with Workers(reader, reader.limits) as workers:
        yield workers.read


def _read(task: Task, reader: Reader) -> ReportRows:
    return read_rows(task.report_id, task.name, task.content, reader, task.sidecar)


def _tasks(
    lake: Lake, reports: pl.DataFrame, total: Ingested, progress: Progress | None, done: int, of: int
) -> Iterator[Task]:
    """The reports of a batch with their bytes; one that cannot be fetched is a failure of `total`."""
    for number, report in enumerate(reports.iter_rows(named=True), done + 1):
        if progress:
            progress(number, of, report["source_name"])
        try:
            content = lake.archive.get(report["content_sha256"])
        except (PermanentFailure, TransientFailure) as failure:
            total.failures.append(f"{report['source_name']}: {failure}")
            continue
        yield Task(report["report_id"], report["source_name"], content, report["sidecar"])


def _land(
    lake: Lake, batch: list[ReportRows], judged: Mapping[str, Enforcement], received: Mapping[str, datetime]
) -> None:
    ids = [report.report_id for report in batch]
    headers = sound_headers(batch)
    # The header goes first and the outcomes go last: between the two, no reader version counts as done.
    lake.landing.land(HEADER, headers, partitions.arrival_months(HEADER, headers, received), ids)
    for contract, result in judged.items():
        months = partitions.period_months(contract, result.accepted)
        lake.landing.land(contract, result.accepted, months, ids)
    lake.quarantine.replace({contract: result.rejected for contract, result in judged.items()}, ids, received)


def _count(total: Ingested, judged: Mapping[str, Enforcement], outcomes: list[Outcome]) -> None:
    for contract, result in judged.items():
        total.accepted[contract] += result.accepted.height
        total.rejected[contract] += result.rejected.height
    total.reports.update(outcome.status.value for outcome in outcomes if outcome.stage is Stage.LANDING)
