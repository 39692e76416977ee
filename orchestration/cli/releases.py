"""`cchc releases` and `cchc rollback`: which releases are kept, and going back to one.

Here belongs listing and choosing. Not here: what a release is (`storage.releases`).
"""

import click

from orchestration.cli.output import say, write_table
from orchestration.settings import load_settings
from orchestration.storage.locks import refresh_lock
from orchestration.storage.release_files import ReleaseFiles
from orchestration.storage.releases import current_release, list_releases
from orchestration.storage.releases import rollback as go_back


@click.command()
def releases() -> None:
    """List the releases that are kept, newest first, and where it says what changed with each."""
    warehouse = load_settings().warehouse
    files = ReleaseFiles(warehouse)
    current = current_release(warehouse)
    columns = (
        "release",
        "current",
        "released at (UTC)",
        "reports",
        "rows",
        "changes",
        "reader",
        "what changed",
    )
    rows = [
        (
            release.release_id,
            "yes" if current and release.release_id == current.release_id else "",
            f"{release.released_at:%Y-%m-%d %H:%M:%S}",
            release.released_report_count,
            sum(release.row_counts.values()),
            release.row_counts["release_changes"],
            release.reader_version,
            str(page) if (page := files.page(release.release_id)).exists() else "",
        )
        for release in list_releases(warehouse)
    ]
    write_table(columns, rows)


@click.command()
@click.argument("release")
def rollback(release: str) -> None:
    """Let analysts who connect from now on read RELEASE, until new reports give a newer one."""
    warehouse = load_settings().warehouse
    with refresh_lock(warehouse):
        info = go_back(warehouse, release)
    moment = f"{info.released_at:%Y-%m-%d %H:%M} UTC"
    say(f"{warehouse / 'cchc.duckdb'} is now release {info.release_id} of {moment}")
