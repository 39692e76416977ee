"""The one Definitions object, which `workspace.yaml` serves and `cchc refresh` runs.

Here belongs putting the stages together. Not here: a stage (`defs`).
"""

import dagster as dg

from orchestration.defs import housekeeping, intake, landing, night, release, schedule, standing, warehouse
from orchestration.defs.locks import RefreshLock, TidyingLock

NIGHTLY_JOB, WEEKLY_JOB = schedule.NIGHTLY_JOB, schedule.WEEKLY_JOB

defs = dg.Definitions(
    assets=[
        intake.archived_reports,
        landing.landing,
        warehouse.warehouse_assets(),
        release.released_warehouse,
        night.SPEC,
        housekeeping.tidied_storage,
    ],
    asset_checks=[standing.standing_checks],
    jobs=[schedule.nightly_refresh, schedule.weekly_tidying],
    schedules=[schedule.every_night, schedule.every_week],
    sensors=[intake.reports_arrived, standing.watch],
    resources={"refresh_lock": RefreshLock(), "tidying_lock": TidyingLock()},
    executor=dg.in_process_executor,
)
