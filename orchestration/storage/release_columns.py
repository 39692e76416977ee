"""Reading tables of a release that may be older than the code: what it does not have yet is null.

Here belongs looking into open database files. Not here: what the columns are used for.
"""

from collections.abc import Mapping

import duckdb


def open_file(connection: duckdb.DuckDBPyConnection) -> str:
    """The name under which the file of the connection is attached."""
    return str(connection.sql("select current_database()").fetchall()[0][0])


def columns_or_null(
    connection: duckdb.DuckDBPyConnection, catalog: str, table: str, wanted: Mapping[str, str]
) -> str:
    """Select these columns (name to type) of a table; what an older release does not have yet is null."""
    found = connection.execute(
        "select column_name from duckdb_columns() "
        "where database_name = $1 and schema_name = 'main' and table_name = $2",
        [catalog, table],
    ).fetchall()
    known = {name for (name,) in found}
    columns = [
        f"cast({name if name in known else 'null'} as {kind}) as {name}" for name, kind in wanted.items()
    ]
    return f"select {', '.join(columns)} " + (f"from {catalog}.main.{table}" if known else "where false")
