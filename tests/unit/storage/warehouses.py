"""Built warehouse files for the release tests: the tables that a release compares, with a few values."""

from collections.abc import Collection, Mapping
from contextlib import closing
from datetime import datetime
from pathlib import Path

import duckdb
from lakes import START

from orchestration.storage.release_tables import ReleaseInfo
from orchestration.storage.releases import publish

_TABLES = """
    create schema staging;
    create schema intermediate;
    create schema reference;
    create table reference.provinces as select 'ha-noi' as unit_id;
    create view staging.stg_reports as select * from reference.provinces;
    create table dim_report (
        report_id varchar, source_name varchar, original_report_id varchar, is_superseded boolean,
        landed_count bigint
    );
    create table fct_indicator_observations (
        observation_id varchar, series_key varchar, indicator_code varchar, agency_code varchar,
        period_end date, value double, report_id varchar, is_current boolean, correction_id varchar,
        replaced_by_correction_id varchar
    );
    create table fct_current_value_history (
        series_key varchar, observation_id varchar, current_from timestamp, current_to timestamp
    );
"""

Values = Mapping[str, tuple[float, str]]
"""By series: the value, and the report it is from."""


NOTHING: Mapping[str, str] = {}


def build(
    file: Path,
    values: Values,
    reports: Mapping[str, tuple[str, str | None]] | None = None,
    unread: Collection[str] = (),
    corrected: Mapping[str, str] = NOTHING,
) -> Path:
    """A file as dbt leaves it.

    `reports`: by report id its source name and the report it revises; `unread` of them gave nothing.
    `corrected`: by report id the correction that gives its values and replaces the reported ones.
    """
    file.parent.mkdir(parents=True, exist_ok=True)
    file.unlink(missing_ok=True)
    known = reports or {report: (f"{report}.txt", None) for _, report in values.values()}
    with closing(duckdb.connect(str(file))) as connection:
        connection.execute(_TABLES)
        replaced = {revised for _, revised in known.values()}
        for report, (name, revised) in known.items():
            row = [report, name, revised or report, report in replaced, int(report not in unread)]
            connection.execute("insert into dim_report values ($1, $2, $3, $4, $5)", row)
        for series, (value, report) in values.items():
            reported, correction = f"{series}{report}", corrected.get(report)
            if correction:
                _insert(connection, reported, series, -value, report, None, correction)
            _insert(connection, f"{reported}{correction or ''}", series, value, report, correction, None)
    return file


def _insert(connection: duckdb.DuckDBPyConnection, *values: object) -> None:
    connection.execute(
        "insert into fct_indicator_observations "
        "values ($1, $2, $2, 'national', '2024-06-30', $3, $4, $6 is null, $5, $6)",
        list(values),
    )


def release(
    file: Path,
    warehouse: Path,
    fingerprint: str = "a",
    reader: str = "1+00000001",
    now: datetime = START,
    keep: int = 7,
) -> ReleaseInfo:
    """Publish a built file."""
    return publish(
        file,
        warehouse,
        now=now,
        input_fingerprint=fingerprint,
        reader_version=reader,
        report_count=1,
        keep=keep,
    )


def rows(file: Path, sql: str) -> list[tuple[object, ...]]:
    """What an analyst gets who opens the file read-only."""
    with closing(duckdb.connect(str(file), read_only=True)) as connection:
        return connection.sql(sql).fetchall()
