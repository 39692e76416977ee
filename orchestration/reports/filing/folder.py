"""Agency and period from the path of a file: `2025/quy-2/lam-dong/bieu-06.xlsx`, `BC_Q3_2024.docx`.

The least trusted source. Not here: what a report says inside.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from orchestration.reports.catalogue import seeds
from orchestration.reports.catalogue.names import without_diacritics
from orchestration.reports.narrative.dates import Period, months_period, year_period

if TYPE_CHECKING:
    from datetime import date

    from orchestration.reports.catalogue.agencies import Agency, AgencyDirectory

_QUARTERS = {"i": 1, "ii": 2, "iii": 3, "iv": 4}
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d{2}(?!\d)")
_QUARTER = re.compile(r"\b(?:quy|q) ?(?P<q>iv|i{1,3}|[1-4])\b")
_MONTHS = re.compile(r"\b(?P<n>6|9) ?(?:thang|t)\b|\bh(?P<half>[12])\b")
_WHOLE_YEAR = re.compile(r"\b(?:ca )?nam (?:19|20)\d{2}\b")
_YEAR_AND_MONTH = re.compile(r"\b(?:19|20)\d{2} (?P<m>0[1-9]|1[0-2])\b")
_MONTH = re.compile(r"\b(?:thang|t) ?(?P<m>0?[1-9]|1[0-2])\b")


def period_in_path(name: str) -> Period | None:
    """The period that folders and file name say: they must name one year."""
    text = _plain(name)
    years = {int(year) for year in _YEAR.findall(text)}
    if len(years) != 1:
        return None
    (year,) = years
    if quarter := _QUARTER.search(text):
        last = 3 * (_QUARTERS.get(quarter["q"]) or int(quarter["q"]))
        return months_period(year, last - 2, last)
    if months := _MONTHS.search(text):
        return (
            months_period(year, 7, 12)
            if months["half"] == "2"
            else months_period(year, 1, int(months["n"] or 6))
        )
    if month := _MONTH.search(text) or _YEAR_AND_MONTH.search(text):
        return months_period(year, int(month["m"]), int(month["m"]))
    # A folder of a year holds the reports of its quarters and months too.
    return year_period(year) if _WHOLE_YEAR.search(text) else None


def agency_in_path(name: str, on: date | None, directory: AgencyDirectory) -> Agency | None:
    """The one province whose name, without marks, stands in the path."""
    text = f" {_plain(name)} "
    found = {province for plain, province in _provinces() if f" {plain} " in text}
    longest = [one for one in found if not any(one != other and one in other for other in found)]
    return directory.resolve(longest[0], on, "province") if len(longest) == 1 else None


@cache
def _provinces() -> tuple[tuple[str, str], ...]:
    """Every province's name without marks, and as it is."""
    names = {entry.agency.name_vi for entry in seeds.provinces()}
    return tuple((_plain(name), name) for name in sorted(names))


def _plain(text: str) -> str:
    """Letters and digits without marks, words apart; a file ending is dropped."""
    stem = re.sub(r"\.[A-Za-z]{2,5}$", "", text)
    return " ".join(re.findall(r"[a-z]+|\d+", without_diacritics(stem).lower()))
