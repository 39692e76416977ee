"""The inside of a release: only tables, only what analysts need, and what the release says of itself.

Here belongs turning a built file into a release in place. Not here: comparing with the previous release
(`release_changes`), where the file goes (`release_files`).
"""

import json
import platform
from contextlib import closing
from dataclasses import dataclass, fields
from datetime import UTC, datetime
from importlib import metadata
from pathlib import Path

import duckdb

from data_contracts.dbt_yaml import DUCKDB_TYPES, describe_column, describe_table
from data_contracts.functions import release_functions
from data_contracts.model import load_table
from data_contracts.reasons import PermanentFailure, Reason, ReasonCode
from orchestration.storage import durable
from orchestration.storage.release_changes import write_changes

_TOOLS = ("reform-report-warehouse", "duckdb", "dbt-core", "dbt-duckdb", "polars", "pandera")


@dataclass(frozen=True, slots=True)
class ReleaseInfo:
    """What a release says of itself; times are UTC, `row_counts` is by table."""

    release_id: str
    released_at: datetime
    previous_release_id: str | None
    input_fingerprint: str
    reader_version: str
    released_report_count: int
    row_counts: dict[str, int]


def read_info(file: Path) -> ReleaseInfo:
    """What the release in this file says of itself."""
    names = [field.name for field in fields(ReleaseInfo)]
    with closing(duckdb.connect(str(file), read_only=True)) as connection:
        row = connection.sql(f"select {', '.join(names)} from release_info").fetchall()[0]
    values = dict(zip(names, row, strict=True))
    values["released_at"] = values["released_at"].replace(tzinfo=UTC)
    values["row_counts"] = json.loads(values["row_counts"])
    return ReleaseInfo(**values)


def finish_file(file: Path, info: ReleaseInfo, previous: Path | None) -> None:
    """Make a release of a built file that nobody else has open; `info.row_counts` is counted here.

    PermanentFailure if something other than tables is left in it. The file is complete when this returns:
    no write-ahead log stays beside it.
    """
    with closing(duckdb.connect(str(file))) as connection:
        _drop_other_schemas(connection)
        _refuse_views(connection, file)
        _create("release_changes", connection)
        write_changes(connection, info.release_id, info.reader_version, previous)
        _create("release_info", connection)
        _write_info(connection, info)
        _create_functions(connection)
        connection.execute("checkpoint")
    refuse_open_file(file)
    _compact(file)


def _compact(file: Path) -> None:
    """Leave out the room of what was replaced: after some nights it is two thirds of a build file."""
    small = file.with_name("compact.duckdb")
    with closing(duckdb.connect()) as connection:
        connection.execute("set enable_progress_bar = false")
        connection.execute(f"attach '{_literal(file)}' as loose (read_only)")
        connection.execute(f"attach '{_literal(small)}' as compact")
        connection.execute("copy from database loose to compact")
        connection.execute("checkpoint compact")
    small.replace(file)
    durable.sync_folder(file.parent)


def _literal(path: Path) -> str:
    return str(path).replace("'", "''")


def refuse_open_file(file: Path) -> None:
    """PermanentFailure if a write-ahead log lies beside the file: the last commits are not in it."""
    log = file.with_name(f"{file.name}.wal")
    if log.exists():
        raise _broken(
            "a closed database file",
            f"{log.name} beside it",
            "Close what still has it open, then build again.",
            file,
        )


def _drop_other_schemas(connection: duckdb.DuckDBPyConnection) -> None:
    schemas = connection.sql(
        "select schema_name from duckdb_schemas() "
        "where not internal and database_name = current_database()"  # main counts as internal
    ).fetchall()
    for (schema,) in schemas:
        connection.execute(f'drop schema "{schema}" cascade')


def _refuse_views(connection: duckdb.DuckDBPyConnection, file: Path) -> None:
    # A view remembers the name of the file it was made in and fails under any other.
    views = connection.sql("select view_name from duckdb_views() where not internal order by 1").fetchall()
    if views:
        found = f"the views {', '.join(name for (name,) in views)}"
        raise _broken("tables only", found, "Materialise them as tables in the dbt project.", file)


def _create(table_name: str, connection: duckdb.DuckDBPyConnection) -> None:
    table = load_table(table_name)
    columns = [
        f"{column.name} {DUCKDB_TYPES[column.type]}{' not null' if column.required else ''}"
        for column in table.columns
    ]
    connection.execute(
        f"create or replace table {table_name} ({', '.join(columns)}, primary key ({', '.join(table.key)}))"
    )
    comments = {f"table {table_name}": describe_table(table)}
    comments |= {f"column {table_name}.{column.name}": describe_column(column) for column in table.columns}
    for subject, text in comments.items():
        _comment(connection, subject, text)


def _create_functions(connection: duckdb.DuckDBPyConnection) -> None:
    for function in release_functions():
        connection.execute(function.creation)
        text = f"{function.description.en} / {function.description.vi}"
        _comment(connection, f"{function.kind} {function.name}", text)


def _comment(connection: duckdb.DuckDBPyConnection, subject: str, text: str) -> None:
    escaped = text.replace("'", "''")
    connection.execute(f"comment on {subject} is '{escaped}'")


def _write_info(connection: duckdb.DuckDBPyConnection, info: ReleaseInfo) -> None:
    tables = [
        name for (name,) in connection.sql("select table_name from duckdb_tables() order by 1").fetchall()
    ]
    counts = {name: connection.sql(f"select count(*) from main.{name}").fetchall()[0][0] for name in tables}
    counts["release_info"] = 1
    tools = {name: metadata.version(name) for name in _TOOLS} | {"python": platform.python_version()}
    values = {
        "release_id": info.release_id,
        "released_at": info.released_at.astimezone(UTC).replace(tzinfo=None),
        "previous_release_id": info.previous_release_id,
        "input_fingerprint": info.input_fingerprint,
        "reader_version": info.reader_version,
        "released_report_count": info.released_report_count,
        "row_counts": json.dumps(counts),
        "tool_versions": json.dumps(tools),
    }
    marks = ", ".join(f"${name}" for name in values)
    connection.execute(f"insert into release_info ({', '.join(values)}) values ({marks})", values)


def _broken(expected: str, found: str, advice: str, file: Path) -> PermanentFailure:
    return PermanentFailure(Reason(ReasonCode.BROKEN_RULE, None, expected, found, advice, str(file)))
