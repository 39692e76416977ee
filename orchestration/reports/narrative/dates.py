"""Periods as spans of days, and how each kind of phrase becomes one.

Belongs here: calendar arithmetic over the groups of a match. Does not belong here: the phrases (`periods`).
"""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import re
    from collections.abc import Callable

_COUNTS = {"hai": 2, "ba": 3, "bốn": 4, "năm": 5, "sáu": 6, "bảy": 7, "tám": 8, "chín": 9, "mười": 10,
           "mười một": 11}  # fmt: skip
_MIDDLE = 15
_QUARTERS = {"i": 1, "ii": 2, "iii": 3, "iv": 4}


@dataclass(frozen=True, slots=True)
class Period:
    """A span of days, or a date as of which something holds; at least one of `end` and `as_of` is set."""

    start: date | None
    end: date | None
    as_of: date | None = None

    @property
    def last_day(self) -> date:
        """The day by which the period is known to be over."""
        return self.end or self.as_of or date.max


def year_period(year: int) -> Period:
    """The calendar year."""
    return Period(date(year, 1, 1), date(year, 12, 31))


_DECEMBER = 12
_SOON, _LATE = 2, 11


def months_period(year: int, first: int, last: int) -> Period | None:
    """Whole months of one year; nothing for months that do not exist."""
    if not 1 <= first <= last <= 12:
        return None
    return Period(date(year, first, 1), _month_end(year, last))


def _month_end(year: int, month: int) -> date:
    return date(year, month, monthrange(year, month)[1])


def _count(words: str) -> int:
    return int(words) if words.isdigit() else _COUNTS.get(words, 0)


def _year(match: re.Match[str], today: date | None) -> int | None:
    named = match.groupdict()
    stated = named.get("y") or named.get("z")
    if stated:
        return int(stated)
    return today.year if today else None


def _day(match: re.Match[str], prefix: str, year: int | None) -> date | None:
    stated = match[f"{prefix}y"]
    try:
        return date(int(stated) if stated else year or 0, int(match[f"{prefix}m"]), int(match[f"{prefix}d"]))
    except ValueError:
        return None


def _window(match: re.Match[str], today: date | None) -> Period | None:
    end = _day(match, "b", today.year if today else None)
    named = match.groupdict()
    is_marked = named.get("mark") or named.get("ay") or named.get("by")
    if end is None or not is_marked:
        return None
    start = _day(match, "a", end.year)
    if start is not None and start > end and not named.get("ay"):
        start = _day(match, "a", end.year - 1)
    return Period(start, end) if start is not None and start <= end else None


def _window_of_days(match: re.Match[str], today: date | None) -> Period | None:
    """Both days are in one month: "từ ngày 1 đến 21/7"."""
    end = _day(match, "b", today.year if today else None)
    first = int(match["ad"])
    return Period(end.replace(day=first), end) if end is not None and 1 <= first < end.day else None


def _since_day(match: re.Match[str], today: date | None) -> Period | None:
    start = _day(match, "a", today.year if today else None)
    return Period(start, today, today) if start and today and start <= today else None


def _since_start(match: re.Match[str], today: date | None) -> Period | None:
    end = _day(match, "a", int(match["z"]) if match["z"] else today.year if today else None)
    return Period(date(int(match["z"]) if match["z"] else end.year, 1, 1), end) if end else None


def _as_of_day(match: re.Match[str], today: date | None) -> Period | None:
    day = _day(match, "a", today.year if today else None)
    return Period(None, None, day) if day else None


def _as_of_month(match: re.Match[str], today: date | None) -> Period | None:
    year, month = _year(match, today), int(match["m"])
    return Period(None, None, _month_end(year, month)) if year and 1 <= month <= 12 else None


def _as_of_quarter(match: re.Match[str], today: date | None) -> Period | None:
    year = _year(match, today)
    return Period(None, None, _month_end(year, 3 * _quarter_number(match["q"]))) if year else None


def _as_of_year(match: re.Match[str], today: date | None) -> Period | None:
    year = _year(match, today)
    return Period(None, None, date(year, 12, 31)) if year else None


