"""Recognising official forms and ranking tables by their columns. Formats and prose belong elsewhere."""

from __future__ import annotations

from typing import TYPE_CHECKING

from orchestration.reports.forms.rankings import read_rankings

if TYPE_CHECKING:
    from orchestration.reports.document import Document
    from orchestration.reports.records import Record


def recognise(document: Document) -> tuple[Record, ...]:
    """The records of all tables whose columns are known; a table that is not known gives none."""
    return tuple(record for table in document.tables for record in read_rankings(document, table))
