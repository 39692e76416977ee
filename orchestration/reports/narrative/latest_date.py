"""The day on which a text seems to have come out, where nothing around it says.

Belongs here: the dates and periods that a text itself names. Does not belong here: what a page or a file says
of its publication (`readers`), the time of one figure (`timing`).
"""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

from orchestration.reports.narrative.periods import find_periods

if TYPE_CHECKING:
    from orchestration.reports.narrative.periods import PeriodMention

_FULL_DATE = re.compile(
    r"\b(\d{1,2})[/.-](\d{1,2})[/.-]((?:19|20)\d{2})\b|\b(\d{1,2}) tháng (\d{1,2}) năm ((?:19|20)\d{2})\b"
)
_YEAR = re.compile(r"\b(20[0-4]\d)\b")
_AIM_REACH = 70
_AIM_BEFORE = re.compile(
    r"\b(?:phấn đấu|mục tiêu|chỉ tiêu|kế hoạch|nhiệm vụ|phương hướng|dự kiến|định hướng|lộ trình)\b[^.;\n]*$"
)
_TOLD_BEFORE = re.compile(
    r"\b(?:kết quả|tổng kết|sơ kết|đánh giá|tình hình|đã|đạt được|thực hiện)\b[^.;\n]*$"
)
_AIM_AFTER = re.compile(r"[^.;\n]{0,50}\b(?:phấn đấu|sẽ|đặt mục tiêu|dự kiến|phải đạt)\b")
_FIRST_YEAR = 2005
_AMONG_34 = re.compile(r"(?<![\d/])\d{1,2} ?/ ?34\b(?![/.,]\d)(?= tỉnh| địa phương|[,;.)]|$)")
_MERGER = date(2025, 7, 1)
"""From this day there are 34 provinces (Resolution 202/2025/QH15): nobody was ranked among them before."""


def latest_date(folded: str) -> date | None:
    """The last full date in a folded text; else the last day of the last period that it names."""
    days: list[date] = []
    for match in _FULL_DATE.finditer(folded):
        day, month, year = (int(group) for group in match.groups() if group)
        if 1 <= day <= 28 or (1 <= month <= 12 and day <= 31):
            days += _valid(year, month, day)
    latest = max(days, default=date.min)
    own = [m for m in find_periods(folded, None) if m.role == "own" and m.period.last_day < date.max]
    told = [(m.period, _is_aimed(folded, m)) for m in own if (m.period.start or m.period.last_day) > latest]
    later = [
        period.start if is_aimed and period.start else period.last_day
        for period, is_aimed in told
        if period.start or not is_aimed
    ]
    years = [int(year) for year in _YEAR.findall(folded)] if not days and not later else []
    candidates = later or days or [date(year, 12, 31) for year in years]
    if _AMONG_34.search(folded):
        candidates = [*candidates, _MERGER]
    return max(candidates, default=None)


def _is_aimed(folded: str, mention: PeriodMention) -> bool:
    """Whether a period is one that plans are made for: a text comes out before it is over."""
    before = folded[max(0, mention.start - _AIM_REACH) : mention.start]
    if _TOLD_BEFORE.search(before):
        return False
    return bool(_AIM_BEFORE.search(before) or _AIM_AFTER.match(folded, mention.end))


def _valid(year: int, month: int, day: int) -> list[date]:
    try:
        return [date(year, month, day)] if year >= _FIRST_YEAR else []
    except ValueError:
        return []
