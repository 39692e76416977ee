"""Backups: all that cannot be made again, by content, at a local path or any URL that fsspec knows.

    <store>/objects/<first two digits>/<sha256>   every file's bytes, once for all backups
    <store>/backups/<id>.json                     which files a backup is made of; written last

Here belongs taking a backup and letting old ones go. Not here: putting one back (`restoring`).

What a refresh writes meanwhile does no harm, because of the order of copying: verdicts first and headers
last, then the registry, then the archive. So a report counts as landed only if its rows are all in the
backup, and every registered report has its bytes; the first refresh after a restore does what is left.
"""

import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

from orchestration.storage import parquet
from orchestration.storage.archive import digest
from orchestration.storage.findings import Finding
from orchestration.storage.folder import Folder
from orchestration.storage.lake import Lake
from orchestration.storage.release_files import ReleaseFiles

LAKE, RELEASES = "lake", "releases"
_FIRST, _LAST = ("outcomes",), ("documents", "reports", "arrivals")
_ID_FORMAT = "%Y%m%dT%H%M%S.%fZ"


@dataclass(frozen=True, slots=True)
class Backup:
    """One backup: sha256 of each file by its name, `lake/…` or `releases/…`; what the link pointed to."""

    backup_id: str
    taken_at: str
    current_release: str | None
    files: dict[str, str]


@dataclass(frozen=True, slots=True)
class Taken:
    """A backup that was taken, how many bytes were new to the store, and what was damaged and left out."""

    backup: Backup
    new_bytes: int
    left_out: tuple[Finding, ...]


def take_backup(lake: Lake, warehouse: Path, store: Folder, now: datetime) -> Taken:
    """Copy the lake and the releases that are kept into the store; `now` is UTC.

    A damaged file is left out and told: an earlier backup has it whole.
    """
    files: dict[str, str] = {}
    left_out: list[Finding] = []
    new_bytes = 0
    current = ReleaseFiles(warehouse).current()
    for name, content, damage in _contents(lake, warehouse):
        if damage:
            advice = "Run `cchc repair`, then back up again; an earlier backup may have the file whole."
            left_out.append(Finding(name, "the file as it was written", damage, advice))
            continue
        sha256 = digest(content)
        if store.size(object_name(sha256)) != len(content):
            store.write(object_name(sha256), content)
            new_bytes += len(content)
        files[name] = sha256
    backup = Backup(now.astimezone(UTC).strftime(_ID_FORMAT), now.isoformat(), current, files)
    store.write(_backup_name(backup.backup_id), json.dumps(asdict(backup), indent=1).encode())
    return Taken(backup, new_bytes, tuple(left_out))


def backup_ids(store: Folder) -> list[str]:
    """All backups in the store, newest first."""
    found = [name.removeprefix("backups/").removesuffix(".json") for name in store.names("backups")]
    return sorted((name for name in found if not name.startswith(".")), reverse=True)


def load_backup(store: Folder, backup_id: str) -> Backup:
    """What that backup is made of; FileNotFoundError if there is none."""
    return Backup(**json.loads(store.read(_backup_name(backup_id))))


def keep_newest(store: Folder, count: int) -> list[str]:
    """Let all but the newest `count` backups go, and what only they are made of; returns their ids."""
    removed = backup_ids(store)[count:]
    for backup_id in removed:
        store.remove(_backup_name(backup_id))
    if removed:
        kept = {sha256 for each in backup_ids(store) for sha256 in load_backup(store, each).files.values()}
        for name in store.names("objects"):
            if name.rsplit("/", 1)[1] not in kept:
                store.remove(name)
    return removed


def object_name(sha256: str) -> str:
    """Where the bytes with this digest are in the store."""
    return f"objects/{sha256[:2]}/{sha256}"


def _backup_name(backup_id: str) -> str:
    return f"backups/{backup_id}.json"


def _contents(lake: Lake, warehouse: Path) -> Iterator[tuple[str, bytes, str | None]]:
    """Name, bytes and damage of every file, in the order that keeps a backup consistent."""
    for name in _lake_names(lake):
        content = _read(lake.folder, name) if "/." not in name else None
        if content is not None:
            yield f"{LAKE}/{name}", content, _damage(name, content)
    files = ReleaseFiles(warehouse)
    folder = Folder(files.folder)
    for release in files.ids():
        path, page = files.path(release).name, files.page(release).name
        told = _read(folder, page)
        if told is not None:
            yield f"{RELEASES}/{page}", told, None
        content, recorded = _read(folder, path), files.recorded_sha256(release)
        if content is None:  # let go by a refresh meanwhile
            continue
        actual = digest(content)
        is_damaged = recorded is not None and recorded != actual
        yield f"{RELEASES}/{path}", content, f"sha256 {actual}" if is_damaged else None


def _lake_names(lake: Lake) -> Iterator[str]:
    middle = [name for name in parquet.landing_contracts() if name not in (*_FIRST, *_LAST)]
    for contract in (*_FIRST, *middle, *_LAST):
        # Listed only now: a file that came meanwhile belongs to what is copied later.
        yield from (name for name in lake.folder.names(f"landing/{contract}") if name.endswith(".parquet"))
    yield from lake.folder.names("archive")


def _read(folder: Folder, name: str) -> bytes | None:
    try:
        return folder.read(name)
    except FileNotFoundError:
        return None


def _damage(name: str, content: bytes) -> str | None:
    if name.startswith("landing/"):
        return parquet.damage(content)
    actual = digest(content)
    return None if name.endswith(actual) else f"{len(content)} bytes with sha256 {actual}"
