"""`cchc tidy`: the weekly tidying in this process, where no daemon runs it, and what it removed.

Here belongs running the job once and telling the outcome. Not here: what may go
(`storage.tidying`, `defs.retention`).
"""

import click

from orchestration.cli.job import failure, run_job
from orchestration.cli.output import CommandError, say
from orchestration.cli.progress import quiet_libraries
from orchestration.settings import load_settings
from orchestration.setup import prepare
from orchestration.storage.removal import tidyings


@click.command()
def tidy() -> None:
    """Remove old runs, logs, releases and leftovers of builds: the weekly job, now.

    Exit code 1 if it failed.
    """
    settings = load_settings()
    with quiet_libraries(settings.state / "logs" / "refresh.log"):
        prepare(settings)
        from orchestration.definitions import WEEKLY_JOB

        result = run_job(WEEKLY_JOB, {})
    if not result.success:
        raise CommandError(f"{failure(result)}\nRun {result.run_id} is in the Dagster UI")
    for removal in tidyings(settings.warehouse)[-1].removals:
        say(f"removed   {removal.kind.replace('_', ' '):20} {removal.things:7} {removal.bytes:14,} bytes")
