"""Intake: every file of the drop folder is archived by content and registered, and new files start a run.

Here belongs the stage before a report is opened. Not here: what is in a report (`landing`).
"""

import dagster as dg

from orchestration import clock
from orchestration.defs.conventions import GROUPS, IO_RETRIES, OWNERS, PROGRESS, failures
from orchestration.defs.monitoring import NIGHTLY_FRESHNESS, RUNNING, fail_dead_runs
from orchestration.defs.schedule import NIGHTLY_JOB
from orchestration.settings import load_settings
from orchestration.storage.healing import heal_releases
from orchestration.storage.intake import archive_folder
from orchestration.storage.lake import Lake
from orchestration.storage.pending import pending_work
from orchestration.storage.report_rows import Reader

UNFINISHED = [dg.DagsterRunStatus.QUEUED, dg.DagsterRunStatus.NOT_STARTED, *RUNNING]


class IntakeConfig(dg.Config):
    """Where this run takes its reports from."""

    reports: str = ""
    """A directory or URL instead of the drop folder of the settings; empty: the drop folder."""


@dg.asset(
    group_name=GROUPS["intake"],
    owners=OWNERS,
    kinds={"file"},
    required_resource_keys={"refresh_lock"},
    retry_policy=IO_RETRIES,
    freshness_policy=NIGHTLY_FRESHNESS,
    description="One archived report per distinct content, kept for ever under its sha256. Other bytes "
    "under a known name are a correction. / Mỗi báo cáo lưu trữ là một nội dung riêng biệt.",
)
def archived_reports(config: IntakeConfig) -> dg.MaterializeResult[None]:
    """Archive and register what has arrived."""
    settings = load_settings()
    drop = config.reports or settings.reports
    lake = Lake(settings.lake)
    with failures():
        healed = heal_releases(settings.warehouse)
        intake = archive_folder(drop, lake, clock.now(), settings.limits)
    healed += intake.healed
    for line in healed:
        PROGRESS.info("healed: %s", line)
    PROGRESS.info("%d files in %s, %d new", intake.files, drop, len(intake.new))
    return dg.MaterializeResult(
        metadata={
            "dagster/row_count": len(lake.registry.rows()),
            "drop_folder": drop,
            "files": intake.files,
            "new_reports": len(intake.new),
            "corrections": len(intake.corrections),
            "returned": len(intake.returned),
            "healed": dg.MetadataValue.json(healed),
            "not_archived": dg.MetadataValue.json(list(intake.failures)),
        }
    )


@dg.sensor(
    job_name=NIGHTLY_JOB,
    minimum_interval_seconds=60,
    default_status=dg.DefaultSensorStatus.RUNNING,
    description="Starts the nightly job when a file has arrived or a newer reader is to read all again.",
)
def reports_arrived(context: dg.SensorEvaluationContext) -> dg.RunRequest | dg.SkipReason:
    """Ask for one run for each set of pending work, and for none while a run is on its way."""
    settings = load_settings()
    pending = pending_work(settings.reports, Lake(settings.lake), Reader.current(settings.limits).version)
    if not pending:
        return dg.SkipReason("Everything in the drop folder has been read.")
    fail_dead_runs(context.instance)
    if context.instance.get_runs_count(dg.RunsFilter(job_name=NIGHTLY_JOB, statuses=UNFINISHED)):
        return dg.SkipReason("A refresh is on its way; it reads what has arrived.")
    if context.cursor == pending.digest:
        return dg.SkipReason(
            "A refresh was started for these reports and left them; the nightly run tries again."
        )
    context.update_cursor(pending.digest)
    return dg.RunRequest(
        tags={"cchc/files": str(len(pending.files)), "cchc/reports": str(len(pending.reports))}
    )
