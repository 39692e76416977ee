"""Is everything well now: a short list of checks on lake and warehouse, each with what to do.

Here belongs judging. Not here: the command that prints it, who is told (`digest`). Imports no Dagster and no
dbt: it must answer when these cannot.
"""

import shutil
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path

import duckdb
import polars as pl

from data_contracts.reasons import PermanentFailure, TransientFailure
from orchestration.settings import Settings
from orchestration.storage.lake import Lake
from orchestration.storage.locks import is_refreshing
from orchestration.storage.nights import Refresh, refreshes
from orchestration.storage.releases import current_release
from orchestration.storage.removal import tidyings
from orchestration.storage.report_rows import Reader
from orchestration.storage.review import refused_reports, refused_rows, waiting_reports
from orchestration.watch.filings import calendar

OWNER = "team:reform-data"
_UNSEEN = (OSError, ValueError, duckdb.Error, pl.exceptions.PolarsError, PermanentFailure, TransientFailure)
_GIGABYTE = 10**9
_TIDY_WITHIN = timedelta(days=15)
_CLOCK_JUMP = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Check:
    """One thing looked at; `state` is `ok`, `warning` or `broken`, `cases` are all single items of it."""

    name: str
    state: str
    found: str
    advice: str = ""
    cases: tuple[str, ...] = ()
    owner: str = OWNER


def checks(settings: Settings, now: datetime) -> list[Check]:
    """All checks at a moment (with a zone). A check that cannot look is broken itself and says why."""
    looks: list[tuple[str, Callable[[], Check]]] = [
        ("refresh", lambda: _refresh(settings, now)),
        ("release", lambda: _release(settings, now)),
        ("disk", lambda: _disk(settings)),
        ("pending_reports", lambda: _pending(settings)),
        ("refused_reports", lambda: _refused(settings)),
        ("waiting_reports", lambda: _waiting(settings)),
        ("overdue_filings", lambda: _overdue(settings, now)),
        ("tidying", lambda: _tidying(settings, now)),
    ]
    return [_looked(name, look) for name, look in looks]


def is_well(found: Sequence[Check]) -> bool:
    """Whether nothing is broken; warnings are for people, not for a pager."""
    return all(check.state != "broken" for check in found)


def _looked(name: str, look: Callable[[], Check]) -> Check:
    try:
        return look()
    except _UNSEEN as error:
        return Check(name, "broken", f"it cannot be looked at: {error}", "Run `cchc verify`.")


def _refresh(settings: Settings, now: datetime) -> Check:
    known = refreshes(settings.warehouse)
    if not known:
        return Check("refresh", "broken", "none has ever run here", "Run `cchc refresh`.")
    last = known[-1]
    began = f"the last began at {last.started_at:%Y-%m-%d %H:%M} UTC"
    if last.failure:
        return Check(
            "refresh",
            "broken",
            f"{began} and failed: {last.failure}",
            "See docs/runbooks.md, “The night failed”.",
        )
    if last.ended_at is None and not is_refreshing(settings.warehouse):
        return Check(
            "refresh", "broken", f"{began} and was killed", "The next one heals it: run `cchc refresh`."
        )
    return _age(last, settings.refresh_hours, now, began)


def _age(last: Refresh, hours: int, now: datetime, began: str) -> Check:
    if last.started_at - now > _CLOCK_JUMP:
        return Check(
            "refresh",
            "broken",
            f"{began}, which is yet to come: the host's clock was put back, and no missed night can be told",
            "See that the clock is right, then run `cchc refresh`.",
        )
    if now - last.started_at > timedelta(hours=hours):
        return Check(
            "refresh",
            "broken",
            f"{began}, more than {hours} hours ago: a night was missed",
            "See that the daemon runs, then run `cchc refresh`.",
        )
    return Check("refresh", "ok", f"{began}{'' if last.ended_at else ' and is at work'}")


def _release(settings: Settings, now: datetime) -> Check:
    release = current_release(settings.warehouse)
    if release is None:
        return Check(
            "release", "broken", "there is none", "Run `cchc refresh`; `cchc repair` if that gives none."
        )
    days = (now - release.released_at).days
    found = f"{release.release_id}, {days} days old"
    if days > settings.release_days:
        return Check(
            "release",
            "warning",
            f"{found}, more than {settings.release_days}: no report has arrived since",
            "See that the agencies' reports still reach the drop folder.",
        )
    return Check("release", "ok", found)


def _disk(settings: Settings) -> Check:
    places = {settings.warehouse, settings.dagster_home}
    if "://" not in settings.lake:
        places.add(Path(settings.lake))
    free = {place: shutil.disk_usage(_existing(place)).free / _GIGABYTE for place in sorted(places)}
    low = tuple(f"{place}: {left:.1f} GB" for place, left in free.items() if left < settings.free_gigabytes)
    found = f"{min(free.values()):.1f} GB free where least"
    if low:
        advice = "Free some space; a night that finds none fails and leaves the last release."
        return Check("disk", "broken", f"{found}, expected {settings.free_gigabytes} GB", advice, low)
    return Check("disk", "ok", found)


def _existing(place: Path) -> Path:
    return next(folder for folder in (place, *place.parents) if folder.exists())


def _pending(settings: Settings) -> Check:
    lake, reader = Lake(settings.lake), Reader.current(settings.limits)
    pending = lake.outcomes.pending(lake.registry.rows(), reader.version)
    return _counted(
        "pending_reports",
        f"{pending.height} archived reports that this reader has not read",
        tuple(pending["source_name"]),
        "The next refresh reads them: `cchc refresh`.",
    )


def _refused(settings: Settings) -> Check:
    lake = Lake(settings.lake)
    reports, rows = refused_reports(lake), refused_rows(lake)
    cases = tuple(f"{case.source_name}: {'; '.join(case.reasons.splitlines())}" for case in (*reports, *rows))
    return _counted(
        "refused_reports",
        f"{len(reports)} reports and {len(rows)} rows",
        cases,
        "See docs/runbooks.md, “A report was refused”.",
    )


def _waiting(settings: Settings) -> Check:
    cases = tuple(f"{case.source_name}: {case.reasons}" for case in waiting_reports(Lake(settings.lake)))
    return _counted(
        "waiting_reports", f"{len(cases)} reports", cases, "Install the optional part: `make parts`."
    )


def _overdue(settings: Settings, now: datetime) -> Check:
    if not settings.released_file.exists():
        return Check("overdue_filings", "ok", "no release to ask")
    cases = tuple(
        f"{owed.agency}: {owed.duty} of {owed.start} – {owed.end}, due {owed.due}"
        for owed in calendar(settings.released_file, now.date()).overdue
    )
    told = _counted("overdue_filings", f"{len(cases)} filings", cases, "Ask the agencies: `cchc status`.")
    return replace(told, owner="the agency named in each case")


def _tidying(settings: Settings, now: datetime) -> Check:
    done = tidyings(settings.warehouse)
    known = refreshes(settings.warehouse)
    last = done[-1].at if done else known[0].started_at if known else now
    found = f"the last was at {last:%Y-%m-%d %H:%M} UTC" if done else "none yet"
    if now - last > _TIDY_WITHIN:
        advice = "See that the daemon runs and the schedule every_week is on, then run `cchc tidy`."
        return Check("tidying", "warning", f"{found}, expected one every week", advice)
    return Check("tidying", "ok", found)


def _counted(name: str, found: str, cases: tuple[str, ...], advice: str) -> Check:
    return Check(name, "warning", found, advice, cases) if cases else Check(name, "ok", found)
