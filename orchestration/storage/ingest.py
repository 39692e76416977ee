"""From the archive through the contracts into the landing.

Here belongs the order of the steps and what a failure costs. Not here: reading, contracts, files (their
own modules). A batch is landed as a whole, its outcomes last: killed anywhere, the next run reads that
batch again.
"""

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

import polars as pl

from data_contracts.enforcement import enforce
from data_contracts.model import load_table
from data_contracts.reasons import PermanentFailure, TransientFailure
from data_contracts.references import load_references
from orchestration.storage import partitions
from orchestration.storage.lake import Lake
from orchestration.storage.outcomes import Stage
from orchestration.storage.report_rows import HEADER, Reader, ReportRows, joined, read_rows
from orchestration.storage.verdicts import outcomes_of

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
    for start in range(0, reports.height, BATCH):
        batch = []
        for number, report in enumerate(reports[start : start + BATCH].iter_rows(named=True), start + 1):
            if progress:
                progress(number, reports.height, report["source_name"])
            try:
                content = lake.archive.get(report["content_sha256"])
            except (PermanentFailure, TransientFailure) as failure:
                total.failures.append(f"{report['source_name']}: {failure}")
                continue
            batch.append(read_rows(report["report_id"], report["source_name"], content, reader))
        received = dict(zip(reports["report_id"], reports["received_at"], strict=True))
        _land(lake, batch, reader, received, now, total)
    return total


def _land(
    lake: Lake,
    batch: list[ReportRows],
    reader: Reader,
    received: Mapping[str, datetime],
    now: datetime,
    total: Ingested,
) -> None:
    ids = [report.report_id for report in batch]
    accepted_of: Counter[str] = Counter()
    rejected_of: Counter[str] = Counter()
    refused = {}
    for contract in CONTRACTS:
        rows, issues = joined(contract, batch)
        result = enforce(rows, load_table(contract), load_references(), issues)
        lake.landing.land(contract, result.accepted, partitions.period_months(contract, result.accepted), ids)
        refused[contract] = result.rejected
        accepted_of.update(result.accepted["report_id"].to_list())
        rejected_of.update(result.rejected["report_id"].to_list())
        total.accepted[contract] += result.accepted.height
        total.rejected[contract] += result.rejected.height
    headers = joined(HEADER, batch).frame
    lake.landing.land(HEADER, headers, partitions.arrival_months(HEADER, headers, received), ids)
    lake.quarantine.replace(refused, ids, received)
    outcomes = [
        outcome
        for report in batch
        for outcome in outcomes_of(
            report,
            accepted_of[report.report_id],
            rejected_of[report.report_id],
            reader.version,
            received[report.report_id],
            now,
        )
    ]
    lake.outcomes.record(outcomes, received)
    total.reports.update(outcome.status.value for outcome in outcomes if outcome.stage is Stage.LANDING)
