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
from orchestration.reports.narrative.phrases import Phrases

YEAR_AFTER = re.compile(
    r"(?:[- ]?index)?(?: \([\w -]{1,120}\)|\))?[ ,]*(?:(?:cấp|của) [^,;.\d]{0,30})?"
    r"(?:năm )?((?:19|20)\d{2})\b(?![/.-]\d)"
)
"""A year right after an index's name."""


@dataclass(frozen=True, slots=True)
class Index:
    """An index: its unit in prose, its parts, and whether its units are countries.

    `scales` are the largest scores that it has had, `largest` the largest of them; `least` is one below which
    a score can only be that of a part.
    """

    code: str
    unit: str
    least: float
    largest: float
    largest_part: float
    scales: tuple[float, ...]
    parts: tuple[tuple[str, re.Pattern[str]], ...]
    is_national: bool
    is_running: bool


@dataclass(frozen=True, slots=True)
class IndexMention:
    """An index named at [start, end); `index` is None for an index that is none of ours.

    One that is `is_passing` ranks nobody: what is said next is not of it.
    """

    start: int
    end: int
    index: Index | None
    is_passing: bool = False


@dataclass(frozen=True, slots=True)
class RankWords:
    """`prose_rankings.yml`, compiled."""

    names: Phrases
    codes: tuple[tuple[str, Phrases], ...]
    passing: Phrases
    place_before: Phrases
    place_words: tuple[tuple[int, Phrases], ...]
    last_words: Phrases
    last_but_one_words: Phrases
    partial_after: Phrases
    partial_subject: Phrases
    partial_before: Phrases
    rise: re.Pattern[str]
    fall: re.Pattern[str]
    mean_before: Phrases
    part_markers: Phrases
    other_index: re.Pattern[str]
    never_carried: Phrases
    other_growth: Phrases


@cache
def rank_words() -> RankWords:
    """The catalogue, read once."""
    raw = parse_yaml((CATALOGUE / "prose_rankings.yml").read_text(encoding="utf-8"))

    every = [pattern for patterns in raw["names"].values() for pattern in patterns]
    every += raw["others"] + raw["passing"]
    return RankWords(
        names=Phrases(every),
        codes=tuple((code, Phrases(patterns)) for code, patterns in raw["names"].items()),
        passing=Phrases(raw["passing"]),
        place_before=Phrases(raw["place_before"]),
        place_words=tuple((place, Phrases(patterns)) for place, patterns in raw["place_words"].items()),
        last_words=Phrases(raw["last_words"]),
        last_but_one_words=Phrases(raw["last_but_one_words"]),
        partial_after=Phrases(raw["partial_after"]),
        partial_subject=Phrases(raw["partial_subject"]),
        partial_before=Phrases(raw["partial_before"]),
        rise=re.compile(rf"\b(?:{'|'.join(raw['rise'])})\b"),
        fall=re.compile(rf"\b(?:{'|'.join(raw['fall'])})\b"),
        mean_before=Phrases(raw["mean_before"]),
        part_markers=Phrases(raw["part_markers"]),
        other_index=re.compile(rf"\bch[ỉi] số (?=[^\W\d])(?!(?:{'|'.join(raw['after_whole'])})\b)"),
        never_carried=Phrases(raw["never_carried"]),
        other_growth=Phrases(raw["other_growth"]),
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
            (slug, re.compile("|".join([*prose["parts"].get(code, {}).get(slug, []), *patterns])))
            for slug, patterns in entry.get("components", {}).items()
        )
        scales = tuple(float(scale["max"]) for scale in entry.get("scales", []))
        largest = max(scales, default=0.0)
        indices[code] = Index(
            code=code,
            unit=entry.get("unit", "rank"),
            least=float(prose["least_scores"].get(code, 0)),
            largest=largest,
            largest_part=float(entry.get("component_max", largest)),
            scales=scales,
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
        index = all_indices()[code] if code else None
        is_passing = code is None and words.passing.match(folded, match.start()) is not None
        mentions.append(IndexMention(match.start(), match.end(), index, is_passing))
    return mentions


def edition_years(paragraphs: list[str]) -> dict[str, int]:
    """The year of each index to whose names the paragraphs give one year and no other."""
    years: dict[str, set[int]] = {}
    for folded in paragraphs:
        for mention in find_indices(folded):
            year = YEAR_AFTER.match(folded, mention.end)
            if mention.index and year:
                years.setdefault(mention.index.code, set()).add(int(year[1]))
    return {code: min(found) for code, found in years.items() if len(found) == 1}


def only_index(paragraphs: list[str]) -> Index | None:
    """The index of provinces or ministries that a whole text is about: the only one that it names."""
    named = {mention.index for folded in paragraphs for mention in find_indices(folded)}
    only = next(iter(named)) if len(named) == 1 else None
    return only if only is not None and not only.is_national else None
