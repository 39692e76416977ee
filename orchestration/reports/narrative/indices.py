"""The ranking indices as prose names them: names, parts, units, and the words for places.

Belongs here: loading `catalogue/prose_rankings.yml` and what prose needs of `catalogue/rankings.yml`, and
finding
mentions. Does not belong here: which figure is a rank or a score (`rankings`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from orchestration.reports.catalogue.yaml_text import parse_yaml
from orchestration.reports.narrative.measures import CATALOGUE


@dataclass(frozen=True, slots=True)
class Index:
    """An index: its unit in prose, its largest score, its parts, and whether its units are countries."""

    code: str
    unit: str
    largest: float
    largest_part: float
    parts: tuple[tuple[str, re.Pattern[str]], ...]
    is_national: bool
    is_running: bool


@dataclass(frozen=True, slots=True)
class IndexMention:
    """An index named at [start, end); `index` is None for an index that is none of ours."""

    start: int
    end: int
    index: Index | None


@dataclass(frozen=True, slots=True)
class RankWords:
    """`prose_rankings.yml`, compiled."""

    names: re.Pattern[str]
    codes: tuple[tuple[str, re.Pattern[str]], ...]
    place_before: re.Pattern[str]
    place_words: tuple[tuple[int, re.Pattern[str]], ...]
    last_words: re.Pattern[str]
    last_but_one_words: re.Pattern[str]
    partial_after: re.Pattern[str]
    partial_before: re.Pattern[str]
    rise: re.Pattern[str]
    fall: re.Pattern[str]
    mean_before: re.Pattern[str]
    part_markers: re.Pattern[str]
    carried_words: re.Pattern[str]


@cache
def rank_words() -> RankWords:
    """The catalogue, read once."""
    raw = parse_yaml((CATALOGUE / "prose_rankings.yml").read_text(encoding="utf-8"))

    def any_of(patterns: list[str]) -> re.Pattern[str]:
        return re.compile("|".join(f"(?:{pattern})" for pattern in patterns))

    every = [pattern for patterns in raw["names"].values() for pattern in patterns] + raw["others"]
    return RankWords(
        names=any_of(every),
        codes=tuple((code, any_of(patterns)) for code, patterns in raw["names"].items()),
        place_before=any_of(raw["place_before"]),
        place_words=tuple((place, any_of(patterns)) for place, patterns in raw["place_words"].items()),
        last_words=any_of(raw["last_words"]),
        last_but_one_words=any_of(raw["last_but_one_words"]),
        partial_after=any_of(raw["partial_after"]),
        partial_before=any_of(raw["partial_before"]),
        rise=re.compile(rf"\b(?:{'|'.join(raw['rise'])})\b"),
        fall=re.compile(rf"\b(?:{'|'.join(raw['fall'])})\b"),
        mean_before=any_of(raw["mean_before"]),
        part_markers=any_of(raw["part_markers"]),
        carried_words=re.compile(r"(?:[\W\d_]|\b(?:" + "|".join(raw["carried_words"]) + r")\b)*"),
    )


@cache
def all_indices() -> dict[str, Index]:
    """Every index by its code."""
    shared = parse_yaml((CATALOGUE / "rankings.yml").read_text(encoding="utf-8"))["indices"]
    prose = parse_yaml((CATALOGUE / "prose_rankings.yml").read_text(encoding="utf-8"))
    indices = {}
    for code in prose["names"]:
        entry = shared.get(code, {})
        parts = tuple(
            (slug, re.compile("|".join([*patterns, *prose["parts"].get(code, {}).get(slug, [])])))
            for slug, patterns in entry.get("components", {}).items()
        )
        largest = max((float(scale["max"]) for scale in entry.get("scales", [])), default=0.0)
        indices[code] = Index(
            code=code,
            unit=entry.get("unit", "rank"),
            largest=largest,
            largest_part=float(entry.get("component_max", largest)),
            parts=parts,
            is_national=code in prose["national_indices"],
            is_running=bool(entry.get("is_running", False)),
        )
    return indices


def find_indices(folded: str) -> list[IndexMention]:
    """Indices that a folded sentence names, ours and others, in order."""
    words = rank_words()
    mentions = []
    for match in words.names.finditer(folded):
        code = next((code for code, pattern in words.codes if pattern.match(folded, match.start())), None)
        mentions.append(IndexMention(match.start(), match.end(), all_indices()[code] if code else None))
    return mentions


def only_index(folded: str) -> Index | None:
    """The index of provinces or ministries that a whole text is about: the only one that it names."""
    named = {mention.index for mention in find_indices(folded)}
    only = next(iter(named)) if len(named) == 1 else None
    return only if only is not None and not only.is_national else None
