"""A report as a whole: ids, header, refusals, and who reads which block. All figures are invented."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data_contracts.reasons import ReasonCode
from orchestration.reports.document import Location
from orchestration.reports.reading import read_report
from orchestration.reports.records import Record, identify, observation_id
from orchestration.reports.version import reader_version

PAGE = """<html><body><h1>PCI 2016 (số giả định)</h1><p>Nguồn: https://example.org/pci</p>
<table><tr><th>STT<th>Tỉnh<th>Điểm<th>Hạng<tr><td>1<td>Hà Nội<td>60,5<td>14
<tr><td>2<td>Hà Nam<td>55,5<td>40</table>
</body></html>""".encode()


def record(**values: object) -> Record:
    return Record(
        "observations", {"indicator_code": "index_rank", "value_text": "5", **values}, Location(block=1)
    )


def test_records_are_stamped_with_report_reader_and_place() -> None:
    reading = read_report(PAGE, "pci.xls")
    assert len(reading.report_id) == 16
    rows = [row.values for row in reading.records if row.contract == "ranking_entries"]
    assert {row["report_id"] for row in rows} == {reading.report_id}
    assert {row["reader_version"] for row in rows} == {reader_version()}
    assert [row["location"] for row in rows] == ["table 1, row 2, column 3", "table 1, row 3, column 3"]
    assert len({row["entry_id"] for row in rows}) == 2


def test_header_says_what_the_report_says_of_itself() -> None:
    header = read_report(PAGE, "pci.xls").header
    assert header["report_kind"] == "ranking_table"
    assert header["title"] == "PCI 2016 (số giả định)"
    assert header["source_url"] == "https://example.org/pci"
    assert (header["period_start"], header["period_end"]) == (date(2016, 1, 1), date(2016, 12, 31))
    assert (header["paragraph_count"], header["table_count"], header["record_count"]) == (2, 1, 2)


@pytest.mark.parametrize(
    ("head", "publisher", "agency_code"),
    [
        ("UBND TỈNH HÀ NAM", "UBND TỈNH HÀ NAM", "province:ha-nam"),
        ("UBND TỈNH HÀ NAM\nSỞ NỘI VỤ", "SỞ NỘI VỤ, UBND TỈNH HÀ NAM", "agency:so-noi-vu-ha-nam"),
        ("ỦY BAN NHÂN DÂN\nTỈNH HÀ NAM", "ỦY BAN NHÂN DÂN TỈNH HÀ NAM", "province:ha-nam"),
        (
            "UỶ BAN NHÂN DÂN CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nTỈNH HÀ NAM Độc lập - Tự do - Hạnh phúc",
            "UỶ BAN NHÂN DÂN TỈNH HÀ NAM",
            "province:ha-nam",
        ),
        ("BỘ TƯ PHÁP", "BỘ TƯ PHÁP", "ministry:btp"),
        ("Hà Nam đổi mới", None, None),
    ],
)
def test_issuer_is_the_last_line_of_the_letterhead(
    head: str, publisher: str | None, agency_code: str | None
) -> None:
    text = f"{head}\nHà Nam, ngày 5 tháng 4 năm 2024\nBÁO CÁO\nKết quả giả định\n"
    header = read_report(text.encode(), "bao-cao.txt").header
    assert (header["publisher"], header["agency_code"]) == (publisher, agency_code)


def test_claimed_table_is_not_read_again_as_prose() -> None:
    assert {row.contract for row in read_report(PAGE, "pci.xls").records} == {"ranking_entries"}


def test_the_same_bytes_give_the_same_reading_under_any_name() -> None:
    assert read_report(PAGE, "a.html") == replace(
        read_report(PAGE, "b.html"), document=read_report(PAGE, "a.html").document
    )


def test_refused_file_has_a_reason_and_an_unreadable_header() -> None:
    reading = read_report(b"PK\x03\x04 cut short", "bang.xlsx")
    assert reading.document is None
    assert reading.records == ()
    assert [reason.code for reason in reading.refusals] == [ReasonCode.UNREADABLE_FILE]
    assert reading.header["report_kind"] == "unreadable"
    assert reading.header["record_count"] == 0


def test_text_without_figures_is_no_refusal() -> None:
    reading = read_report("Hội nghị diễn ra trong không khí trang trọng.\n".encode(), "tin.txt")
    assert reading.refusals == ()
    assert reading.header["report_kind"] == "nothing_recognised"


def test_values_that_are_alike_are_numbered() -> None:
    first, second = identify("r" * 16, [record(), record()])
    assert first.values["observation_id"] != second.values["observation_id"]
    assert identify("r" * 16, [record(), record()]) == (first, second)


@given(
    st.sampled_from(["agency_code", "period_end", "as_of", "kind", "statistic", "value_text"]),
    st.text(min_size=1),
)
def test_every_part_of_the_identity_counts(field: str, text: str) -> None:
    plain, other = record(**{field: "x"}), record(**{field: f"x{text}"})
    assert observation_id("r", plain) != observation_id("r", other)
    assert observation_id("r", plain) != observation_id("s", plain)


def test_what_is_not_identity_does_not_change_the_id() -> None:
    assert observation_id("r", record(confidence=0.5, evidence="a")) == observation_id(
        "r", record(confidence=0.9)
    )


def test_version_names_its_digest() -> None:
    major, _, digest = reader_version().partition("+")
    assert major == "1"
    assert len(digest) == 8
