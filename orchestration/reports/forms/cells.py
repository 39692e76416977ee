"""Numbers in table cells, as Vietnamese and English reports print them.

No words of a sentence are read here.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Iterable

    from orchestration.reports.document import Cell

ColumnType = Literal["count", "score", "rate"]
Problem = Literal["ambiguous", "unreadable"]

_NONE = frozenset({"không", "không có", "không phát sinh", "chưa phát sinh", "chưa có"})
_MISSING = _NONE | {"", "-", "–", "—", "--", "…", "...", "x", "n/a", "na", "kxh", "."}
_NUMBER = re.compile(
    r"^(?P<sign>[+\-−–])?\s*(?P<digits>\d[\d.,\s]*)\s*"
    r"(?P<unit>%|điểm(?: %| phần trăm)?|đ|points?|pts?)?(?:\s*/\s*(?P<of>\d+)(?:\s*điểm)?)?"
    r"\s*(?:[*†‡¹²³⁴-⁹]+|\(\*+\)|\[(?:\d{1,2}|\*+)\])?$",
    re.IGNORECASE,
)
_NEGATIVE = re.compile(r"^\(\s*(?P<inner>\d[\d.,\s]*%?)\s*\)$")
_CLOSE = 0.5
"""Percentage points: printed rates are rounded, and of shares on 0..1 often to two places."""
_RANK = re.compile(
    r"^(?:(?:xếp )?(?:hạng|thứ)|vị trí|đồng hạng|=|#)?\s*0*(?P<rank>\d{1,3})(?:st|nd|rd|th|\.|\.0)?"
    r"(?:\s*/\s*(?P<of>\d{2,3}))?(?:\s*\([^)]*\)|\s*[▲▼↑↓]\s*\d*)?\s*[*†]*$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class ParsedNumber:
    """What a cell says: a value, or nothing (`value` and `problem` are both `None`), or a problem.

    `is_percent` tells that a percent sign stood in the cell; `of` is the second number of "5/63".
    """

    value: float | None = None
    is_percent: bool = False
    of: int | None = None
    problem: Problem | None = None


def is_missing(text: str) -> bool:
    """Whether a cell says that there is no value: a dash, a dot, "không", or nothing at all."""
    return text.strip().casefold() in _MISSING


def parse_number(cell: Cell, column: ColumnType | None) -> ParsedNumber:
    """The number in a cell.

    Args:
        cell: its stored number wins over its text, save that a percent format shows a hundred times the
        number.
        column: what decides "1.234": a count has groups of thousands, a score and a rate have decimals;
            `None` leaves it ambiguous. "Không" is 0 in a count and no value elsewhere. "(12)" is -12. A rate
            comes as printed: `in_percent` brings it to percent.
    """
    text = " ".join(cell.text.split())
    negative = _NEGATIVE.match(text)
    match = _NUMBER.match(f"-{negative['inner']}" if negative else text)
    if cell.number is not None:
        return _stored(cell.number, match)
    if column == "count" and text.casefold() in _NONE:
        return ParsedNumber(0.0)
    if is_missing(text):
        return ParsedNumber()
    if not match:
        return ParsedNumber(problem="unreadable")
    is_negative = match["sign"] in {"-", "−", "–"}
    parsed = _value(match["digits"].strip(), column)
    if not isinstance(parsed, float):
        return ParsedNumber(problem=parsed)
    value = -parsed if is_negative else parsed
    return ParsedNumber(value, match["unit"] == "%", int(match["of"]) if match["of"] else None)


def in_percent(
    rate: ParsedNumber, *, expected: float | None = None, others: Iterable[ParsedNumber] = ()
) -> ParsedNumber:
    """A rate in percent, whether it is printed on 0..100 or on 0..1.

    A percent sign or format decides, then the share that the form's own counts give (`expected`, in percent),
    then the `others` of the same column: one above 1, or with a sign, tells that all are percent. A whole
    rate of 0..1 that nothing decides is "ambiguous".
    """
    value = rate.value
    if value is None or rate.is_percent or value <= 0 or value > 1:
        return rate
    if expected is not None:
        is_share, is_percent = (abs(told - expected) <= _CLOSE for told in (value * 100, value))
        if is_share != is_percent:
            return ParsedNumber(_round(value * 100)) if is_share else rate
    if any(other.is_percent or (other.value or 0) > 1 for other in others):
        return rate
    return ParsedNumber(problem="ambiguous")


def parse_rank(cell: Cell) -> ParsedNumber:
    """A place such as "5", "05", "5/63", "Hạng 5" or "5 (+2)"."""
    if is_missing(cell.text):
        return ParsedNumber()
    if cell.number is not None and cell.number == int(cell.number):
        return ParsedNumber(cell.number)
    match = _RANK.match(cell.text.strip())
    if not match or cell.number is not None:
        return ParsedNumber(problem="unreadable")
    return ParsedNumber(float(match["rank"]), of=int(match["of"]) if match["of"] else None)


def _stored(number: float, match: re.Match[str] | None) -> ParsedNumber:
    shows_percent = bool(match and match["unit"] == "%")
    shown = _value(match["digits"].strip(), "score") if match else None
    if (
        shows_percent
        and isinstance(shown, float)
        and abs(shown - abs(number) * 100) < abs(shown - abs(number))
    ):
        return ParsedNumber(_round(number * 100), is_percent=True)
    return ParsedNumber(_round(number), is_percent=shows_percent)


def _round(number: float) -> float:
    """Without the last binary digits: 0.9833 * 100 is 98.33."""
    return float(f"{number:.12g}")


def _value(digits: str, column: ColumnType | None) -> float | Problem:
    """The value of digits with marks between them.

    With two kinds of mark the last one is the decimal mark.
    """
    compact = re.sub(r"(?<=\d)[\s\u00a0\u202f](?=\d{3}(?!\d))", "", digits)
    marks = [character for character in compact if not character.isdigit()]
    if any(mark not in ".," for mark in marks) or compact[-1] in ".,":
        return "unreadable"
    if not marks:
        return float(compact)
    if len(set(marks)) == 2:
        return _grouped(compact, group=marks[0], decimal=marks[-1])
    if len(marks) > 1:
        return _grouped(compact, group=marks[0], decimal=None)
    return _single_mark(compact, marks[0], column, has_blank_groups=compact != digits)


def _grouped(digits: str, group: str, decimal: str | None) -> float | Problem:
    whole, _, fraction = digits.partition(decimal) if decimal else (digits, "", "")
    first, *rest = whole.split(group)
    is_regular = (
        1 <= len(first) <= 3 and rest and all(len(part) == 3 for part in rest) and group not in fraction
    )
    return float(f"{whole.replace(group, '')}.{fraction or 0}") if is_regular else "unreadable"


def _single_mark(
    digits: str, mark: str, column: ColumnType | None, *, has_blank_groups: bool
) -> float | Problem:
    whole, fraction = digits.split(mark)
    looks_grouped = len(fraction) == 3 and 1 <= len(whole) <= 3 and whole != "0" and not has_blank_groups
    if looks_grouped and column is None:
        return "ambiguous"
    if looks_grouped and column == "count":
        return float(whole + fraction)
    return float(f"{whole}.{fraction}")
