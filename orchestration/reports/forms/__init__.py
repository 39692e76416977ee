"""Recognising official forms and ranking tables by their columns. Formats and prose belong elsewhere."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from orchestration.reports.document import Document, Location
    from orchestration.reports.records import Record


def recognise(document: Document) -> tuple[Record, ...]:
    """The records of all tables whose columns are known; a table that is not known gives none."""
    if not document.tables:
        return ()
    # Imported here: most reports are prose, and the catalogues of tables are a fifth of a start.
    from orchestration.reports.forms.annex.reading import read_annexes
    from orchestration.reports.forms.rankings.reading import read_rankings
    from orchestration.reports.forms.returns.reading import read_returns

    returns = read_returns(document)
    claimed = {place_of(record.location) for record in returns}
    free = (table for table in document.tables if place_of(table.location) not in claimed)
    rankings = (record for table in free for record in read_rankings(document, table))
    annexes = (record for record in read_annexes(document) if place_of(record.location) not in claimed)
    return (*returns, *rankings, *annexes)


def place_of(location: Location) -> tuple[int | None, str | None, int | None]:
    """The table in which a place is."""
    return location.page, location.sheet, location.block
