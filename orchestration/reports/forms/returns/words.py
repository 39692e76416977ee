"""The words of form rows, from `catalogue/form_rows.yml`, checked when loaded. No row is looked at here."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict

from orchestration.reports.catalogue.yaml_text import parse_yaml
from orchestration.reports.forms.returns.folding import Phrase, fold

Level = Literal["province", "departments", "district", "commune"]
_FILE = Path(__file__).parents[2] / "catalogue" / "form_rows.yml"


class RowWords(BaseModel):
    """How totals, footers and groups of agencies are called."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    total: tuple[Phrase, ...]
    subtotal: tuple[Phrase, ...]
    footer: tuple[Phrase, ...]
    levels: dict[Level, tuple[Phrase, ...]]
    named_levels: dict[Level, tuple[Phrase, ...]]
    includes_lower: tuple[Phrase, ...]
    agency: tuple[Phrase, ...]

    def level_in(self, label: str) -> Level | None:
        """The first level that a label names: "cấp huyện, gồm cả cấp xã" is the district's."""
        text = fold(label)
        starts = [
            (found.start(), level)
            for level, phrases in self.levels.items()
            for phrase in phrases
            if (found := phrase.search(text))
        ]
        return min(starts)[1] if starts else None

    def level_of_name(self, name: str) -> Level | None:
        """The level of an agency by the first words of its name."""
        return next((level for level, found in self.named_levels.items() if is_one_of(found, name)), None)


def is_one_of(phrases: tuple[Phrase, ...], label: str) -> bool:
    """Whether a whole label is what one of the phrases says."""
    text = fold(label)
    return any(phrase.is_all_of(text) for phrase in phrases)


@cache
def row_words() -> RowWords:
    """The words, read once per process."""
    return RowWords.model_validate(parse_yaml(_FILE.read_text("utf-8")))
