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
from orchestration.storage.revisions import revised

REPORT_ID_LENGTH = 16


@dataclass(frozen=True, slots=True)
class Arrival:
    """A file as it arrived: `source_name` is its path below the drop folder, `received_at` is UTC."""

    content_sha256: str
    source_name: str
    received_at: datetime
    size_bytes: int
    media_type: str | None = None
    sidecar: str | None = None

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

        The same bytes are one report, under the name and time they first came with; what its sidecar said
        last holds. Other bytes under the same name are its next revision: a correction that names what it
        revises.
        """
        before = self.rows()
        changed = self.preview(arrivals).join(before, on=before.columns, how="anti", nulls_equal=True)
        months = changed["received_at"].dt.strftime("%Y-%m")
        self.landing.land("reports", changed, months, changed["report_id"].to_list())
        return changed

    def preview(self, arrivals: Iterable[Arrival]) -> pl.DataFrame:
        """All rows as they would be after these arrivals; nothing is written."""
        return revised(_merged(self.rows(), _rows(arrivals)))


def _rows(arrivals: Iterable[Arrival]) -> pl.DataFrame:
    rows = [
        {"report_id": arrival.report_id, "original_report_id": arrival.report_id, **asdict(arrival)}
        for arrival in arrivals
    ]
    return frame_from_records(rows, load_table("reports")).frame


def _merged(before: pl.DataFrame, arrived: pl.DataFrame) -> pl.DataFrame:
    """One row a report: as it first came, with what its sidecar said last."""
    first_come = ["received_at", "source_name", "content_sha256"]
    first = pl.concat([before, arrived]).sort(first_come, maintain_order=True)
    told = arrived.sort("received_at").unique(["report_id", "source_name"], keep="last")
    last = told.select("report_id", "source_name", told="sidecar", is_told=pl.lit(value=True))
    return (
        first.unique("report_id", keep="first", maintain_order=True)
        .join(last, on=["report_id", "source_name"], how="left")
        .with_columns(sidecar=pl.when("is_told").then("told").otherwise("sidecar"))
        .select(before.columns)
    )
