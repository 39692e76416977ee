"""`cchc verify`: whether lake and releases are what was written.

Here belongs telling it. Not here: looking (`storage.soundness`), making it good (`cchc repair`).
"""

import json
from collections.abc import Iterator
from itertools import chain

import click

from orchestration.cli.output import CommandError, say
from orchestration.settings import Settings, load_settings
from orchestration.storage.findings import Finding
from orchestration.storage.lake import Lake
from orchestration.storage.release_files import ReleaseFiles
from orchestration.storage.soundness import (
    archived,
    broken_link,
    damaged_archive,
    damaged_landing,
    damaged_releases,
    foreign_columns,
    registry_against_archive,
)


@click.command()
@click.option("--format", "style", type=click.Choice(["text", "json"]), default="text", show_default=True)
def verify(style: str) -> None:
    """Hold every archived report, landing file and release against its hash; exit code 1 if any is not sound.

    Reads everything and changes nothing. Run it while no refresh runs: what is half done is told too.
    """
    settings = load_settings()
    lake, files = Lake(settings.lake), ReleaseFiles(settings.warehouse)
    findings = list(_findings(settings, lake))
    if style == "json":
        say(json.dumps([finding.as_json() for finding in findings], ensure_ascii=False, indent=2))
    else:
        for finding in findings:
            say(finding.message)
        checked = (
            f"{len(list(archived(lake)))} archived reports, the landing tables, {len(files.ids())} releases"
        )
        say(f"checked {checked}: {len(findings)} not sound")
    if findings:
        raise CommandError(f"{len(findings)} files are not sound")


def _findings(settings: Settings, lake: Lake) -> Iterator[Finding]:
    landing = [finding for _, finding in damaged_landing(lake)]
    damaged = dict(damaged_archive(lake))
    yield from chain(damaged.values(), landing, foreign_columns(lake))
    if not landing:  # the registry can be read
        yield from registry_against_archive(lake)
    yield from (finding for _, finding in damaged_releases(settings.warehouse))
    yield from broken_link(settings.warehouse)
