"""An installation and its calm twin: the same reports at the same moments, but no fault."""

import hashlib
import random
import shutil
from contextlib import closing
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

import duckdb
import polars as pl

from orchestration.storage.lake import Lake
from orchestration.storage.release_files import ReleaseFiles
from orchestration.storage.soundness import damaged_archive, damaged_landing, damaged_releases
from tests.reliability.night import drop
from tests.reliability.processes import Ended, run

START = datetime(2026, 1, 1, 19, tzinfo=UTC)
_TABLES = ("reports", "arrivals", "documents", "outcomes", "rejected_rows", "observations")
_VALUES = "select series_key, value, report_id, is_current from fct_indicator_observations order by all"
Values = list[tuple[object, ...]]


@dataclass
class Pair:
    """The installation things happen to (`root`), and the twin. Nights are numbered from 0."""

    folder: Path
    chance: random.Random
    night: int = 0
    old: Values = field(default_factory=list)

    @property
    def root(self) -> Path:
        return self.folder / "tried"

    @property
    def twin(self) -> Path:
        return self.folder / "calm"

    @property
    def now(self) -> datetime:
        return START + timedelta(days=self.night)

    def next_evening(self) -> None:
        """Another day's reports arrive at both; the twin's night goes by calmly."""
        self.old = published(self.root)
        self.night += 1
        drop(self.root / "reports", self.night, self.chance)
        # Not removed and copied anew: what is a mount stays one.
        shutil.copytree(self.root / "reports", self.twin / "reports", dirs_exist_ok=True)
        ended = run(self.twin, self.now)
        assert ended.code == 0, ended.said
        assert published(self.twin), "a night without a value proves nothing"

    def refresh(self) -> Ended:
        """A calm refresh of the tried installation."""
        return run(self.root, self.now)

    def assert_old_or_new(self) -> str:
        """The published file is the former or the new release, whole, and nothing archived is harmed."""
        assert not list(damaged_releases(self.root / "warehouse"))
        assert not list(damaged_archive(Lake(self.root / "lake")))
        assert not list(damaged_landing(Lake(self.root / "lake")))
        found, new = published(self.root), published(self.twin)
        assert found in (self.old, new), "the published file is neither the old nor the new release"
        return "old" if found == self.old else "new"

    def assert_healed(self) -> None:
        """After a calm refresh both are the same: archive, all landing tables, the published values."""
        ended = self.refresh()
        assert ended.code == 0, ended.said
        self.assert_old_or_new()
        assert published(self.root) == published(self.twin)
        assert _archive(self.root) == _archive(self.twin), "something archived was lost or doubled"
        tried, calm = _landed(self.root), _landed(self.twin)
        assert [name for name in tried if not tried[name].equals(calm[name])] == []
        assert not list(self.root.rglob("*.tmp"))


def published(root: Path) -> Values:
    """The values that an analyst reads who connects now; none before the first release."""
    file = ReleaseFiles(root / "warehouse").link
    if not file.exists():
        return []
    with closing(duckdb.connect(str(file.resolve()), read_only=True)) as connection:
        return connection.sql(_VALUES).fetchall()


def _archive(root: Path) -> dict[str, str]:
    files = [path for path in (root / "lake" / "archive").rglob("*") if path.is_file()]
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def _landed(root: Path) -> dict[str, pl.DataFrame]:
    lake = Lake(root / "lake")
    return {table: lake.landing.read(table).drop("finished_at", strict=False) for table in _TABLES}
