"""`cchc repair`: what is damaged is made good from the archive, and the warehouse is published anew.

Here belongs the order. Not here: how a file is made good (`storage.healing`), the refresh.
"""

import click

from orchestration.cli.output import CommandError, say
from orchestration.cli.refresh import refresh
from orchestration.settings import Settings, load_settings
from orchestration.storage.findings import Finding
from orchestration.storage.folder import Folder
from orchestration.storage.healing import heal_archive, heal_lake, heal_releases
from orchestration.storage.lake import Lake
from orchestration.storage.locks import refresh_lock
from orchestration.storage.report_rows import Reader
from orchestration.storage.soundness import registry_against_archive
from orchestration.storage.worker import Look
from orchestration.storage.workers import Workers


@click.command()
@click.pass_context
def repair(context: click.Context) -> None:
    """Make good what `cchc verify` finds: landing and registry from the archive, releases by a new build.

    No archived byte and no damaged file is deleted: damaged files are kept in `set-aside`. Exit code 1 if
    something could not be made good; it is told, with what to do.
    """
    settings = load_settings()
    with refresh_lock(settings.warehouse):
        told, left = _heal(settings)
    for line in told:
        say(f"repaired  {line}")
    if told:
        context.invoke(refresh, reports=None, reprocess=None)
    left += [f for f in registry_against_archive(Lake(settings.lake)) if f.file not in {x.file for x in left}]
    for finding in left:
        say(f"remains   {finding.message}")
    if left:
        raise CommandError(f"{len(left)} files could not be made good; nothing of them was deleted")
    if not told:
        say("nothing to repair")


def _heal(settings: Settings) -> tuple[list[str], list[Finding]]:
    lake, limits = Lake(settings.lake), settings.limits
    with Workers(Reader.current(limits), limits, count=1) as workers:
        told = heal_lake(lake, lambda content, name: workers.look(Look(name, content)).media_type)
    put_back, left = heal_archive(lake, Folder(settings.reports))
    return told + put_back + heal_releases(settings.warehouse, every=True), left
