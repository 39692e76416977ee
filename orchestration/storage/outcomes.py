"""What became of each report at each stage, success too; and from that, what is left to do.

Here belongs the `outcomes` table. Not here: refused rows (`quarantine`), deciding an outcome (`ingest`).
The row of stage `landing` is the last one written and the report's final verdict: a report without one is
still to be read.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

import polars as pl

from data_contracts.frames import frame_from_records
from data_contracts.model import load_table
from data_contracts.reasons import Reason
from orchestration.reports.parts import PARTS
from orchestration.storage import partitions
from orchestration.storage.landing import Landing


class Stage(StrEnum):
    """The stages a report goes through, in order."""

    ARCHIVE = "archive"
    READ = "read"
    CONTRACT = "contract"
    LANDING = "landing"


class Status(StrEnum):
    """How a stage ended."""

    OK = "ok"
    REFUSED = "refused"
    WAITING = "waiting"
    NOTHING_RECOGNISED = "nothing_recognised"


@dataclass(frozen=True, slots=True)
class Outcome:
    """How one stage ended for one report; counts are rows, `finished_at` is UTC."""

    report_id: str
    stage: Stage
    status: Status
    finished_at: datetime
    reader_version: str | None = None
    reason: Reason | None = None
    accepted_count: int | None = None
    rejected_count: int | None = None


@dataclass(frozen=True, slots=True)
class Outcomes:
    """One row per report and stage, replaced when the report is read again."""

    landing: Landing

    def rows(self) -> pl.DataFrame:
        """All outcomes, in the columns of the contract."""
        return self.landing.read("outcomes")

    def record(self, outcomes: Sequence[Outcome], received: Mapping[str, datetime]) -> None:
        """Let these be all outcomes of the reports they are about; `received` is when each arrived."""
        rows = frame_from_records([_row(outcome) for outcome in outcomes], load_table("outcomes")).frame
        reports = rows["report_id"].unique().to_list()
        self.landing.land("outcomes", rows, partitions.arrival_months("outcomes", rows, received), reports)

    def pending(self, reports: pl.DataFrame, reader_version: str) -> pl.DataFrame:
        """Those of `reports` (contract `reports`) that this reader version has not landed, oldest first."""
        landed = self.rows().filter(stage=Stage.LANDING, reader_version=reader_version)
        landed = landed.filter(~_can_go_on())
        # A header of another version: that one was cut off before its outcomes, with some of its rows landed.
        headers = self.landing.read("documents").filter(reader_version=reader_version)
        done = landed.join(headers, on="report_id", how="semi")
        return reports.join(done, on="report_id", how="anti").sort("received_at", "source_name", "report_id")


def _can_go_on() -> pl.Expr:
    """Whether a report waited for an optional part that is here now."""
    here = [part.name for part in PARTS if part.is_installed]
    is_here = pl.any_horizontal(
        pl.lit(value=False), *(pl.col("expected").str.starts_with(name) for name in here)
    )
    return (pl.col("status") == Status.WAITING.value) & is_here.fill_null(value=False)


def _row(outcome: Outcome) -> dict[str, object]:
    reason = outcome.reason
    return {
        "report_id": outcome.report_id,
        "stage": outcome.stage.value,
        "status": outcome.status.value,
        "reason_code": str(reason.code) if reason else None,
        "location": reason.location if reason else None,
        "expected": reason.expected if reason else None,
        "found": reason.found if reason else None,
        "advice": reason.advice if reason else None,
        "accepted_count": outcome.accepted_count,
        "rejected_count": outcome.rejected_count,
        "reader_version": outcome.reader_version,
        "finished_at": outcome.finished_at,
    }
