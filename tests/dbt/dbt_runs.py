"""Running dbt in this process on the project, parsed once. Not here: what it is run on (`sample_landing`)."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from dbt.adapters.duckdb.connections import DuckDBConnectionManager
from dbt.cli.main import dbtRunner
from dbt.contracts.graph.manifest import Manifest

from data_contracts.references import SEEDS

PROJECT = SEEDS.parent


@dataclass
class Dbt:
    """The project, parsed once, and how to build from it."""

    state: Path
    manifest: Manifest | None = None

    def __call__(self, *arguments: str, landing: Path, file: Path) -> Any:
        """The result of one dbt command on that landing folder and that file."""
        folders = {"project-dir": PROJECT, "profiles-dir": PROJECT, "target-path": self.state / "target"}
        folders |= {"log-path": self.state / "logs"}
        options = [part for name, path in folders.items() for part in (f"--{name}", str(path))]
        with pytest.MonkeyPatch.context() as environment:
            environment.setenv("CCHC_BUILD_FILE", str(file))
            environment.setenv("CCHC_LANDING", str(landing))
            runner = dbtRunner(manifest=self.manifest.deepcopy() if self.manifest else None)  # type: ignore[no-untyped-call]
            outcome = runner.invoke([*arguments, *options, "--quiet", "--no-version-check"])
        DuckDBConnectionManager.close_all_connections()  # type: ignore[no-untyped-call]
        assert outcome.exception is None, outcome.exception
        return outcome.result


@dataclass(frozen=True)
class Built:
    """A landing folder and the file that dbt built from it, all tests of the project passed."""

    landing: Path
    file: Path
