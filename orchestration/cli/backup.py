"""`cchc backup` and `cchc restore`: a copy of all that cannot be made again, and putting it back.

Here belongs telling what was done. Not here: copying (`storage.backup`, `storage.restoring`).
"""

import click

from orchestration import clock
from orchestration.cli.output import CommandError, say
from orchestration.settings import absolute_location, load_settings
from orchestration.storage import restoring
from orchestration.storage.backup import keep_newest, take_backup
from orchestration.storage.folder import Folder
from orchestration.storage.lake import Lake
from orchestration.storage.locks import refresh_lock


@click.command()
@click.option("--to", "place", required=True, metavar="DIR_OR_URL", help="Where backups are kept.")
@click.option(
    "--keep", type=click.IntRange(min=1), default=30, show_default=True, help="How many backups are kept."
)
def backup(place: str, keep: int) -> None:
    """Copy archive, registry, landing, quarantine and releases; only what is new there is written.

    May run while a refresh does. Exit code 1 if a damaged file had to be left out.
    """
    settings = load_settings()
    lake, store = Lake(settings.lake), Folder(absolute_location(place))
    if not lake.folder.names("archive"):
        raise CommandError(f"{settings.lake}: expected archived reports to back up, found none.")
    taken = take_backup(lake, settings.warehouse, store, clock.now())
    size = f"{len(taken.backup.files)} files, {taken.new_bytes / 1e6:.1f} MB of them new"
    say(f"backup    {taken.backup.backup_id}: {size}")
    for finding in taken.left_out:
        say(f"left out  {finding.message}")
    if taken.left_out:
        raise CommandError(f"{len(taken.left_out)} damaged files were left out; no earlier backup was let go")
    for former in keep_newest(store, keep):
        say(f"let go    {former}")


@click.command()
@click.option(
    "--from", "place", required=True, metavar="DIR_OR_URL", help="What `cchc backup --to` was given."
)
@click.option("--backup", "backup_id", metavar="ID", help="An earlier backup instead of the newest.")
def restore(place: str, backup_id: str | None) -> None:
    """Put a backup back into an empty lake and warehouse; every file is held against its hash first."""
    settings = load_settings()
    with refresh_lock(settings.warehouse):
        done = restoring.restore(
            Folder(absolute_location(place)), Lake(settings.lake), settings.warehouse, backup_id
        )
    say(f"restored  {done.backup_id}: {len(done.files)} files; release {done.current_release or 'none yet'}")
    say("          `cchc verify` checks it, `cchc refresh` takes up what arrived since")
