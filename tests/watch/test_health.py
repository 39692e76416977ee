"""What the watch finds well, doubtful or broken, on a real installation."""

import json
import shutil
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import dagster as dg
import pytest

from orchestration.settings import Settings, load_settings
from orchestration.storage import nights
from orchestration.storage.locks import refresh_lock
from orchestration.storage.removal import Tidying, remember
from orchestration.watch.digest import message
from orchestration.watch.health import Check, checks, is_well
from tests.installation import BROKEN, SHIPPED, Installation


@pytest.fixture(scope="module")
def installation(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installation]:
    """One night with a good report and one that cannot be read."""
    installation = Installation(tmp_path_factory.mktemp("watch"))
    with pytest.MonkeyPatch.context() as environment:
        installation.use(environment)
        installation.drop(min((SHIPPED / "rankings").rglob("*.csv"), key=lambda path: path.name))
        installation.drop(BROKEN / "xlsx-cut-short.xlsx")
        installation.refresh()
        yield installation


def found(name: str, now: datetime | None = None, **changes: object) -> Check:
    settings = load_settings().model_copy(update=changes)
    return next(check for check in checks(settings, now or datetime.now(UTC)) if check.name == name)


def test_a_night_that_went_well_is_well(installation: Installation) -> None:
    assert found("refresh").state == "ok"
    assert found("release").state == "ok"
    result = installation.run("health")
    told = json.loads(result.output)
    assert (result.exit_code, told["is_well"]) == (0, True)
    assert {check["name"] for check in told["checks"]} >= {"refresh", "release", "disk", "refused_reports"}


@pytest.mark.usefixtures("installation")
def test_a_refused_report_is_a_warning_with_its_reason() -> None:
    check = found("refused_reports")
    assert check.state == "warning"
    assert check.found.startswith("1 reports")
    assert "expected" in check.cases[0]


def test_a_lake_that_cannot_be_looked_at_is_broken_and_says_why(installation: Installation) -> None:
    outcomes = next((installation.root / "lake" / "landing" / "outcomes").glob("2*.parquet"))
    kept = outcomes.read_bytes()
    outcomes.write_bytes(b"no Parquet")
    try:
        check = found("refused_reports")
    finally:
        outcomes.write_bytes(kept)
    assert check.state == "broken"
    assert "it cannot be looked at" in check.found
    assert check.advice == "Run `cchc verify`."


@pytest.mark.usefixtures("installation")
def test_the_night_stands_in_dagster_with_its_reports_and_steps(installation: Installation) -> None:
    with dg.DagsterInstance.from_config(str(installation.root / "dagster")) as instance:
        event = instance.get_latest_materialization_event(dg.AssetKey("night"))
    assert event is not None
    assert event.asset_materialization is not None
    facts = {name: entry.value for name, entry in event.asset_materialization.metadata.items()}
    assert (facts["outcome"], facts["arrived"], facts["read"], facts["refused_reports"]) == (
        "released",
        2,
        2,
        1,
    )
    assert facts["released_rows"] > 0
    assert 0 < facts["seconds_dbt_models"] < facts["seconds"]


@pytest.mark.usefixtures("installation")
def test_a_missed_night_is_broken() -> None:
    check = found("refresh", datetime.now(UTC) + timedelta(hours=27))
    assert check.state == "broken"
    assert "a night was missed" in check.found


@pytest.mark.usefixtures("installation")
def test_a_clock_that_was_put_back_hides_no_missed_night() -> None:
    assert found("refresh", datetime.now(UTC) - timedelta(minutes=59)).state == "ok"
    check = found("refresh", datetime.now(UTC) - timedelta(hours=3))
    assert check.state == "broken"
    assert "the host's clock was put back" in check.found


@pytest.mark.usefixtures("installation")
def test_an_old_release_is_a_warning() -> None:
    assert found("release", datetime.now(UTC) + timedelta(days=101)).state == "warning"


def test_storage_that_nobody_tidies_is_a_warning(installation: Installation) -> None:
    assert found("tidying").state == "ok"
    late = datetime.now(UTC) + timedelta(days=16)
    assert found("tidying", late).state == "warning"
    remember(installation.warehouse, Tidying(datetime.now(UTC) + timedelta(days=7), ()))
    assert found("tidying", late).state == "ok"


@pytest.mark.usefixtures("installation")
def test_little_disk_is_broken() -> None:
    check = found("disk", free_gigabytes=10**9)
    assert check.state == "broken"
    assert len(check.cases) == 3


def test_a_failed_refresh_is_broken_until_one_goes_well(installation: Installation) -> None:
    lake = installation.root / "lake"
    registry = lake / "landing" / "reports"
    shutil.move(registry, installation.root / "aside")
    registry.write_text("not a folder")
    assert installation.run("refresh").exit_code == 1
    check = found("refresh")
    assert check.state == "broken"
    assert "failed: " in check.found
    assert installation.run("health").exit_code == 1
    registry.unlink()
    shutil.move(installation.root / "aside", registry)
    installation.refresh()
    assert found("refresh").state == "ok"


def test_a_killed_refresh_is_broken_and_one_at_work_is_not(installation: Installation) -> None:
    nights.begin(installation.warehouse, "killed", datetime.now(UTC))
    assert "was killed" in found("refresh").found
    with refresh_lock(installation.warehouse):
        assert found("refresh").state == "ok"
    nights.end(installation.warehouse, "killed", datetime.now(UTC), "")
    assert found("refresh").state == "ok"


def test_nothing_is_well_before_the_first_night(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    Installation(tmp_path).use(monkeypatch)
    every = checks(load_settings(), datetime.now(UTC))
    assert not is_well(every)
    assert {check.name for check in every if check.state == "broken"} == {"refresh", "release"}


def test_what_cannot_be_looked_at_is_broken(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    Installation(tmp_path).use(monkeypatch)
    (tmp_path / "warehouse").mkdir()
    (tmp_path / "warehouse" / "refreshes.json").write_text("{ torn")
    check = next(check for check in checks(load_settings(), datetime.now(UTC)) if check.name == "refresh")
    assert check.state == "broken"
    assert "cannot be looked at" in check.found


def test_refreshes_are_remembered_up_to_a_bound(tmp_path: Path) -> None:
    start = datetime(2026, 1, 1, tzinfo=UTC)
    for day in range(405):
        nights.begin(tmp_path, str(day), start + timedelta(days=day))
    kept = nights.refreshes(tmp_path)
    assert len(kept) == 400
    assert kept[-1] == nights.Refresh("404", start + timedelta(days=404))


def test_the_message_tells_the_worst_first_and_the_first_cases() -> None:
    settings = Settings(ui_url="https://reports.example")
    cases = tuple(f"report {number}.pdf: broken" for number in range(8))
    told = message(
        [
            Check("release", "ok", "3 days old"),
            Check("refused_reports", "warning", "8 reports", "See the runbook.", cases),
            Check("disk", "broken", "1.0 GB free", "Free some space."),
        ],
        settings,
        datetime(2026, 11, 24, 22, tzinfo=UTC),
    )
    assert told.subject == "[cchc] 2026-11-24 BROKEN: disk"
    order = [told.text.index(part) for part in ("BROKEN", "disk", "WARNING", "refused reports", "OK ")]
    assert order == sorted(order)
    assert "report 4.pdf" in told.text
    assert "report 5.pdf" not in told.text
    assert "and 3 more" in told.text
    assert "https://reports.example" in told.text
    assert "team:reform-data" in told.text
