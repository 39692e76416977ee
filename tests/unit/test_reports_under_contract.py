"""What becomes of shipped and of broken reports when their rows are held against the contract."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
import shipped

from data_contracts.enforcement import Enforcement, enforce
from data_contracts.frames import frame_from_records
from data_contracts.model import load_table
from data_contracts.references import load_references
from orchestration.reports.reading import read_report

if TYPE_CHECKING:
    from collections.abc import Iterable

    from data_contracts.reasons import Reason
    from orchestration.reports.records import Record

BROKEN = shipped.REPOSITORY / "tests" / "fixtures" / "broken"
FOUND_IN_ALL = 2585


def _enforced(records: Iterable[Record]) -> Enforcement:
    entries = [record for record in records if record.contract == "ranking_entries"]
    table = load_table("ranking_entries")
    typed = frame_from_records([record.values for record in entries], table)
    issues = {number: record.issues for number, record in enumerate(entries) if record.issues}
    return enforce(typed.frame, table, load_references(), {**issues, **typed.issues})


def _broken_table(name: str) -> Enforcement:
    reading = read_report((BROKEN / name).read_bytes(), name)
    assert reading.refusals == (), "the file itself can be read"
    return _enforced(reading.records)


def _told(reason: Reason) -> tuple[bool, ...]:
    return tuple(bool(part) for part in (reason.expected, reason.found, reason.advice, reason.location))


def test_every_shipped_figure_but_the_undated_one_keeps_the_contract() -> None:
    records = [record for path in shipped.ranking_files() for record in shipped.reading(path).records]
    outcome = _enforced(records)
    assert outcome.accepted.height == FOUND_IN_ALL - 1
    assert outcome.rejected["agency_name"].to_list() == ["Sơn La"]
    codes = {str(reason.code) for reasons in outcome.reasons for reason in reasons}
    assert "unknown_period" in codes
    assert all(reason.advice for reasons in outcome.reasons for reason in reasons)


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("empty.csv", "empty_file"),
        ("xlsx-cut-short.xlsx", "unreadable_file"),
        ("encrypted.xlsx", "unreadable_file"),
        ("error-page.html", "unreadable_file"),
    ],
)
def test_broken_file_is_refused_whole(name: str, code: str) -> None:
    reading = read_report((BROKEN / name).read_bytes(), name)
    assert reading.records == ()
    assert [str(refusal.code) for refusal in reading.refusals] == [code]
    assert all(refusal.expected and refusal.found and refusal.advice for refusal in reading.refusals)


@pytest.mark.parametrize(
    ("name", "code", "refused", "kept"),
    [
        ("unknown-province.xlsx", "unknown_agency", ["Sông Trăng"], ["Quảng Ninh", "Long An"]),
        ("duplicate-key.csv", "duplicate_key", ["Hà Nội", "TP. Hà Nội"], ["Hải Phòng"]),
        ("score-over-scale.html", "out_of_range", ["Cà Mau"], ["Bến Tre"]),
    ],
)
def test_broken_row_is_refused_and_the_rest_kept(
    name: str, code: str, refused: list[str], kept: list[str]
) -> None:
    outcome = _broken_table(name)
    assert outcome.rejected["agency_name"].to_list() == refused
    assert outcome.accepted["agency_name"].to_list() == kept
    for reasons in outcome.reasons:
        assert {str(reason.code) for reason in reasons} == {code}
        assert all(all(_told(reason)) for reason in reasons)
