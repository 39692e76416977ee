"""What may go from the warehouse folder and the temporary folder, and when.

Here belong releases beyond those kept, dbt's logs and compiled SQL, what killed processes left. Not here:
Dagster's own storage (`orchestration.defs.retention`), the lake and `set-aside`, of which nothing ever goes.
"""

import os
import tempfile
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

from orchestration.storage import durable
from orchestration.storage.release_files import ReleaseFiles
from orchestration.storage.removal import Removal, remove, size

_SCRATCH = "cchc-worker-*"
_SCRATCH_AGE = timedelta(days=1)
# dbt reads these again in the next night, however old they are.
_NEEDED_BY_DBT = {"manifest.json", "partial_parse.msgpack"}


def tidy(warehouse: Path, *, keep_releases: int, keep_days: int, now: datetime) -> list[Removal]:
    """Remove what nobody needs; tells it by kind. The caller holds the `refresh_lock`."""
    before = now - timedelta(days=keep_days)
    state = warehouse / "state"
    return [
        _releases(ReleaseFiles(warehouse), keep_releases),
        remove("logs", (path for path in _older(state, before) if _is_log(path))),
        remove("compiled_sql", (path for path in _older(state / "dbt" / "target", before) if _may_go(path))),
        remove("leftovers", _leftovers(warehouse, now)),
    ]


def _releases(files: ReleaseFiles, keep: int) -> Removal:
    taken = sum(size(files.path(release)) for release in files.dispensable(keep))
    return Removal("releases", len(files.keep_newest(keep)), taken)


def _older(folder: Path, before: datetime) -> Iterator[Path]:
    for path in sorted(folder.rglob("*")):
        if path.is_file() and path.stat().st_mtime < before.timestamp():
            yield path


def _is_log(path: Path) -> bool:
    return path.parent.name == "logs"


def _may_go(path: Path) -> bool:
    return path.name not in _NEEDED_BY_DBT


def _leftovers(warehouse: Path, now: datetime) -> Iterator[Path]:
    """Of processes that were killed: the lock says that no refresh is at work now."""
    yield warehouse / ".publishing"
    yield from durable.leftovers(warehouse)
    for folder in sorted(Path(tempfile.gettempdir()).glob(_SCRATCH)):
        about = folder.stat()
        if about.st_uid == os.getuid() and about.st_mtime < (now - _SCRATCH_AGE).timestamp():
            yield folder
