"""What goes from Dagster's own storage: runs with their events and logs, and the room they leave.

Here belongs all that knows how Dagster stores (SQLite files or PostgreSQL). Not here: when it happens and who
is told (`housekeeping`), ticks of schedule and sensors, which Dagster's daemon removes by `retention` in
dagster.yaml.
"""

import sqlite3
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import dagster as dg
import sqlalchemy as db
from dagster._core.storage.asset_check_execution_record import AssetCheckExecutionRecordStatus
from dagster._core.storage.dagster_run import FINISHED_STATUSES
from dagster._core.storage.event_log.schema import AssetCheckExecutionsTable, SqlEventLogStorageTable
from dagster._core.storage.event_log.sql_event_log import SqlEventLogStorage
from dagster._core.storage.event_log.sqlite.sqlite_event_log import SqliteEventLogStorage

from orchestration.storage.removal import Removal, remove, size

MADE = {AssetCheckExecutionRecordStatus.SUCCEEDED, AssetCheckExecutionRecordStatus.FAILED}
_NO_RUN = ""
_ORPHAN_AGE = timedelta(days=1)
_LOCK_SECONDS = 30
_TABLES = ("event_logs", "asset_check_executions", "asset_event_tags", "runs", "run_tags", "job_ticks")


def remove_old_runs(instance: dg.DagsterInstance, *, keep_days: int, now: datetime) -> list[Removal]:
    """Remove finished runs older than that, and what Dagster keeps of none; tells it by kind.

    A run that wrote the newest state of an asset or check is kept however old it is: else the pages would
    say that it was never made. Safe to be cut off: what is half done, the next one finishes.
    """
    before = now - timedelta(days=keep_days)
    events = _events(instance)
    taken = Removal("runs")
    logs: list[Path] = []
    needed = _newest_of_assets(instance) | _newest_of_checks(events)
    for run_id in _finished(instance, before):
        if run_id not in needed:
            instance.delete_run(run_id)
            _forget_checks(events, AssetCheckExecutionsTable.c.run_id == run_id)
            logs.append(_logs(instance) / run_id)
            files = remove("runs", _files_of(events, run_id))
            taken = Removal("runs", taken.things + 1, taken.bytes + files.bytes)
    return [
        taken,
        _runless(events, before),
        remove("compute_logs", [*logs, *_orphan_logs(instance, now)]),
        remove("leftovers", _orphan_files(instance, events, now)),
        give_back_space(instance),
    ]


def storage_bytes(instance: dg.DagsterInstance, home: Path) -> int:
    """What runs, events, ticks and logs take: the Dagster home, and PostgreSQL's tables if they are there."""
    with _events(instance).index_connection() as connection:
        told = 0
        if connection.dialect.name == "postgresql":
            asked = db.text("select pg_database_size(current_database())")
            told = int(connection.execute(asked).scalar_one())
    return told + size(home)


def give_back_space(instance: dg.DagsterInstance) -> Removal:
    """Let deleted rows' room be used again (PostgreSQL) or return it to the disk (SQLite)."""
    events = _events(instance)
    if isinstance(events, SqliteEventLogStorage):
        return Removal("database_space", 0, sum(_vacuum(file) for file in _databases(instance)))
    with events.index_connection() as connection:
        if connection.dialect.name == "postgresql":
            free = connection.execution_options(isolation_level="AUTOCOMMIT")
            for table in _TABLES:
                free.execute(db.text(f"vacuum (analyze) {table}"))
    return Removal("database_space")


def _finished(instance: dg.DagsterInstance, before: datetime) -> list[str]:
    old = dg.RunsFilter(statuses=list(FINISHED_STATUSES), created_before=before)
    return list(instance.get_run_ids(old))


def _newest_of_assets(instance: dg.DagsterInstance) -> set[str]:
    entries = (record.asset_entry for record in instance.get_asset_records())
    return {str(entry.last_materialization.run_id) for entry in entries if entry.last_materialization}


