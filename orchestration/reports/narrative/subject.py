"""A candidate owner of figures, as a sentence names it. `subjects` finds candidates, `owners` chooses."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from orchestration.reports.catalogue.agencies import Level

Kind = Literal["agency", "self", "group", "foreign", "unknown"]


@dataclass(frozen=True, slots=True)
class Subject:
    """A candidate owner at [start, end): an agency with code and level, or without.

    Without are groups and foreigners, whose figures are nobody's, and `unknown`: a level of a province that
    the text does not name.
    """

    start: int
    end: int
    name: str
    kind: Kind
    code: str | None = None
    level: Level | None = None
    is_owner: bool = True
    is_speaker: bool = False
