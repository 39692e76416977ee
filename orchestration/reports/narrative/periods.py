"""Periods and dates that a text names, and which of them are the values' own.

Belongs here: quarters, months, half years, windows, "as of" dates, and the references of a comparison.
Does not belong here: which value a period belongs to (`timing`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from orchestration.reports.narrative.dates import BUILDERS, Period
from orchestration.reports.narrative.phrases import Phrases

if TYPE_CHECKING:
    from datetime import date

Role = Literal["own", "reference", "deadline", "document", "event"]

_DAY = (
    r"(?:ngày )?(?P<{0}d>\d{{1,2}})(?:[/-]| tháng |\.(?=\d{{1,2}}\.(?:19|20)\d{{2}}))(?P<{0}m>\d{{1,2}})"
    r"(?:(?:[/.-]| năm )(?P<{0}y>(?:19|20)\d{{2}}))?(?![\d/%]| ?(?:ngày|lần|tháng|năm|điểm|hồ sơ|tthc"
    r"|thủ tục)\b)"
)
_DAYS_OF_MONTH = 31
_YEAR = r"(?:19|20)\d{2}"


@dataclass(frozen=True, slots=True)
class PeriodMention:
    """A period named at [start, end) of a folded text.

    `role`: the values' own; the reference of a comparison; a deadline still to come; part of a document's
    name;
    the day of an event.
    `is_now` marks words such as "đến nay", dated by publication only; `is_joined` a period that a preposition
    ties to the words before it ("vào tháng 12").
    """

    start: int
    end: int
    period: Period
    role: Role
    is_now: bool = False
    is_year: bool = False
    is_window: bool = False
    is_joined: bool = False


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
        period = BUILDERS[kind](inner, today)
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
                kind.startswith("window"),
                _JOINED.search(folded, 0, inner.start()) is not None,
            )
        )
    return mentions


_UNTIL = r"(?:đến|tới)(?: hết)?(?: thời điểm)?(?: \d{1,2} ?(?:giờ|h)(?: ?\d{1,2})?(?: phút)?,?)?"
_SOURCES: dict[str, str] = {
    "window": (rf"(?P<mark>(?:tính )?từ |\()?{_DAY.format('a')} ?(?:đến|-|tới)(?: hết)? ?{_DAY.format('b')}"),
    "window_dotted": (
        rf"(?P<mark>từ )(?:ngày )?(?P<ad>\d{{1,2}})\.(?P<am>\d{{1,2}})(?:\.(?P<ay>{_YEAR}))? ?(?:đến|-|tới)"
        rf"(?: hết)? ?(?:ngày )?(?P<bd>\d{{1,2}})\.(?P<bm>\d{{1,2}})\.(?P<by>{_YEAR})(?!\d)"
    ),
    "window_dotted_days": (
        rf"(?P<mark>từ )ngày (?P<ad>\d{{1,2}})\.(?P<am>\d{{1,2}})(?:\.(?P<ay>{_YEAR}))? ?(?:đến|-|tới)"
        rf"(?: hết)? ?(?:ngày )?(?P<bd>\d{{1,2}})\.(?P<bm>\d{{1,2}})(?:\.(?P<by>{_YEAR}))?(?![.,]?\d| ?%)"
    ),
    "window_of_days": (
        rf"(?P<mark>từ )(?:ngày )?(?P<ad>\d{{1,2}}) ?(?:đến|-|tới)(?: hết)? ?(?:ngày )?"
        rf"(?P<bd>\d{{1,2}})[/-](?P<bm>\d{{1,2}})(?:[/-](?P<by>{_YEAR}))?(?![\d/%])"
    ),
    "since_day": (rf"(?:kể )?từ {_DAY.format('a')} đến (?:nay|thời điểm)"),
    "since_start": (
        rf"từ (?:đầu )?(?:năm (?P<z>{_YEAR})|đầu năm|năm) (?:đến|tới)(?: hết)?(?: ngày)? {_DAY.format('a')}"
    ),
    "to_day": (
        rf"(?:(?:tính |lũy kế |cập nhật )?{_UNTIL}|(?:tại |vào |ở )?thời điểm)(?: ngày)? {_DAY.format('a')}"
    ),
    "month_range": (
        rf"(?:từ )?tháng (?P<m1>\d{{1,2}})(?:[/-](?P<y1>{_YEAR}))? (?:đến|-|tới)"
        rf" (?:hết )?(?P<mid>giữa )?(?:tháng )?"
        rf"(?P<m2>\d{{1,2}})(?:(?:[/-]| năm )(?P<y>{_YEAR}))?(?![\d/])"
    ),
    "to_month": (
        rf"(?:tính |lũy kế )?(?:đến|tới)(?: hết| cuối"
        rf"| giữa)? tháng (?P<m>\d{{1,2}})(?: ?[/-] ?(?P<y>{_YEAR})| năm (?P<z>{_YEAR}))?"
    ),
    "to_quarter": (
        rf"(?:tính )?(?:đến|tới)(?: hết| cuối)? quý (?P<q>iv|i{{1,3}}|[1-4])(?:(?: ?[/-] ?"
        rf"| năm )(?P<y>{_YEAR}))?"
    ),
    "since_month": (
        rf"(?:kể )?từ (?:cuối |giữa |đầu )?tháng (?P<m>\d{{1,2}})(?:(?: ?[/-] ?| năm )(?P<y>{_YEAR}))?"
        rf"(?: cho)? (?:đến|tới) (?:nay|thời điểm này)"
    ),
    "since_year": (
        rf"(?:kể )?từ (?:đầu )?(?:năm (?P<y>{_YEAR})|năm|đầu năm(?: (?P<z>{_YEAR}))?) (?:đến"
        rf"|tới) (?:nay|thời điểm này)"
    ),
    "to_year": (rf"(?:tính )?(?:đến|tới)(?: cuối| hết)? năm (?P<y>{_YEAR})"),
    "to_end_of_year": (
        r"\b(?:đến|tới|trước)(?: hết| thời điểm)? cuối năm(?: nay| này)?"
        r"(?! (?:\d|ngoái|trước|sau|tới|học|nay|này))"
    ),
    "bare_months": (
        r"\b(?:trong|báo cáo|sơ kết|lũy kế) (?P<n>[369]|ba|sáu|chín) tháng\b"
        r"(?! (?:qua|tới|cuối|liên|kể|gần|thực hiện|triển khai|vận hành|sau|vừa|tiếp|đầu|năm|trở"
        r"|(?:của|trong) năm)|[/-]| [/-])"
    ),
    "year_to_date": r"\blũy kế (?:từ |tính từ )?đầu năm\b(?! (?:\d|đến|tới))",
    "past_year": r"(?<!\d )\b(?:trong|sau)(?: một)? năm (?:vừa )?qua\b",
    "months": (
        rf"\b(?P<n>\d{{1,2}}|mười một|mười|hai|ba|bốn|năm|sáu|bảy|tám|chín) tháng(?: (?P<half>đầu"
        rf"|cuối)(?: của)? năm"
        rf"(?: (?P<y>{_YEAR}))?|(?:(?: của| trong)? năm | ?[/-] ?)(?P<z>{_YEAR}))"
    ),
    "first_month": (
        r"(?<!những )(?<!các )(?<!mấy )(?<!vài )(?<!nhiều )\btháng đầu(?: tiên)?(?: của)? năm"
        rf"(?: (?P<y>{_YEAR}))?"
    ),
    "quarter": (rf"\bquý (?P<q>iv|i{{1,3}}|[1-4])\b(?:(?: ?[/-] ?|,? năm )(?P<y>{_YEAR}))?"),
    "month": (rf"\btháng (?P<m>\d{{1,2}})\b(?:(?: ?[/-] ?| năm )(?P<y>{_YEAR}))?(?![\d/])"),
    "half": (rf"\bnửa (?P<half>đầu|cuối)(?: của)? năm(?: (?P<y>{_YEAR}))?"),
    "years": (
        rf"\b(?:giai đoạn|từ năm|năm|từ|trong các năm)? ?(?P<y1>{_YEAR}) ?(?:-"
        rf"|đến(?: năm)?) ?(?:năm )?(?P<y2>{_YEAR})\b(?!/)"
    ),
    "year": (rf"\bnăm (?P<y>{_YEAR})\b"),
    "day": (rf"\bngày {_DAY.format('a').replace('(?:ngày )?', '')}"),
    "last_year": (r"\bnăm (?:trước|ngoái)\b"),
    "now": (
        r"\b(?:tính )?đến (?:nay|thời điểm (?:này|hiện tại|báo cáo))\b|\bhiện(?: nay| tại)\b"
        r"|(?<!thực )(?<!thể )(?<!phát )(?<!biểu )(?<!xuất )\bhiện"
        r"(?=,? (?:có|toàn|cả|tỉnh|tổng|số|các|bộ|sở|huyện|thành phố|tỷ lệ|mới|đang|chỉ|vẫn|\d)\b)"
    ),
}
_PATTERNS = {kind: re.compile(source) for kind, source in _SOURCES.items()}
_ANY = Phrases(
    f"(?P<{kind}>{re.sub(r'[(][?]P<[a-z0-9]+>', '(?:', source)})" for kind, source in _SOURCES.items()
)

_COMPARED = re.compile(
    r"(?:so với|so cùng|cùng kỳ|cao hơn|thấp hơn|nhiều hơn|ít hơn|tăng hơn|giảm hơn|hơn so)"
    r"(?: (?!mục tiêu|chỉ tiêu|kế hoạch|và\b|đạt\b|là\b|trong\b(?! cùng))[^\W\d]+){0,8} ?$"
    r"|(?<=\w )(?<!nếu )(?:so|như)(?: (?:mức|của|trong) (?:cùng kỳ|các))? ?$"
)
_JOINED = re.compile(r" (?:vào|trong|của|ở) ?$")
_AIMED_AT = re.compile(r"(?:mục tiêu|chỉ tiêu)[^,;.]{0,80}(?:đến|vào|cuối) ?(?:cuối ?)?$")
_DOCUMENT = re.compile(
    r"(?:nghị quyết|nghị định|quyết định|chỉ thị|thông tư|công văn|công điện|luật|chương trình|đề án"
    r"|thông báo|chiến lược"
    r"|tờ trình|kế hoạch)[^,;.():]{0,90}$"
)
_SINCE = re.compile(r"\b(?:từ|kể từ|vào)(?: (?:đầu|cuối|giữa))? ?$")
# Dossiers left from a time before: it is theirs, not that of the count.
_LEFT_OVER = re.compile(r" (?:chuyển|mang|tồn)(?: (?:sang|qua|tiếp))?\b")
_LEFT_BEFORE = re.compile(r"\b(?:chuyển|mang|tồn)(?: (?:sang|qua|tiếp))?(?: từ)? ?$")
_UNTIL_NOW = re.compile(r"\b(?:đến|tới) nay\b")
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
    if kind in ("year", "month", "quarter") and (
        _LEFT_OVER.match(folded, match.end()) or _LEFT_BEFORE.search(before)
    ):
        return "document"
    if kind == "year" and _AIMED_AT.search(before):
        return "deadline"
    if (
        kind in ("year", "month", "quarter")
        and _SINCE.search(before)
        and _UNTIL_NOW.search(folded, match.end())
    ):
        return "document"
    if kind.startswith("to_") and today and period.last_day > today and not _is_running(match, period, today):
        return "deadline"
    if (today and period.start and period.start > today) or _BEFORE_DATE.search(before[-18:]):
        return "deadline"
    return "own"


def _is_running(match: re.Match[str], period: Period, today: date) -> bool:
    """Whether "tính đến tháng 7" is said in July: up to now, not until the end of the month."""
    return match[0].startswith(("tính", "lũy kế")) and (period.last_day - today).days < _DAYS_OF_MONTH
