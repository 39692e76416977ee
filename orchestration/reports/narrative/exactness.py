"""Figures too exact to have been aimed at: counts to the last unit, shares to the hundredth.

Belongs here: how exact a figure is printed. Does not belong here: the cues that make a figure an aim
(`modality`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from orchestration.reports.narrative.numbers import Number

_LARGE = 1000
_SHARES = ("percent", "points")


def is_exact(number: Number) -> bool:
    """Whether a figure was counted: 84.213 dossiers or 79,42 % are no aims, 80.000 and 79,5 % may be."""
    if number.qualifier != "exact":
        return False
    if number.unit in _SHARES:
        return not (2 * number.value).is_integer()
    return number.unit == "plain" and number.value >= _LARGE and number.value % 10 != 0
