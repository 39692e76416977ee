"""A process that holds the warehouse for a run that was given up is ended by the next run; no other is."""

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import dagster as dg
import pytest

from orchestration.defs import monitoring
from orchestration.storage.locks import is_refreshing, refresh_lock

HOLDER = """
import sys, time
from pathlib import Path
from orchestration.storage.locks import refresh_lock
with refresh_lock(Path(sys.argv[1])):
    print("held", flush=True)
    time.sleep(600)
"""


@pytest.fixture
def hung(tmp_path: Path) -> Iterator[subprocess.Popen[str]]:
    """A process that holds the warehouse and hears nothing any more."""
    with subprocess.Popen(
        [sys.executable, "-c", HOLDER, tmp_path], stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "held\n"
        os.kill(process.pid, signal.SIGSTOP)
        yield process
        process.kill()


def run_of(instance: dg.DagsterInstance, process: int) -> dg.DagsterRun:
    """A run that began, on which that process works."""
    tags = {"cchc/host": socket.gethostname(), "cchc/process": str(process)}
    run = instance.add_run(
        dg.DagsterRun("nightly_refresh", status=dg.DagsterRunStatus.NOT_STARTED, tags=tags)
    )
    instance.report_dagster_event(
        dg.DagsterEvent(dg.DagsterEventType.RUN_START.value, run.job_name), run_id=run.run_id
    )
    return run


def test_the_process_of_a_run_that_was_given_up_is_ended(
    tmp_path: Path, hung: subprocess.Popen[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    with dg.DagsterInstance.ephemeral() as instance:
        run = run_of(instance, hung.pid)
        assert monitoring.end_hung_run(instance, tmp_path) is None, "it is at work"
        instance.report_run_failed(run, "Exceeded maximum runtime.")
        assert monitoring.end_hung_run(instance, tmp_path) is None, "it may still let go by itself"
        monkeypatch.setattr(monitoring, "GRACE_SECONDS", 0.0)
        assert monitoring.end_hung_run(instance, tmp_path) == run.run_id
        assert hung.wait(30) == -signal.SIGKILL
        assert not is_refreshing(tmp_path)
        with refresh_lock(tmp_path):
            assert monitoring.end_hung_run(instance, tmp_path) is None, "nobody's run is left alone"


def test_a_process_without_a_run_is_left_alone(
    tmp_path: Path, hung: subprocess.Popen[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(monitoring, "GRACE_SECONDS", 0.0)
    with dg.DagsterInstance.ephemeral() as instance:
        instance.report_run_failed(run_of(instance, hung.pid + 1))
        assert monitoring.end_hung_run(instance, tmp_path) is None
        assert is_refreshing(tmp_path)
