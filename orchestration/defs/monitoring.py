"""Monitoring: whether the night ran at all, and runs whose process died without a word.

Here belongs what Dagster itself does not see. Not here: whether the figures that are due are there
(`quality_filing_status` in the warehouse), contract results and tests (checks of their own stage).
"""

import os
import socket
from datetime import timedelta

import dagster as dg
from dagster_shared.error import SerializableErrorInfo

from orchestration.settings import TIMEZONE
from orchestration.storage.durable import is_alive

# Only the intake writes each night: on a night without news the later stages are skipped, and rightly so.
NIGHTLY_FRESHNESS = dg.FreshnessPolicy.cron(
    deadline_cron="0 4 * * *", lower_bound_delta=timedelta(hours=3), timezone=TIMEZONE
)

RUNNING = [dg.DagsterRunStatus.STARTING, dg.DagsterRunStatus.STARTED, dg.DagsterRunStatus.CANCELING]
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
