"""A place, a score or a change of an index, as it was found in a sentence.

Belongs here: the record. Does not belong here: finding it (`rankings`), its agency (`rank_owners`) or its
year (`rank_editions`).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from orchestration.reports.narrative.indices import Index
    from orchestration.reports.narrative.numbers import Number
    from orchestration.reports.narrative.rank_view import About

Role = Literal["index_rank", "index_score", "index_rank_change", "index_score_change"]


@dataclass(frozen=True, slots=True)
class Ranked:
    """A place, score or change of an index.

    `position` and `end` delimit it in the sentence; `value` is signed for changes; `moved_from` and
    `moved_to` mark the two of "từ 51 lên 31", and `left` is where what was left behind stands. One that
    `is_listed` stands at the name of its agency; `year` is its own in a list of years.
    `others` are more indices or parts that it is told for.
    """

    position: int
    end: int
    text: str
    role: Role
    about: About
    value: float
    number: Number | None
    rank_of: int | None = None
    statistic: str = "value"
    moved_from: bool = False
    moved_to: bool = False
    left: tuple[int, int] | None = None
    is_listed: bool = False
    others: tuple[About, ...] = ()
    year: int | None = None

    @property
    def each(self) -> list[Ranked]:
        """The value for each index or part that it is told for."""
        return [self, *(replace(self, about=about, others=()) for about in self.others)]

    @property
    def index(self) -> Index:
        """The index that the value is of."""
        return self.about.index
