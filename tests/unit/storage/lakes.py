"""Reports, readers and lakes made for the storage tests: small, and honest about bytes, names and times."""

from datetime import UTC, date, datetime, timedelta

import polars as pl

from orchestration.reports.document import Location
from orchestration.reports.records import Reading, Record, identify, report_id
from orchestration.storage.lake import Lake
from orchestration.storage.report_rows import Reader

START = datetime(2026, 11, 24, 2, tzinfo=UTC)


def moment(hours: int) -> datetime:
    """UTC, some hours after the first night of the tests."""
    return START + timedelta(hours=hours)


def observation(value: float, period_end: date, indicator: str = "dossiers_received") -> Record:
    """An observation that keeps its contract."""
    values: dict[str, object] = {
        "indicator_code": indicator,
        "agency_code": "national",
        "agency_level": "nation",
        "agency_basis": "default",
        "value": value,
        "value_text": f"{value:g}",
        "unit": "dossier",
        "kind": "actual",
        "qualifier": "exact",
        "statistic": "value",
        "period_start": date(period_end.year, 1, 1),
        "period_end": period_end,
        "period_basis": "stated",
        "evidence": f"{value:g} hồ sơ",
        "confidence": 0.9,
    }
    return Record("observations", values, Location(block=1))


def line_reader(version: str = "1+00000001", factor: float = 1.0) -> Reader:
    """Reads reports whose lines are `YYYY-MM-DD value`; a later version may scale the values by `factor`."""

    def read(content: bytes, name: str, sidecar: str | None = None) -> Reading:
        report = report_id(content)
        lines = [line.split() for line in content.decode().splitlines() if line.strip()]
        records = [observation(float(value) * factor, date.fromisoformat(day)) for day, value in lines]
        header: dict[str, object] = {
            "report_kind": "prose" if records else "nothing_recognised",
            "paragraph_count": len(lines),
            "table_count": 0,
            "record_count": len(records),
        }
        return Reading(report, None, header, identify(report, records), ())

    return Reader(version, read)


def contents(lake: Lake) -> dict[str, pl.DataFrame]:
    """All landing tables of a lake, without the times at which work was done."""
    tables = ("reports", "documents", "outcomes", "rejected_rows", "observations", "ranking_entries")
    return {table: lake.landing.read(table).drop("finished_at", strict=False) for table in tables}


def landed_values(lake: Lake) -> list[float]:
    """Values of all landed observations, sorted."""
    return sorted(lake.landing.read("observations")["value"].to_list())
