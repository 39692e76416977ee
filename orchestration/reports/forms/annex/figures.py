"""What a figure cell of the annex says: a number, a share of two numbers, "none" in words, or nothing."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from orchestration.reports.document import Cell, Location
from orchestration.reports.forms.cells import ColumnType, Problem, parse_number
from orchestration.reports.forms.remarks import changes_figure, without_remarks

_NONE_IN_WORDS = frozenset(
    {"không có", "không phát sinh", "chưa phát sinh", "chưa có", "không", "không có hồ sơ", "ko", "ko có"}
)
_NOTHING = frozenset({"", "-", "–", "—", "--", "…", "...", ".", "/", "x", "n/a"})
_NUMBER = r"\d[\d.,\u00a0 ]*"
_FRACTION = re.compile(
    rf"^(?P<top>{_NUMBER})\s*/\s*(?P<bottom>{_NUMBER})(?:\s*\D*\(.*\))?\s*(?:[^\d%(]{{0,25}})?$"
)
_TRAILING = re.compile(rf"^(?P<number>[+-]?{_NUMBER}%?)\s*(?P<rest>\(.*\)|[^\W\d_][^\d]{{0,30}})$")
_OF_ALL = re.compile(rf"(?:trên|tổng số|tổng|/)\s*(?:tổng số|tổng)?\s*:?\s*(?P<of>{_NUMBER})", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Figure:
    """A reading of a cell; without value and problem it says nothing (an empty cell, a dash).

    `of` is the denominator printed with it; `is_worded` tells that the zero was written in words.
    """

    value: float | None = None
    of: float | None = None
    is_percent: bool = False
    is_worded: bool = False
    problem: Problem | None = None


def read_figure(cell: Cell, *, is_rate: bool, is_money: bool, note: str = "") -> Figure:
    """The figure of a cell.

    Args:
        cell: as printed.
        is_rate: a rate has decimals where a count has groups of thousands; "none" is then no value. It comes
            as printed, on 0..1 or in percent, save where `is_percent`.
        is_money: a comma before three digits may be either and is refused.
        note: the remark beside it, which may hold the denominator.
    """
    text = " ".join(cell.text.split()).strip(" .;")
    folded = text.casefold()
    if folded in _NOTHING:
        return Figure()
    if folded in _NONE_IN_WORDS:
        return Figure() if is_rate else Figure(0.0, is_worded=True)
    denominator = _denominator(note)
    if (fraction := _FRACTION.match(text)) and cell.number is None:
        top, bottom = (
            _parse(cell._replace(text=fraction[part].strip()), "count") for part in ("top", "bottom")
        )
        if top.value is None or bottom.value is None:
            return Figure(problem="unreadable")
        if not is_rate:
            return Figure(top.value, bottom.value)
        if not bottom.value:
            return Figure()
        return Figure(round(top.value / bottom.value * 100, 4), bottom.value, is_percent=True)
    if not re.search(r"\d", text):
        return Figure(problem="unreadable")
    text = without_remarks(text)
    trailing = _TRAILING.match(text) if cell.number is None else None
    if trailing and changes_figure(trailing["rest"]):
        return Figure(problem="unreadable")
    bare = cell._replace(text=trailing["number"].strip() if trailing else text)
    is_doubtful = is_money and re.fullmatch(r"\d{1,3},\d{3}", bare.text) is not None
    kind: ColumnType = "rate" if is_rate else "count"
    read = Figure(problem="ambiguous") if is_doubtful and cell.number is None else _parse(bare, kind)
    return replace(read, of=denominator)


def _parse(cell: Cell, kind: ColumnType) -> Figure:
    number = parse_number(cell, kind)
    return Figure(number.value, None, number.is_percent, problem=number.problem)


def _denominator(note: str) -> float | None:
    match = _OF_ALL.search(note)
    return parse_number(Cell(match["of"].strip(" .,"), Location()), "count").value if match else None
