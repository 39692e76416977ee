"""The one Definitions object, which `workspace.yaml` serves and `cchc refresh` runs.

Here belongs putting the stages together. Not here: a stage (`defs`).
"""

import dagster as dg

from orchestration.defs import housekeeping, intake, landing, release, schedule, warehouse
from orchestration.defs.conventions import RefreshLock, TidyingLock

NIGHTLY_JOB, WEEKLY_JOB = schedule.NIGHTLY_JOB, schedule.WEEKLY_JOB

defs = dg.Definitions(
    assets=[
        intake.archived_reports,
        landing.landing,
        warehouse.warehouse_assets(),
        release.released_warehouse,
        housekeeping.tidied_storage,
    ],
    jobs=[schedule.nightly_refresh, schedule.weekly_tidying],
    schedules=[schedule.every_night, schedule.every_week],
    sensors=[intake.reports_arrived],
    resources={"refresh_lock": RefreshLock(), "tidying_lock": TidyingLock()},
    executor=dg.in_process_executor,
)
