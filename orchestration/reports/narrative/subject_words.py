"""`subjects.yml`, compiled: how prose says whose figure it is, besides the names of the agency directory.

Belongs here: reading the catalogue. Does not belong here: finding candidates with it (`subjects`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from orchestration.reports.catalogue.yaml_text import parse_yaml
from orchestration.reports.narrative.measures import CATALOGUE
from orchestration.reports.narrative.phrases import Openings, Phrases
from orchestration.reports.narrative.text import UPPER


class Signs:
    """Patterns with weights, each counted by itself wherever it stands."""

    def __init__(self, entries: list[tuple[str, float]]) -> None:
        self._openings = Openings([pattern for pattern, _ in entries])
        self._signs = [(re.compile(rf"\b(?:{pattern})\b"), float(weight)) for pattern, weight in entries]

    def weigh(self, folded: str, least: float = 0.0) -> float:
        """The weights of all signs in a text, of those that weigh at least so much."""
        ends = [0] * len(self._signs)
        total = 0.0
        for place, numbers in self._openings.places(folded):
            for number in numbers:
                pattern, weight = self._signs[number]
                if weight >= least and place >= ends[number] and (match := pattern.match(folded, place)):
                    total, ends[number] = total + weight, match.end()
        return total


@dataclass(frozen=True, slots=True)
class SubjectWords:
    """`subjects.yml`, compiled."""

    own: Phrases
    layers: tuple[tuple[str, Phrases], ...]
    national_layers: tuple[tuple[str, Phrases], ...]
    groups: Phrases
    departments: Phrases
    lower_units: tuple[Phrases, ...]
    not_owner_before: Phrases
    speaker_before: Phrases
    not_owner_after: re.Pattern[str]
    not_owner_nation_before: Phrases
    foreign: Phrases
    national_signs: Signs
    local_signs: Signs
    law_makers: Phrases


_JOINT = r"(?: và |,? ?& ?| ?[-–] ?|, )"


def _office(pattern: str) -> str:
    return pattern.replace("{UPPER}", UPPER).replace("{J}", _JOINT)


@cache
def subject_words() -> SubjectWords:
    """The catalogue, read once."""
    raw = parse_yaml((CATALOGUE / "subjects.yml").read_text(encoding="utf-8"))

    def any_of(patterns: list[str], edge: str = r"\b") -> Phrases:
        return Phrases(patterns, edge)

    return SubjectWords(
        own=any_of(raw["self"]),
        layers=tuple((name, any_of(patterns)) for name, patterns in raw["layers"].items()),
        national_layers=tuple((name, any_of(patterns)) for name, patterns in raw["national_layers"].items()),
        groups=any_of(raw["groups"]),
        departments=any_of([_office(pattern) for pattern in raw["departments"]], ""),
        lower_units=tuple(
            Phrases([raw[key].replace("{UPPER}", UPPER)]) for key in ("lower_units", "lower_cities")
        ),
        not_owner_before=any_of(raw["not_owner_before"]),
        speaker_before=any_of(raw["speaker_before"]),
        not_owner_after=re.compile("|".join(raw["not_owner_after"])),
        not_owner_nation_before=any_of(raw["not_owner_nation_before"], r"(?<!\w)"),
        foreign=any_of(raw["foreign"]),
        national_signs=Signs(raw["national_signs"]),
        local_signs=Signs(raw["local_signs"]),
        law_makers=Phrases([raw["law_makers"]]),
    )
