"""Running one of the jobs in this process, on the Dagster instance of the UI.

Here belongs what `cchc refresh` and `cchc tidy` share. Not here: what a job does (`defs`),
telling what came of it.
"""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import dagster as dg

_QUIET: dict[str, Any] = {"loggers": {"console": {"config": {"log_level": "CRITICAL"}}}}


def run_job(name: str, configuration: Mapping[str, Any]) -> "dg.ExecuteInProcessResult":
    """Run the job to its end; a failed step does not raise, the result says so."""
    import dagster as dg

    from orchestration.definitions import defs

    with dg.DagsterInstance.get() as instance:
        job = defs.resolve_job_def(name)
        return job.execute_in_process(
            run_config={**_QUIET, **configuration}, instance=instance, raise_on_error=False
        )


def failure(result: "dg.ExecuteInProcessResult") -> str:
    """Why the first step that failed did, or why there was none."""
    from dagster import DagsterEventType

    from orchestration.defs.monitoring import reason

    for event in result.all_events:
        if event.is_step_failure:
            data = event.step_failure_data
            if data.user_failure_data and data.user_failure_data.description:
                return data.user_failure_data.description
            return reason(data.error) if data.error else f"step {event.step_key} failed"
        if event.event_type is DagsterEventType.RESOURCE_INIT_FAILURE and event.engine_event_data.error:
            return f"the run failed before its first step: {reason(event.engine_event_data.error)}"
    return "the run failed before its first step"
