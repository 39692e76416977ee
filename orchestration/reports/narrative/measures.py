"""The catalogue of measures: cues that set features of a figure, and rules that name its indicator.

Belongs here: loading and checking `catalogue/measures.yml`, finding cues, matching rules. Does not belong
here:
which cues belong to which figure (`binding`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from pydantic import BaseModel, ConfigDict

from orchestration.reports.catalogue.yaml_text import parse_yaml
from orchestration.reports.narrative.openings import outside_groups
from orchestration.reports.narrative.phrases import Openings, Phrases

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

CATALOGUE = Path(__file__).parents[1] / "catalogue"
ABSENT = "absent"
BELONGING = "owned"
"""What "thuộc thẩm quyền" says: in force, unless something else is said to have been done."""
WEAK = frozenset({"one_stop", "portal", "connection"})
"""Where dossiers are handed in, services are found, data go: unless something else is said of them."""
APPROVAL = frozenset({"approved", "passed"})
CARRIED_OUT = "carried_out"
"""What is carried out was approved before: "đã hoàn thành cắt giảm 40 thủ tục trong số đã được phê duyệt"."""
_SLOTS = ("noun", "scope", "stage", "action", "status", "aspect", "channel", "timing")


class CueEntry(BaseModel):
    """Phrases and the features that they set."""

    model_config = ConfigDict(extra="forbid")
    set: dict[str, str]
    phrases: list[str]


class Rule(BaseModel):
    """An indicator and the features that it needs; a feature that is not listed must not be set."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    indicator: str
    noun: tuple[str, ...] = (ABSENT,)
    scope: tuple[str, ...] = (ABSENT,)
    stage: tuple[str, ...] = (ABSENT,)
    action: tuple[str, ...] = (ABSENT,)
    status: tuple[str, ...] = (ABSENT,)
    aspect: tuple[str, ...] = (ABSENT,)
    channel: tuple[str, ...] = (ABSENT,)
    timing: tuple[str, ...] = (ABSENT,)
    beside: str | None = None
    formula: str | None = None
    needs_head: bool = False

    def explains(self, features: Mapping[str, str], timings: frozenset[str]) -> bool:
        """Whether every feature is one that the rule names; `timings` are those of the whole sentence."""
        if self.beside is not None and self.beside not in timings:
            return False
        if self.needs_head and features.get("head") != "rate":
            return False
        return all(features.get(slot, ABSENT) in getattr(self, slot) for slot in _SLOTS)


class Catalogue(BaseModel):
    """`measures.yml` as data."""

    model_config = ConfigDict(extra="forbid")
    open_words: frozenset[str]
    link_words: list[str]
    cues: list[CueEntry]
    order: list[str]
    counts: list[Rule]
    amounts: list[Rule]
    rates: list[Rule]
    share_of: dict[str, str]
    total_of: dict[str, str]
    gate: list[str]


@dataclass(frozen=True, slots=True)
class Cue:
    """A phrase at [start, end) of a folded sentence and what it sets; nothing set only hides shorter cues."""

    start: int
    end: int
    text: str
    features: Mapping[str, str]


_KEPT_MATCHES = 4_096
_NOTHING: Mapping[str, str] = {}
_LITERAL = re.compile(r"(?:[\w ,](?![?*+{]))*")


class _Phrase:
    """A phrase with what it sets; its pattern is compiled when a text first has its first letters."""

    __slots__ = ("_pattern", "_text", "features", "prefix")

    def __init__(self, text: str, features: Mapping[str, str]) -> None:
        literal = _LITERAL.match(text)
        self._text = text
        self._pattern: re.Pattern[str] | None = None
        self.features = features
        self.prefix = literal[0] if literal and "|" not in outside_groups(text) else ""

    def end(self, folded: str, start: int) -> int:
        """Where the phrase ends if it stands at `start` of a folded text, else -1."""
        if not folded.startswith(self.prefix, start):
            return -1
        if self._pattern is None:
            self._pattern = re.compile(self._text)
        match = self._pattern.match(folded, start)
        return match.end() if match else -1


