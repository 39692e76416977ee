"""Periods and dates that a text names, and which of them are the values' own.

Belongs here: quarters, months, half years, windows, "as of" dates, and the references of a comparison.
Does not belong here: which value a period belongs to (`timing`).
"""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Callable

Role = Literal["own", "reference", "deadline", "document", "event"]

_DAY = (
    r"(?:ngày )?(?P<{0}d>\d{{1,2}})(?:[/-]| tháng |\.(?=\d{{1,2}}\.(?:19|20)\d{{2}}))(?P<{0}m>\d{{1,2}})"
    r"(?:(?:[/.-]| năm )(?P<{0}y>(?:19|20)\d{{2}}))?(?![\d/%]| ?(?:ngày|lần|tháng|năm|điểm|hồ sơ|tthc|thủ tục)\b)"
)
_YEAR = r"(?:19|20)\d{2}"
_COUNTS = {"hai": 2, "ba": 3, "bốn": 4, "năm": 5, "sáu": 6, "bảy": 7, "tám": 8, "chín": 9, "mười": 10,
           "mười một": 11}  # fmt: skip
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


@dataclass(frozen=True, slots=True)
class PeriodMention:
    """A period named at [start, end) of a folded text.

    `role`: the values' own; the reference of a comparison; a deadline still to come; part of a document's name;
    the day of an event.
    `is_now` marks words such as "đến nay", dated by publication only.
    """

    start: int
    end: int
    period: Period
    role: Role
    is_now: bool = False
    is_year: bool = False
    is_window: bool = False


def find_periods(folded: str, today: date | None) -> list[PeriodMention]:
    """Every period of a sentence in order.

    Args:
        folded: the sentence as `text.fold` gives it.
        today: the date of the text where known; it completes dates without a year and dates "đến nay".
    """
    mentions: list[PeriodMention] = []
    for match in _ANY.finditer(folded):
        kind = str(match.lastgroup)
        inner = _PATTERNS[kind].match(folded, match.start())
        if inner is None:
            continue
        period = _BUILDERS[kind](inner, today)
        if period is None:
            continue
        role = _role(folded, inner, kind, period, today)
        mentions.append(
            PeriodMention(
                inner.start(),
                inner.end(),
                period,
                role,
                kind == "now",
                kind in ("year", "to_year"),
                kind == "window",
            )
        )
    return mentions


def year_period(year: int) -> Period:
    """The calendar year."""
    return Period(date(year, 1, 1), date(year, 12, 31))


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
    is_marked = match["mark"] or match["ay"] or match["by"]
    if end is None or not is_marked:
        return None
    start = _day(match, "a", end.year)
    if start is not None and start > end and not match["ay"]:
        start = _day(match, "a", end.year - 1)
    return Period(start, end) if start is not None and start <= end else None


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
    return Period(start, end) if start <= end else None


def _months(match: re.Match[str], today: date | None) -> Period | None:
    year, count = _year(match, today), _count(match["n"])
    if not year or not 1 <= count <= 12:
        return None
    return months_period(year, 13 - count, 12) if match["half"] == "cuối" else months_period(year, 1, count)


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


