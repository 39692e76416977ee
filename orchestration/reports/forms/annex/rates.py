"""Rates of an annex against the counts that they are made of."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

    from orchestration.reports.forms.annex.outline import Node

_DECIMALS = re.compile(r"[.,](\d+)\s*%?\s*$")


class Count(NamedTuple):
    """A count that was read: its row, indicator, agency, column and value."""

    node: Node
    indicator: str
    agency_code: str | None
    position: int
    value: float


class Recomputed(NamedTuple):
    """A rate from counts, in percent (`None` of a denominator of 0), and whether the printed one agrees."""

    value: float | None
    agrees: bool
    numerator: float
    denominator: float


def recompute(
    printed: float, text: str, numerator: float | None, denominator: float | None
) -> Recomputed | None:
    """A rate held against its counts; `None` when one of them is not told."""
    if numerator is None or denominator is None:
        return None
    if denominator == 0:
        return Recomputed(None, False, numerator, denominator)
    value = numerator / denominator * 100
    return Recomputed(round(value, 2), abs(value - printed) <= _tolerance(text), numerator, denominator)


def nearest_count(
    counts: Sequence[Count], node: Node, indicator: str, agency_code: str | None, position: int
) -> float | None:
    """The count of an indicator of the same agency and column that stands nearest to a rate in the tree."""
    near = [
        (_steps(node, count.node), abs(number), count.value)
        for number, count in enumerate(counts)
        if (count.indicator, count.agency_code, count.position) == (indicator, agency_code, position)
    ]
    return min(near)[2] if near else None


def _steps(one: Node, other: Node) -> int:
    """Edges of the tree between two rows; rows of different blocks are 100 apart."""
    up = {id(node): steps for steps, node in enumerate((one, *one.ancestors()))}
    for steps, node in enumerate((other, *other.ancestors())):
        if id(node) in up:
            return up[id(node)] + steps
    return 100


def _tolerance(text: str) -> float:
    """Half a unit of the last printed place, or a whole one where decimals may have been cut off."""
    decimals = _DECIMALS.search(text)
    return 10.0 ** -len(decimals[1]) if decimals else 0.5
