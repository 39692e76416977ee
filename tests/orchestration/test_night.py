"""What a refresh tells of itself when it has ended, and what stands open until someone sees to it."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import dagster as dg
import pytest
from dagster._core.definitions.asset_checks.asset_check_evaluation import AssetCheckEvaluationPlanned
from dagster._core.events import DagsterEvent, DagsterEventType

from orchestration.settings import load_settings
from orchestration.storage import nights
from orchestration.storage.ingest import read_pending
from orchestration.storage.intake import archive_folder
from orchestration.storage.lake import Lake
from orchestration.storage.nights import Refresh
from orchestration.storage.report_rows import Reader
from tests.installation import BROKEN, SHIPPED, Installation

PROSE = next((SHIPPED / "press").glob("*.txt"))
OPEN = dg.AssetCheckKey(dg.AssetKey("night"), "what_is_broken_now")


@pytest.fixture
def installation(prepared: Installation, tmp_path: Path) -> Iterator[Installation]:
    """A new and empty installation; the definitions stay those of the prepared one."""
    import orchestration.definitions  # noqa: F401 - loaded while the environment still names the manifest

    installation = Installation(tmp_path)
    with pytest.MonkeyPatch.context() as environment:
        installation.use(environment)
        yield installation


@pytest.fixture
def instance() -> Iterator[dg.DagsterInstance]:
    with dg.DagsterInstance.ephemeral() as ephemeral:
        yield ephemeral


def night(instance: dg.DagsterInstance, failure: str = "", stamp: str = "") -> Refresh:
    """A refresh without a warehouse, noted and told as a run does it."""
    from orchestration.defs.night import tell_night

    settings, began = load_settings(), datetime.now(UTC)
    lake = Lake(settings.lake)
    archive_folder(settings.reports, lake, began)
    read_pending(lake, Reader.current(), datetime.now(UTC))
    run = instance.add_run(dg.DagsterRun("nightly_refresh", status=dg.DagsterRunStatus.SUCCESS))
    nights.begin(settings.warehouse, run.run_id, began)
    nights.end(settings.warehouse, run.run_id, began + timedelta(seconds=90), failure)
    refresh = nights.refreshes(settings.warehouse)[-1]
    tell_night(instance, refresh)
    return refresh


def told(instance: dg.DagsterInstance) -> dict[str, Any]:
    event = instance.get_latest_materialization_event(dg.AssetKey("night"))
    assert event is not None
    assert event.asset_materialization is not None
    return {name: entry.value for name, entry in event.asset_materialization.metadata.items()}


def standing(instance: dg.DagsterInstance, key: dg.AssetCheckKey = OPEN) -> Any:
    found = instance.event_log_storage.get_latest_asset_check_execution_by_key([key])[key].evaluation
    assert found is not None
    return found


def test_the_entry_tells_each_report_and_why_the_worst_first(
    installation: Installation, instance: dg.DagsterInstance
) -> None:
    installation.drop(PROSE)
    installation.drop(BROKEN / "xlsx-cut-short.xlsx")
    installation.drop(BROKEN / "unknown-province.xlsx")
    refresh = night(instance)
    facts = told(instance)
    assert (facts["read"], facts["refused_reports"], facts["refused_rows"]) == (3, 1, 1)
    assert (facts["seconds"], facts["outcome"]) == (90, "nothing was new")
    lines = facts["reports"].splitlines()[2:]
    assert lines[0].startswith("| refused | xlsx-cut-short.xlsx |")
    assert "expected a complete office file" in lines[0]
    assert lines[1].startswith("| ok | unknown-province.xlsx | 2 | 1 |")
    assert "expected the name of an agency" in lines[1]
    run = instance.get_run_by_id(refresh.run_id)
    assert run is not None
    assert (run.tags["cchc/read"], run.tags["cchc/refused_reports"]) == ("3", "1")


def test_what_is_plotted_night_after_night_is_a_number(
    installation: Installation, instance: dg.DagsterInstance
) -> None:
    installation.drop(PROSE)
    night(instance)
    numbers = {name for name, value in told(instance).items() if isinstance(value, int | float)}
    assert numbers >= {"seconds", "read", "refused_reports", "accepted_rows", "refused_rows"}
    night(instance)
    assert told(instance)["read"] == 0
    assert "none was new" in told(instance)["reports"]


def test_a_failed_night_tells_its_cause_and_stands_open(
    installation: Installation, instance: dg.DagsterInstance
) -> None:
    night(instance, failure="landing: no space left on the disk")
    assert told(instance)["outcome"] == "failed: landing: no space left on the disk"
    check = standing(instance)
    assert (check.passed, check.severity) == (False, dg.AssetCheckSeverity.ERROR)
    shown = check.metadata["open"].value
    assert "| BROKEN | refresh |" in shown
    assert "no space left on the disk" in shown
    assert "“The night failed”" in shown
    assert "team:reform-data" in shown
    fresh = standing(instance, dg.AssetCheckKey(dg.AssetKey("released_warehouse"), "release_is_fresh"))
    assert (fresh.passed, fresh.severity) == (False, dg.AssetCheckSeverity.ERROR)


def test_an_entry_that_cannot_be_written_does_not_fail_the_refresh(
    installation: Installation, instance: dg.DagsterInstance, caplog: pytest.LogCaptureFixture
) -> None:
    installation.drop(PROSE)
    night(instance)
    landed = Path(load_settings().lake) / "landing" / "outcomes"
    for file in landed.iterdir():
        file.write_bytes(b"no Parquet")
    from orchestration.defs.night import tell_night

    tell_night(instance, nights.refreshes(installation.warehouse)[-1])
    assert "the night's entry could not be written" in caplog.text


def test_a_check_that_failed_stands_open_through_nights_that_only_plan_it(
    installation: Installation, instance: dg.DagsterInstance
) -> None:
    asset, name = dg.AssetKey(["warehouse", "fct_provincial_rankings"]), "blocking_tests"
    failed = dg.AssetCheckEvaluation(
        asset_key=asset, check_name=name, passed=False, severity=dg.AssetCheckSeverity.ERROR
    )
    instance.report_runless_asset_event(failed)
    planned = DagsterEvent(
        DagsterEventType.ASSET_CHECK_EVALUATION_PLANNED.value,
        "nightly_refresh",
        event_specific_data=AssetCheckEvaluationPlanned(asset_key=asset, check_name=name),
    )
    run = instance.add_run(dg.DagsterRun("nightly_refresh", status=dg.DagsterRunStatus.SUCCESS))
    instance.report_dagster_event(planned, run.run_id)
    night(instance)
    assert (
        "warehouse/fct_provincial_rankings: blocking_tests (ERROR)"
        in standing(instance).metadata["open"].value
    )


def test_the_watch_writes_what_is_news_and_nothing_twice(
    installation: Installation, instance: dg.DagsterInstance, monkeypatch: pytest.MonkeyPatch
) -> None:
    installation.drop(BROKEN / "xlsx-cut-short.xlsx")
    night(instance)
    first = _watch(instance, None)
    assert isinstance(first, dg.SensorResult)
    assert {
        event.check_name for event in first.asset_events if isinstance(event, dg.AssetCheckEvaluation)
    } == {
        "what_is_broken_now",
        "release_is_fresh",
        "filings_in_time",
    }
    assert not first.run_requests
    assert isinstance(_watch(instance, first.cursor), dg.SkipReason)
    monkeypatch.setenv("CCHC_FREE_GIGABYTES", "1000000000")
    assert isinstance(_watch(instance, first.cursor), dg.SensorResult)


def _watch(instance: dg.DagsterInstance, cursor: str | None) -> dg.SensorResult | dg.SkipReason:
    from orchestration.defs.standing import watch

    with dg.build_sensor_context(instance=instance, cursor=cursor) as context:
        answer = watch(context)
    assert isinstance(answer, dg.SensorResult | dg.SkipReason)
    return answer
