"""Full dates in a text. Periods, years and what a date stands for belong elsewhere."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date

_NUMERIC_DATE = re.compile(r"(?<!\d)(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})(?!\d)")
_ISO_DATE = re.compile(r"(?<!\d)(\d{4})-(\d{2})-(\d{2})(?!\d)")
_WORDED_DATE = re.compile(r"(?:ngày )?(\d{1,2}) tháng (\d{1,2}) năm (\d{4})", re.IGNORECASE)


def find_date(text: str) -> date | None:
    """The first full date in a text."""
    return next((found for _, _, found in find_dates(text)), None)


def find_dates(text: str) -> list[tuple[int, int, date]]:
    """Full dates with their span, in order: day/month/year as Vietnam writes it, in words, or ISO."""
    found = []
    for pattern, order in ((_NUMERIC_DATE, (3, 2, 1)), (_WORDED_DATE, (3, 2, 1)), (_ISO_DATE, (1, 2, 3))):
        for match in pattern.finditer(text):
            year, month, day = (int(match[group]) for group in order)
            if 1 <= month <= 12 and 1 <= day <= monthrange(max(year, 1), month)[1]:
                found.append((match.start(), match.end(), date(year, month, day)))
    return sorted(found)
