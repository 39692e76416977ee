"""Agencies of every level with their names of a day; from the reference seeds, not from what reads prose."""

from __future__ import annotations

from collections import Counter
from datetime import date
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from orchestration.reports.catalogue.names import without_diacritics
from orchestration.reports.catalogue.seeds import rows
from tests.corpus.variations.times import MERGER

if TYPE_CHECKING:
    from random import Random

_DEPARTMENTS = ("Sở Tư pháp", "Sở Xây dựng", "Sở Y tế", "Sở Công Thương", "Sở Nội vụ")
_UNCLEAR = {"Hồ Chí Minh", "Huế"}


class Owner(NamedTuple):
    """Who a figure is of: as printed, its code, its level as the corpus has it."""

    text: str
    code: str
    level: str


def owner(rng: Random, day: date) -> Owner:
    """An agency of any level that existed on a day."""
    kinds = [province, province, province, ministry, department, commune if day >= MERGER else district]
    return rng.choice(kinds)(rng, day)


def province(rng: Random, day: date) -> Owner:
    unit, name, word = rng.choice(all_provinces(day))
    whole = "toàn tỉnh" if word == "tỉnh" else "thành phố"
    text = rng.choice((f"{word} {name}", f"{word} {name}", f"UBND {word} {name}", f"{whole} {name}"))
    return Owner(text, f"province:{unit}", "province")


def provinces(rng: Random, day: date, number: int) -> list[tuple[str, str]]:
    """Bare names and codes of some provinces, all different."""
    return [(name, f"province:{unit}") for unit, name, _ in rng.sample(all_provinces(day), number)]


def ministry(rng: Random, day: date) -> Owner:
    valid = [row for row in rows("ministries") if row["unit_type"] == "bo" and _holds(row, day)]
    row = rng.choice(valid)
    return Owner(row["name_vi"], f"ministry:{row['code']}", "ministry")


def department(rng: Random, day: date) -> Owner:
    """A department, under the code that `catalogue.offices` gives it: its name and its province's unit."""
    unit, name, word = rng.choice(all_provinces(day))
    head = rng.choice(_DEPARTMENTS)
    slug = "-".join(without_diacritics(head).lower().split())
    between = f" {word} " if rng.random() < 0.3 else " "
    return Owner(f"{head}{between}{name}", f"agency:{slug}-{unit}", "province")


def district(rng: Random, day: date) -> Owner:
    name, code = rng.choice(_unique("districts", "district_code"))
    return Owner(rng.choice(("", "UBND ")) + _lower_first(name), f"district:{code}", "district")


def commune(rng: Random, day: date) -> Owner:
    name, code = rng.choice(_unique("communes", "commune_code"))
    return Owner(rng.choice(("", "UBND ")) + _lower_first(name), f"commune:{code}", "commune")


@cache
def all_provinces(day: date) -> list[tuple[str, str, str]]:
    """Unit, name and kind ("tỉnh" or "thành phố") of the provinces of a day."""
    return [
        (row["unit_id"], row["name_vi"], "tỉnh" if row["unit_type"] == "tinh" else "thành phố")
        for row in rows("provinces")
        if _holds(row, day) and row["name_vi"] not in _UNCLEAR
    ]


@cache
def _unique(seed: str, code: str) -> list[tuple[str, str]]:
    """Units whose name no other unit, old or new, bears in any type: no context is needed to know them."""
    times = Counter(_bare(row["name_vi"]) for each in ("districts", "communes") for row in rows(each))
    taken = {row["name_vi"] for row in rows("provinces")}
    return [
        (row["name_vi"], row[code])
        for row in rows(seed)
        if times[_bare(row["name_vi"])] == 1 and _bare(row["name_vi"]) not in taken
    ]


def _holds(row: dict[str, str], day: date) -> bool:
    starts = date.fromisoformat(row["valid_from"]) if row["valid_from"] else date.min
    ends = date.fromisoformat(row["valid_to"]) if row["valid_to"] else date.max
    return starts <= day < ends


def _bare(name: str) -> str:
    for kind in ("Thành phố ", "Thị xã ", "Thị trấn ", "Huyện ", "Quận ", "Phường ", "Xã ", "Đặc khu "):
        name = name.removeprefix(kind)
    return name


def _lower_first(name: str) -> str:
    return name[0].lower() + name[1:]
