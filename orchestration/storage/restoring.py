"""Putting a backup back: into an empty lake and an empty warehouse, every file held against its hash.

Here belongs the order, so that a restore that was cut off is seen as such. Not here: taking one (`backup`).
"""

from pathlib import Path

from data_contracts.reasons import PermanentFailure, Reason, ReasonCode
from orchestration.storage.archive import digest
from orchestration.storage.backup import LAKE, RELEASES, Backup, backup_ids, load_backup, object_name
from orchestration.storage.folder import Folder
from orchestration.storage.lake import RESTORING, Lake
from orchestration.storage.release_files import ReleaseFiles

_ADVICE = "Point CCHC_LAKE and CCHC_WAREHOUSE to empty places, or move what is there away."


def restore(store: Folder, lake: Lake, warehouse: Path, backup_id: str | None = None) -> Backup:
    """Put back that backup or the newest one; the caller holds the refresh lock.

    One that was cut off is taken up again by the next call with the same backup; no refresh runs before.

    Raises:
        PermanentFailure: no such backup, a lake or warehouse that is not empty, or a damaged file in the
            store; in the last case nothing was written.
    """
    backup = _chosen(store, backup_id)
    _refuse_what_is_there(lake, warehouse, backup)
    _refuse_damage(store, backup)
    lake.folder.write(RESTORING, backup.backup_id.encode())
    for name, sha256 in sorted(backup.files.items()):
        place, _, rest = name.partition("/")
        content = store.read(object_name(sha256))
        if place == LAKE:
            lake.folder.write(rest, content)
        elif place == RELEASES and rest.endswith(".duckdb"):
            _put_release(warehouse, rest, content, _page_of(store, backup, rest))
    files = ReleaseFiles(warehouse)
    if backup.current_release in files.ids():
        files.point_to(backup.current_release)
    lake.folder.remove(RESTORING)
    return backup


def _chosen(store: Folder, backup_id: str | None) -> Backup:
    known = backup_ids(store)
    if not known or (backup_id or known[0]) not in known:
        raise _refused(
            f"one of the backups {', '.join(known) or '(there is none)'}",
            backup_id or "no backup",
            "Give the place that `cchc backup --to` was given.",
            store.url,
        )
    return load_backup(store, backup_id or known[0])


def _refuse_what_is_there(lake: Lake, warehouse: Path, backup: Backup) -> None:
    there = lake.folder.names()
    if RESTORING in there and lake.folder.read(RESTORING).decode() == backup.backup_id:
        return
    if there:
        raise _refused(
            "an empty lake", f"{len(there)} files, {there[0]} among them", _ADVICE, lake.folder.url
        )
    releases = ReleaseFiles(warehouse).ids()
    if releases:
        raise _refused("a warehouse without releases", ", ".join(releases), _ADVICE, str(warehouse))


def _refuse_damage(store: Folder, backup: Backup) -> None:
    for name, sha256 in sorted(backup.files.items()):
        try:
            actual = digest(store.read(object_name(sha256)))
        except FileNotFoundError:
            actual = ""
        if actual != sha256:
            found = f"sha256 {actual}" if actual else "no file"
            advice = "Restore another backup with --backup, or another copy of this store."
            raise _refused(
                f"{name} with sha256 {sha256}", found, advice, f"{store.url}/{object_name(sha256)}"
            )


def _page_of(store: Folder, backup: Backup, name: str) -> str | None:
    """What was written beside a release; None for one of before there were such pages."""
    sha256 = backup.files.get(f"{RELEASES}/{name.removesuffix('.duckdb')}.changes.md")
    return store.read(object_name(sha256)).decode() if sha256 else None


def _put_release(warehouse: Path, name: str, content: bytes, page: str | None) -> None:
    files = ReleaseFiles(warehouse)
    release_id = name.removeprefix("cchc-").removesuffix(".duckdb")
    if release_id in files.ids():
        return
    work = Folder(warehouse)
    work.write(".restoring.duckdb", content)
    files.add(warehouse / ".restoring.duckdb", release_id, page)


def _refused(expected: str, found: str, advice: str, location: str) -> PermanentFailure:
    return PermanentFailure(Reason(ReasonCode.BROKEN_RULE, None, expected, found, advice, location))
