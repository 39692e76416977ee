"""The shipped reports, refreshed once with the real command into a throw-away installation.

Belongs here: the installation. Not here: what it must hold (the tests beside this file).
"""

import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import duckdb
import pytest

REPOSITORY = Path(__file__).resolve().parents[3]


@dataclass(frozen=True, slots=True)
class Installation:
    """A lake, a warehouse and a Dagster home of its own, fed from the shipped drop folder."""

    root: Path

    @property
    def warehouse(self) -> Path:
        return self.root / "warehouse" / "cchc.duckdb"

    def cchc(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        environment = {
            **os.environ,
            "CCHC_REPORTS": str(REPOSITORY / "reports"),
            "CCHC_LAKE": str(self.root / "lake"),
            "CCHC_WAREHOUSE": str(self.root / "warehouse"),
            "DAGSTER_HOME": str(self.root / "dagster"),
        }
        return subprocess.run(
            [Path(sys.executable).parent / "cchc", *arguments],
            capture_output=True,
            text=True,
            env=environment,
            cwd=REPOSITORY,
            check=False,
        )


@pytest.fixture(scope="session")
def installation(tmp_path_factory: pytest.TempPathFactory) -> Installation:
    found = Installation(tmp_path_factory.mktemp("shipped"))
    refreshed = found.cchc("refresh")
    assert refreshed.returncode == 0, refreshed.stdout + refreshed.stderr
    return found


@pytest.fixture
def warehouse(installation: Installation) -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect(str(installation.warehouse), read_only=True) as connection:
        yield connection
