"""Recognising official forms and ranking tables by their columns. Formats and prose belong elsewhere."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from orchestration.reports.document import Document
    from orchestration.reports.records import Record


def recognise(document: Document) -> tuple[Record, ...]:
    """The records of all tables whose columns are known; a table that is not known gives none."""
    if not document.tables:
        return ()
    # Imported here: most reports are prose, and the catalogue of rankings is a fifth of a start.
    from orchestration.reports.forms.rankings.reading import read_rankings

    return tuple(record for table in document.tables for record in read_rankings(document, table))
