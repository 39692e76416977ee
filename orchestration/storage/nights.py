"""A record of every refresh beside the releases: when it began, when it ended, how.

Here belongs writing and reading it. Not here: judging it (`orchestration.watch`), Dagster's own history of
runs, which a watcher outside Dagster must not need.
"""

import json
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from pathlib import Path

from orchestration.storage import durable

_FILE = "refreshes.json"
_KEPT = 400


@dataclass(frozen=True, slots=True)
class Refresh:
    """One refresh. Without `ended_at` it is at work or was killed; `failure` is empty when it went well."""

    run_id: str
    started_at: datetime
    ended_at: datetime | None = None
    failure: str = ""


def refreshes(warehouse: Path) -> list[Refresh]:
    """The refreshes that are remembered, oldest first; none if the file is missing."""
    try:
        told = json.loads((warehouse / _FILE).read_text("utf-8"))
    except FileNotFoundError:
        return []
    return [
        Refresh(
            row["run_id"],
            datetime.fromisoformat(row["started_at"]),
            datetime.fromisoformat(row["ended_at"]) if row["ended_at"] else None,
            row["failure"],
        )
        for row in told
    ]


def begin(warehouse: Path, run_id: str, now: datetime) -> None:
    """Note that a refresh has begun. The caller holds the `refresh_lock`."""
    _write(warehouse, [*refreshes(warehouse), Refresh(run_id, now)])


def end(warehouse: Path, run_id: str, now: datetime, failure: str) -> None:
    """Note how a refresh ended. The caller holds the `refresh_lock`."""
    _write(
        warehouse,
        [
            replace(refresh, ended_at=now, failure=failure) if refresh.run_id == run_id else refresh
            for refresh in refreshes(warehouse)
        ],
    )


def _write(warehouse: Path, rows: list[Refresh]) -> None:
    content = json.dumps([asdict(row) for row in rows[-_KEPT:]], default=datetime.isoformat, indent=0)
    durable.write_file(warehouse / _FILE, content.encode())
