"""A warehouse built by dbt, in this process, from the sample landing; built once for a test run."""

from collections.abc import Iterator

import duckdb
import pytest
from dbt_runs import Built, Dbt
from sample_landing import sample


@pytest.fixture(scope="session")
def dbt(tmp_path_factory: pytest.TempPathFactory) -> Dbt:
    """dbt with the project parsed."""
    state = tmp_path_factory.mktemp("dbt")
    manifest = Dbt(state)("parse", landing=state, file=state / "cchc.duckdb")
    return Dbt(state, manifest)


@pytest.fixture(scope="session")
def built(dbt: Dbt, tmp_path_factory: pytest.TempPathFactory) -> Built:
    """The sample, built with seeds, unit tests and data tests."""
    folder = tmp_path_factory.mktemp("warehouse")
    landing, file = sample().write(folder / "landing"), folder / "cchc.duckdb"
    outcome = dbt("build", landing=landing, file=file)
    failed = [
        (r.node.name, r.status, r.message)
        for r in outcome.results
        if r.status not in ("success", "pass", "no-op")
    ]
    assert not failed
    return Built(landing, file)


@pytest.fixture
def warehouse(built: Built) -> Iterator[duckdb.DuckDBPyConnection]:
    """A read-only connection to the built file."""
    connection = duckdb.connect(str(built.file), read_only=True)
    yield connection
    connection.close()
