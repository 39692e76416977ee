"""Periods and days with the ways in which reports print them."""

from __future__ import annotations

import calendar
from datetime import date, timedelta
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from random import Random

MERGER = date(2025, 7, 1)
_ROMAN = ("I", "II", "III", "IV")
_FIRST_YEAR, _LAST_YEAR = 2012, 2026
_YEARS = (*range(_FIRST_YEAR, _LAST_YEAR + 1), 2025, 2025, 2025, 2026, 2026, 2026)


class Time(NamedTuple):
    """When something was so: as printed inside a sentence, its label, its last day."""

    text: str
    label: str
    last_day: date


def period(rng: Random) -> Time:
    """A year, a part of one, or a range of days, wholly before or wholly after the merger."""
    while True:
        year = rng.choice(_YEARS)
        first, last, text = rng.choice((_year, _quarter, _month, _months, _half, _days))(rng, year)
        if last <= date(_LAST_YEAR, 9, 30) and not first < MERGER <= last:
            return Time(text, f"{first}/{last}", last)


def year_of_index(rng: Random) -> Time:
    """The year that an index is about."""
    year = rng.randint(2018, 2023)
    return Time(f"năm {year}", f"{date(year, 1, 1)}/{date(year, 12, 31)}", date(year, 12, 31))


def as_of(rng: Random) -> Time:
    """The day of a stock."""
    day = date(rng.randint(_FIRST_YEAR, 2025), rng.randint(1, 12), rng.randint(1, 28))
    opening = rng.choice(("tính đến ngày ", "đến ngày ", "tính đến hết ngày ", "đến hết ngày "))
    return Time(opening + printed(rng, day), f"@{day}", day)


def month(year: int, number: int) -> tuple[date, date]:
    """First and last day of a month."""
    return date(year, number, 1), _end(year, number)


def printed(rng: Random, day: date) -> str:
    """A day of the calendar, in one of the usual ways."""
    return rng.choice((
        f"{day.day:02}/{day.month:02}/{day.year}",
        f"{day.day}/{day.month}/{day.year}",
        f"{day.day}-{day.month}-{day.year}",
        f"{day.day:02}.{day.month:02}.{day.year}",
        f"{day.day} tháng {day.month} năm {day.year}",
    ))  # fmt: skip


def _year(rng: Random, year: int) -> tuple[date, date, str]:
    return date(year, 1, 1), date(year, 12, 31), rng.choice((f"năm {year}", f"trong năm {year}"))


def _quarter(rng: Random, year: int) -> tuple[date, date, str]:
    number = rng.randint(1, 4)
    roman = _ROMAN[number - 1]
    text = rng.choice((
        f"quý {roman}/{year}", f"quý {roman} năm {year}", f"quý {number}/{year}", f"trong quý {roman}-{year}",
    ))  # fmt: skip
    return date(year, 3 * number - 2, 1), _end(year, 3 * number), text


def _month(rng: Random, year: int) -> tuple[date, date, str]:
    month = rng.randint(1, 12)
    text = rng.choice(
        (f"tháng {month}/{year}", f"trong tháng {month:02}/{year}", f"tháng {month} năm {year}")
    )
    return date(year, month, 1), _end(year, month), text


def _months(rng: Random, year: int) -> tuple[date, date, str]:
    months = rng.choice((7, 8, 9, 9, 9, 10, 11))
    return date(year, 1, 1), _end(year, months), f"{months} tháng {rng.choice(('đầu năm', 'năm'))} {year}"


def _half(rng: Random, year: int) -> tuple[date, date, str]:
    if rng.random() < 0.3:
        return date(year, 7, 1), date(year, 12, 31), f"6 tháng cuối năm {year}"
    opening = rng.choice(("6 tháng đầu năm", "sáu tháng đầu năm", "trong 6 tháng đầu năm"))
    return date(year, 1, 1), date(year, 6, 30), f"{opening} {year}"


def _days(rng: Random, year: int) -> tuple[date, date, str]:
    first = date(year, rng.randint(1, 12), rng.randint(1, 28))
    last = first + timedelta(days=rng.randint(6, 180))
    style = rng.choice(("từ ngày {} đến ngày {}", "từ {} đến {}", "từ ngày {} đến hết ngày {}"))
    return first, last, style.format(printed(rng, first), printed(rng, last))


def _end(year: int, month: int) -> date:
    return date(year, month, calendar.monthrange(year, month)[1])