def _month_range(match: re.Match[str], today: date | None) -> Period | None:
    last_year = _year(match, today)
    if not last_year:
        return None
    first_year = int(match["y1"]) if match["y1"] else last_year
    first, last = int(match["m1"]), int(match["m2"])
    if not (1 <= first <= 12 and 1 <= last <= 12):
        return None
    start, end = date(first_year, first, 1), _month_end(last_year, last)
    end = end.replace(day=_MIDDLE) if match["mid"] else end
    return Period(start, end) if start <= end else None


def _months(match: re.Match[str], today: date | None) -> Period | None:
    year, count = _year(match, today), _count(match["n"])
    if not year or not 1 <= count <= 12:
        return None
    return months_period(year, 13 - count, 12) if match["half"] == "cuối" else months_period(year, 1, count)


def _bare_months(match: re.Match[str], today: date | None) -> Period | None:
    """The months up to now of "báo cáo 6 tháng", said at their end or soon after."""
    count = _count(match["n"])
    is_now = today is not None and count <= today.month <= count + _SOON
    return months_period(today.year, 1, count) if today and is_now else None


def _past_year(_: re.Match[str], today: date | None) -> Period | None:
    """The year that "năm qua" means at a turn of the year."""
    if today is None or _SOON < today.month < _LATE:
        return None
    return year_period(today.year - 1 if today.month <= _SOON else today.year)


def _quarter_number(text: str) -> int:
    return _QUARTERS.get(text) or int(text)


def _quarter(match: re.Match[str], today: date | None) -> Period | None:
    year, number = _year(match, today), _quarter_number(match["q"])
    return months_period(year, 3 * number - 2, 3 * number) if year else None


def _month(match: re.Match[str], today: date | None) -> Period | None:
    year, month = _year(match, today), int(match["m"])
    return months_period(year, month, month) if year else None


def _years(match: re.Match[str], _: date | None) -> Period | None:
    first, last = int(match["y1"]), int(match["y2"])
    return Period(date(first, 1, 1), date(last, 12, 31)) if first <= last else None


def _since_year(match: re.Match[str], today: date | None) -> Period | None:
    year = _year(match, today)
    if year is None or today is None or date(year, 1, 1) > today:
        return None
    return Period(date(year, 1, 1), today, today)


def _since_month(match: re.Match[str], today: date | None) -> Period | None:
    year, month = _year(match, today), int(match["m"])
    if year is None or today is None or not 1 <= month <= _DECEMBER:
        return None
    start = date(year, month, 1)
    if start > today and not match["y"]:
        start = date(year - 1, month, 1)
    return Period(start, today, today) if start <= today else None


def _first_month(match: re.Match[str], today: date | None) -> Period | None:
    year = _year(match, today)
    return months_period(year, 1, 1) if year else None


def _half(match: re.Match[str], today: date | None) -> Period | None:
    year = _year(match, today)
    first = 1 if match["half"] == "đầu" else 7
    return months_period(year, first, first + 5) if year else None


def _calendar_year(match: re.Match[str], _: date | None) -> Period | None:
    return year_period(int(match["y"]))


def _last_year(_: re.Match[str], today: date | None) -> Period | None:
    return year_period(today.year - 1) if today else None


def _now(_: re.Match[str], today: date | None) -> Period | None:
    return Period(None, None, today) if today else None


BUILDERS: dict[str, Callable[[re.Match[str], date | None], Period | None]] = {
    "window": _window,
    "window_dotted": _window,
    "window_dotted_days": _window,
    "window_of_days": _window_of_days,
    "since_day": _since_day,
    "since_start": _since_start,
    "to_day": _as_of_day,
    "month_range": _month_range,
    "to_month": _as_of_month,
    "to_quarter": _as_of_quarter,
    "since_month": _since_month,
    "since_year": _since_year,
    "to_year": _as_of_year,
    "to_end_of_year": _as_of_year,
    "bare_months": _bare_months,
    "year_to_date": _since_year,
    "past_year": _past_year,
    "months": _months,
    "first_month": _first_month,
    "quarter": _quarter,
    "month": _month,
    "half": _half,
    "years": _years,
    "year": _calendar_year,
    "day": _as_of_day,
    "last_year": _last_year,
    "now": _now,
}
"""The period of a match of each kind of phrase; the date of the text completes one without a year."""
