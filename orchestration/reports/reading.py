"""From the bytes of one report to all that it holds.

Read, recognise, identify. Pure: no storage, no clock, no network.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from data_contracts.reasons import PermanentFailure
from orchestration.reports.containers import is_container, members
from orchestration.reports.document import Document, Location, Table
from orchestration.reports.filing import Filing, agency_of_name, filing_of, paper_of, read_sidecar
from orchestration.reports.filing.sidecar import SUFFIX, Sidecar
from orchestration.reports.forms import recognise
from orchestration.reports.limits import current_limits
from orchestration.reports.readers import format_of, read_as
from orchestration.reports.readers.metadata import letterhead
from orchestration.reports.records import Reading, Record, identify, report_id
from orchestration.reports.version import reader_version

if TYPE_CHECKING:
    from orchestration.reports.catalogue.agencies import Agency
    from orchestration.reports.narrative.explanation import Verdict

CONTAINER = "container"
"""The kind of an archive or a mail: what is in it are reports of their own."""


def read_report(content: bytes, name: str, sidecar: str | None = None) -> Reading:
    """Everything in a report, ready for the contracts.

    Args:
        content: the bytes as they arrived.
        name: the file's path, for messages, for what its folders say, and to tip the balance between text
            and CSV.
        sidecar: the text of the file beside it (`<name>.meta.yml`), where there is one.

    Returns:
        Records with id, report, reader version and printed location; a file that cannot be read gives a
        refusal instead.
    """
    report = report_id(content)
    stamp: dict[str, object] = {"report_id": report, "reader_version": reader_version()}
    try:
        told = read_sidecar(sidecar.encode(), f"{name}{SUFFIX}") if sidecar else None
        kind = format_of(content, name)
        if is_container(kind):
            return _opened(report, content, name, stamp)
        document = _filed(read_as(kind, content, name), told)
    except PermanentFailure as failure:
        counts = {"paragraph_count": 0, "table_count": 0, "record_count": 0}
        return Reading(report, None, {**stamp, "report_kind": "unreadable", **counts}, (), (failure.reason,))
    filing = filing_of(document)
    stated = told.kind if told else None
    from_tables = _of_kind(recognise(document) if stated != "prose" else (), stated)
    from_prose: tuple[Record, ...] = ()
    if stated in (None, "mixed", "prose"):
        prose = _without_claimed_tables(document, from_tables)
        from_prose = _dated(_read_prose(prose, _filed_by(filing)), told)
    records = identify(report, (*from_tables, *from_prose))
    stamped = tuple(replace(record, values={**record.values, **stamp}) for record in records)
    header = {**stamp, **_header(document, filing, from_tables, from_prose)}
    return Reading(report, document, header, stamped, ())


def explain_report(content: bytes, name: str, sidecar: str | None = None) -> list[Verdict]:
    """Why each figure in the prose of a report was taken or left; PermanentFailure as in reading it."""
    from orchestration.reports.catalogue.agencies import AgencyDirectory
    from orchestration.reports.narrative.explanation import explain_prose

    told = read_sidecar(sidecar.encode(), f"{name}{SUFFIX}") if sidecar else None
    document = _filed(read_as(format_of(content, name), content, name), told)
    prose = _without_claimed_tables(document, recognise(document))
    return explain_prose(prose, AgencyDirectory.load(), _filed_by(filing_of(document)))


def _opened(report: str, content: bytes, name: str, stamp: dict[str, object]) -> Reading:
    """The reading of a container: its members are reports of their own; what could not be had is told."""
    counts = {"paragraph_count": 0, "table_count": 0, "record_count": 0}
    refusals = members(content, name, current_limits()).refusals
    return Reading(report, None, {**stamp, "report_kind": CONTAINER, **counts}, (), refusals)


def _filed(document: Document, sidecar: Sidecar | None) -> Document:
    """The document with what its sidecar says in place of what it says itself."""
    if sidecar is None:
        return document
    return replace(
        document,
        sidecar=sidecar,
        published_on=sidecar.issued_on or document.published_on,
        publisher=sidecar.published_by or document.publisher,
        source_url=sidecar.source_url or document.source_url,
    )


def _of_kind(records: tuple[Record, ...], stated: str | None) -> tuple[Record, ...]:
    """The records of tables that count: a sidecar may say that only forms or only rankings do."""
    if stated not in ("form", "ranking_table"):
        return records
    return tuple(r for r in records if (r.contract == "ranking_entries") == (stated == "ranking_table"))


def _dated(records: tuple[Record, ...], sidecar: Sidecar | None) -> tuple[Record, ...]:
    """The records of prose; those for which the text says no time are of the day that the sidecar says."""
    if sidecar is None or sidecar.as_of is None:
        return records
    return tuple(
        replace(record, values={**record.values, "as_of": sidecar.as_of})
        if record.values.get("period_end") is None
        and record.values.get("period_basis") not in ("stated", "carried")
        else record
        for record in records
    )


def _filed_by(filing: Filing) -> Agency | None:
    """The agency whose prose it may be: the one that the sidecar states, or the one that heads the paper."""
    return filing.agency if filing.agency_basis in ("sidecar", "report") else None


def _read_prose(document: Document, filed: Agency | None) -> tuple[Record, ...]:
    # Imported here: the phrase catalogue is the costly part of a start, and a broken file does not need it.
    from orchestration.reports.catalogue.agencies import AgencyDirectory
    from orchestration.reports.narrative import read_prose

    return read_prose(document, AgencyDirectory.load(), filed)


def _without_claimed_tables(document: Document, records: tuple[Record, ...]) -> Document:
    """The document without the tables that a form has read."""
    claimed = {_table_key(record.location) for record in records}
    blocks = tuple(
        block
        for block in document.blocks
        if not isinstance(block, Table) or _table_key(block.location) not in claimed
    )
    return replace(document, blocks=blocks)


def _table_key(location: Location) -> tuple[int | None, str | None, int | None]:
    return location.page, location.sheet, location.block


def _header(
    document: Document, filing: Filing, from_tables: tuple[Record, ...], from_prose: tuple[Record, ...]
) -> dict[str, object]:
    start, end = _main_period((*from_tables, *from_prose))
    if (document.sidecar and document.sidecar.period_end) or start is None:
        start, end = filing.period_start, filing.period_end
    paper = paper_of(document)
    issued = document.published_on or paper.dated
    about = issued or end
    issuer = agency_of_name(document, paper.revises_issuer, about) if paper.revises_issuer else None
    return {
        "report_kind": (document.sidecar and document.sidecar.kind)
        or _kind({record.contract for record in from_tables}, bool(from_prose)),
        "title": document.title,
        "publisher": document.publisher,
        "document_number": paper.number,
        "issued_on": issued,
        "source_url": document.source_url,
        "agency_code": _agency_code(document, filing, about),
        "period_start": start,
        "period_end": end,
        "printed_revision": paper.revision,
        "revises_number": paper.revises_number,
        "revises_dated": paper.revises_dated,
        "revises_agency_code": issuer.code if issuer else None,
        "paragraph_count": len(document.paragraphs),
        "table_count": len(document.tables),
        "record_count": len(from_tables) + len(from_prose),
    }


def _agency_code(document: Document, filing: Filing, about: date | None) -> str | None:
    """The agency that the report is of; without any date a name of two provinces says neither."""
    dated = about or filing.period_end
    return (filing.agency_code if dated else None) or _issuer_code(document, about)


def _issuer_code(document: Document, about: date | None) -> str | None:
    """The ministry or province whose name the letterhead, or else the publisher's name, is."""
    from orchestration.reports.catalogue.agencies import AgencyDirectory

    heads = letterhead(document)
    stated = document.sidecar and document.sidecar.published_by
    name = stated or (heads[-1] if heads else document.publisher)
    agency = AgencyDirectory.load().resolve(name, about) if name else None
    return agency.code if agency and agency.level in {"ministry", "province"} else None


def _kind(table_contracts: set[str], has_prose: bool) -> str:
    if table_contracts and (has_prose or ("ranking_entries" in table_contracts and len(table_contracts) > 1)):
        return "mixed"
    if table_contracts:
        return "ranking_table" if "ranking_entries" in table_contracts else "form"
    return "prose" if has_prose else "nothing_recognised"


def _main_period(records: tuple[Record, ...]) -> tuple[date | None, date | None]:
    """The period that most values are about; the latest of those that are equally frequent."""
    periods = Counter(
        (end, start)
        for record in records
        if isinstance(start := record.values.get("period_start"), date)
        and isinstance(end := record.values.get("period_end"), date)
    )
    if not periods:
        return None, None
    end, start = max(periods, key=lambda period: (periods[period], period))
    return start, end
