"""What goes from Dagster's own storage when it is old, on a real instance with SQLite."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import uuid4

import dagster as dg
import pytest
from dagster._core.definitions.asset_checks.asset_check_evaluation import AssetCheckEvaluationPlanned
from dagster._core.events import DagsterEvent, DagsterEventType

from orchestration.defs.retention import MADE, remove_old_runs, storage_bytes
from orchestration.storage.removal import Removal, size
from tests.orchestration.dagster_history import nights, rows_of

LATER = datetime.now(UTC) + timedelta(days=100)


@pytest.fixture
def instance(tmp_path: Path) -> Iterator[dg.DagsterInstance]:
    (tmp_path / "dagster.yaml").write_text("telemetry:\n  enabled: false\n")
    with dg.DagsterInstance.from_config(str(tmp_path)) as found:
        yield found


def tidied(instance: dg.DagsterInstance, now: datetime = LATER) -> dict[str, Removal]:
    return {one.kind: one for one in remove_old_runs(instance, keep_days=90, now=now)}


def test_old_runs_go_with_events_checks_logs_and_files(instance: dg.DagsterInstance, tmp_path: Path) -> None:
    runs = nights(instance, 8)
    before = storage_bytes(instance, tmp_path)
    told = tidied(instance)
    kept = {runs[0], runs[-1]}  # the newest of `seldom` is the first run's
    assert set(instance.get_run_ids()) == kept
    assert told["runs"].things == told["compute_logs"].things == 6
    assert {run_id for run_id in runs if rows_of(instance, run_id)} == kept
    for run_id in set(runs) - kept:
        assert not (tmp_path / "history" / "runs" / f"{run_id}.db").exists()
        assert not (tmp_path / "storage" / run_id).exists()
    given = sum(one.bytes for one in told.values())
    assert given > 0
    assert before - storage_bytes(instance, tmp_path) == pytest.approx(given, rel=0.2)


def test_assets_and_checks_are_as_known_as_before(instance: dg.DagsterInstance) -> None:
    nights(instance, 3)
    tidied(instance)
    for name in ("nightly", "seldom"):
        assert instance.get_latest_materialization_event(dg.AssetKey(name)) is not None
    check = dg.AssetCheckKey(dg.AssetKey("nightly"), "sound")
    newest = instance.event_log_storage.get_latest_asset_check_execution_by_key([check])
    assert newest[check].event is not None


def test_the_last_time_a_check_was_made_outlives_runs_that_only_planned_it(
    instance: dg.DagsterInstance,
) -> None:
    made, *_ = nights(instance, 1)
    check = dg.AssetCheckKey(dg.AssetKey("nightly"), "sound")
    quiet = instance.add_run(dg.DagsterRun("nightly_refresh", status=dg.DagsterRunStatus.SUCCESS)).run_id
    planned = AssetCheckEvaluationPlanned(asset_key=check.asset_key, check_name=check.name)
    event = DagsterEvent(
        DagsterEventType.ASSET_CHECK_EVALUATION_PLANNED.value, "nightly_refresh", event_specific_data=planned
    )
    instance.report_dagster_event(event, quiet)
    tidied(instance)
    assert made in instance.get_run_ids()
    last = instance.event_log_storage.get_asset_check_execution_history(check, limit=1, status=MADE)
    assert [record.run_id for record in last] == [made]


def test_runs_of_the_last_days_and_runs_at_work_stay(instance: dg.DagsterInstance) -> None:
    runs = nights(instance, 2)
    at_work = instance.add_run(dg.DagsterRun("nightly_refresh", status=dg.DagsterRunStatus.STARTED)).run_id
    assert tidied(instance, datetime.now(UTC) + timedelta(days=80))["runs"] == Removal("runs")
    assert set(instance.get_run_ids()) == {*runs, at_work}
    tidied(instance)
    assert at_work in instance.get_run_ids()


def test_what_a_killed_tidying_left_is_finished_by_the_next(
    instance: dg.DagsterInstance, tmp_path: Path
) -> None:
    runs = nights(instance, 1)
    orphan = str(uuid4())
    events = tmp_path / "history" / "runs" / f"{orphan}.db"
    events.write_bytes(b"x" * 9000)
    logs = tmp_path / "storage" / orphan / "compute_logs"
    logs.mkdir(parents=True)
    told = tidied(instance)
    assert (told["leftovers"].things, told["compute_logs"].things) == (1, 1)
    assert not events.exists()
    assert not logs.exists()
    assert rows_of(instance, runs[0]) > 0


def test_old_findings_of_the_watch_go_and_the_newest_stays(instance: dg.DagsterInstance) -> None:
    check = dg.AssetCheckKey(dg.AssetKey("night"), "what_is_broken_now")
    for _ in range(5):
        instance.report_runless_asset_event(
            dg.AssetCheckEvaluation(asset_key=check.asset_key, check_name=check.name, passed=True)
        )
    assert tidied(instance)["events_of_the_watch"].things == 5
    newest = instance.event_log_storage.get_latest_asset_check_execution_by_key([check])
    assert newest[check].event is not None
    assert len(instance.event_log_storage.get_asset_check_execution_history(check, limit=9)) == 1


def test_the_databases_shrink(instance: dg.DagsterInstance, tmp_path: Path) -> None:
    nights(instance, 8)
    index = tmp_path / "history" / "runs" / "index.db"
    before = size(index) + size(index.with_name("index.db-wal"))
    tidied(instance)
    assert size(index) + size(index.with_name("index.db-wal")) < 0.8 * before
