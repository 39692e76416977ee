"""The words of ranking tables, from `catalogue/rankings.yml`, checked when loaded.

No table is looked at here.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict

from orchestration.reports.catalogue.names import without_diacritics
from orchestration.reports.catalogue.yaml_text import parse_yaml
from orchestration.reports.document import clean_text


def _with_plain_form(source: object) -> object:
    """A pattern that also matches a text typed without diacritics, as in headers such as "Tinh/Thanh pho".

    Only where the whole text is so typed: "quan" is no district in "cơ quan".
    """
    plain = without_diacritics(str(source))
    return source if plain == source or "?P<" in plain else rf"{source}|\A(?=[\x00-\x7f]*\Z).*?(?:{plain})"


Patterns = tuple[Annotated[re.Pattern[str], BeforeValidator(_with_plain_form)], ...]
Role = Literal[
    "ordinal", "code", "date", "year", "index", "note", "source", "change", "count", "group", "rank", "score",
    "local_name", "name",
]  # fmt: skip
Statistic = Literal["median", "mean", "max", "min"]

OTHER_INDEX = "other"
"""Stands for any index that is not read here."""

_CATALOGUE = Path(__file__).parents[2] / "catalogue" / "rankings.yml"


class _Data(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Scale(_Data):
    """The highest score, up to and including `last_year`, or from then on."""

    max: float
    last_year: int | None = None


class IndexWords(_Data):
    """How one index is named and scaled, and the names of its parts."""

    names: Patterns
    unit: Literal["percent", "points"]
    scales: tuple[Scale, ...]
    component_max: float | None = None
    zero_is_missing: bool = False
    is_running: bool = False
    components: dict[str, Patterns]

    def score_max(self, year: int | None, component: str) -> float | None:
        """The highest possible score in a year; `None` for parts whose weights are not catalogued."""
        if component != "total":
            return self.component_max
        last = self.scales[-1].max
        return next(
            (scale.max for scale in self.scales if scale.last_year and year and year <= scale.last_year), last
        )

    def component_in(self, text: str) -> str | None:
        """The part of the index that a folded text names."""
        return next((code for code, names in self.components.items() if search(names, text)), None)


class Vocabulary(_Data):
    """All words that the recogniser of ranking tables knows."""

    indices: dict[str, IndexWords]
    other_indices: Patterns
    columns: dict[Role, Patterns]
    previous: Patterns
    statistics: dict[Statistic, Patterns]
    whole_country: Patterns
    all_ministries: Patterns
    all_provinces: Patterns
    component_titles: Patterns
    unit_counts: Patterns
    ranked_counts: dict[Literal["province", "ministry", "region"], Patterns]
    unit_map_merged: Patterns
    publication: Patterns
    snapshot: Patterns

    def __hash__(self) -> int:
        return hash(tuple(self.indices))

    def index_in(self, text: str) -> str | None:
        """The index that a folded text names first; of two at one place the longer name.

        Returns:
            Its code, `OTHER_INDEX` for one that is not read here, or `None`.
        """
        names = ((code, name) for code, words in self.indices.items() for name in words.names)
        hits = [
            (match.start(), -len(match.group()), code)
            for code, name in (*names, *((OTHER_INDEX, name) for name in self.other_indices))
            if (match := name.search(text))
        ]
        return min(hits)[2] if hits else None

    def without_index_names(self, text: str) -> str:
        """A folded text with all names of indices taken out."""
        for words in self.indices.values():
            for name in words.names:
                text = name.sub(" ", text)
        return clean_text(text)


def fold(text: str) -> str:
    """A text as the patterns expect it: NFC, lower case, single blanks."""
    return clean_text(text).casefold()


def search(patterns: Patterns, text: str) -> re.Match[str] | None:
    """The first match of the first pattern that matches."""
    return next((match for pattern in patterns if (match := pattern.search(text))), None)


@cache
def load_vocabulary() -> Vocabulary:
    """The catalogue, read and validated once per process."""
    return Vocabulary.model_validate(parse_yaml(_CATALOGUE.read_text(encoding="utf-8")))
