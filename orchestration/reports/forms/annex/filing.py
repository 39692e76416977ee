"""Whose annex it is and for which period, from the lines above the table and the head of the document."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from orchestration.reports.catalogue.agencies import Agency, AgencyDirectory
from orchestration.reports.forms.rankings.context import context_of
from orchestration.reports.narrative.periods import find_periods
from orchestration.reports.narrative.text import fold
from orchestration.reports.readers.metadata import letterhead

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from orchestration.reports.document import Document, Table
    from orchestration.reports.narrative.dates import Period


class Filing(NamedTuple):
    """The reporting agency and the period; `None` for what is not stated."""

    agency: Agency | None
    agency_name: str | None
    period: Period | None


def filing_of(document: Document, table: Table) -> Filing:
    """The filing of a table."""
    title_rows = [row[0].text for row in table.rows[:4] if len({cell.text for cell in row if cell.text}) == 1]
    above = [*title_rows, *context_of(document, table, [], []).above]
    head = [block.text for block in document.paragraphs[:25]]
    lines = [*above[:12], *head]
    period = _period(lines, document.published_on)
    about = (period.last_day if period else None) or document.published_on
    heads = [*reversed(letterhead(document)), *([document.publisher] if document.publisher else [])]
    name, agency = _agency(heads, lines, about)
    return Filing(agency, name, period)


def _period(lines: Iterable[str], today: date | None) -> Period | None:
    for line in lines:
        own = [m for m in find_periods(fold(line), today) if m.role == "own" and not m.is_now]
        windows = [m for m in own if m.is_window]
        dated = [m for m in (*windows, *own) if m.period.end]
        if dated:
            return dated[0].period
    return None


def _agency(
    heads: Iterable[str], lines: Iterable[str], about: date | None
) -> tuple[str | None, Agency | None]:
    directory = AgencyDirectory.load()
    for name in heads:
        agency = directory.resolve(name, about)
        if agency and agency.level in {"province", "ministry"}:
            return name, agency
    for line in lines:
        for mention in directory.find(line, about):
            if mention.agency.level in {"province", "ministry"} and ":" in mention.agency.code:
                return line[mention.start : mention.end], mention.agency
    return None, None
