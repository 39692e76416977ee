"""Recognising official forms and ranking tables by their columns.

Reading formats and prose belong elsewhere.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from orchestration.reports.document import Document
    from orchestration.reports.records import Record


def recognise(document: Document) -> tuple[Record, ...]:
    """The records of all tables whose columns are known."""
    return ()
