"""Value by value: what is current in this release and was not in the previous one.

Here belongs the table `release_changes`. Not here: which value is current (the dbt project decides).
"""

from dataclasses import dataclass
from pathlib import Path

import duckdb

from data_contracts.dbt_yaml import DUCKDB_TYPES
from data_contracts.model import load_table
from orchestration.storage.release_columns import columns_or_null, open_file

_OF_THE_CHANGE = ("release_id", "change_number", "change_kind", "changed_table", "changed_measure")
_OF_THE_VALUE = ("old_value", "new_value", "report_id", "change_reason")
_REPORT = {
    "report_id": "varchar",
    "source_name": "varchar",
    "original_report_id": "varchar",
    "is_superseded": "boolean",
    "landed_count": "bigint",
}
_CORRECTED = {
    "observation_id": "varchar",
    "correction_id": "varchar",
    "replaced_by_correction_id": "varchar",
}


@dataclass(frozen=True, slots=True)
class Compared:
    """A measure to compare: its table, and the columns with a value's identity, report and observation."""

    table: str
    measure: str
    key: str
    report: str
    observation: str


COMPARED = (
    Compared("fct_indicator_observations", "value", "series_key", "report_id", "observation_id"),
    Compared("fct_provincial_rankings", "score", "ranking_key", "score_report_id", "score_observation_id"),
    Compared(
        "fct_provincial_rankings", "rank_published", "ranking_key", "rank_report_id", "rank_observation_id"
    ),
)

# In this order. What analysts decided comes first, then what became of the reports. A report that was landed
# before and still stands gives another value only if the reader or the models changed.
_REASON = """
    case
        when $is_first then 'first_release'
        when new_correction_is_news or old_is_replaced then 'correction'
        when old_correction_is_gone or new_was_replaced then 'correction_lifted'
        when old_value is null and new_has_landed_now then 'first_report'
        when old_value is null and new_has_come_back then 'corrected_report'
        when old_value is null then $reread
        when not old_is_known then 'removed_from_reports'
        when old_is_superseded_now then 'corrected_report'
        when new_value is null or new_report_id = old_report_id then $reread
        when new_chain = old_chain then 'corrected_report'
        when new_has_landed_now then 'other_report'
        else $reread
    end"""


def write_changes(
    connection: duckdb.DuckDBPyConnection, release_id: str, reader_version: str, previous: Path | None
) -> None:
    """Fill the empty table `release_changes` by comparing the open file with the previous release."""
    source = str(previous).replace("'", "''") if previous else ":memory:"
    connection.execute(f"attach '{source}' as previous{' (read_only)' if previous else ''}")
    place = ", ".join(_place())
    values = {
        "release_id": release_id,
        "is_first": previous is None,
        "reread": _reread(connection, reader_version),
    }
    connection.execute(
        f"""
        insert into release_changes ({", ".join(_OF_THE_CHANGE)}, {place}, {", ".join(_OF_THE_VALUE)})
        with reports as ({_reports(connection)}),
        corrections as ({_corrections(connection)}),
        differences as ({" union all ".join(_differences(connection, compared) for compared in COMPARED)})
        select
            $release_id,
            row_number() over (order by changed_table, changed_measure, {place}, key, ordinal),
            case when old_value is null then 'new' when new_value is null then 'withdrawn' else 'changed' end,
            changed_table, changed_measure, {place}, old_value, new_value,
            coalesce(new_report_id, old_report_id),
            {_REASON}
        from differences
        order by 2
        """,
        values,
    )
    connection.execute("detach previous")


def _place() -> dict[str, str]:
    """The columns that say which value it is, with their DuckDB types."""
    columns = load_table("release_changes").columns
    return {
        column.name: DUCKDB_TYPES[column.type]
        for column in columns
        if column.name not in (*_OF_THE_CHANGE, *_OF_THE_VALUE)
    }


