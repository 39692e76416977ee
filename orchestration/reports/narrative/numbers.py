"""Figures in running text: value, unit, bound, denominator, and the text as printed.

Belongs here: turning printed figures into values. Does not belong here: digits that are no figures (`masks`),
what a figure measures (`measures`), or whether it happened (`modality`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from orchestration.reports.narrative.masks import Mask

Unit = Literal["plain", "percent", "percentage_point", "points", "place", "times", "money"]
Qualifier = Literal["exact", "at_least", "at_most", "approx"]

_SCALES = {"ngàn": 10**3, "nghìn": 10**3, "vạn": 10**4, "triệu": 10**6, "tỷ": 10**9}
_FIGURE = re.compile(
    r"(?<![\w.,])(?:\d{1,3}(?:\.\d{3})+(?:,\d+)?(?![.,]?\d)|\d{1,3}(?:,\d{3}){2,}(?!\d)"
    r"|\d{1,3}(?: \d{3})+(?![\d/]|[.,]\d)|\d+[.,]\d+(?![.,]?\d)|\d+(?![\d.,]*\d))"
)
_AFTER = re.compile(
    r" ?(?:(?P<point>điểm ?%|điểm phần trăm|% điểm)|(?P<percent>%|phần trăm)"
    r"|(?:(?P<scale>ngàn|nghìn|vạn|triệu|tỷ)\b(?! lệ| trọng) ?)?(?:(?P<money>tỷ đồng|triệu đồng|đồng"
    r"|usd|vnđ|vnd)\b"
    r"|(?P<place>bậc|hạng|thứ hạng|bậc xếp hạng)\b|(?P<points>điểm)\b(?! cầu| số| mới| sáng| nghẽn| đến)"
    r"|(?P<times>lần)\b(?! lượt))?)"
)
_BEFORE: tuple[tuple[re.Pattern[str], Qualifier], ...] = (
    (
        re.compile(
            r"(?<!\w)(?:khoảng|xấp xỉ|ước|ước đạt|ước khoảng|chừng|tầm|tương đương khoảng)(?: đạt| là)? ?$"
        ),
        "approx",
    ),
    (
        re.compile(
            r"(?:gần|dưới|chưa tới|chưa đến|chưa được|không quá|tối đa|không đến|đến dưới)(?: đạt)? ?$"
        ),
        "at_most",
    ),
    (
        re.compile(
            r"(?<!\w)(?:hơn|trên|vượt|tối thiểu|ít nhất|không dưới|vượt mức|không thấp hơn)(?: đạt)? ?$"
        ),
        "at_least",
    ),
)
_TORN_BEFORE = re.compile(r"(?<![\d.,/])\d [.,]?$")
_TORN_AFTER = re.compile(r" [.,]\d| \d [.,]\d")
_BOUND_AFTER = re.compile(r" ?(?:hồ sơ|thủ tục|tthc|điểm)? ?trở lên")
_REPEATED = re.compile(
    r" ?\((?:(?:không|một|mốt|hai|ba|bốn|tư|năm|lăm|sáu|bảy|tám|chín|mười|mươi|trăm|linh|lẻ) ?)+\)"
)
_SPELLED = {
    "một": 1, "hai": 2, "ba": 3, "bốn": 4, "tư": 4, "năm": 5, "sáu": 6, "bảy": 7, "bẩy": 7, "tám": 8,
    "chín": 9,
    "mười": 10,
}  # fmt: skip
_SPELLED_FIGURE = re.compile(
    r"\b(?:(?:(?P<tens>hai|ba|bốn|năm|sáu|bảy|tám|chín) )?(?P<ten>mười|mươi)(?: (?P<unit>một|mốt|hai"
    r"|ba|bốn|tư|năm|lăm"
    r"|sáu|bảy|tám|chín))?|(?P<digit>hai|ba|bốn|năm|sáu|bảy|tám|chín))"
    r"(?= (?:hồ sơ|thủ tục|tthc|quy định kinh doanh|điều kiện kinh doanh|quyết định công bố|bậc|hạng)\b)"
)
_RANGE = re.compile(r" ?(?:%|phần trăm|điểm|bậc)? ?(?:-|đến(?: cao nhất| dưới| gần| hơn)?|tới) ?$")


@dataclass(frozen=True, slots=True)
class Number:
    """A figure in folded text at [start, end) with its unit words; `value` in single units (scale applied).

    `denominator` is the second figure of "n/den" or "n trên tổng số den"; `is_range` marks both ends of
    "a–b";
    `is_denominator` marks the second figure itself; `is_ambiguous` a separator that can be read in two ways.
    """

    start: int
    end: int
    text: str
    value: float
    unit: Unit = "plain"
    qualifier: Qualifier = "exact"
    denominator: float | None = None
    is_range: bool = False
    is_denominator: bool = False
    is_ambiguous: bool = False


def find_numbers(text: str, folded: str, masks: list[Mask]) -> list[Number]:
    """All figures of a sentence, in order; `folded` is `fold(text)` and `masks` what is no figure in it."""
    spans = [(mask.start, mask.end) for mask in masks]
    numbers = [
        number
        for match in _FIGURE.finditer(folded)
        if not _is_masked(match.start(), match.end(), spans)
        and not _is_torn(folded, match)
        and (number := _read(text, folded, match))
    ]
    spelled = [_spelled(text, match) for match in _SPELLED_FIGURE.finditer(folded)]
    numbers += [
        number
        for number in spelled
        if not _is_masked(number.start, number.end, spans) and not _in_brackets_after(number, numbers, folded)
    ]
    return _link(folded, sorted(numbers, key=lambda number: number.start))


def parse_figure(digits: str, *, is_decimal: bool = False) -> tuple[float, bool]:
    """Value of printed digits, and whether they can be read in two ways.

    Args:
        digits: digits with "." "," or blanks, as printed ("1.234,56", "90.17", "1 313").
        is_decimal: whether a lone separator before three digits must be a decimal mark (percentages, scores).
    """
    compact = digits.replace(" ", "")
    if "." in compact and "," in compact:
        decimal = max(compact.rfind("."), compact.rfind(","))
        whole = re.sub(r"[.,]", "", compact[:decimal])
        return float(f"{whole}.{compact[decimal + 1 :]}"), False
    separator = "." if "." in compact else ","
    groups = compact.split(separator)
    is_grouped = len(groups) > 1 and groups[0] != "0" and all(len(group) == 3 for group in groups[1:])
    if len(groups) > 2 or (is_grouped and not is_decimal):
        return float("".join(groups)), separator == "," and len(groups) == 2
    return float(".".join(groups)), False


def _is_torn(folded: str, match: re.Match[str]) -> bool:
    """Whether blanks have torn a figure apart ("9 9 ,2%"): its parts are no figures."""
    return _TORN_BEFORE.search(folded[: match.start()][-4:]) is not None or (
        _TORN_AFTER.match(folded, match.end()) is not None
    )


def _is_masked(start: int, end: int, spans: list[tuple[int, int]]) -> bool:
    return any(start < other_end and other_start < end for other_start, other_end in spans)


def _read(text: str, folded: str, match: re.Match[str]) -> Number | None:
    digits = match[0]
    if re.match(r"0\d{2,}$", digits):
        return None
    after = _AFTER.match(folded, match.end())
    unit, scale, end = _unit(match.end(), after)
    is_decimal = unit in ("percent", "percentage_point") or (scale > 1 and unit != "money")
    value, is_ambiguous = parse_figure(digits, is_decimal=is_decimal)
    if unit == "points" and value > 1000:
        value = parse_figure(digits, is_decimal=True)[0]
    before = folded[max(0, match.start() - 24) : match.start()]
    qualifier: Qualifier = next((name for pattern, name in _BEFORE if pattern.search(before)), "exact")
    if _BOUND_AFTER.match(folded, end):
        qualifier = "at_least"
    repeated = _REPEATED.match(folded, end) if unit == "plain" else None
    end = repeated.end() if repeated else end
    return Number(
        match.start(),
        end,
        text[match.start() : end],
        float(Decimal(str(value)) * scale),
        unit,
        qualifier,
        is_ambiguous=is_ambiguous,
    )


def _unit(end: int, after: re.Match[str] | None) -> tuple[Unit, int, int]:
    if after is None or not after[0].strip():
        return "plain", 1, end
    stop = after.start() + len(after[0].rstrip())
    if after["point"] or after["percent"]:
        return ("percentage_point" if after["point"] else "percent"), 1, stop
    scale = _SCALES.get(after["scale"] or "", 1)
    if after["money"]:
        words = after["money"].split()
        return "money", scale * _SCALES.get(words[0], 1), stop
    named: dict[str, Unit] = {"place": "place", "points": "points", "times": "times"}
    return next((unit for group, unit in named.items() if after[group]), "plain"), scale, stop


def _spelled(text: str, match: re.Match[str]) -> Number:
    if match["digit"]:
        value = _SPELLED[match["digit"]]
    else:
        ones = {"mốt": 1, "lăm": 5}.get(match["unit"] or "", _SPELLED.get(match["unit"] or "", 0))
        value = _SPELLED.get(match["tens"] or "", 1) * 10 + ones
    after = _AFTER.match(match.string, match.end())
    unit, _, end = _unit(match.end(), after)
    return Number(match.start(), end, text[match.start() : end], float(value), unit)


def _in_brackets_after(number: Number, numbers: list[Number], folded: str) -> bool:
    """Whether a spelled figure only repeats digits before it: "09 (chín)"."""
    return any(
        0 <= number.start - other.end <= 2 and "(" in folded[other.end : number.start] for other in numbers
    )


def _link(folded: str, numbers: list[Number]) -> list[Number]:
    """Join "n/den" and mark both ends of ranges."""
    linked: list[Number] = []
    for number in numbers:
        previous = linked[-1] if linked else None
        between = folded[previous.end : number.start] if previous else None
        if previous and previous.unit == "percent" and _SHARE_OF.fullmatch(between or ""):
            linked.append(replace(number, is_denominator=True))
        elif previous and between is not None and _is_fraction(between, previous, number):
            linked[-1] = replace(previous, denominator=number.value)
            linked.append(replace(number, is_denominator=True))
        elif previous and between is not None and _RANGE.fullmatch(between):
            linked[-1] = replace(previous, is_range=True)
            linked.append(replace(number, is_range=True))
        else:
            linked.append(number)
    return _with_shared_unit(folded, linked)


def _with_shared_unit(folded: str, numbers: list[Number]) -> list[Number]:
    """Figures of a list of which only the last shows its unit: "lần lượt là 83,49; 78,44% và 77,66%"."""
    shared = numbers[-1:]
    for number in reversed(numbers[:-1]):
        following = shared[0]
        is_listed = following.unit == "percent" and _LISTED.fullmatch(folded, number.end, following.start)
        if number.unit == "plain" and "," in number.text and is_listed and number.value <= 100:
            number = replace(number, unit="percent")
        shared.insert(0, number)
    return shared


_LISTED = re.compile(r" ?[;,] (?:và )?| và ")
_SHARE_OF = re.compile(r" (?:của |trong |trên )?tổng(?: số)?(?: gần| hơn| khoảng)? ")
_FRACTION = re.compile(
    r"[^,;:()\d.]{0,70}?(?: trên| trong|/) ?tổng số(?: gần| hơn| khoảng| trên)? ?"
    r"|(?: ?(?:hồ sơ|thủ tục(?: hành chính)?|tthc|đkkd|điều kiện(?: kinh doanh)?"
    r"|quy định(?: kinh doanh)?|dịch vụ(?: công)?"
    r"|dvc|hs))? ?(?:/|(?:trên|trong)(?: tổng)?(?: số)?(?: gần| hơn| khoảng)?) ?(?:tổng số |tổng )?"
)


def _is_fraction(between: str, previous: Number, number: Number) -> bool:
    if previous.is_denominator or number.unit not in ("plain", "points") or not _FRACTION.fullmatch(between):
        return False
    if previous.unit == "percent":
        return False
    return previous.value <= number.value
