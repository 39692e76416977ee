"""What changed with a release, to be read: counts by reason, changed values, the reports behind new ones.

Here belongs the page that is written beside a release. Not here: finding the changes (`release_changes`),
where the page goes (`release_files`).
"""

from collections.abc import Iterable, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

import duckdb

from orchestration.storage.release_columns import columns_or_null, open_file
from orchestration.storage.release_tables import ReleaseInfo

SHOWN = 50
"""Values in each list of the page; the table `release_changes` has all of them."""

_REASONS = {
    "first_release": "bản phát hành đầu tiên · first release",
    "first_report": "lần đầu có báo cáo · reported for the first time",
    "corrected_report": "báo cáo được đính chính · a corrected report",
    "other_report": "báo cáo khác được ưu tiên · another report takes precedence",
    "newer_reader": "bộ đọc mới đọc khác đi · a newer reader",
    "removed_from_reports": "không còn trong các báo cáo · no longer in the reports",
    "correction": "hiệu chỉnh có hiệu lực · an analysts' correction",
    "correction_lifted": "hiệu chỉnh thôi hiệu lực · a correction ended",
    "recomputed": "tính lại · computed anew by other models or reference data",
}
# A value of an index stands in the rankings too, and is told once.
_CHANGES = """
    create temporary table told as
    with indicators as ({indicators}), agencies as ({agencies}), reports as ({reports}),
    latest as (
        select agency_code, max_by(name_vi, coalesce(valid_from, date '0001-01-01')) as agency_name
        from agencies group by agency_code
    )
    select
        change_kind, change_reason, old_value, new_value, change_number,
        coalesce(latest.agency_name, changes.agency_code) as agency,
        concat_ws(', ', coalesce(indicators.name_vi, changes.indicator_code), index_code, edition,
            nullif(component, 'total'), field_name, nullif(kind, 'actual'), nullif(statistic, 'value')
        ) as figure,
        coalesce(period_start || ' – ' || period_end, cast(coalesce(as_of, period_end) as varchar), '')
            as period,
        coalesce(source_name, changes.report_id, '') as report
    from release_changes as changes
    left join indicators on changes.indicator_code = indicators.indicator_code
    left join latest on changes.agency_code = latest.agency_code
    left join reports on changes.report_id = reports.report_id
    where changed_table = 'fct_indicator_observations'
"""
_BY_REASON = """
    select
        change_reason, count(*) filter (change_kind = 'new'), count(*) filter (change_kind = 'changed'),
        count(*) filter (change_kind = 'withdrawn')
    from told group by change_reason order by count(*) desc, change_reason
"""
_LARGEST_FIRST = """
    select agency, figure, period, old_value, new_value, change_reason, report from told
    where change_kind = 'changed'
    order by abs(new_value - old_value) / greatest(abs(old_value), abs(new_value)) desc, change_number
"""
_WITHDRAWN = """
    select agency, figure, period, old_value, change_reason, report from told
    where change_kind = 'withdrawn' order by change_number
"""
_NEW_BY_REPORT = """
    select report, count(*), count(distinct agency), count(distinct figure) from told
    where change_kind = 'new' group by report order by count(*) desc, report
"""
_UNAPPLIED = """
    select correction_id, location, correction_status, expect, found_value from ({}) as corrections
    where correction_status <> 'applied' order by location
"""


def summarise(file: Path, info: ReleaseInfo) -> str:
    """The page of a finished release, in Markdown."""
    with closing(duckdb.connect(str(file), read_only=True)) as connection:
        connection.execute(_told(connection))
        by_reason = connection.sql(_BY_REASON).fetchall()
        return (
            "\n\n".join(
                part
                for part in (_head(info, by_reason), *_lists(connection), *_unapplied(connection))
                if part
            )
            + "\n"
        )


def _told(connection: duckdb.DuckDBPyConnection) -> str:
    file = open_file(connection)
    names = {"indicator_code": "varchar", "name_vi": "varchar"}
    agencies = {"agency_code": "varchar", "name_vi": "varchar", "valid_from": "date"}
    reports = {"report_id": "varchar", "source_name": "varchar"}
    return _CHANGES.format(
        indicators=columns_or_null(connection, file, "dim_indicator", names),
        agencies=columns_or_null(connection, file, "dim_agency", agencies),
        reports=columns_or_null(connection, file, "dim_report", reports),
    )


def _head(info: ReleaseInfo, by_reason: Sequence[Sequence[Any]]) -> str:
    before = f"bản trước · previous release: {info.previous_release_id or 'không có · none'}"
    lines = [
        f"# Bản phát hành · Release {info.release_id}",
        f"{info.released_at:%Y-%m-%d %H:%M} UTC; {info.released_report_count} báo cáo · reports; {before}.",
    ]
    if not by_reason:
        return "\n\n".join([*lines, "Không có giá trị nào thay đổi. · No value changed."])
    rows = [(_REASONS[reason], *counts) for reason, *counts in by_reason]
    names = ("lý do · reason", "mới · new", "đổi · changed", "rút lại · withdrawn")
    note = "Từng giá trị: bảng `release_changes`. · Value by value: table `release_changes`."
    return "\n\n".join([*lines, _table(names, rows), note])


def _lists(connection: duckdb.DuckDBPyConnection) -> Iterable[str]:
    place = ("cơ quan · agency", "chỉ tiêu · figure", "kỳ · period")
    why = ("lý do · reason", "báo cáo · report")
    values = ("cũ · old", "mới · new")
    counts = ("báo cáo · report", "giá trị · values", "cơ quan · agencies", "chỉ tiêu · figures")
    yield _list(connection, "Giá trị đổi · Changed values", (*place, *values, *why), _LARGEST_FIRST)
    yield _list(connection, "Giá trị rút lại · Withdrawn values", (*place, values[0], *why), _WITHDRAWN)
    yield _list(connection, "Giá trị mới theo báo cáo · New values by report", counts, _NEW_BY_REPORT)


def _unapplied(connection: duckdb.DuckDBPyConnection) -> Iterable[str]:
    texts = ("correction_id", "location", "correction_status")
    wanted = dict.fromkeys(texts, "varchar") | {"expect": "double", "found_value": "double"}
    corrections = columns_or_null(connection, open_file(connection), "quality_corrections", wanted)
    title = "Hiệu chỉnh không được áp dụng · Corrections that are not applied"
    yield _list(connection, title, tuple(wanted), _UNAPPLIED.format(corrections))


def _list(connection: duckdb.DuckDBPyConnection, title: str, names: Sequence[str], query: str) -> str:
    rows = connection.sql(query).fetchall()
    if not rows:
        return ""
    parts = [f"## {title}", _table(names, rows[:SHOWN])]
    if len(rows) > SHOWN:
        parts.append(f"… và {len(rows) - SHOWN} dòng khác · and {len(rows) - SHOWN} more")
    return "\n\n".join(parts)


def _table(names: Sequence[str], rows: Iterable[Iterable[object]]) -> str:
    lines = [list(names), ["---"] * len(names), *[[_cell(value) for value in row] for row in rows]]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _cell(value: object) -> str:
    if isinstance(value, float):
        return f"{value:,.4f}".rstrip("0").rstrip(".")
    return " ".join(str("" if value is None else value).split()).replace("|", "\\|")
