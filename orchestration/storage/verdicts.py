"""The outcomes of one report that was read: stage by stage, and the verdict.

Here belongs what counts as refused. Not here: storing outcomes (`outcomes`).
"""

from datetime import datetime

from orchestration.storage.outcomes import Outcome, Stage, Status
from orchestration.storage.report_rows import ReportRows


def outcomes_of(
    report: ReportRows,
    accepted: int,
    rejected: int,
    reader_version: str,
    received_at: datetime,
    now: datetime,
) -> list[Outcome]:
    """One outcome for each stage the report went through; the last, `landing`, is the verdict on it all.

    `accepted` and `rejected` count its rows. A report that was refused when it was read never meets a
    contract.
    """
    archive = Outcome(report.report_id, Stage.ARCHIVE, Status.OK, received_at)
    reason = report.refusal or report.notice
    status = _status(report)
    read = Outcome(report.report_id, Stage.READ, status, now, reader_version, reason)
    if reason is None and rejected and not accepted:
        status = Status.REFUSED
    contract = Outcome(
        report.report_id, Stage.CONTRACT, status, now, reader_version, None, accepted, rejected
    )
    landing = Outcome(
        report.report_id, Stage.LANDING, status, now, reader_version, reason, accepted, rejected
    )
    return [archive, read, landing] if reason else [archive, read, contract, landing]


def _status(report: ReportRows) -> Status:
    if report.refusal:
        return Status.REFUSED
    return Status.NOTHING_RECOGNISED if report.notice else Status.OK
