"""The edition is the data year, or the day of a running index; never the year of publication."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orchestration.reports.forms.rankings.editions import Edition, edition_from_cell, edition_in, year_edition
from orchestration.reports.forms.rankings.vocabulary import load_vocabulary


def read(line: str, index_code: str = "PAR_INDEX") -> Edition | None:
    return edition_in(line, load_vocabulary(), index_code)


@pytest.mark.parametrize(
    ("line", "label"),
    [
        ("Chỉ số cải cách hành chính năm 2024 (công bố ngày 06/4/2025)", "2024"),
        ("Công bố tháng 4/2025: PAR INDEX 2024", "2024"),
        ("Công bố PAR INDEX 2024", "2024"),
        ("Công bố năm 2025, chỉ số của năm 2024", "2024"),
        ("(PAR INDEX) năm 2019, so với năm 2018", "2019"),
        ("Theo Quyết định số 123/QĐ-BNV năm 2022", None),
        ("Kế hoạch giai đoạn 2021-2025", None),
        ("Hà Nội, ngày 6 tháng 4 năm 2025", None),
        ("Bảng xếp hạng", None),
    ],
)
def test_data_year(line: str, label: str | None) -> None:
    found = read(line)
    assert (found.label if found else None) == label


@pytest.mark.parametrize(
    ("line", "label", "start", "end"),
    [
        ("Bộ chỉ số 766, tính đến ngày 15/4/2025", "2025-04-15", date(2025, 4, 15), date(2025, 4, 15)),
        ("Thời điểm: ngày 25/8/2025 – 34 tỉnh", "2025-08-25", date(2025, 8, 25), date(2025, 8, 25)),
        ("Bộ chỉ số 766 tháng 10/2025", "2025-10", date(2025, 10, 1), date(2025, 10, 31)),
        ("Bộ chỉ số 766 quý III/2025", "2025-Q3", date(2025, 7, 1), date(2025, 9, 30)),
        ("Bộ chỉ số 766 quý 1 năm 2025", "2025-Q1", date(2025, 1, 1), date(2025, 3, 31)),
        ("Bộ chỉ số 766, 6 tháng đầu năm 2025", "2025-H1", date(2025, 1, 1), date(2025, 6, 30)),
        ("Bộ chỉ số phục vụ (Quyết định 766/QĐ-TTg) năm 2022", "2022", date(2022, 1, 1), date(2022, 12, 31)),
    ],
)
def test_running_index_is_dated_as_printed(line: str, label: str, start: date, end: date) -> None:
    found = read(line, "SERVICE_766")
    assert found is not None
    assert (found.label, found.period_start, found.period_end) == (label, start, end)
    assert (found.as_of is not None) == (start == end)


def test_yearly_index_has_no_day() -> None:
    assert read("PCI 2016, tính đến ngày 31/12/2016", "PCI") == year_edition(2016)


@given(st.integers(2005, 2049))
def test_year_cells(year: int) -> None:
    assert edition_from_cell(f"Năm {year}") == edition_from_cell(str(year)) == year_edition(year)


@pytest.mark.parametrize(
    ("text", "label"), [("15/04/2025", "2025-04-15"), ("tháng 3/2025", "2025-03"), ("63", None)]
)
def test_date_cells(text: str, label: str | None) -> None:
    found = edition_from_cell(text)
    assert (found.label if found else None) == label
