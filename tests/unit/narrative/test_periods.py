"""Periods that texts name: their days, and whether they are the values' own."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orchestration.reports.narrative.dates import Period
from orchestration.reports.narrative.periods import PeriodMention, find_periods
from orchestration.reports.narrative.text import fold

TODAY = date(2025, 10, 1)
DAYS = st.dates(min_value=date(2012, 1, 1), max_value=date(2024, 12, 31))


def first(text: str, today: date | None = TODAY) -> PeriodMention:
    return find_periods(fold(text), today)[0]


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("quý I/2024", "2024-01-01", "2024-03-31"),
        ("Quý III năm 2023", "2023-07-01", "2023-09-30"),
        ("quý II-2024", "2024-04-01", "2024-06-30"),
        ("6 tháng đầu năm 2024", "2024-01-01", "2024-06-30"),
        ("sáu tháng đầu năm 2022", "2022-01-01", "2022-06-30"),
        ("6 tháng cuối năm 2023", "2023-07-01", "2023-12-31"),
        ("9 tháng năm 2025", "2025-01-01", "2025-09-30"),
        ("9 tháng/2025", "2025-01-01", "2025-09-30"),
        ("tháng 9/2025", "2025-09-01", "2025-09-30"),
        ("tháng 2 năm 2024", "2024-02-01", "2024-02-29"),
        ("10 tháng đầu năm", "2025-01-01", "2025-10-31"),
        ("từ tháng 1 đến tháng 9/2024", "2024-01-01", "2024-09-30"),
        ("từ ngày 1.7 - 10.9", "2025-07-01", "2025-09-10"),
        ("từ ngày 15.12 đến 14.3", "2024-12-15", "2025-03-14"),
        ("năm 2019", "2019-01-01", "2019-12-31"),
        ("giai đoạn 2015-2020", "2015-01-01", "2020-12-31"),
        ("(từ ngày 15/12/2023 đến ngày 14/3/2024)", "2023-12-15", "2024-03-14"),
        ("từ ngày 21/7 đến 20/8/2025", "2025-07-21", "2025-08-20"),
        ("từ ngày 15/12 đến 14/3/2024", "2023-12-15", "2024-03-14"),
        ("02.01.2018 đến 17.5.2018", "2018-01-02", "2018-05-17"),
        ("từ năm 2021 đến nay", "2021-01-01", "2025-10-01"),
        ("từ đầu năm đến ngày 30/9/2024", "2024-01-01", "2024-09-30"),
    ],
)
def test_spans(text: str, start: str, end: str) -> None:
    mention = first(text)
    assert (mention.period.start, mention.period.end) == (date.fromisoformat(start), date.fromisoformat(end))
    assert mention.role == "own"


@pytest.mark.parametrize(
    ("text", "as_of"),
    [
        ("Đến ngày 30/6/2024", "2024-06-30"),
        ("tính đến hết ngày 14/9/2025", "2025-09-14"),
        ("tính đến 20-8", "2025-08-20"),
        ("tính đến hết tháng 2/2024", "2024-02-29"),
        ("đến hết quý I/2025", "2025-03-31"),
        ("đến cuối năm 2024", "2024-12-31"),
        ("tại thời điểm 30/6/2024", "2024-06-30"),
        ("đến nay", "2025-10-01"),
    ],
)
def test_dates_as_of_which_something_holds(text: str, as_of: str) -> None:
    assert first(text).period == Period(None, None, date.fromisoformat(as_of))


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("so với năm 2022", "reference"),
        ("so với cùng kỳ năm 2023", "reference"),
        ("cao hơn năm 2021", "reference"),
        ("đến năm 2030", "deadline"),
        ("trước ngày 31/12/2026", "deadline"),
        ("Kế hoạch cải cách hành chính năm 2024", "document"),
        ("trong năm 2024", "own"),
    ],
)
def test_roles(text: str, role: str) -> None:
    assert {mention.role for mention in find_periods(fold(text), TODAY)} <= {role}


def test_a_date_without_a_year_needs_the_date_of_the_text() -> None:
    assert find_periods("tính đến 20-8", None) == []


@given(DAYS, st.sampled_from(["/", "-", "."]))
def test_full_dates_round_trip(day: date, mark: str) -> None:
    text = f"tính đến ngày {day.day}{mark}{day.month:02d}{mark}{day.year}"
    assert first(text).period.as_of == day


@given(DAYS, st.integers(min_value=0, max_value=400))
def test_windows_round_trip(start: date, length: int) -> None:
    end = start + timedelta(days=length)
    text = f"từ ngày {start.day}/{start.month}/{start.year} đến ngày {end.day}/{end.month}/{end.year}"
    assert first(text, date(2026, 12, 31)).period == Period(start, end)


@given(st.integers(min_value=2012, max_value=2025), st.integers(min_value=1, max_value=12))
def test_months_and_counts_of_months_differ(year: int, month: int) -> None:
    last = date(year, month, monthrange(year, month)[1])
    today = date(2026, 12, 31)
    assert first(f"tháng {month}/{year}", today).period == Period(date(year, month, 1), last)
    assert first(f"{month} tháng năm {year}", today).period == Period(date(year, 1, 1), last)
