"""The released files: where they are, which one the link points to, which are kept.

    <warehouse>/releases/cchc-<release id>.duckdb         read-only files, one a release
    <warehouse>/releases/cchc-<release id>.duckdb.sha256  the digest each had when it was released
    <warehouse>/releases/cchc-<release id>.changes.md     what changed with it, to be read
    <warehouse>/releases/.rolled-back                     the newest release when someone rolled back
    <warehouse>/cchc.duckdb                               relative link that analysts open

Here belong names and links. Not here: what is in a file (`release_tables`), making one (`releases`). A
link and not a renamed file: a process that reconnects to a path after a rename gets the old data from its
cache.
"""

import hashlib
import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from orchestration.storage import durable
from orchestration.storage.readers_of import is_held

_ID_FORMAT = "%Y%m%dT%H%M%SZ"
_FILE = re.compile(r"cchc-(\d{8}T\d{6}Z)\.duckdb")


@dataclass(frozen=True, slots=True)
class ReleaseFiles:
    """The files under one warehouse folder."""

    warehouse: Path

    @property
    def folder(self) -> Path:
        """Where the releases are."""
        return self.warehouse / "releases"

    @property
    def link(self) -> Path:
        """What analysts open."""
        return self.warehouse / "cchc.duckdb"

    @property
    def _mark(self) -> Path:
        return self.folder / ".rolled-back"

    def path(self, release_id: str) -> Path:
        """The file of a release."""
        return self.folder / f"cchc-{release_id}.duckdb"

    def recorded_sha256(self, release_id: str) -> str | None:
        """The digest a release had when it was made; None for one of before digests were kept."""
        record = self._record(release_id)
        return record.read_text(encoding="ascii").strip() if record.exists() else None

    def page(self, release_id: str) -> Path:
        """The page that tells what changed with a release."""
        return self.folder / f"cchc-{release_id}.changes.md"

    def ids(self) -> list[str]:
        """All releases, newest first."""
        found = [match.group(1) for path in self.folder.glob("*") if (match := _FILE.fullmatch(path.name))]
        return sorted(found, reverse=True)

    def current(self) -> str | None:
        """The release that the link points to; None before the first."""
        match = _FILE.fullmatch(self.link.readlink().name) if self.link.is_symlink() else None
        return match.group(1) if match and self.link.exists() else None

    def next_id(self, now: datetime) -> str:
        """An id for a release at `now` (UTC): that second, or the first one after all ids there are."""
        moment = now.astimezone(UTC).replace(microsecond=0)
        newest = max(self.ids(), default=None)
        if newest is not None:
            after = datetime.strptime(newest, _ID_FORMAT).replace(tzinfo=UTC) + timedelta(seconds=1)
            moment = max(moment, after)
        return moment.strftime(_ID_FORMAT)

    def add(self, file: Path, release_id: str, page: str | None) -> None:
        """Move a finished file of the same disk to its place, read-only; nobody sees it before `point_to`.

        Its page is there first: a release without one was made before there were pages.
        """
        durable.make_folder(self.folder)
        if page is not None:
            durable.write_file(self.page(release_id), page.encode())
        file.chmod(0o444)
        durable.sync_file(file)
        # The digest goes first: a release without one cannot come about by a kill.
        durable.write_file(self._record(release_id), sha256_of(file).encode())
        file.replace(self.path(release_id))
        durable.sync_folder(self.folder)

    def point_to(self, release_id: str) -> None:
        """Let analysts who connect from now on get this release."""
        durable.swap_link(self.link, str(self.path(release_id).relative_to(self.warehouse)))

    def mark_rolled_back(self) -> None:
        """Remember that the releases there are now are not to be taken up again by themselves."""
        durable.write_file(self._mark, max(self.ids()).encode())

    def finish_interrupted(self) -> None:
        """Give the link to a newer release whose publication was cut off after its file was in place.

        Such a file has passed everything. One that someone rolled back from is left alone.
        """
        durable.remove_leftovers(self.warehouse)
        newest = max(self.ids(), default=None)
        rolled_back = self._mark.read_text(encoding="utf-8") if self._mark.exists() else ""
        if newest is not None and newest > max(self.current() or "", rolled_back):
            self.point_to(newest)

    def dispensable(self, count: int) -> list[str]:
        """The releases that nobody needs if `count` are to be kept.

        Never the one analysts get, nor the one before it (a rollback needs it), nor one that a process of
        this machine has open.
        """
        ids, current = self.ids(), self.current()
        before = next((release for release in ids if current and release < current), None)
        return [
            release
            for release in ids[count:]
            if release not in {current, before} and not is_held(self.path(release))
        ]

    def keep_newest(self, count: int) -> list[str]:
        """Remove what is `dispensable`, and what lies beside no release. Returns the removed ids."""
        removed = self.dispensable(count)
        for release in removed:
            self.path(release).unlink()
        kept = {beside(release) for release in self.ids() for beside in (self._record, self.page)}
        for beside in {*self.folder.glob("*.sha256"), *self.folder.glob("*.changes.md")} - kept:
            beside.unlink()
        return removed

    def take_away(self, release_id: str, folder: Path) -> Path:
        """Move a release and its digest out of the way; analysts get the newest one left, or none."""
        durable.make_folder(folder)
        was_current = self.current() == release_id
        rest = [release for release in self.ids() if release != release_id]
        if was_current and rest:
            self.point_to(rest[0])
        moved = folder / self.path(release_id).name
        self.path(release_id).replace(moved)
        if self._record(release_id).exists():
            self._record(release_id).replace(folder / self._record(release_id).name)
        durable.sync_folder(folder)
        durable.sync_folder(self.folder)
        return moved

    def _record(self, release_id: str) -> Path:
        return self.folder / f"{self.path(release_id).name}.sha256"


def sha256_of(file: Path) -> str:
    """sha256 of a file's bytes, read in pieces."""
    with file.open("rb") as handle:
        return hashlib.file_digest(handle, "sha256").hexdigest()
