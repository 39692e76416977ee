"""What agencies owe on a day by the legal calendar, as the release that analysts read knows it.

Here belongs asking the release. Not here: the calendar itself (seed `filing_calendar`), whether it is a worry
(`health`).
"""

from contextlib import closing
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import duckdb

_OWED = (
    "select agency_code, obligation_code, period_start, period_end, due_on from quality_filing_calendar "
    "where filed_on is null and period_end < ? order by due_on desc, agency_code, obligation_code"
)
_NEXT = "select min(due_on) from quality_filing_calendar where filed_on is null and due_on >= ?"
_NEWEST = "select max(period_end) from fct_indicator_observations where is_current and kind = 'actual'"


@dataclass(frozen=True, slots=True)
class Filing:
    """One report that an agency which files has not filed."""

    agency: str
    duty: str
    start: date
    end: date
    due: date


@dataclass(frozen=True, slots=True)
class Calendar:
    """What is owed on a day, the latest due first; the next deadline; the last day that data are about."""

    overdue: tuple[Filing, ...] = ()
    due: tuple[Filing, ...] = ()
    next_due: date | None = None
    newest_period_end: date | None = None


def calendar(released: Path, today: date) -> Calendar:
    """The calendar on a day, empty without a release; duckdb.Error if the release cannot be asked."""
    if not released.exists():
        return Calendar()
    with closing(duckdb.connect(str(released.resolve()), read_only=True)) as release:
        owed = [Filing(*row) for row in release.execute(_OWED, [today]).fetchall()]
        dates = [release.execute(_NEXT, [today]).fetchone(), release.execute(_NEWEST).fetchone()]
    next_due, newest = (row[0] if row else None for row in dates)
    return Calendar(
        tuple(filing for filing in owed if filing.due < today),
        tuple(filing for filing in owed if filing.due >= today),
        next_due,
        newest,
    )
