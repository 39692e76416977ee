"""The night under a real daemon's loops: what the clock does to the schedule, and how a hung run ends.

The instance is that of `deploy/dagster.yaml`, the code location a server of its own; only time is moved.
"""

import logging
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import dagster as dg
import pytest
from dagster._core.test_utils import create_test_daemon_workspace_context, freeze_time
from dagster._core.workspace.load_target import ModuleTarget
from dagster._daemon.monitoring.run_monitoring import execute_run_monitoring_iteration
from dagster._daemon.run_coordinator.queued_run_coordinator_daemon import QueuedRunCoordinatorDaemon
from dagster._daemon.sensor import execute_sensor_iteration
from dagster._scheduler.scheduler import launch_scheduled_runs

from orchestration.storage.durable import is_alive
from orchestration.storage.locks import refresh_lock
from tests.installation import SHIPPED, Installation

EVENING = datetime(2026, 12, 1, 18, 30, tzinfo=UTC)  # 01:30 in Viet Nam
HOUR = timedelta(hours=1)
UNFINISHED = (dg.DagsterRunStatus.QUEUED, dg.DagsterRunStatus.STARTED, dg.DagsterRunStatus.CANCELING)
ENDED = (dg.DagsterRunStatus.FAILURE, dg.DagsterRunStatus.CANCELED)
LOG = logging.getLogger("test")
PROSE = SHIPPED / "press" / "lam-dong-6-thang-2022.txt"


class Daemon:
    """The loops of `dagster-daemon`, turned by hand."""

    def __init__(self, instance: dg.DagsterInstance, workspace: Any) -> None:
        self.instance, self.workspace = instance, workspace
        self.iteration_times: dict[str, Any] = {}

    def restart(self) -> None:
        """What the process knew is gone; what it had stored stays."""
        self.iteration_times = {}

    def schedule(self, now: datetime) -> int:
        """Look at the schedules at a moment; returns how many runs of the night there are now."""
        with freeze_time(now):
            list(launch_scheduled_runs(self.workspace, LOG, now, self.iteration_times))
        return self.nights()

    def sense(self) -> int:
        """Look at the sensors; returns how many runs of the night there are now."""
        with ThreadPoolExecutor() as pool:
            list(execute_sensor_iteration(self.workspace, LOG, pool, None, {}))
        return self.nights()

    def start_queued(self) -> None:
        """Start the runs that may start."""
        list(QueuedRunCoordinatorDaemon(interval_seconds=1).run_iteration(self.workspace))

    def monitor(self) -> None:
        """Look at the runs that are on their way."""
        assert not any(execute_run_monitoring_iteration(self.workspace, LOG))

    def nights(self, *statuses: dg.DagsterRunStatus) -> int:
        """How many runs of the nightly job there are, of these statuses or at all."""
        wanted = dg.RunsFilter(job_name="nightly_refresh", statuses=list(statuses) or None)
        return self.instance.get_runs_count(wanted)


@pytest.fixture(scope="module")
def code(prepared: Installation) -> ModuleTarget:
    """The real definitions, served as `workspace.yaml` does."""
    return ModuleTarget("orchestration.definitions", None, None, "reform_reports")