def _differences(connection: duckdb.DuckDBPyConnection, compared: Compared) -> str:
    place = ", ".join(f"coalesce(new.{name}, old.{name}) as {name}" for name in _place())
    return f"""
        select
            '{compared.table}' as changed_table, '{compared.measure}' as changed_measure, {place},
            coalesce(new.key, old.key) as key, coalesce(new.ordinal, old.ordinal) as ordinal,
            old.value as old_value, new.value as new_value,
            old.report_id as old_report_id, new.report_id as new_report_id,
            old_report.chain as old_chain, new_report.chain as new_chain,
            coalesce(new_report.has_landed_now, false) as new_has_landed_now,
            coalesce(new_report.has_come_back, false) as new_has_come_back,
            coalesce(old_report.is_known, false) as old_is_known,
            coalesce(old_report.is_superseded_now, false) as old_is_superseded_now,
            coalesce(new_corrected.is_one and (not new_corrected.was_one
                or new.observation_id = old.observation_id), false) as new_correction_is_news,
            coalesce(new_corrected.was_replaced, false) as new_was_replaced,
            coalesce(old_corrected.is_replaced, false) as old_is_replaced,
            coalesce(old_corrected.was_one and not old_corrected.is_one, false) as old_correction_is_gone
        from ({_values(connection, open_file(connection), compared)}) as new
        full outer join ({_values(connection, "previous", compared)}) as old
            on new.key = old.key and new.ordinal = old.ordinal
        left join reports as new_report on new.report_id = new_report.report_id
        left join reports as old_report on old.report_id = old_report.report_id
        left join corrections as new_corrected on new.observation_id = new_corrected.observation_id
        left join corrections as old_corrected on old.observation_id = old_corrected.observation_id
        where new.value is distinct from old.value"""


def _values(connection: duckdb.DuckDBPyConnection, catalog: str, compared: Compared) -> str:
    """The current values of one file. Should a key stand there twice, its values are paired in order."""
    wanted = {compared.key: "varchar", compared.measure: "double", "is_current": "boolean"}
    wanted |= {compared.report: "varchar", compared.observation: "varchar"} | _place()
    return f"""
        select
            {compared.key} as key, {compared.measure} as value, {compared.report} as report_id,
            {compared.observation} as observation_id,
            {", ".join(_place())},
            row_number() over (
                partition by {compared.key} order by {compared.measure}, {compared.report} nulls last
            ) as ordinal
        from ({columns_or_null(connection, catalog, compared.table, wanted)}) as every_value
        where {compared.measure} is not null and is_current is distinct from false"""


def _reports(connection: duckdb.DuckDBPyConnection) -> str:
    """The reports of both releases: who knows them, and what happened to them since the previous one."""
    now = columns_or_null(connection, open_file(connection), "dim_report", _REPORT)
    before = columns_or_null(connection, "previous", "dim_report", _REPORT)
    return f"""
        select
            coalesce(now.report_id, before.report_id) as report_id,
            coalesce(
                now.original_report_id, before.original_report_id, now.source_name, before.source_name
            ) as chain,
            now.report_id is not null as is_known,
            before.report_id is null or before.landed_count = 0 as has_landed_now,
            coalesce(now.is_superseded, false) and not coalesce(before.is_superseded, false)
                as is_superseded_now,
            coalesce(before.is_superseded, false) and not coalesce(now.is_superseded, false)
                as has_come_back
        from ({now}) as now
        full outer join ({before}) as before on now.report_id = before.report_id"""


def _corrections(connection: duckdb.DuckDBPyConnection) -> str:
    """The values of both releases with a part in a correction: are they one, are they replaced by one."""
    table = "fct_indicator_observations"
    touched = "where correction_id is not null or replaced_by_correction_id is not null"
    now = columns_or_null(connection, open_file(connection), table, _CORRECTED)
    before = columns_or_null(connection, "previous", table, _CORRECTED)
    return f"""
        select
            coalesce(now.observation_id, before.observation_id) as observation_id,
            now.correction_id is not null as is_one,
            before.correction_id is not null as was_one,
            now.replaced_by_correction_id is not null as is_replaced,
            before.replaced_by_correction_id is not null as was_replaced
        from (select * from ({now}) as every_value {touched}) as now
        full outer join (select * from ({before}) as every_value {touched}) as before
            on now.observation_id = before.observation_id"""


def _reread(connection: duckdb.DuckDBPyConnection, reader_version: str) -> str:
    """Why a report that was known before gives another value now."""
    before = columns_or_null(connection, "previous", "release_info", {"reader_version": "varchar"})
    is_same = connection.sql(before).fetchall() == [(reader_version,)]
    return "recomputed" if is_same else "newer_reader"
