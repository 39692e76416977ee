"""A batch of read reports before its contracts: what may land, what may not, and the verdict on each report.

Here belongs what counts as refused. Not here: the rules (`data_contracts`), storing rows and outcomes.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime

import polars as pl

from data_contracts.enforcement import Enforcement, enforce
from data_contracts.frames import frame_of
from data_contracts.model import load_table
from data_contracts.reasons import Reason, ReasonCode
from data_contracts.references import load_references
from orchestration.storage.outcomes import Outcome, Stage, Status
from orchestration.storage.report_rows import HEADER, ReportRows


def judge(contract: str, batch: Sequence[ReportRows]) -> Enforcement:
    """All rows of the batch for one contract, accepted or rejected."""
    table = load_table(contract)
    frame, issues = frame_of([report.rows[contract] for report in batch if contract in report.rows], table)
    return enforce(frame, table, load_references(), issues)


def sound_headers(batch: Sequence[ReportRows]) -> pl.DataFrame:
    """One row of `documents` for each report of the batch.

    A header says what the reader made of the report as a whole; where it breaks its contract, the agency
    and the period are left open and the report's own rows, which are judged one by one, stand.
    """
    table = load_table(HEADER)
    result = judge(HEADER, batch)
    ruled = [key.field for key in table.foreign_keys] + [rule.left for rule in table.comparisons]
    ruled += [rule.right for rule in table.comparisons if isinstance(rule.right, str)]
    opened = result.rejected.drop("reasons").with_columns(
        pl.lit(None, dtype=result.rejected.schema[name]).alias(name) for name in dict.fromkeys(ruled)
    )
    return pl.concat([result.accepted, opened])


def outcomes_of(
    batch: Sequence[ReportRows],
    judged: Mapping[str, Enforcement],
    reader_version: str,
    received: Mapping[str, datetime],
    now: datetime,
) -> list[Outcome]:
    """One outcome for each report and stage it went through; the last, `landing`, is the verdict.

    A report that was refused or in which nothing was recognised meets no contract. One whose rows all
    break theirs is refused, for the reason of the first.
    """
    accepted = Counter(report for result in judged.values() for report in result.accepted["report_id"])
    rejected = Counter(report for result in judged.values() for report in result.rejected["report_id"])
    first_reasons = _first_reasons(judged.values())
    outcomes = []
    for report in batch:
        told = report.refusal or report.notice
        broken = None if told or accepted[report.report_id] else first_reasons.get(report.report_id)
        read = Outcome(report.report_id, Stage.READ, _status(report), now, reader_version, told)
        contract = replace(
            read,
            stage=Stage.CONTRACT,
            status=Status.REFUSED if broken else read.status,
            reason=told or broken,
            accepted_count=accepted[report.report_id],
            rejected_count=rejected[report.report_id],
        )
        outcomes += [Outcome(report.report_id, Stage.ARCHIVE, Status.OK, received[report.report_id]), read]
        outcomes += [] if told else [contract]
        outcomes += [replace(contract, stage=Stage.LANDING)]
    return outcomes


def _status(report: ReportRows) -> Status:
    if report.refusal and report.refusal.code == ReasonCode.MISSING_PART:
        return Status.WAITING
    if report.refusal:
        return Status.REFUSED
    return Status.NOTHING_RECOGNISED if report.notice else Status.OK


def _first_reasons(judged: Iterable[Enforcement]) -> dict[str, Reason]:
    first: dict[str, Reason] = {}
    for result in judged:
        for report, reasons in zip(result.rejected["report_id"], result.reasons, strict=True):
            first.setdefault(report, reasons[0])
    return first
