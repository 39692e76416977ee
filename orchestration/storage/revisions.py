"""Which report revises which: chains of revisions, numbered.

Here belongs the rule. Not here: keeping the rows (`registry`), what a report prints of itself
(`reports.filing.paper`), which values a revision withdraws (dbt, `int_reports`).

What a report revises, in this order of trust: its sidecar (`revises`: a file name or a report id); the paper
that it says it replaces or adds to (number, date and issuer, of a report we have); else the same file name.
In a chain the order is that of arrival, but a report stands after the one that it revises. The same bytes
that come under their name again after others are current again: their last arrival counts.
Everything is computed from all arrivals together, so they may come late, twice, or in any order.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import polars as pl

from data_contracts.reasons import PermanentFailure
from orchestration.reports.filing.sidecar import NO_SIDECAR, Sidecar, read_sidecar

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date, datetime

PAPER = (
    "report_id", "agency_code", "issued_on", "document_number", "printed_revision", "revises_number",
    "revises_dated", "revises_agency_code",
)  # fmt: skip
"""The columns of contract `documents` that chains are made of."""


@dataclass(frozen=True, slots=True)
class Unnamed:
    """A report that says it revises one, which is not here, or which is not told from others.

    `is_printed` tells that the report itself says so, and not its sidecar.
    """

    report_id: str
    source_name: str
    revises: str
    is_printed: bool


@dataclass(frozen=True, slots=True)
class _Report:
    row: dict[str, Any]
    sidecar: Sidecar
    paper: dict[str, Any]
    visits: tuple[datetime, ...]

    @property
    def id(self) -> str:
        return str(self.row["report_id"])

    @property
    def name(self) -> str:
        return str(self.row["source_name"])


@dataclass(frozen=True, slots=True)
class _Reports:
    """All reports, and the one that each of them says it revises."""

    all: list[_Report]
    targets: dict[str, _Report]


def revised(rows: pl.DataFrame, arrivals: pl.DataFrame, documents: pl.DataFrame) -> pl.DataFrame:
    """The rows of contract `reports` with their last arrival, revision, kind, what is revised, chain.

    Args:
        rows: all reports as they first came.
        arrivals: contract `arrivals`; the first arrival of a report may be missing.
        documents: what was read of them, with the columns `PAPER`.
    """
    reports = _reports(rows, arrivals, documents)
    chains: dict[str, list[_Report]] = defaultdict(list)
    for report in reports.all:
        chains[_chain(report, reports)].append(report)
    numbered = [row for chain in chains.values() for row in _numbered(chain, reports)]
    return pl.DataFrame(numbered, schema=rows.schema) if numbered else rows


def unnamed(rows: pl.DataFrame, documents: pl.DataFrame) -> list[Unnamed]:
    """The reports that say they revise one, where that is no one report we have."""
    reports = _reports(rows, rows.clear().select("report_id", "source_name", "arrived_at"), documents)
    return [
        Unnamed(report.id, report.name, revises, is_printed=report.sidecar.revises is None)
        for report in reports.all
        if (revises := report.sidecar.revises or report.paper.get("revises_number"))
        and report.id not in reports.targets
    ]


def _reports(rows: pl.DataFrame, arrivals: pl.DataFrame, documents: pl.DataFrame) -> _Reports:
    papers = {paper["report_id"]: paper for paper in documents.select(PAPER).iter_rows(named=True)}
    visits = _visits(rows, arrivals)
    reports = [
        _Report(row, _sidecar(row), papers.get(row["report_id"], {}), visits[row["report_id"]])
        for row in rows.sort("received_at", "source_name", "content_sha256").iter_rows(named=True)
    ]
    by_number: dict[str, list[_Report]] = defaultdict(list)
    for report in reports:
        if number := report.paper.get("document_number"):
            by_number[_key(number)].append(report)
    found = ((report.id, _target(report, reports, by_number)) for report in reports)
    return _Reports(reports, {id_: target for id_, target in found if target})


def _visits(rows: pl.DataFrame, arrivals: pl.DataFrame) -> dict[str, tuple[datetime, ...]]:
    """When each report came under its own name, each time after other bytes, in order."""
    own = dict(rows.select("report_id", "source_name").iter_rows())
    first = rows.select("report_id", "source_name", arrived_at="received_at")
    events = pl.concat([first, arrivals.select(first.columns)]).unique()
    visits: dict[str, list[datetime]] = defaultdict(list)
    last: dict[str, str] = {}
    for report, name, at in events.sort("arrived_at", "source_name", "report_id").iter_rows():
        if last.get(name) != report and own.get(report) == name:
            visits[report].append(at)
        last[name] = report
    return {report: tuple(times) for report, times in visits.items()}


def _target(report: _Report, reports: list[_Report], by_number: dict[str, list[_Report]]) -> _Report | None:
    if report.sidecar.revises:
        return _named(report.sidecar.revises, report, reports)
    if number := report.paper.get("revises_number"):
        others = [other for other in by_number[_key(number)] if _is_paper(other, report)]
        return others[0] if len({other.name for other in others}) == 1 else None
    return None


def _named(revises: str, by: _Report, reports: list[_Report]) -> _Report | None:
    """The report that a sidecar names by id, by path, or by file name if only one has it."""
    others = [report for report in reports if report.id != by.id]
    exact = [r for r in others if revises in (r.id, r.name)]
    loose = [r for r in others if r.name.rsplit("/", 1)[-1] == revises]
    names = {report.name for report in exact or loose}
    return (exact or loose)[0] if len(names) == 1 else None


def _is_paper(other: _Report, by: _Report) -> bool:
    """Whether a report of the number that is revised is meant: issuer and date must agree.

    Without a printed date it must be of the same year; what neither of them says must be told by the other.
    """
    if other.id == by.id:
        return False
    issuer = by.paper["revises_agency_code"] or by.paper["agency_code"]
    issuers = {code for code in (issuer, other.paper["agency_code"]) if code}
    dated: date | None = by.paper["revises_dated"]
    told, own = other.paper["issued_on"], by.paper["issued_on"]
    if dated and told:
        is_of_date = dated == told
    else:
        is_of_date = not (told and own) or (told <= own and told.year == own.year)
    same_issuer = bool(issuer) and len(issuers) == 1 and bool(other.paper["agency_code"])
    return is_of_date and len(issuers) < 2 and (same_issuer or bool(dated and told))


def _key(number: str) -> str:
    return re.sub(r"[\W_]", "", number).casefold()


def _chain(report: _Report, reports: _Reports) -> str:
    """The file name that stands for the chain of a report; a circle of revisions has no first."""
    seen: set[str] = set()
    current = report
    while current.id in reports.targets and current.id not in seen:
        seen.add(current.id)
        current = reports.targets[current.id]
    return current.name


def _numbered(chain: list[_Report], reports: _Reports) -> Iterable[dict[str, Any]]:
    """The rows of a chain, each under the number of its last visit."""
    order = _ordered(chain, reports)
    places = {report.id: number for number, report in enumerate(order, 1)}
    for report in chain:
        number = places[report.id]
        kind = _kind(report, number, reports)
        yield {
            **report.row,
            "arrived_at": report.visits[-1],
            "revision": number,
            "revision_kind": kind,
            "revises_report_id": None if kind == "original" or number == 1 else order[number - 2].id,
            "original_report_id": order[0].id,
        }


def _kind(report: _Report, number: int, reports: _Reports) -> str:
    if len(report.visits) > 1 and number > 1:
        return "return"
    printed = report.paper.get("printed_revision") if report.id in reports.targets else None
    return str(report.sidecar.revision or printed or ("original" if number == 1 else "correction"))


def _ordered(chain: list[_Report], reports: _Reports) -> list[_Report]:
    """One entry for each visit: by time, but none before the first visit of what it revises."""
    waiting = sorted(
        ((at, report.name, report.id, report) for report in chain for at in report.visits),
        key=lambda visit: visit[:3],
    )
    inside = {report.id for report in chain}
    order: list[_Report] = []
    placed: set[str] = set()
    while waiting:
        at = next((n for n, visit in enumerate(waiting) if _may_come(visit[3], reports, placed, inside)), 0)
        report = waiting.pop(at)[3]
        placed.add(report.id)
        if not order or order[-1].id != report.id:
            order.append(report)
    return order


def _may_come(report: _Report, reports: _Reports, placed: set[str], inside: set[str]) -> bool:
    target = reports.targets.get(report.id)
    return target is None or target.id in placed or target.id not in inside


def _sidecar(row: dict[str, Any]) -> Sidecar:
    """What the sidecar says; a wrong one is told when its report is read."""
    try:
        return read_sidecar(row["sidecar"].encode(), row["source_name"]) if row["sidecar"] else NO_SIDECAR
    except PermanentFailure:
        return NO_SIDECAR
