"""The lake: one folder or URL with the archive and all landing tables in it.

Here belongs only how the parts hang together. Not here: what each part does (its own module).

    <lake>/archive/<first two digits>/<sha256>
    <lake>/landing/<contract>/<YYYY-MM>.parquet, and an empty typed 0000-00.parquet so that globs always
    match
    <lake>/.restoring                           only while a backup is being put back: which one
"""

from functools import cached_property
from pathlib import Path

from data_contracts.reasons import TransientFailure
from orchestration.storage.archive import Archive
from orchestration.storage.folder import Folder
from orchestration.storage.landing import Landing
from orchestration.storage.outcomes import Outcomes
from orchestration.storage.quarantine import Quarantine
from orchestration.storage.registry import Registry

RESTORING = ".restoring"


class Lake:
    """All that is kept of the reports, at a local path or any URL that fsspec knows."""

    def __init__(self, url: str | Path) -> None:
        self.folder = Folder(url)

    @cached_property
    def archive(self) -> Archive:
        """The reports' bytes."""
        return Archive(self.folder)

    @cached_property
    def landing(self) -> Landing:
        """The landing tables."""
        return Landing(self.folder)

    @cached_property
    def registry(self) -> Registry:
        """Which reports are there."""
        return Registry(self.landing)

    @cached_property
    def outcomes(self) -> Outcomes:
        """What became of them."""
        return Outcomes(self.landing)

    @cached_property
    def quarantine(self) -> Quarantine:
        """The rows that were refused."""
        return Quarantine(self.landing)

    def prepare(self) -> None:
        """Make an empty or interrupted lake ready for work; TransientFailure if it is half restored."""
        if self.folder.exists(RESTORING):
            raise TransientFailure(
                f"{self.folder.url}: expected a whole lake, found one that is restored in part. "
                "Run the same `cchc restore` again."
            )
        self.folder.remove_leftovers()
        self.landing.prepare()