_UNTIL = r"(?:đến|tới)(?: hết)?(?: thời điểm)?"
_SOURCES: dict[str, tuple[str, Callable[[re.Match[str], date | None], Period | None]]] = {
    "window": (
        rf"(?P<mark>(?:tính )?từ |\()?{_DAY.format('a')} ?(?:đến|-|tới)(?: hết)? ?{_DAY.format('b')}",
        _window,
    ),
    "since_day": (rf"(?:kể )?từ {_DAY.format('a')} đến (?:nay|thời điểm)", _since_day),
    "since_start": (
        rf"từ (?:đầu )?(?:năm (?P<z>{_YEAR})|đầu năm|năm) (?:đến|tới)(?: hết)?(?: ngày)? {_DAY.format('a')}",
        _since_start,
    ),
    "to_day": (
        rf"(?:(?:tính |lũy kế |cập nhật )?{_UNTIL}|(?:tại |vào |ở )?thời điểm)(?: ngày)? {_DAY.format('a')}",
        _as_of_day,
    ),
    "month_range": (
        rf"(?:từ )?tháng (?P<m1>\d{{1,2}})(?:[/-](?P<y1>{_YEAR}))? (?:đến|-|tới) (?:hết )?(?:tháng )?"
        rf"(?P<m2>\d{{1,2}})(?:(?:[/-]| năm )(?P<y>{_YEAR}))?(?![\d/])",
        _month_range,
    ),
    "to_month": (
        rf"(?:tính |lũy kế )?(?:đến|tới)(?: hết| cuối| giữa)? tháng (?P<m>\d{{1,2}})(?: ?[/-] ?(?P<y>{_YEAR})| năm (?P<z>{_YEAR}))?",
        _as_of_month,
    ),
    "to_quarter": (
        rf"(?:tính )?(?:đến|tới)(?: hết| cuối)? quý (?P<q>iv|i{{1,3}}|[1-4])(?:(?: ?[/-] ?| năm )(?P<y>{_YEAR}))?",
        _as_of_quarter,
    ),
    "since_year": (
        rf"(?:kể )?từ (?:đầu )?(?:năm (?P<y>{_YEAR})|năm|đầu năm(?: (?P<z>{_YEAR}))?) (?:đến|tới) (?:nay|thời điểm này)",
        _since_year,
    ),
    "to_year": (rf"(?:tính )?(?:đến|tới)(?: cuối| hết)? năm (?P<y>{_YEAR})", _as_of_year),
    "months": (
        rf"\b(?P<n>\d{{1,2}}|mười một|mười|hai|ba|bốn|năm|sáu|bảy|tám|chín) tháng(?: (?P<half>đầu|cuối)(?: của)? năm"
        rf"(?: (?P<y>{_YEAR}))?|(?: năm | ?[/-] ?)(?P<z>{_YEAR}))",
        _months,
    ),
    "quarter": (
        rf"\bquý (?P<q>iv|i{{1,3}}|[1-4])\b(?:(?: ?[/-] ?|,? năm )(?P<y>{_YEAR}))?",
        _quarter,
    ),
    "month": (rf"\btháng (?P<m>\d{{1,2}})\b(?:(?: ?[/-] ?| năm )(?P<y>{_YEAR}))?(?![\d/])", _month),
    "half": (rf"\bnửa (?P<half>đầu|cuối)(?: của)? năm(?: (?P<y>{_YEAR}))?", _half),
    "years": (
        rf"\b(?:giai đoạn|từ năm|năm|từ|trong các năm)? ?(?P<y1>{_YEAR}) ?(?:-|đến(?: năm)?) ?(?:năm )?(?P<y2>{_YEAR})\b(?!/)",
        _years,
    ),
    "year": (rf"\bnăm (?P<y>{_YEAR})\b", _calendar_year),
    "day": (rf"\bngày {_DAY.format('a').replace('(?:ngày )?', '')}", _as_of_day),
    "last_year": (r"\bnăm (?:trước|ngoái)\b", _last_year),
    "now": (
        r"\b(?:tính )?đến (?:nay|thời điểm (?:này|hiện tại|báo cáo))\b|\bhiện(?: nay| tại)\b|\bhiện(?=,? (?:có|toàn|cả|tỉnh|tổng|số)\b)",
        _now,
    ),
}
_PATTERNS = {kind: re.compile(source) for kind, (source, _) in _SOURCES.items()}
_BUILDERS = {kind: builder for kind, (_, builder) in _SOURCES.items()}
_ANY = re.compile(
    "|".join(
        f"(?P<{kind}>{re.sub(r'[(][?]P<[a-z0-9]+>', '(?:', source)})"
        for kind, (source, _) in _SOURCES.items()
    )
)

_COMPARED = re.compile(
    r"(?:so với|so cùng|cùng kỳ|cao hơn|thấp hơn|nhiều hơn|ít hơn|tăng hơn|giảm hơn|hơn so|như)"
    r"(?: (?:cùng kỳ|mức|mức trung bình|trung bình|kết quả|con số|của|các|kỳ|tại|thời điểm|vào|cuối|đầu|giai đoạn"
    r"|báo cáo|trong|thực hiện))* ?$"
)
_DOCUMENT = re.compile(
    r"(?:nghị quyết|nghị định|quyết định|chỉ thị|thông tư|công văn|công điện|luật|chương trình|đề án|thông báo|chiến lược"
    r"|tờ trình|kế hoạch)[^,;.()]{0,90}$"
)
_BEFORE_DATE = re.compile(r"(?:trước|sau|muộn nhất|chậm nhất)(?: ngày)? ?$")


def _role(folded: str, match: re.Match[str], kind: str, period: Period, today: date | None) -> Role:
    before = folded[max(0, match.start() - 110) : match.start()]
    if kind == "day" and _BEFORE_DATE.search(before[-18:]):
        return "deadline"
    if kind == "day":
        return "event" if not _DOCUMENT.search(before) and match["ay"] else "document"
    if kind == "last_year" or _COMPARED.search(before):
        return "reference"
    if (
        kind in ("year", "years", "month", "quarter")
        and _DOCUMENT.search(before)
        and not before.endswith("trong ")
    ):
        return "document"
    if kind.startswith("to_") and today and period.last_day > today:
        return "deadline"
    if (today and period.start and period.start > today) or _BEFORE_DATE.search(before[-18:]):
        return "deadline"
    return "own"
