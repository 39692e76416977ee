"""Publishing a finished build, listing what was published, going back.

Here belongs the order of the steps, so that a kill at any point leaves the old release or the new one. Not
here: what is in the file (`release_tables`), names and links (`release_files`). The caller holds the
`refresh_lock`.
"""

import shutil
from datetime import datetime
from pathlib import Path

from data_contracts.reasons import PermanentFailure, Reason, ReasonCode
from orchestration.storage import durable
from orchestration.storage.release_files import ReleaseFiles
from orchestration.storage.release_summary import summarise
from orchestration.storage.release_tables import ReleaseInfo, finish_file, read_info, refuse_open_file

KEEP = 7
_WORK = ".publishing"


def publish(
    build: Path,
    warehouse: Path,
    *,
    now: datetime,
    input_fingerprint: str,
    reader_version: str,
    report_count: int,
    keep: int = KEEP,
) -> ReleaseInfo:
    """Release a copy of the finished build file, whose tests have passed; `build` itself stays as it is.

    PermanentFailure, with link and files as they were, if the build is still open or holds more than
    tables.
    """
    files = ReleaseFiles(warehouse)
    files.finish_interrupted()
    refuse_open_file(build)
    current = files.current()
    info = ReleaseInfo(files.next_id(now), now, current, input_fingerprint, reader_version, report_count, {})
    # The lock makes us the only publisher: what is there was left by one that was killed.
    work = warehouse / _WORK
    shutil.rmtree(work, ignore_errors=True)
    durable.make_folder(work)
    try:
        file = work / "cchc.duckdb"
        shutil.copyfile(build, file)
        finish_file(file, info, files.path(current) if current else None)
        files.add(file, info.release_id, summarise(file, info))
    finally:
        shutil.rmtree(work, ignore_errors=True)
    files.point_to(info.release_id)
    files.keep_newest(keep)
    return read_info(files.path(info.release_id))


def list_releases(warehouse: Path) -> list[ReleaseInfo]:
    """What the kept releases say of themselves, newest first."""
    files = ReleaseFiles(warehouse)
    return [read_info(files.path(release)) for release in files.ids()]


def current_release(warehouse: Path) -> ReleaseInfo | None:
    """The release that analysts get when they connect now; None before the first."""
    files = ReleaseFiles(warehouse)
    current = files.current()
    return read_info(files.path(current)) if current else None


def already_released(warehouse: Path, input_fingerprint: str) -> ReleaseInfo | None:
    """The newest release if it was made from this same input, so that nothing is new; else None.

    The newest and not the current one: after a rollback, the release that was rolled back must not come
    again by itself. A publication that was cut off is finished first.
    """
    files = ReleaseFiles(warehouse)
    files.finish_interrupted()
    newest = max(files.ids(), default=None)
    info = read_info(files.path(newest)) if newest else None
    return info if info and info.input_fingerprint == input_fingerprint else None


def what_changed(warehouse: Path, release_id: str) -> str | None:
    """The page on what changed with a release, in Markdown; None for a release of before there were any."""
    page = ReleaseFiles(warehouse).page(release_id)
    return page.read_text(encoding="utf-8") if page.exists() else None


def rollback(warehouse: Path, release_id: str) -> ReleaseInfo:
    """Let analysts who connect from now on get that release; it stays until reports give a new one.

    PermanentFailure if there is no such release.
    """
    files = ReleaseFiles(warehouse)
    if release_id not in files.ids():
        raise PermanentFailure(
            Reason(
                code=ReasonCode.UNKNOWN_REFERENCE,
                field="release_id",
                expected=f"one of the releases {', '.join(files.ids()) or '(there is none)'}",
                found=release_id,
                advice="List them with `cchc releases`.",
                location=str(files.folder),
            )
        )
    files.mark_rolled_back()
    files.point_to(release_id)
    return read_info(files.path(release_id))
