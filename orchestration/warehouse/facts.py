"""Looking into a built file, read-only, after dbt has let go of it: row counts, previews, failing rows.

Here belongs what the flow shows of a build. Not here: what analysts ask of a release (`orchestration.cli`).
"""

from collections.abc import Iterable
from contextlib import closing
from pathlib import Path

import duckdb

SHOWN_ROWS = 5
_WIDEST = 240


def row_counts(file: Path) -> dict[tuple[str, str], int]:
    """Rows of every table by (schema, table); views are left out, counting them would compute them."""
    with closing(duckdb.connect(str(file), read_only=True)) as connection:
        names = connection.sql("select schema_name, table_name from duckdb_tables() order by all").fetchall()
        if not names:
            return {}
        counts = " union all ".join(
            f"select {n} as n, count(*) from {quoted(schema)}.{quoted(table)}"
            for n, (schema, table) in enumerate(names)
        )
        return {names[n]: count for n, count in connection.sql(counts).fetchall()}


def previews(file: Path, tables: Iterable[tuple[str, str]]) -> dict[tuple[str, str], str]:
    """The first rows of each (schema, table) as a Markdown table."""
    with closing(duckdb.connect(str(file), read_only=True)) as connection:
        return {
            (schema, table): _markdown(connection, f"select * from {quoted(schema)}.{quoted(table)}")
            for schema, table in tables
        }


def first_rows(file: Path, sql: str) -> str:
    """The first rows of a query as a Markdown table; if it cannot run, why."""
    with closing(duckdb.connect(str(file), read_only=True)) as connection:
        try:
            return _markdown(connection, sql)
        except duckdb.Error as error:
            return f"(the rows could not be shown: {error})"


def markdown_table(columns: Iterable[str], rows: Iterable[Iterable[object]]) -> str:
    """A Markdown table; long values are cut, line ends and bars are made harmless."""
    columns = list(columns)
    lines = [columns, ["---"] * len(columns), *[[_cell(value) for value in row] for row in rows]]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def quoted(name: str) -> str:
    """The name as an SQL identifier."""
    escaped = name.replace('"', '""')
    return f'"{escaped}"'


def _markdown(connection: duckdb.DuckDBPyConnection, sql: str) -> str:
    relation = connection.sql(f"select * from ({sql}) limit {SHOWN_ROWS}")
    return markdown_table(relation.columns, relation.fetchall())


def _cell(value: object) -> str:
    text = "" if value is None else " ".join(str(value).split()).replace("|", "\\|")
    return text if len(text) <= _WIDEST else f"{text[: _WIDEST - 1]}…"
