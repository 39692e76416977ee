"""Monitoring: whether the night ran at all, and runs whose process died without a word.

Here belongs what Dagster itself does not see. Not here: whether the figures that are due are there
(`quality_filing_status` in the warehouse), contract results and tests (checks of their own stage).
"""

import os
import signal
import socket
import time
from contextlib import suppress
from datetime import timedelta
from pathlib import Path

import dagster as dg
from dagster_shared.error import SerializableErrorInfo

from orchestration.settings import TIMEZONE
from orchestration.storage import locks
from orchestration.storage.durable import is_alive

# Only the intake writes each night: on a night without news the later stages are skipped, and rightly so.
NIGHTLY_FRESHNESS = dg.FreshnessPolicy.cron(
    deadline_cron="0 4 * * *", lower_bound_delta=timedelta(hours=3), timezone=TIMEZONE
)

RUNNING = [dg.DagsterRunStatus.STARTING, dg.DagsterRunStatus.STARTED, dg.DagsterRunStatus.CANCELING]
GRACE_SECONDS = 60.0
"""How long a process may live on after its run has ended: it has resources to let go."""
_HOST, _PROCESS = "cchc/host", "cchc/process"


def sign_run(instance: dg.DagsterInstance, run_id: str) -> None:
    """Note on the run which process works on it."""
    instance.add_run_tags(run_id, {_HOST: socket.gethostname(), _PROCESS: str(os.getpid())})


def fail_dead_runs(instance: dg.DagsterInstance) -> list[str]:
    """Mark runs as failed whose process on this machine is gone; returns their ids.

    Dagster's own launcher cannot tell; such a run would stand in the queue before the next night's.
    """
    here = dg.RunsFilter(statuses=RUNNING, tags={_HOST: socket.gethostname()})
    dead = [run for run in instance.get_runs(here) if not is_alive(int(run.tags[_PROCESS]))]
    for run in dead:
        instance.report_run_failed(
            run, f"Process {run.tags[_PROCESS]} ended before the run did. Run it again."
        )
    return [run.run_id for run in dead]


def end_hung_run(instance: dg.DagsterInstance, warehouse: Path) -> str | None:
    """End the process that still holds the warehouse for a run that was given up; returns the run's id.

    Run monitoring asks a run that takes too long to end and marks it as failed; one that hangs where it
    cannot hear (a dead network disk) keeps the lock, and every later night would wait for it in vain.
    """
    process = locks.holder(warehouse)
    tags = {_HOST: socket.gethostname(), _PROCESS: str(process)}
    newest = instance.get_run_records(dg.RunsFilter(tags=tags), limit=1) if process else []
    for record in newest:
        given_up = record.dagster_run.is_finished and record.end_time is not None
        if given_up and time.time() - (record.end_time or 0) > GRACE_SECONDS:
            with suppress(ProcessLookupError):
                os.kill(int(str(process)), signal.SIGKILL)
            return record.dagster_run.run_id
    return None


def first_failure(instance: dg.DagsterInstance, run_id: str) -> str:
    """Why the first step that failed in a run did, in one sentence; empty if none has."""
    failed = instance.get_records_for_run(run_id, of_type=dg.DagsterEventType.STEP_FAILURE).records
    if not failed:
        return ""
    event = failed[0].event_log_entry.get_dagster_event()
    told = event.step_failure_data.user_failure_data
    if told and told.description:
        return told.description
    error = event.step_failure_data.error
    return f"{event.step_key}: {reason(error) if error else 'no reason told'}"


def reason(error: SerializableErrorInfo) -> str:
    """What went wrong at bottom, as our errors say it: without the name of the class."""
    bottom = error.cause or error
    return bottom.message.partition(f"{bottom.cls_name}: ")[2].strip() or bottom.message.strip()
