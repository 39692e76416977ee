"""The reference seeds as agencies with their spellings.

Here: reading the CSV files of `dbt_project/seeds` and `agency_phrases.yml`. Not here: looking names up
(`agencies.py`), finding them in prose (`finder.py`).
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from data_contracts.references import SEEDS
from orchestration.reports.catalogue import variants
from orchestration.reports.catalogue.agency import Agency
from orchestration.reports.catalogue.yaml_text import parse_yaml

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

_PHRASES = Path(__file__).with_name("agency_phrases.yml")
FIRST_63 = date(2008, 8, 1)
FIRST_34 = date(2025, 7, 1)


@dataclass(frozen=True, slots=True)
class Named:
    """An agency with its spellings: `names` stand for it anywhere, `bare` only where its level is known."""

    agency: Agency
    aliases: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    bare: tuple[str, ...] = ()


def rows(seed: str) -> list[dict[str, str]]:
    """The rows of a seed by its name without ending."""
    with (SEEDS / f"{seed}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@cache
def phrases() -> dict[str, Any]:
    """`agency_phrases.yml` as read."""
    return dict(parse_yaml(_PHRASES.read_text("utf-8")))


def _date(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def _split(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split(";") if part.strip())


def province_unit_set(on: date) -> str:
    """The list of provinces in force on a date: `provinces_64`, `provinces_63` or `provinces_34`."""
    if on < FIRST_63:
        return "provinces_64"
    return "provinces_63" if on < FIRST_34 else "provinces_34"


def provinces() -> Iterator[Named]:
    """Every version of every province. A version that spans 2008-08-01 counts as one of the 63."""
    for row in rows("provinces"):
        valid_to = _date(row["valid_to"])
        aliases = _split(row["aliases"])
        agency = Agency(
            code=f"province:{row['unit_id']}",
            level="province",
            name_vi=row["name_vi"],
            valid_from=_date(row["valid_from"]),
            valid_to=valid_to,
            unit_set=province_unit_set(date.fromordinal(valid_to.toordinal() - 1) if valid_to else FIRST_34),
            is_city=row["unit_type"] == "thanh_pho_truc_thuoc_trung_uong",
        )
        yield Named(
            agency, aliases, tuple(variants.province_spellings(row["name_vi"], aliases, row["unit_type"]))
        )


def ministries() -> Iterator[Named]:
    """Ministries, agencies of ministry rank and agencies under the government."""
    for row in rows("ministries"):
        name = row["name_vi"]
        aliases = tuple(alias for alias in (row["short_name_vi"], *_split(row["aliases"])) if alias)
        agency = Agency(
            code=f"ministry:{row['code']}",
            level="ministry",
            name_vi=name,
            valid_from=_date(row["valid_from"]),
            valid_to=_date(row["valid_to"]),
            unit_set="ministries",
        )
        abbreviations = variants.ministry_abbreviations(name)
        bare = (name.removeprefix("Bộ "), *(a.removeprefix("Bộ ") for a in (*aliases, *abbreviations)))
        yield Named(agency, aliases, (name, row["name_en"], *aliases, *abbreviations), bare)


def regions() -> Iterator[Named]:
    """The six regions to 2025 and the six since."""
    extra: dict[str, list[str]] = phrases()["regions"]
    seen: set[str] = set()
    for row in rows("regions"):
        if (region := row["region_id"]) in seen:
            continue
        seen.add(region)
        is_new = region.endswith("-2025")
        agency = Agency(
            code=f"region:{region}",
            level="region",
            name_vi=row["region_vi"],
            valid_from=FIRST_34 if is_new else None,
            valid_to=None if is_new else FIRST_34,
            unit_set="regions",
        )
        spellings = (row["region_vi"], *extra.get(region, ()))
        yield Named(
            agency,
            spellings[1:],
            tuple(f"{head}{s}" for s in spellings for head in ("", "vùng ", "khu vực ")),
        )


def districts() -> Iterator[Named]:
    """The 696 districts of the last list, abolished on 2025-07-01."""
    unit_of_code = {
        r["gso_code"]: r["unit_id"] for r in rows("provinces") if r["valid_to"] == FIRST_34.isoformat()
    }
    for row in rows("districts"):
        yield _unit(
            "district", row["district_code"], row["name_vi"], unit_of_code[row["province_code"]], to=FIRST_34
        )


def communes() -> Iterator[Named]:
    """The 3,321 communes of 2025-07-01."""
    unit_of_code = {
        r["gso_code"]: r["unit_id"]
        for r in rows("provinces")
        if (r["valid_from"] <= FIRST_34.isoformat() and not r["valid_to"])
        or r["valid_from"] >= FIRST_34.isoformat()
    }
    for row in rows("communes"):
        since = date.fromisoformat(row["valid_from"])
        yield _unit(
            "commune", row["commune_code"], row["name_vi"], unit_of_code[row["province_code"]], since=since
        )


def old_communes(inside: Collection[str] | None = None) -> Iterator[Named]:
    """The 10,035 communes of the last list before 2025-07-01; `inside` these provinces (unit ids)."""
    province_of = {named.agency.code: named.agency.province for named in districts()}
    for row in rows("old_communes"):
        unit = province_of[f"district:{row['district_code']}"]
        if unit is not None and (inside is None or unit in inside):
            yield _unit("commune", f"{row['old_commune_code']}-old", row["name_vi"], unit, to=FIRST_34)


def _unit(
    level: Any, code: str, name: str, province: str, *, since: date | None = None, to: date | None = None
) -> Named:
    agency = Agency(f"{level}:{code}", level, name, since, to, f"{level}s", province)
    return Named(agency, (), tuple(variants.unit_spellings(name)), (variants.bare_unit_name(name),))


def collectives() -> Iterator[Named]:
    """The nation, all ministries, all provinces, and the layers inside the provinces, with their phrases."""
    unit_sets = {"national": "nation", "ministries": "ministries", "provinces": "provinces"}
    statistics = ("", *(f"{word} " for word in phrases()["statistics"]))
    for code, entry in phrases()["collectives"].items():
        agency = Agency(code, entry["level"], entry["name_vi"], unit_set=unit_sets.get(code))
        names = tuple(
            f"{word}{phrase}" for phrase in (*entry["phrases"], entry["name_vi"]) for word in statistics
        )
        yield Named(agency, tuple(entry["phrases"]), names)
