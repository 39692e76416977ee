"""Where a row of a ranking table says it is from.

Titles and notes around the table are found in `context.py`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from orchestration.reports.forms.cells import is_missing
from orchestration.reports.readers.metadata import URL

if TYPE_CHECKING:
    from orchestration.reports.forms.rankings.panel import Panel, Row


@dataclass(frozen=True, slots=True)
class Provenance:
    """The address, the remark and the printed text of a row."""

    source_url: str | None
    source_note: str | None
    evidence: str


def provenance_of(panel: Panel, row: Row, document_url: str | None) -> Provenance:
    """The row's own address, else that of the table, else that of the document.

    A source that is no address is kept with the remark; then the table's address is not claimed for the row.
    An address in a remark stays in the remark: it may be that of the rank alone.
    """
    source, remark = _filled(panel, row, "source"), _filled(panel, row, "note")
    own = URL.search(source) if source else None
    unaddressed = source if source and not own else None
    fallback = None if unaddressed else panel.context.source_url() or document_url
    printed = dict.fromkeys(cell.text for cell in row[panel.span.start : panel.span.stop] if cell.text)
    note = "; ".join(filter(None, (remark, unaddressed)))
    return Provenance(own.group() if own else fallback, note or None, " | ".join(printed))


def _filled(panel: Panel, row: Row, role: str) -> str | None:
    cell = panel.cell(row, role)
    return cell.text if cell and not is_missing(cell.text) else None
