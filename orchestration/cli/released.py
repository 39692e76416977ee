"""Opening the released warehouse, read-only, for every command that asks it something.

Here belongs the connection and its one failure. Not here: questions.
"""

from collections.abc import Iterator
from contextlib import closing, contextmanager

import duckdb

from orchestration.cli.output import CommandError
from orchestration.settings import load_settings


@contextmanager
def released_warehouse() -> Iterator[duckdb.DuckDBPyConnection]:
    """A read-only connection to the current release; CommandError if there is none or it cannot be opened."""
    file = load_settings().released_file
    if not file.exists():
        raise CommandError(f"{file}: expected a released warehouse, found none. Run `cchc refresh` first.")
    try:
        # The link is resolved, so that a process that asks twice across a release never mixes two.
        connection = duckdb.connect(str(file.resolve()), read_only=True)
    except duckdb.Error as error:
        raise CommandError(f"{file}: expected to open it read-only, found: {error}") from error
    with closing(connection):
        yield connection


def table_names(connection: duckdb.DuckDBPyConnection) -> list[str]:
    """All tables of the release, by name."""
    rows = connection.sql(
        "select table_name from duckdb_tables() where schema_name = 'main' order by table_name"
    )
    return [name for (name,) in rows.fetchall()]
