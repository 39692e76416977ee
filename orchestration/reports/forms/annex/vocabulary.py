"""The catalogue of the annex, `catalogue/annex.yml`, checked when it is loaded.

No table is looked at here.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Literal, NamedTuple

from pydantic import BaseModel, ConfigDict

from orchestration.reports.catalogue import seeds
from orchestration.reports.catalogue.yaml_text import parse_yaml
from orchestration.reports.forms.annex.phrases import Phrase, key_of

Role = Literal["ordinal", "criterion", "unit", "note", "derived", "figure"]
Layer = Literal["departments", "districts", "communes"]
FigureKind = Literal["previous", "target", "cumulative"]

_CATALOGUE = Path(__file__).parents[2] / "catalogue" / "annex.yml"


class _Data(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Ratio(_Data):
    """The counts that a rate is made of, and the name of the formula where it has one."""

    numerator: str
    denominator: str
    formula: str | None = None


class CriterionData(_Data):
    """One criterion as written in the catalogue."""

    indicator: str
    phrases: tuple[str, ...]
    within: tuple[str, ...] = ()
    never: tuple[str, ...] = ()
    unit: tuple[str, ...] = ()
    ratio: Ratio | None = None


class UnitData(_Data):
    """Words for a unit, and what a figure in it is multiplied by."""

    unit: str
    scale: float = 1.0
    words: tuple[str, ...]


class CatalogueData(_Data):
    """The whole file."""

    abbreviations: dict[str, str]
    titles: tuple[str, ...]
    columns: dict[Role, tuple[str, ...]]
    figure_kinds: dict[FigureKind, tuple[str, ...]]
    year_before: tuple[str, ...]
    levels: dict[Layer, tuple[str, ...]]
    units: tuple[UnitData, ...]
    no_unit: tuple[str, ...]
    coded_answers: tuple[str, ...]
    part_words: tuple[str, ...]
    criteria: tuple[CriterionData, ...]


class Unit(NamedTuple):
    """A unit of the contract and what printed figures are multiplied by."""

    code: str
    scale: float


class Criterion(NamedTuple):
    """A criterion ready to be looked for; its place in the catalogue decides between several that fit."""

    order: int
    indicator: str
    unit: str
    value_type: str
    ratio: Ratio | None
    phrases: tuple[Phrase, ...]
    within: tuple[Phrase, ...]
    never: tuple[Phrase, ...]
    printed_units: tuple[str, ...]


class Vocabulary:
    """All that the recogniser of the annex knows. ValueError for an indicator that the seed has not."""

    def __init__(self, data: CatalogueData) -> None:
        self._short = data.abbreviations
        indicators = {row["indicator_code"]: row for row in seeds.rows("indicators")}
        self.titles = self._phrases(data.titles)
        self.columns = {role: self._phrases(words) for role, words in data.columns.items()}
        self.figure_kinds = {kind: self._phrases(words) for kind, words in data.figure_kinds.items()}
        self.year_before = self._phrases(data.year_before)
        self.levels = {layer: self._phrases(words) for layer, words in data.levels.items()}
        self.coded_answers = self._phrases(data.coded_answers)
        self.part_words = frozenset(data.part_words)
        self._units = {
            self.key(word) or word: Unit(unit.unit, unit.scale) for unit in data.units for word in unit.words
        }
        self._no_unit = {self.key(word) for word in data.no_unit}
        self.criteria = tuple(
            self._criterion(order, entry, indicators) for order, entry in enumerate(data.criteria)
        )

    def key(self, text: str) -> str:
        """The key of a label, a header or a unit."""
        return key_of(text, self._short)

    def unit(self, text: str) -> Unit | None:
        """The unit that a cell or a bracket names; `None` where it names none that is known."""
        return self._units.get("%") if text.strip() == "%" else self._units.get(self.key(text))

    def says_no_unit(self, text: str) -> bool:
        """Whether a unit cell is empty, or says only that something is counted."""
        return not text.strip(" -–.") or self.key(text) in self._no_unit

    def layer(self, key: str) -> Layer | None:
        """The one layer of a province that a label names; `None` for none or several."""
        named = [layer for layer, phrases in self.levels.items() if any(p.found_in(key) for p in phrases)]
        return named[0] if len(named) == 1 else None

    def _phrases(self, sources: tuple[str, ...]) -> tuple[Phrase, ...]:
        return tuple(Phrase(source, self._short) for source in sources)

    def _criterion(self, order: int, entry: CriterionData, known: dict[str, dict[str, str]]) -> Criterion:
        ratio = entry.ratio
        named = [entry.indicator, *((ratio.numerator, ratio.denominator) if ratio else ())]
        if missing := [code for code in named if code not in known]:
            raise ValueError(f"annex.yml names indicators that the seed has not: {', '.join(missing)}")
        seed = known[entry.indicator]
        return Criterion(
            order, entry.indicator, seed["unit"], seed["value_type"], ratio, self._phrases(entry.phrases),
            self._phrases(entry.within), self._phrases(entry.never), (*entry.unit, seed["unit"]),
        )  # fmt: skip


@cache
def load_vocabulary() -> Vocabulary:
    """The catalogue, read and validated once per process."""
    return Vocabulary(CatalogueData.model_validate(parse_yaml(_CATALOGUE.read_text(encoding="utf-8"))))
