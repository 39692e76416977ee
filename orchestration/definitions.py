"""The one Definitions object, which `workspace.yaml` serves and `cchc refresh` runs.

Here belongs putting the stages together. Not here: a stage (`defs`).
"""

import dagster as dg

from orchestration.defs import intake, landing, release, schedule, warehouse
from orchestration.defs.conventions import RefreshLock

NIGHTLY_JOB = schedule.NIGHTLY_JOB

defs = dg.Definitions(
    assets=[
        intake.archived_reports,
        landing.landing,
        warehouse.warehouse_assets(),
        release.released_warehouse,
    ],
    jobs=[schedule.nightly_refresh],
    schedules=[schedule.every_night],
    sensors=[intake.reports_arrived],
    resources={"refresh_lock": RefreshLock()},
    executor=dg.in_process_executor,
)
