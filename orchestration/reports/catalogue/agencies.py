"""Names of agencies: which unit a cell or a piece of prose means, on a date.

Here: the directory that the recognisers and the prose reader ask. Not here: spelling (`names.py`), where the
names come from (`seeds.py`), how prose is scanned (`finder.py`). Lookups are exact after normalisation: many
provinces differ by one letter, so nothing here guesses.
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from functools import cache, cached_property, lru_cache
from typing import TYPE_CHECKING

from orchestration.reports.catalogue import seeds
from orchestration.reports.catalogue.agency import Agency, Level, Mention, Role
from orchestration.reports.catalogue.finder import AgencyFinder
from orchestration.reports.catalogue.names import normalise_name
from orchestration.reports.catalogue.seeds import Named, province_unit_set

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

__all__ = ["Agency", "AgencyDirectory", "Level", "Mention", "Role", "normalise_name", "province_unit_set"]

_LEVELS: tuple[Level, ...] = ("nation", "province", "ministry", "region", "agency", "district", "commune")
_LAYERS: dict[str, Level] = {"departments": "agency", "districts": "district", "communes": "commune"}
_FOOTNOTE = re.compile(r"\s*(?:[*†‡]+|\(\s*(?:\d{1,2}|\*+)\s*\)|\[\s*\d{1,2}\s*\])\s*$")
_NUMBERING = re.compile(r"^\s*\d{1,2}\s*[.)]\s+")
_MERGER = re.compile(r"\s*(?:\(\s*(cũ|mới)\s*\)|\b(cũ|mới))\s*$", re.IGNORECASE)

Index = dict[str, list[Agency]]


class AgencyDirectory:
    """All agencies by every spelling. Districts and communes are read when first asked for."""

    def __init__(self) -> None:
        self._strict = {normalise_name(name) for name in seeds.phrases()["only_while_valid"]}
        self._named = [*seeds.collectives(), *seeds.provinces(), *seeds.ministries(), *seeds.regions()]
        self._upper = _indexes(self._named)
        self._same_territory = {
            f"province:{row['from_unit_id']}": f"province:{row['to_unit_id']}"
            for row in seeds.rows("province_status_changes")
        }

    @staticmethod
    @cache
    def load() -> AgencyDirectory:
        """The directory, read once per process."""
        return AgencyDirectory()

    @cached_property
    def _districts(self) -> tuple[Index, Index]:
        return _indexes(seeds.districts())

    @cached_property
    def _communes(self) -> tuple[Index, Index]:
        return _indexes(seeds.communes())

    @cached_property
    def _old_communes(self) -> tuple[Index, Index]:
        return _indexes(seeds.old_communes())

    @cached_property
    def _finder(self) -> AgencyFinder:
        return AgencyFinder(self._named, self)

    def resolve(
        self, name: str, on: date | None, level: Level | None = None, *, merged_map: bool | None = None
    ) -> Agency | None:
        """The agency that a whole cell names, or None when no listed spelling fits or several units share it.

        Args:
            name: the cell as printed; a footnote mark, a row number and "(cũ)"/"(mới)" are understood.
            on: the date the figure is about; None means the unit of today, else the last one of that name.
            level: only this level; with it, a name without its type word ("Tài chính", "Châu Đức") is enough.
            merged_map: True if the table lists the 34 provinces of 2025, False if the 63 before.
        """
        key, said = _key(name)
        merged_map = said if merged_map is None else merged_map
        for at in (level,) if level else _LEVELS:
            found = self._candidates(key, at, on, bare=level is not None)
            picked = self.pick(found, on, merged_map=merged_map, strict=key in self._strict)
            if picked:
                return picked
        return None

    def find(self, text: str, on: date | None, *, merged_map: bool | None = None) -> list[Mention]:
        """The agencies that running text names, in order, not overlapping; offsets into `text` as given.

        `merged_map` says which list the text speaks of when its date does not: after the merger a text about
        the index of the 63 still says "Hải Phòng". Names of the other list are understood all the same.
        """
        return self._finder.find(text, on, merged_map=merged_map)

    def inside(self, province: Agency, layer: str) -> Agency:
        """One layer of a province taken together: its `departments`, `districts` or `communes`."""
        return Agency(
            code=f"{province.code}/{layer}",
            level=_LAYERS[layer],
            name_vi=province.name_vi,
            valid_from=province.valid_from,
            valid_to=province.valid_to,
            province=province.code.removeprefix("province:"),
        )

    def pick(
        self,
        candidates: Iterable[Agency],
        on: date | None,
        *,
        merged_map: bool | None = None,
        strict: bool = False,
    ) -> Agency | None:
        """The version meant on a date among versions of one name: the valid one, else the nearest in time.

        None when two different units are equally near. `strict` takes a valid version only.
        """
        versions = list(candidates)
        if merged_map is not None:
            versions = self._of_map(versions, merged_map=merged_map)
        if strict or (versions and versions[0].level in ("district", "commune")):
            versions = [a for a in versions if on is None or a.is_valid(on)]
        if not versions:
            return None
        day = on or date.max
        nearest = min(agency.days_from(day) for agency in versions)
        best = [agency for agency in versions if agency.days_from(day) == nearest]
        if len({agency.code for agency in best}) > 1:
            return None
        is_one_of_64 = on is not None and on < seeds.FIRST_63 and best[0].unit_set == "provinces_63"
        return replace(best[0], unit_set="provinces_64") if is_one_of_64 else best[0]

    def _of_map(self, versions: list[Agency], *, merged_map: bool) -> list[Agency]:
        """Only the versions of the 34-unit (or 63-unit) list; a renamed unit is followed to its new name."""
        kept = [
            a
            for a in versions
            if a.level != "province"
            or a.unit_set == "provinces"
            or (a.unit_set == "provinces_34") == merged_map
        ]
        if kept or not merged_map:
            return kept
        renamed = {self._same_territory.get(agency.code) for agency in versions}
        return [
            n.agency for n in self._named if n.agency.code in renamed and n.agency.unit_set == "provinces_34"
        ]

    def _candidates(self, key: str, level: Level, on: date | None, *, bare: bool) -> list[Agency]:
        found: list[Agency] = []
        for names, bare_names in (self._upper, *self._lower(level, on)):
            found += names.get(key) or (bare_names.get(key, []) if bare else [])
        return [agency for agency in found if agency.level == level]

    def _lower(self, level: Level, on: date | None) -> Iterator[tuple[Index, Index]]:
        """The lists of a level below the province that a date can mean, each read when first asked for."""
        if level == "district":
            yield self._districts
        elif level == "commune":
            yield self._communes if on is None or on >= seeds.FIRST_34 else self._old_communes


@lru_cache(maxsize=20_000)
def _key(name: str) -> tuple[str, bool | None]:
    """Key of a cell without footnote mark and row number, and the side of the merger it says."""
    stripped = _NUMBERING.sub("", _FOOTNOTE.sub("", name))
    said = _MERGER.search(stripped)
    merged = None if said is None else (said[1] or said[2]).casefold() == "mới"
    return normalise_name(_MERGER.sub("", stripped)), merged


def _indexes(named: Iterable[Named]) -> tuple[Index, Index]:
    """Agencies by the key of a full spelling, and by that of a bare one."""
    full: Index = {}
    bare: Index = {}
    for entry in named:
        for index, spellings in ((full, entry.names), (bare, entry.bare)):
            for key in dict.fromkeys(map(normalise_name, spellings)):
                index.setdefault(key, []).append(entry.agency)
    return full, bare
