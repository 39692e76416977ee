"""What goes from Dagster's storage when it is kept in a real PostgreSQL server."""

import shutil
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import dagster as dg
import pytest
import sqlalchemy

from orchestration.defs.retention import remove_old_runs, storage_bytes
from tests.orchestration.dagster_history import nights, rows_of
from tests.production.services import PRODUCTION, database

pytestmark = pytest.mark.needs_services


@pytest.fixture
def instance(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[dg.DagsterInstance, str]]:
    with database() as url:
        monkeypatch.setenv("DAGSTER_POSTGRES_URL", url)
        shutil.copy(PRODUCTION / "dagster.yaml", tmp_path)
        with dg.DagsterInstance.from_config(str(tmp_path)) as found:
            yield found, url


def test_old_runs_go_and_their_room_is_used_again(
    instance: tuple[dg.DagsterInstance, str], tmp_path: Path
) -> None:
    dagster, url = instance
    runs = nights(dagster, 6)
    later = datetime.now(UTC) + timedelta(days=100)
    told = {one.kind: one for one in remove_old_runs(dagster, keep_days=90, now=later)}
    kept = {runs[0], runs[-1]}
    assert set(dagster.get_run_ids()) == kept
    assert told["runs"].things == told["compute_logs"].things == 4
    assert {run_id for run_id in runs if rows_of(dagster, run_id)} == kept
    assert not (tmp_path / "storage" / runs[1]).exists()
    with sqlalchemy.create_engine(url).connect() as connection:
        dead = sqlalchemy.text("select n_dead_tup from pg_stat_user_tables where relname = 'event_logs'")
        assert connection.execute(dead).scalar_one() == 0
    assert storage_bytes(dagster, tmp_path) > 1_000_000
