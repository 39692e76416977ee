"""Full dates in a text. Periods, years and what a date stands for belong elsewhere."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date

_NUMERIC_DATE = re.compile(r"(?<!\d)(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})(?!\d)")
_ISO_DATE = re.compile(r"(?<!\d)(\d{4})-(\d{2})-(\d{2})(?!\d)")
_WORDED_DATE = re.compile(r"(?:ngày )?(\d{1,2}) tháng (\d{1,2}) năm (\d{4})", re.IGNORECASE)


# "/2018/03/15/", "-20240417111143731.htm", "/201803/": news sites put the day or the month into addresses.
_ADDRESS_DATE = re.compile(
    r"(?<!\d)(?P<year>20[0-4]\d)(?P<mark>[/-]?)(?P<month>0[1-9]|1[0-2])(?:(?P=mark)(?P<day>0[1-9]|[12]\d|3[01]))?"
    r"(?=\d{4,12}\b|/|-\D|\.\D|$)"
)


def date_in_address(url: str) -> date | None:
    """The day of publication that a web address holds; of a month its last day."""
    match = _ADDRESS_DATE.search(url.partition("//")[2].partition("/")[2])
    if match is None:
        return None
    year, month = int(match["year"]), int(match["month"])
    last = monthrange(year, month)[1]
    return date(year, month, min(int(match["day"] or last), last))


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
