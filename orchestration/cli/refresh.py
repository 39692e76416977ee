"""`cchc refresh`: the nightly job in this process, on the Dagster instance of the UI, and what came of it.

Here belongs running the job once and telling the outcome. Not here: what the job does (`defs`), progress.
"""

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from orchestration import clock
from orchestration.cli.job import failure, run_job
from orchestration.cli.output import CommandError, say
from orchestration.cli.progress import progress_shown, quiet_libraries
from orchestration.settings import Settings, absolute_location, load_settings
from orchestration.setup import prepare
from orchestration.storage.lake import Lake
from orchestration.storage.release_files import ReleaseFiles
from orchestration.storage.reprocess import PeriodError, Span
from orchestration.storage.review import read_since, refused_reports, refused_rows, waiting_reports
from orchestration.warehouse.dbt_project import DbtError

if TYPE_CHECKING:
    import dagster as dg

SHOWN_REASONS = 20


@click.command()
@click.option("--reports", metavar="DIR_OR_URL", help="Take reports from here instead of the drop folder.")
@click.option(
    "--reprocess", metavar="PERIOD..PERIOD", help="Also read again the reports with values of these periods."
)
def refresh(reports: str | None, reprocess: str | None) -> None:
    """Read what is new and publish the warehouse: the nightly job, now.

    Exit code 0 if a release was published or nothing was new, else 1; 2 for wrong usage or configuration.
    """
    if reprocess:
        try:
            Span.parse(reprocess)
        except PeriodError as error:
            raise click.BadParameter(str(error), param_hint="--reprocess") from error
    if reports and "://" not in reports and not Path(reports).is_dir():
        raise click.BadParameter(f"{reports}: expected a folder, found none.", param_hint="--reports")
    settings = load_settings()
    started = clock.now()
    log = settings.state / "logs" / "refresh.log"
    with quiet_libraries(log), progress_shown() as show:
        show("preparing")
        try:
            prepare(settings)
        except DbtError as error:
            raise CommandError(
                f"{error}\nThe dbt project cannot be parsed; the last release stands. Log: {log}"
            ) from error
        from orchestration.definitions import NIGHTLY_JOB

        result = run_job(NIGHTLY_JOB, _configuration(reports, reprocess))
    _tell(settings, result, started)
    if not result.success:
        raise CommandError(f"{failure(result)}\nRun {result.run_id} is in the Dagster UI; log: {log}")


def _configuration(reports: str | None, reprocess: str | None) -> dict[str, object]:
    drop = absolute_location(reports) if reports else ""
    return {
        "ops": {
            "archived_reports": {"config": {"reports": drop}},
            "landing": {"config": {"reprocess": reprocess or ""}},
        }
    }


def _tell(settings: Settings, result: "dg.ExecuteInProcessResult", started: datetime) -> None:
    facts = _metadata(result)
    if "archived_reports" in facts:
        arrived = facts["archived_reports"]
        for line in arrived["healed"]:
            say(f"healed    {line}")
        counts = f"{arrived['new_reports']} new, {arrived['corrections']} corrections"
        if arrived["returned"]:
            counts += f", {arrived['returned']} returned"
        say(f"arrived   {arrived['files']} files, {counts}")
        for failure in arrived["not_archived"]:
            say(f"          not archived: {failure}")
    if "landing/outcomes" in facts:
        _tell_reading(Lake(settings.lake), started)
    if "released_warehouse" in facts:
        released = facts["released_warehouse"]
        changes = (
            f"{released['changes']} values changed"
            if released["previous_release_id"]
            else "the first release"
        )
        counts = f"{released['tables']} tables, {released['rows']} rows, {changes}"
        say(f"released  {released['release_id']}: {counts}")
        say(f"          {settings.released_file}")
        say(f"          what changed: {ReleaseFiles(settings.warehouse).page(released['release_id'])}")
    elif result.success:
        say(f"nothing is new; {settings.released_file} is unchanged")


def _tell_reading(lake: Lake, started: datetime) -> None:
    verdicts = read_since(lake, started)
    counts = ", ".join(
        f"{list(verdicts.values()).count(s)} {s.replace('_', ' ')}" for s in sorted(set(verdicts.values()))
    )
    say(f"read      {len(verdicts)} reports{f': {counts}' if counts else ''}")
    for case in waiting_reports(lake):
        say(f"waiting   {case.source_name}: {case.reasons}")
    refused = [*refused_reports(lake), *refused_rows(lake)]
    here = [case for case in refused if case.report_id in verdicts]
    for case in here[:SHOWN_REASONS]:
        say(f"refused   {case.source_name}: {'; '.join(case.reasons.splitlines())}")
    if len(here) > SHOWN_REASONS:
        say(f"          … and {len(here) - SHOWN_REASONS} more: cchc status")


def _metadata(result: "dg.ExecuteInProcessResult") -> dict[str, dict[str, Any]]:
    found: dict[str, dict[str, Any]] = {}
    for event in result.all_events:
        if event.is_step_materialization:
            materialization = event.step_materialization_data.materialization
            values = {name: entry.value for name, entry in materialization.metadata.items()}
            found[materialization.asset_key.to_user_string()] = values
    return found
