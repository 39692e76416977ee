"""A throw-away installation for tests: own folders and Dagster home, commands run in this process.

Here belongs what the tests of the flow and of the command line share. Not here: a test.
"""

import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb
import pytest
from click.testing import CliRunner, Result

from orchestration.cli import cchc

REPOSITORY = Path(__file__).resolve().parent.parent
SHIPPED = REPOSITORY / "reports"
BROKEN = REPOSITORY / "tests" / "fixtures" / "broken"


@dataclass(frozen=True)
class Installation:
    """The folders of one installation, to which the environment of the test points."""

    root: Path

    @property
    def reports(self) -> Path:
        return self.root / "reports"

    @property
    def warehouse(self) -> Path:
        return self.root / "warehouse"

    @property
    def released_file(self) -> Path:
        return self.warehouse / "cchc.duckdb"

    def use(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """Point the environment to this installation."""
        self.reports.mkdir(parents=True, exist_ok=True)
        monkeypatch.setenv("CCHC_REPORTS", str(self.reports))
        monkeypatch.setenv("CCHC_LAKE", str(self.root / "lake"))
        monkeypatch.setenv("CCHC_WAREHOUSE", str(self.warehouse))
        monkeypatch.setenv("DAGSTER_HOME", str(self.root / "dagster"))

    def drop(self, file: Path, name: str | None = None) -> Path:
        """Copy a file into the drop folder."""
        return Path(shutil.copy(file, self.reports / (name or file.name)))

    def run(self, *arguments: str) -> Result:
        """Run the command line in this process."""
        return CliRunner().invoke(cchc, arguments)

    def refresh(self, *arguments: str) -> str:
        """`cchc refresh`, which must succeed; returns what it printed."""
        result = self.run("refresh", *arguments)
        assert result.exit_code == 0, result.output + repr(result.exception)
        return result.output

    def ask(self, query: str) -> list[Any]:
        """Rows from the released warehouse, connected anew."""
        with duckdb.connect(str(self.released_file.resolve()), read_only=True) as connection:
            return connection.sql(query).fetchall()

    def state_of_release(self) -> tuple[str, int, int, bytes]:
        """All that stays when nothing is released: the link, and its file's inode, time and bytes."""
        file = self.released_file.resolve()
        status = file.stat()
        return str(self.released_file.readlink()), status.st_ino, status.st_mtime_ns, file.read_bytes()
