"""The job that runs the whole flow, and the hour at which it runs.

Here belongs when the flow runs by the clock. Not here: running because a file arrived (`intake`).
"""

import dagster as dg

from orchestration.defs.standing import STANDING
from orchestration.settings import TIMEZONE

NIGHTLY_JOB = "nightly_refresh"
WEEKLY_JOB = "weekly_tidying"
TIDIED = "tidied_storage"

nightly_refresh = dg.define_asset_job(
    NIGHTLY_JOB,
    selection=dg.AssetSelection.all() - dg.AssetSelection.assets(TIDIED) - STANDING,
    # One process: the stages hand over files, and starting a process for each costs more than the work in it.
    executor_def=dg.in_process_executor,
    description="Archive, read, check, build, test and publish. Ends early, and well, when nothing is new.",
)

every_night = dg.ScheduleDefinition(
    name="every_night",
    job=nightly_refresh,
    cron_schedule="0 2 * * *",
    execution_timezone=TIMEZONE,
    default_status=dg.DefaultScheduleStatus.RUNNING,
    description="02:00 in Viet Nam.",
)

weekly_tidying = dg.define_asset_job(
    WEEKLY_JOB,
    selection=dg.AssetSelection.assets(TIDIED),
    executor_def=dg.in_process_executor,
    description="Remove old runs, logs, releases and leftovers of builds. Nothing of the lake ever goes.",
)

every_week = dg.ScheduleDefinition(
    name="every_week",
    job=weekly_tidying,
    cron_schedule="30 4 * * 0",
    execution_timezone=TIMEZONE,
    default_status=dg.DefaultScheduleStatus.RUNNING,
    description="Sunday, 04:30 in Viet Nam, after the night.",
)
