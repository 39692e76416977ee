"""What an agency is: one version of a unit, as valid over one span of time, and its mention in a text.

Here: the two records. Not here: where they are read from (`seeds.py`) or how names find them (`agencies.py`).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from datetime import date

Level = Literal["nation", "ministry", "province", "district", "commune", "region", "agency"]
Role = Literal["department"]


@dataclass(frozen=True, slots=True)
class Agency:
    """A version of a unit: valid on `d` when `valid_from <= d < valid_to`; an empty bound is open.

    `unit_set` names the list in which the unit is ranked (`provinces_34`, `provinces_63`, `provinces_64`,
    `ministries`, `regions`, `nation`); `province` is the unit id of the province in which a district or a
    commune lies; `is_city` says whether a province-level unit is a centrally run city.
    """

    code: str
    level: Level
    name_vi: str
    valid_from: date | None = None
    valid_to: date | None = None
    unit_set: str | None = None
    province: str | None = None
    is_city: bool = False

    def is_valid(self, on: date) -> bool:
        """Whether the unit is in force on the date."""
        return self.days_from(on) == 0

    def days_from(self, on: date) -> int:
        """Days between `on` and the span of validity; 0 inside it."""
        if self.valid_from is not None and on < self.valid_from:
            return (self.valid_from - on).days
        if self.valid_to is not None and on >= self.valid_to:
            return (on - self.valid_to).days + 1
        return 0


@dataclass(frozen=True, slots=True)
class Mention:
    """An agency named in a text at `text[start:end]`; `role` when one of its departments is meant."""

    start: int
    end: int
    text: str
    agency: Agency
    role: Role | None = None
