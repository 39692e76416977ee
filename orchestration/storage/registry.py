"""The registry: which reports are there, under which names, and which of them corrects which.

Here belongs the `reports` table. Not here: the bytes (`archive`), what became of a report (`outcomes`).
Revisions are computed from all arrivals together and never counted up, so arrivals may come late, twice,
or in any order.
"""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import datetime

import polars as pl

from data_contracts.frames import frame_from_records
from data_contracts.model import load_table
from orchestration.storage.landing import Landing

REPORT_ID_LENGTH = 16


@dataclass(frozen=True, slots=True)
class Arrival:
    """A file as it arrived: `source_name` is its path below the drop folder, `received_at` is UTC."""

    content_sha256: str
    source_name: str
    received_at: datetime
    size_bytes: int
    media_type: str | None = None

    @property
    def report_id(self) -> str:
        """The first 16 hexadecimal digits of the sha256 of the bytes, as the reader names a report."""
        return self.content_sha256[:REPORT_ID_LENGTH]


@dataclass(frozen=True, slots=True)
class Registry:
    """One row per archived report."""

    landing: Landing

    def rows(self) -> pl.DataFrame:
        """All reports, in the columns of contract `reports`."""
        return self.landing.read("reports")

    def received(self) -> Mapping[str, datetime]:
        """When each report was received (UTC), by report id."""
        rows = self.rows()
        return dict(zip(rows["report_id"], rows["received_at"], strict=True))

    def register(self, arrivals: Iterable[Arrival]) -> pl.DataFrame:
        """Add the arrivals; returns the rows that are new or differ from before.

        The same bytes are one report, under the name and time they first came with. Other bytes under the
        same name are its next revision: a correction that names what it revises.
        """
        before = self.rows()
        after = _number(pl.concat([before, _rows(arrivals)]))
        changed = after.join(before, on=after.columns, how="anti", nulls_equal=True)
        months = changed["received_at"].dt.strftime("%Y-%m")
        self.landing.land("reports", changed, months, changed["report_id"].to_list())
        return changed


def _rows(arrivals: Iterable[Arrival]) -> pl.DataFrame:
    rows = [{"report_id": arrival.report_id, **asdict(arrival)} for arrival in arrivals]
    return frame_from_records(rows, load_table("reports")).frame


def _number(rows: pl.DataFrame) -> pl.DataFrame:
    first_come = ["received_at", "source_name", "content_sha256"]
    reports = rows.sort(first_come).unique("report_id", keep="first", maintain_order=True)
    revision = pl.int_range(1, pl.len() + 1).over("source_name")
    return reports.with_columns(
        revision=revision.cast(rows.schema["revision"]),
        revision_kind=pl.when(revision == 1).then(pl.lit("original")).otherwise(pl.lit("correction")),
        revises_report_id=pl.col("report_id").shift(1).over("source_name"),
    ).select(rows.columns)
