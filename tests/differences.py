"""Two warehouse files, table by table: which rows only one of them has.

Here belongs which columns tell of receipt (see docs/architecture.md). Not here: which files are compared.
"""

import re
from pathlib import Path

import duckdb

# Told by the release itself: it is another release.
OF_THE_RELEASE = {"release_info", "release_changes"}
# When each report came, and how old a figure is by that. A series of equally trusted reports of one day of
# issue is decided by it too, by the documented rule; no shipped report is in such a series.
OF_RECEIPT = re.compile(r"(received_at|arrived_at|age_days)$")
VALIDITY = ("valid_from", "valid_to")
HISTORY = "fct_current_value_history"


def differences(one: Path, other: Path, *, but_receipt: bool = False) -> dict[str, tuple[int, int]]:
    """By table how many rows only the one and only the other file has; tables that are equal are left out.

    `but_receipt` leaves out what tells when reports came; of the history then the spans that are open.
    """
    found = {}
    with duckdb.connect() as connection:
        connection.execute(f"attach '{one.resolve()}' as one (read_only)")
        connection.execute(f"attach '{other.resolve()}' as other (read_only)")
        tables = "select table_name from duckdb_tables() where schema_name = 'main' and database_name = '{}'"
        names = [
            {name for (name,) in connection.sql(tables.format(file)).fetchall()} - OF_THE_RELEASE
            for file in ("one", "other")
        ]
        assert names[0] == names[1]
        for table in sorted(names[0]):
            columns = compared(connection, table) if but_receipt else "*"
            rows = [f"select {columns} from {file}.main.{table}" for file in ("one", "other")]
            if but_receipt and table == HISTORY:
                rows = [f"{query} where current_to is null" for query in rows]
            counts = [
                connection.sql(f"select count(*) from ({a} except all {b})").fetchall()[0][0]
                for a, b in (rows, reversed(rows))
            ]
            if any(counts):
                found[table] = (counts[0], counts[1])
    return found


def compared(connection: duckdb.DuckDBPyConnection, table: str) -> str:
    """The columns of a table that do not tell when reports came."""
    if table == HISTORY:
        return "series_key, observation_id"
    names = connection.sql(f"select * from one.main.{table} limit 0").columns
    kept = [name for name in names if not OF_RECEIPT.search(name)]
    return ", ".join(name for name in kept if table != "dim_report" or name not in VALIDITY)
