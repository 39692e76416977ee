"""Which report revises which: chains of revisions, numbered.

Here belongs the rule. Not here: keeping the rows (`registry`), which values a revision withdraws (dbt,
`int_reports`).

A sidecar that says `revises` (a file name or a report id) wins; else the same file name is the chain. In a
chain the order is that of arrival.
Everything is computed from all arrivals together, so they may come late, twice, or in any order.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import polars as pl

from data_contracts.reasons import PermanentFailure
from orchestration.reports.filing.sidecar import NO_SIDECAR, Sidecar, read_sidecar

if TYPE_CHECKING:
    from collections.abc import Iterable


@dataclass(frozen=True, slots=True)
class _Report:
    row: dict[str, Any]
    sidecar: Sidecar

    @property
    def order(self) -> tuple[Any, ...]:
        """When it first came; by name and content where that is the same moment."""
        return tuple(self.row[name] for name in ("received_at", "source_name", "content_sha256"))


def revised(rows: pl.DataFrame) -> pl.DataFrame:
    """The rows of contract `reports` with revision, kind, what is revised and the first of the chain."""
    reports = sorted(
        (_Report(row, _sidecar(row)) for row in rows.iter_rows(named=True)), key=lambda r: r.order
    )
    chains: dict[str, list[_Report]] = {}
    for report in reports:
        chains.setdefault(_chain(report, reports), []).append(report)
    numbered = [row for chain in chains.values() for row in _numbered(chain)]
    return pl.DataFrame(numbered, schema=rows.schema) if numbered else rows


def unnamed(rows: pl.DataFrame) -> list[tuple[str, str, str]]:
    """Report id, source name and what its sidecar says it revises, where that is no one report we have."""
    reports = [_Report(row, _sidecar(row)) for row in rows.iter_rows(named=True)]
    return [
        (report.row["report_id"], report.row["source_name"], report.sidecar.revises)
        for report in reports
        if report.sidecar.revises and _named(report.sidecar.revises, report, reports) is None
    ]


def _chain(report: _Report, reports: list[_Report]) -> str:
    """The file name that stands for the chain of a report; a circle of revisions has no first."""
    seen: set[str] = set()
    current = report
    while current.sidecar.revises and current.row["report_id"] not in seen:
        seen.add(current.row["report_id"])
        named = _named(current.sidecar.revises, current, reports)
        if named is None:
            break
        current = named
    return str(current.row["source_name"])


def _named(revises: str, by: _Report, reports: list[_Report]) -> _Report | None:
    """The report that a sidecar names by id, by path, or by file name if only one has it."""
    others = [report for report in reports if report.row["report_id"] != by.row["report_id"]]
    exact = [r for r in others if revises in (r.row["report_id"], r.row["source_name"])]
    loose = [r for r in others if r.row["source_name"].rsplit("/", 1)[-1] == revises]
    names = {report.row["source_name"] for report in exact or loose}
    return (exact or loose)[0] if len(names) == 1 else None


def _numbered(chain: list[_Report]) -> Iterable[dict[str, Any]]:
    before: str | None = None
    for number, report in enumerate(chain, 1):
        kind = report.sidecar.revision or ("original" if number == 1 else "correction")
        yield {
            **report.row,
            "revision": number,
            "revision_kind": kind,
            "revises_report_id": None if kind == "original" else before,
            "original_report_id": chain[0].row["report_id"],
        }
        before = report.row["report_id"]


def _sidecar(row: dict[str, Any]) -> Sidecar:
    """What the sidecar says; a wrong one is told when its report is read."""
    try:
        return read_sidecar(row["sidecar"].encode(), row["source_name"]) if row["sidecar"] else NO_SIDECAR
    except PermanentFailure:
        return NO_SIDECAR
