"""Counts and percentages with the ways in which reports print them."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from random import Random

_DIGITS = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")
_BOUNDS = ("hơn ", "gần ", "trên ", "khoảng ")


class Figure(NamedTuple):
    """A value and how it is printed."""

    value: float
    text: str


def count(rng: Random, low: int, high: int) -> Figure:
    """A whole number: grouped by points or blanks, ungrouped, in thousands or millions, spelled out."""
    value = rng.randint(low, high)
    style = rng.random()
    if value < len(_DIGITS):
        return Figure(value, f"0{value} ({_DIGITS[value]})" if style < 0.3 else f"{value:02}")
    if value >= 1_000_000 and style < 0.5:
        value -= value % 10_000
        return Figure(value, f"{_bound(rng)}{_decimal(value / 1e6)} triệu")
    if 2_000 <= value < 1_000_000 and style < 0.1:
        value -= value % 10
        return Figure(value, f"{_decimal(value / 1e3)} {rng.choice(('nghìn', 'ngàn'))}")
    if style < 0.2:
        return Figure(value, f"{value:,}".replace(",", " "))
    if style < 0.3 and value < 10_000:
        return Figure(value, str(value))
    return Figure(value, (_bound(rng) if style > 0.9 else "") + grouped(value))


def percent(rng: Random, low: float, high: float) -> Figure:
    """A share of 100 with comma or point, with one or two decimals or none."""
    digits = rng.choice((0, 1, 1, 2, 2))
    value = round(rng.uniform(low, high), digits)
    printed = f"{value:.{digits}f}"
    mark = "." if rng.random() < 0.1 else ","
    return Figure(value, printed.replace(".", mark) + rng.choice(("%", "%", "%", " %")))


def score(rng: Random, low: float, high: float, digits: int) -> Figure:
    """A score of an index, with a decimal comma."""
    value = round(rng.uniform(low, high), digits)
    return Figure(value, f"{value:.{digits}f}".replace(".", ","))


def grouped(value: int) -> str:
    return f"{value:,}".replace(",", ".")


def _decimal(value: float) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".").replace(".", ",")


def _bound(rng: Random) -> str:
    return rng.choice(_BOUNDS) if rng.random() < 0.5 else ""
