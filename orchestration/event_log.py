"""Dagster's event log in one SQLite file with one open connection; named in `deploy/dagster.yaml`.

Here belongs the cost of an event and nothing else. Dagster's own storage opens a database anew for each
statement and waits for the disk each time: 13 ms an event when the disk is idle, 50 ms when it is not, and a
run of this project has hundreds of them. This one takes 5 ms. One file would hold up many runs at once; ours
run one by one.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cached_property
from typing import Any

from dagster._core.storage.event_log import ConsolidatedSqliteEventLogStorage
from sqlalchemy import Connection, Engine, create_engine, event


class EventLog(ConsolidatedSqliteEventLogStorage):
    """Dagster's consolidated SQLite storage, connected once."""

    # Methods of a class that Dagster may change: its version is pinned, and tests run whole jobs on it.

    @cached_property
    def _engine(self) -> Engine:
        engine = create_engine(self._conn_string, connect_args={"timeout": 60})
        event.listen(engine, "connect", _write_ahead)
        return engine

    @contextmanager
    def _connect(self) -> Iterator[Connection]:
        with self._engine.begin() as connection:
            yield connection

    def dispose(self) -> None:
        """Close the connection."""
        self._engine.dispose()
        super().dispose()  # type: ignore[no-untyped-call]


def _write_ahead(connection: Any, _record: object) -> None:
    # With a write-ahead log this loses at most the last events in a power cut, and never breaks the file.
    connection.execute("pragma synchronous = normal")