def _newest_of_checks(events: SqlEventLogStorage) -> set[str]:
    with events.index_connection() as connection:
        checks = AssetCheckExecutionsTable
        query = db.select(checks.c.run_id).where(checks.c.id.in_(_newest_check_rows()))
        return {str(run_id) for (run_id,) in connection.execute(query)}


def _newest_check_rows() -> "db.Select[tuple[int]]":
    """The last time that each check was made; a check that was planned and not made says nothing."""
    checks = AssetCheckExecutionsTable
    made = checks.c.execution_status.in_([status.value for status in MADE])
    newest = db.select(db.func.max(checks.c.id)).where(made)
    return newest.group_by(checks.c.asset_key, checks.c.check_name)


def _forget_checks(events: SqlEventLogStorage, which: "db.ColumnElement[bool]") -> None:
    """The one table that Dagster's own deletion of a run leaves as it was."""
    with events.index_connection() as connection:
        connection.execute(AssetCheckExecutionsTable.delete().where(which))


def _runless(events: SqlEventLogStorage, before: datetime) -> Removal:
    """Old findings of the watch, which belong to no run; the newest of each check stays."""
    table, checks = SqlEventLogStorageTable, AssetCheckExecutionsTable
    moment = before.astimezone(UTC).replace(tzinfo=None)
    old = db.and_(table.c.run_id == _NO_RUN, table.c.timestamp < moment)
    with events.run_connection(_NO_RUN) as connection:
        things = connection.execute(table.delete().where(old)).rowcount
    with events.index_connection() as connection:
        connection.execute(table.delete().where(old))
    is_old = db.and_(checks.c.run_id == _NO_RUN, checks.c.evaluation_event_timestamp < moment)
    _forget_checks(events, db.and_(is_old, checks.c.id.not_in(_newest_check_rows())))
    return Removal("events_of_the_watch", things)


def _files_of(events: SqlEventLogStorage, run_id: str) -> list[Path]:
    if not isinstance(events, SqliteEventLogStorage):
        return []
    file = Path(events.path_for_shard(run_id))
    return [file.with_name(f"{file.name}{end}") for end in ("", "-wal", "-shm")]


def _orphan_files(instance: dg.DagsterInstance, events: SqlEventLogStorage, now: datetime) -> Iterator[Path]:
    """Event files of runs that were deleted by hand, or by a tidying that was killed."""
    if not isinstance(events, SqliteEventLogStorage):
        return
    known = set(instance.get_run_ids())
    for file in sorted(Path(events.path_for_shard("index")).parent.glob("*.db")):
        if file.stem not in {"index", "", ".db"} and file.stem not in known and _is_old(file, now):
            yield from _files_of(events, file.stem)


def _orphan_logs(instance: dg.DagsterInstance, now: datetime) -> Iterator[Path]:
    known = set(instance.get_run_ids())
    for folder in sorted(_logs(instance).glob("????????-????-????-????-????????????")):
        if folder.name not in known and _is_old(folder, now):
            yield folder


def _logs(instance: dg.DagsterInstance) -> Path:
    return Path(instance.storage_directory())


def _is_old(path: Path, now: datetime) -> bool:
    return path.stat().st_mtime < (now - _ORPHAN_AGE).timestamp()


def _databases(instance: dg.DagsterInstance) -> list[Path]:
    root = Path(instance.root_directory)
    return sorted(
        file
        for folder in ("history", "schedules")
        for file in (root / folder).glob("**/*.db")
        if file.parent.name != "runs" or file.stem in {"index", ".db"}
    )


def _vacuum(file: Path) -> int:
    before = size(file)
    connection = sqlite3.connect(file, timeout=_LOCK_SECONDS, isolation_level=None)
    try:
        connection.execute("vacuum")
        connection.execute("pragma wal_checkpoint(truncate)")
    finally:
        connection.close()
    return max(before - size(file), 0)


def _events(instance: dg.DagsterInstance) -> SqlEventLogStorage:
    storage = instance.event_log_storage
    if not isinstance(storage, SqlEventLogStorage):
        raise TypeError(f"expected an event log in SQLite or PostgreSQL, found {type(storage).__name__}")
    return storage