class Measures:
    """Cue finder and rule matcher, compiled once."""

    def __init__(self, catalogue: Catalogue) -> None:
        self.catalogue = catalogue
        self._cues = [_Phrase(text, entry.set) for entry in catalogue.cues for text in entry.phrases]
        self._starts = Openings([text for entry in catalogue.cues for text in entry.phrases])
        links = sorted(catalogue.link_words, key=len, reverse=True)
        self._links = re.compile(r"(?:\s|[-,:;()\"+*•/]|\b(?:" + "|".join(map(re.escape, links)) + r")\b)*")
        self._gate = Phrases(catalogue.gate)
        self._rules = {"count": catalogue.counts, "amount": catalogue.amounts, "rate": catalogue.rates}
        self._first = lru_cache(maxsize=_KEPT_MATCHES)(self._first_of)

    def may_hold_measures(self, folded: str) -> bool:
        """Whether a text speaks of reform or public services at all."""
        return self._gate.search(folded) is not None

    def find_cues(self, folded: str) -> list[Cue]:
        """Cues in order, not overlapping; at one place the longest phrase wins."""
        found: list[Cue] = []
        position = 0
        for place, numbers in self._starts.places(folded):
            if place < position:
                continue
            best_end, best_set = place, _NOTHING
            for number in numbers:
                end, features = self._cues[number].end(folded, place), self._cues[number].features
                if place < end >= best_end and _ends_word(folded, end):
                    is_fuller = end > best_end or len(features) > len(best_set)
                    best_end, best_set = (end, features) if is_fuller else (best_end, best_set)
            if best_end > place:
                found.append(Cue(place, best_end, folded[place:best_end], best_set))
                position = best_end
        return found

    def is_linking(self, text: str) -> bool:
        """Whether a stretch of text holds nothing but words that change neither measure nor subject."""
        return self._links.fullmatch(text.strip()) is not None

    def may_follow(self, word: str) -> bool:
        """Whether a word right after a bare figure leaves open what is counted."""
        return word in self.catalogue.open_words

    def match(
        self, kind: str, features: Mapping[str, str], timings: frozenset[str] = frozenset()
    ) -> Rule | None:
        """The first rule of the kind ("count", "amount", "rate") that explains the features."""
        return self._first(kind, frozenset(features.items()), timings)

    def _first_of(
        self, kind: str, features: frozenset[tuple[str, str]], timings: frozenset[str]
    ) -> Rule | None:
        said = dict(features)
        return next((rule for rule in self._rules[kind] if rule.explains(said, timings)), None)

    def share_of(self, indicator: str) -> str | None:
        """The rate that a percentage right after a count of this indicator gives."""
        return self.catalogue.share_of.get(indicator)

    def part_of(self, rate: str) -> str | None:
        """The count of which a rate is the share."""
        return next((part for part, share in self.catalogue.share_of.items() if share == rate), None)

    def total_of(self, indicator: str) -> str | None:
        """What the second figure of "n/total" counts."""
        return self.catalogue.total_of.get(indicator)

    def merge(
        self, inherited: Mapping[str, str], cues: Sequence[Cue], breaks: Sequence[int]
    ) -> dict[str, str]:
        """Features after reading cues in order on top of inherited ones.

        A new value drops what stood to its right in `order`, unless it was set in the same segment;
        `breaks` are the places of segment ends. Whose a procedure is never hides what was done to it.
        """
        merged = dict(inherited)
        origin: dict[str, int] = dict.fromkeys(inherited, -1)
        for cue in cues:
            segment = sum(1 for place in breaks if place <= cue.start)
            for slot, value in cue.features.items():
                is_idle = value == BELONGING and merged.get("noun") == "dossier"
                if slot in self.catalogue.order and not is_idle:
                    for lower in self.catalogue.order[self.catalogue.order.index(slot) + 1 :]:
                        if origin.get(lower, segment) != segment:
                            merged.pop(lower, None)
                            origin.pop(lower, None)
                if is_idle or _is_settled(slot, value, merged, is_here=origin.get(slot) == segment):
                    continue
                if value in APPROVAL and merged.get(slot) == CARRIED_OUT and origin.get(slot, -1) >= 0:
                    continue
                is_said = (
                    origin.get(slot, -1) >= 0 or inherited.get("noun") == "decision" or "stage" in inherited
                )
                if (value == BELONGING or value in WEAK) and is_said:
                    continue
                merged[slot], origin[slot] = value, segment
        return merged


def _is_settled(slot: str, value: str, merged: Mapping[str, str], *, is_here: bool) -> bool:
    """Whether a later word of the segment adds nothing: "toàn trình … trực tuyến", the noun of a rate."""
    if not is_here:
        return False
    return (slot == "channel" and value == "online") or (slot == "noun" and merged.get("head") == "rate")


@cache
def load_measures() -> Measures:
    """The catalogue in the package, read and checked once."""
    text = (CATALOGUE / "measures.yml").read_text(encoding="utf-8")
    return Measures(Catalogue.model_validate(parse_yaml(text)))


def _ends_word(folded: str, end: int) -> bool:
    return end >= len(folded) or not folded[end].isalnum() or not folded[end - 1].isalnum()
