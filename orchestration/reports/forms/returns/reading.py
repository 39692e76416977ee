"""From a document to the rows of all forms in it. The parts are next door; here is their order."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from orchestration.reports.document import Document, Paragraph
from orchestration.reports.filing import filing_of, missing
from orchestration.reports.forms.returns.kinds import kinds_of
from orchestration.reports.forms.returns.levels import subjects_of
from orchestration.reports.forms.returns.records import row_record
from orchestration.reports.forms.returns.rows import rows_of
from orchestration.reports.forms.returns.tables import FormTable, form_tables

if TYPE_CHECKING:
    from collections.abc import Iterator

    from orchestration.reports.filing import Filing
    from orchestration.reports.records import Record

CONTRACTS = frozenset({"dossier_returns", "procedure_returns"})


def read_returns(document: Document) -> tuple[Record, ...]:
    """The rows of all form-06 and II.07b tables in a document; rows of an unknown filing carry the reason."""
    forms = (form for form in form_tables(document) if form.match.signature.contract in CONTRACTS)
    return tuple(record for form in forms for record in _records(document, form))


def _records(document: Document, form: FormTable) -> Iterator[Record]:
    filing = filing_of_form(document, form)
    reasons = missing(filing, document.name)
    rows = rows_of(form)
    kinds = kinds_of(rows)
    subjects = subjects_of(rows, kinds, filing, is_by_agency="agency" in form.match.labels)
    for number, (row, kind, subject) in enumerate(zip(rows, kinds, subjects, strict=True), 1):
        if kind != "line":
            record = row_record(form, number, row, kind, subject, filing)
            yield replace(record, issues=(*record.issues, *reasons))


def filing_of_form(document: Document, form: FormTable) -> Filing:
    """Who files a form and for when: the lines of its own head, each cell of them a line, come first."""
    place = next(
        (n for n, block in enumerate(document.blocks) if block.location == form.table.location),
        len(document.blocks),
    )
    head = tuple(Paragraph(line, form.table.location) for line in form.titles)
    headed = replace(
        document, blocks=(*document.blocks[:place], *head, form.table, *document.blocks[place + 1 :])
    )
    return filing_of(headed, form.table)
