"""`cchc status`: what an operator asks in the morning.

Here belongs the picture of now, from lake and release. Not here: the history of runs (the Dagster UI).
"""

from datetime import date

import click

from orchestration import clock
from orchestration.cli.output import say
from orchestration.cli.released import released_warehouse, table_names
from orchestration.settings import load_settings
from orchestration.storage.lake import Lake
from orchestration.storage.pending import pending_work
from orchestration.storage.releases import current_release
from orchestration.storage.report_rows import Reader
from orchestration.storage.review import (
    Refused,
    refused_reports,
    refused_rows,
    unnamed_revisions,
    unrecognised_reports,
    waiting_reports,
)

SHOWN = 20


@click.command()
def status() -> None:
    """What arrived, what is due and missing, what was refused, how old the release is."""
    settings = load_settings()
    lake = Lake(settings.lake)
    release = current_release(settings.warehouse)
    if release is None:
        say("release       none yet; run `cchc refresh`")
    else:
        hours = (clock.now() - release.released_at).total_seconds() / 3600
        made_of = f"{release.released_report_count} reports"
        say(f"release       {release.release_id}, {hours:.1f} hours old, {made_of}")
    reports = lake.registry.rows()
    newest = max(reports["received_at"].to_list(), default=None)
    last = f", the last at {newest:%Y-%m-%d %H:%M} UTC" if newest else ""
    say(f"arrived       {reports.height} reports{last}")
    pending = pending_work(settings.reports, lake, Reader.current(settings.limits).version)
    say(f"to do         {len(pending.files)} new files, {len(pending.reports)} reports to read")
    for name in pending.files[:SHOWN]:
        say(f"              {name}")
    if release is not None:
        say_filings(clock.now().date())
    _list("waiting", "reports", waiting_reports(lake))
    _list("revisions", "reports that revise none we have", unnamed_revisions(lake))
    _list("refused", "reports", refused_reports(lake))
    _list("quarantined", "rows", refused_rows(lake))
    empty = unrecognised_reports(lake)
    say(f"no figures    {len(empty)} reports" + "".join(f"\n              {name}" for name in empty[:SHOWN]))


def say_filings(today: date) -> None:
    """What the agencies that file still owe, on a day, by the calendar of the release."""
    asked = (
        "select agency_code, obligation_code, period_start, period_end, due_on from quality_filing_calendar "
        "where filed_on is null and period_end < $today order by due_on, agency_code, obligation_code"
    )
    with released_warehouse() as warehouse:
        if "quality_filing_calendar" not in table_names(warehouse):
            return
        owed = warehouse.execute(asked, {"today": today}).fetchall()
    overdue = [row for row in owed if row[-1] < today]
    for label, rows in (("overdue", overdue), ("due", [row for row in owed if row[-1] >= today])):
        say(f"{label:13} {len(rows)} filings")
        for agency, duty, start, end, due in rows[-SHOWN:]:
            say(f"              {agency}: {duty} of {start} – {end}, due {due}")


def _list(label: str, unit: str, cases: list[Refused]) -> None:
    say(f"{label:13} {len(cases)} {unit}")
    for case in cases[:SHOWN]:
        say(f"              {case.source_name}: {'; '.join(case.reasons.splitlines())}")
    if len(cases) > SHOWN:
        say(f"              … and {len(cases) - SHOWN} more: quality_rejected_rows in the release")
