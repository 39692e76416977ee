"""The registry: which reports are there, under which names, when they came, and which corrects which.

Here belong the tables `reports` and `arrivals`. Not here: the bytes (`archive`), what became of a report
(`outcomes`), the rule of revisions (`revisions`).
Revisions are computed from all arrivals and all that was read, never counted up, so arrivals may come late,
twice, or in any order.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

import polars as pl

from data_contracts.frames import frame_from_records
from data_contracts.model import load_table
from orchestration.storage.landing import Landing
from orchestration.storage.revisions import Unnamed, revised, unnamed

REPORT_ID_LENGTH = 16


@dataclass(frozen=True, slots=True)
class Arrival:
    """A file as it arrived: `source_name` is its path below the drop folder, `received_at` is UTC.

    `is_event` is False where the file only lies there as it did before.
    """

    content_sha256: str
    source_name: str
    received_at: datetime
    size_bytes: int
    media_type: str | None = None
    sidecar: str | None = None
    is_event: bool = True

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

    def arrivals(self) -> pl.DataFrame:
        """All arrivals, in the columns of contract `arrivals`."""
        return self.landing.read("arrivals")

    def last(self) -> Mapping[str, str]:
        """The id of the report that came last under each name."""
        return {name: report for name, (_, report) in self._last().items()}

    def after_all(self, now: datetime) -> datetime:
        """`now`, or the second after the last arrival if the host's clock was put back before that.

        The later arrival is the correction of the earlier one, so arrivals must keep their order.
        """
        last = max((at for at, _ in self._last().values()), default=None)
        if last is None or now >= last.replace(tzinfo=UTC):
            return now
        return last.replace(tzinfo=UTC) + timedelta(seconds=1)

    def sightings(self, arrivals: Iterable[Arrival]) -> list[Arrival]:
        """The same arrivals, those marked that found the name with the bytes that it had before."""
        known, last = set(self.rows()["report_id"]), self._last()
        return [replace(arrival, is_event=_is_event(arrival, last, known)) for arrival in arrivals]

    def register(self, arrivals: Iterable[Arrival] = ()) -> pl.DataFrame:
        """Add the arrivals; returns the rows that are new or differ from before.

        The same bytes are one report, under the name and time they first came with; what its sidecar said
        last holds. Other bytes under the same name are its next revision: a correction that names what it
        revises. Bytes that come again after others are current again. Without arrivals: what was read since
        may have named what it revises.
        """
        arrivals = list(arrivals)
        before = self.rows()
        changed = self.preview(arrivals).join(before, on=before.columns, how="anti", nulls_equal=True)
        events = self._events(arrivals)
        news = events.join(self.arrivals(), on=events.columns, how="anti")["report_id"].unique().to_list()
        # The arrivals go first: killed in between, the next call makes the same rows of them.
        told = events.filter(pl.col("report_id").is_in(news))
        self.landing.land("arrivals", told, told["arrived_at"].dt.strftime("%Y-%m"), news)
        months = changed["received_at"].dt.strftime("%Y-%m")
        self.landing.land("reports", changed, months, changed["report_id"].to_list())
        return changed

    def preview(self, arrivals: Iterable[Arrival]) -> pl.DataFrame:
        """All rows as they would be after these arrivals; nothing is written."""
        arrivals = list(arrivals)
        rows = _merged(self.rows(), _rows(arrivals))
        return revised(rows, self._events(arrivals), self.landing.read("documents"))

    def unnamed(self) -> list[Unnamed]:
        """The reports that say they revise one, where that is no one report we have."""
        return unnamed(self.rows(), self.landing.read("documents"))

    def _events(self, arrivals: list[Arrival]) -> pl.DataFrame:
        """All arrivals, these ones among them."""
        new = [
            {"report_id": a.report_id, "source_name": a.source_name, "arrived_at": a.received_at}
            for a in arrivals
            if a.is_event
        ]
        return pl.concat([self.arrivals(), frame_from_records(new, load_table("arrivals")).frame]).unique()

    def _last(self) -> dict[str, tuple[datetime, str]]:
        first = self.rows().select("source_name", "report_id", arrived_at="received_at")
        events = pl.concat([first, self.arrivals().select(first.columns)]).sort("arrived_at", "report_id")
        return {name: (at, report) for name, report, at in events.iter_rows()}


def _is_event(arrival: Arrival, last: Mapping[str, tuple[datetime, str]], known: Collection[str]) -> bool:
    if arrival.report_id not in known or arrival.source_name not in last:
        return True
    at, report = last[arrival.source_name]
    return report != arrival.report_id or arrival.received_at.replace(tzinfo=None) < at


def _rows(arrivals: Iterable[Arrival]) -> pl.DataFrame:
    rows = [
        {
            "report_id": arrival.report_id,
            "original_report_id": arrival.report_id,
            "content_sha256": arrival.content_sha256,
            "source_name": arrival.source_name,
            "received_at": arrival.received_at,
            "arrived_at": arrival.received_at,
            "size_bytes": arrival.size_bytes,
            "media_type": arrival.media_type,
            "sidecar": arrival.sidecar,
        }
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