@pytest.fixture
def installation(prepared: Installation, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Installation:
    """Folders of its own; the parsed project is that of the prepared one."""
    installation = Installation(tmp_path)
    installation.use(monkeypatch)
    (installation.warehouse / "state").mkdir(parents=True)
    (installation.warehouse / "state" / "dbt").symlink_to(prepared.warehouse / "state" / "dbt")
    return installation


@pytest.fixture
def daemon(code: ModuleTarget, installation: Installation) -> Iterator[Daemon]:
    from orchestration.settings import load_settings
    from orchestration.setup import prepare_dagster_home

    prepare_dagster_home(load_settings())
    with (
        dg.DagsterInstance.get() as instance,
        create_test_daemon_workspace_context(code, instance) as workspace,
    ):
        yield Daemon(instance, workspace)


def test_the_schedule_runs_once_a_night_whatever_the_clock_does(daemon: Daemon) -> None:
    assert daemon.schedule(EVENING) == 0
    assert daemon.schedule(EVENING + HOUR) == 1, "02:00 has struck"
    # Put back by an hour: 02:00 strikes again.
    assert daemon.schedule(EVENING + timedelta(minutes=5)) == 1
    assert daemon.schedule(EVENING + HOUR) == 1
    # Put ahead by an hour over 02:00, then right again.
    assert daemon.schedule(EVENING + 23.8 * HOUR) == 1
    assert daemon.schedule(EVENING + 24.9 * HOUR) == 2
    assert daemon.schedule(EVENING + 24.1 * HOUR) == 2
    assert daemon.schedule(EVENING + 25 * HOUR) == 2
    assert daemon.schedule(EVENING + 49 * HOUR) == 3, "the next night comes at its hour"
    # Down for three nights: one run makes good what was missed.
    daemon.restart()
    assert daemon.schedule(EVENING + 120 * HOUR) == 4
    assert daemon.schedule(EVENING + 121 * HOUR) == 5


def test_sensor_and_schedule_give_one_run_at_a_time_for_the_same_report(
    daemon: Daemon, installation: Installation, monkeypatch: pytest.MonkeyPatch
) -> None:
    launched: list[str] = []
    monkeypatch.setattr(
        type(daemon.instance.run_launcher),
        "launch_run",
        lambda _, context: launched.append(context.dagster_run.run_id),
    )
    installation.drop(PROSE)
    assert daemon.sense() == 1
    assert daemon.sense() == 1, "one run is on its way"
    daemon.schedule(EVENING)
    assert daemon.schedule(EVENING + HOUR) == 2
    daemon.start_queued()
    daemon.start_queued()
    assert len(launched) == 1, "one run at a time"
    assert daemon.nights(dg.DagsterRunStatus.QUEUED) == 1


def test_a_run_that_takes_too_long_is_ended_and_told_and_the_next_is_free(
    daemon: Daemon, installation: Installation
) -> None:
    installation.drop(PROSE)
    limit = daemon.instance.run_monitoring_max_runtime_seconds
    assert limit == 4 * 3600
    with refresh_lock(installation.warehouse):  # so that the run waits and waits
        assert daemon.sense() == 1
        daemon.start_queued()
        run_id = eventually(lambda: [run.run_id for run in daemon.instance.get_runs() if is_signed(run)])[0]
        process = int(daemon.instance.get_run_by_id(run_id).tags["cchc/process"])
        daemon.monitor()
        assert daemon.nights(dg.DagsterRunStatus.STARTED) == 1, "it has its time"
        with freeze_time(datetime.now(UTC) + timedelta(seconds=limit + 60)):
            daemon.monitor()
        assert daemon.nights(*ENDED) == 1, "failed; canceled, if its process said so before it was ended"
        told = [event.message for event in daemon.instance.all_logs(run_id)]
        assert any("maximum runtime of 14400 seconds" in message for message in told)
        eventually(lambda: not is_alive(process))
    from orchestration.definitions import defs

    job = defs.resolve_job_def("nightly_refresh")
    intake = [dg.AssetKey("archived_reports")]
    night = job.execute_in_process(instance=daemon.instance, asset_selection=intake)
    [written] = night.asset_materializations_for_node("archived_reports")
    assert written.metadata["new_reports"].value == 1
    assert daemon.nights(*UNFINISHED) == 0


def eventually(look: Callable[[], Any]) -> Any:
    """What a look finds, once it finds something."""
    deadline = time.monotonic() + 300
    while time.monotonic() < deadline:
        try:
            if found := look():
                return found
        except StopIteration:
            pass
        time.sleep(0.2)
    raise AssertionError("it did not come to pass")


def is_signed(run: dg.DagsterRun) -> bool:
    """Whether a run has begun and said which process works on it."""
    return run.status is dg.DagsterRunStatus.STARTED and "cchc/process" in run.tags
