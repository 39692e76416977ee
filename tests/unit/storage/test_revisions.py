"""Chains of revisions: bytes that come back, papers that name others, and which source is trusted more."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import permutations
from typing import Any

import polars as pl
import pytest
from lakes import moment
from test_registry import arrival, fresh

from data_contracts.frames import frame_from_records
from data_contracts.model import load_table
from orchestration.storage.registry import Arrival, Registry

A, B = arrival("one", "june.txt", 0), arrival("two", "june.txt", 24)
BACK = arrival("one", "june.txt", 48)
RETURNED = {
    "june.txt": [(A.report_id, 3, "return", B.report_id), (B.report_id, 2, "correction", A.report_id)]
}
NUMBER = "123/BC-UBND"


def chains(registry: Registry) -> dict[str, list[tuple[Any, ...]]]:
    found: dict[str, list[tuple[Any, ...]]] = {}
    columns = ["source_name", "report_id", "revision", "revision_kind", "revises_report_id"]
    for name, *rest in (
        registry.rows().select(columns).sort("source_name", "revision", descending=[False, True]).rows()
    ):
        found.setdefault(name, []).append(tuple(rest))
    return found


def read(registry: Registry, report: Arrival, **header: object) -> None:
    """What reading the report gave."""
    row = {"report_kind": "form", "reader_version": "1+test", "report_id": report.report_id, **header}
    counts = dict.fromkeys(("paragraph_count", "table_count", "record_count"), 1)
    frame = frame_from_records([{**row, **counts}], load_table("documents")).frame
    registry.landing.land("documents", frame, pl.Series(["2026-11"]), [report.report_id])


def paper(registry: Registry, report: Arrival, number: str, day: date | None, agency: str | None) -> None:
    read(registry, report, document_number=number, issued_on=day, agency_code=agency)


@pytest.mark.parametrize("order", list(permutations((A, B, BACK))))
def test_bytes_that_come_back_after_others_are_current_again(order: tuple[Arrival, ...]) -> None:
    registry = fresh("memory://returns")
    for report in order:
        registry.register([report])
    assert chains(registry) == RETURNED
    assert registry.rows().height == 2
    row = registry.rows().row(by_predicate=pl.col("report_id") == A.report_id, named=True)
    assert (row["received_at"], row["arrived_at"]) == tuple(
        moment(hours).replace(tzinfo=None) for hours in (0, 48)
    )
    assert row["original_report_id"] == A.report_id


def test_a_file_that_only_lies_there_is_no_arrival() -> None:
    registry = fresh("memory://lies-there")
    for hours, content in ((0, "one"), (24, "two"), (48, "one"), (72, "one"), (96, "one")):
        registry.register(registry.sightings([arrival(content, "june.txt", hours)]))
    assert registry.arrivals().height == 3
    assert chains(registry) == RETURNED
    assert registry.last() == {"june.txt": A.report_id}


def test_killed_between_arrivals_and_reports_the_next_look_finishes() -> None:
    registry = fresh("memory://killed")
    registry.register([A, B])
    before = registry.landing.folder.read("landing/reports/2026-11.parquet")
    registry.register([BACK])
    registry.landing.folder.write("landing/reports/2026-11.parquet", before)
    registry.register(registry.sightings([arrival("one", "june.txt", 72)]))
    assert chains(registry) == RETURNED


@pytest.mark.parametrize("late", [False, True])
def test_a_paper_that_names_another_revises_it(late: bool) -> None:
    """Also where the one it names comes after it."""
    registry = fresh("memory://papers")
    first = arrival("one", "q2/bao-cao.docx", 48 if late else 0)
    second = arrival("two", "q2/bao-cao-150.docx", 24)
    registry.register([first, second])
    paper(registry, first, NUMBER, date(2024, 7, 5), "province:nghe-an")
    told = {"revises_number": "123/BCUBND", "revises_dated": date(2024, 7, 5), "printed_revision": "addition"}
    read(registry, second, document_number="150/BC-UBND", agency_code="province:nghe-an", **told)
    registry.register()
    rows = {row["source_name"]: row for row in registry.rows().to_dicts()}
    row = rows["q2/bao-cao-150.docx"]
    assert (row["revision"], row["revision_kind"]) == (2, "addition")
    assert row["revises_report_id"] == row["original_report_id"] == first.report_id
    assert rows["q2/bao-cao.docx"]["revision_kind"] == "original"
    assert registry.unnamed() == []


@pytest.mark.parametrize(
    ("told", "is_named"),
    [
        ({"revises_dated": date(2024, 7, 5)}, True),
        ({"revises_dated": date(2024, 7, 6)}, False),
        ({"issued_on": date(2024, 8, 1)}, True),
        ({"issued_on": date(2025, 8, 1)}, False),
        ({"issued_on": date(2024, 7, 1)}, False),
        ({"agency_code": "province:ha-tinh"}, False),
        ({"agency_code": "province:ha-tinh", "revises_agency_code": "province:nghe-an"}, True),
        ({"agency_code": None, "revises_dated": date(2024, 7, 5)}, True),
        ({"agency_code": None}, False),
        ({"revises_number": "124/BC-UBND"}, False),
    ],
)
def test_number_date_and_issuer_must_agree(told: dict[str, object], is_named: bool) -> None:
    registry = fresh("memory://agree")
    first, second = arrival("one", "a.docx", 0), arrival("two", "b.docx", 24)
    registry.register([first, second])
    paper(registry, first, NUMBER, date(2024, 7, 5), "province:nghe-an")
    header = {"agency_code": "province:nghe-an", "revises_number": NUMBER, "printed_revision": "correction"}
    read(registry, second, **{**header, **told})
    registry.register()
    row = registry.rows().row(by_predicate=pl.col("report_id") == second.report_id, named=True)
    expected = (2, "correction") if is_named else (1, "original")
    assert (row["revision"], row["revision_kind"]) == expected
    assert [case.source_name for case in registry.unnamed()] == ([] if is_named else ["b.docx"])


def test_the_sidecar_goes_before_the_print_and_the_print_before_the_name() -> None:
    registry = fresh("memory://trust")
    base, other = arrival("one", "a.docx", 0), arrival("two", "b.docx", 1)
    printed = arrival("three", "b.docx", 24)
    stated = replace(arrival("four", "d.docx", 48), sidecar="revises: b.docx\nrevision: addition")
    registry.register([base, other, printed, stated])
    paper(registry, base, NUMBER, date(2024, 7, 5), "province:nghe-an")
    header = {"agency_code": "province:nghe-an", "revises_number": NUMBER, "printed_revision": "correction"}
    read(registry, printed, **header)
    read(registry, stated, **header)
    registry.register()
    rows = {row["report_id"]: row for row in registry.rows().to_dicts()}
    assert rows[printed.report_id]["original_report_id"] == base.report_id
    assert rows[stated.report_id]["revision_kind"] == "addition"
    assert rows[other.report_id]["revision"] == 1


def test_two_papers_of_one_number_are_told_and_not_guessed() -> None:
    registry = fresh("memory://twins")
    twins = [arrival("one", "a.docx", 0), arrival("two", "b.docx", 0)]
    second = arrival("three", "c.docx", 24)
    registry.register([*twins, second])
    for twin in twins:
        paper(registry, twin, NUMBER, date(2024, 7, 5), "province:nghe-an")
    read(
        registry, second, agency_code="province:nghe-an", revises_number=NUMBER, printed_revision="correction"
    )
    registry.register()
    (case,) = registry.unnamed()
    assert (case.source_name, case.revises, case.is_printed) == ("c.docx", NUMBER, True)
