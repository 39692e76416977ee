"""Whose row it is.

The level of a table, the map of provinces behind it, and the agency that a name means in it.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING

from orchestration.reports.forms.rankings.vocabulary import Statistic, Vocabulary, fold, search

if TYPE_CHECKING:
    from collections.abc import Sequence

    from orchestration.reports.catalogue.agencies import Agency, AgencyDirectory, Level

LEVELS: tuple[Level, ...] = ("province", "ministry", "region", "nation")
FIRST_DAY_OF_34 = date(2025, 7, 1)
LAST_DAY_OF_64 = date(2008, 7, 31)
_LIST_SETS: dict[Level, str] = {"ministry": "ministries", "region": "regions", "nation": "nation"}


@dataclass(frozen=True, slots=True)
class TableDates:
    """The last day that a table is about (`date.max` when unknown), and the day of its publication."""

    about: date
    published: date | None

    @property
    def is_published_on_new_map(self) -> bool:
        """Data of 2024 published after the mergers are told for the 34.

        Older editions are reprints for the 63.
        """
        return self.about.year >= 2024 and self.published is not None and self.published >= FIRST_DAY_OF_34


@dataclass(frozen=True, slots=True)
class UnitMap:
    """The list that a table ranks: its level, its `unit_set`, and the day and map for looking up names."""

    level: Level
    unit_set: str
    on: date
    is_merged: bool | None = None


@dataclass(frozen=True, slots=True)
class RowSubject:
    """Who a row is about; `agency` is `None` when the name is not known."""

    agency: Agency | None
    level: Level
    statistic: str
    unit_set: str

    @property
    def is_unit(self) -> bool:
        """Whether it is one unit, known or not, and not a row for all units together."""
        return self.agency is None or ":" in self.agency.code


def level_of(names: Sequence[str], directory: AgencyDirectory) -> Level | None:
    """The level that most names have, or `None` when fewer than half of the names are known."""
    known: list[Level] = [level for name in names if (level := _level(name, directory))]
    levels = Counter(known)
    if not levels or 2 * levels.total() < len(names):
        return None
    return levels.most_common(1)[0][0]


def names_agency(name: str, directory: AgencyDirectory) -> bool:
    """Whether a cell names a unit that a ranking can be about."""
    return _level(name, directory) is not None


def unit_map(
    names: Sequence[str], level: Level, stated: int | None, dates: TableDates, directory: AgencyDirectory
) -> UnitMap:
    """The list behind a table, decided by its rows first, then by what it states, then by its dates.

    Old names that are gone since 2025-07-01 mean the map before; one alone may be a slip in a table that
    states 34.
    """
    if level != "province":
        return UnitMap(level, _LIST_SETS[level], dates.about)
    old = [name for name in names if _is_only_in_old_map(name, directory)]
    if "province:ha-tay" in {
        agency.code for name in old if (agency := directory.resolve(name, None, "province"))
    }:
        return UnitMap(level, "provinces_64", min(dates.about, LAST_DAY_OF_64), is_merged=False)
    is_merged = _is_merged(len(old), len(set(names)), stated, dates)
    if is_merged:
        return UnitMap(level, "provinces_34", max(dates.about, FIRST_DAY_OF_34), is_merged=True)
    is_with_ha_tay = stated == 64 or dates.about <= LAST_DAY_OF_64
    day = min(dates.about, LAST_DAY_OF_64 if is_with_ha_tay else date(2025, 6, 30))
    return UnitMap(level, "provinces_64" if is_with_ha_tay else "provinces_63", day, is_merged=False)


def subject_of(
    name: str,
    units: UnitMap,
    vocabulary: Vocabulary,
    directory: AgencyDirectory,
    *,
    are_region_means: bool,
) -> RowSubject:
    """Who a row is about, and whether its figures are the unit's own or a mean, median or extreme."""
    folded = fold(name)
    statistic = next((kind for kind, words in vocabulary.statistics.items() if search(words, folded)), None)
    if statistic:
        return _summary(folded, statistic, units, vocabulary, directory)
    for level in (units.level, *(other for other in LEVELS if other != units.level)):
        agency = directory.resolve(name, units.on, level, merged_map=units.is_merged)
        if agency:
            is_mean = level == "region" and are_region_means
            own_set = units.unit_set if level == units.level else _LIST_SETS.get(level, units.unit_set)
            return RowSubject(agency, level, "mean" if is_mean else "value", own_set)
    if search(vocabulary.whole_country, folded):
        return RowSubject(_collective("cả nước", "nation", directory), "nation", "value", "nation")
    return RowSubject(None, units.level, "value", units.unit_set)


def _summary(
    folded: str, statistic: Statistic, units: UnitMap, vocabulary: Vocabulary, directory: AgencyDirectory
) -> RowSubject:
    if search(vocabulary.all_ministries, folded):
        level: Level = "ministry"
    elif search(vocabulary.all_provinces, folded):
        level = "province"
    elif search(vocabulary.whole_country, folded):
        level = "nation"
    else:
        level = "ministry" if units.level == "ministry" else "province"
    name = {"ministry": "các bộ", "nation": "cả nước"}.get(level, "các tỉnh")
    return RowSubject(_collective(name, level, directory), level, statistic, units.unit_set)


def _collective(name: str, level: Level, directory: AgencyDirectory) -> Agency | None:
    return directory.resolve(name, None, level)


@lru_cache(maxsize=20_000)
def _level(name: str, directory: AgencyDirectory) -> Level | None:
    """The level of a single unit; "các bộ" and "bộ, ngành" stand for all and may be a header."""
    found = ((level, directory.resolve(name, None, level)) for level in LEVELS)
    return next((level for level, agency in found if agency and ":" in agency.code), None)


def _is_only_in_old_map(name: str, directory: AgencyDirectory) -> bool:
    known = directory.resolve(name, None, "province")
    return known is not None and directory.resolve(name, None, "province", merged_map=True) is None


def _is_merged(old: int, units: int, stated: int | None, dates: TableDates) -> bool:
    if stated in {34, 63, 64}:
        return stated == 34 and old <= max(1, units // 10)
    if old or units > 34:
        return False
    return units == 34 or dates.about >= FIRST_DAY_OF_34 or dates.is_published_on_new_map
