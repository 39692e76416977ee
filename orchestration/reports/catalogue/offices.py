"""Agencies below a province that file a report: departments, districts, communes, each level as a group.

Here: what a printed name of such an agency means. Not here: provinces and ministries (`agencies.py`), where a
report prints the name (`filing`). Which words count is data (`offices.yml`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from orchestration.reports.catalogue.agency import Agency
from orchestration.reports.catalogue.local_units import unit_inside
from orchestration.reports.catalogue.names import normalise_name, tokenise, without_diacritics
from orchestration.reports.catalogue.variants import ministry_abbreviations
from orchestration.reports.catalogue.yaml_text import parse_yaml

if TYPE_CHECKING:
    from datetime import date

    from orchestration.reports.catalogue.agencies import AgencyDirectory
    from orchestration.reports.catalogue.agency import Level

_FILE = Path(__file__).with_name("offices.yml")
_EDGE = " ,;:-–—()./"
_COMMITTEE = re.compile(r"^(?:ubnd|ủy ban nhân dân) ")
_OF_THE_PROVINCE = re.compile(r"\s+(?:tỉnh|thành phố|tp\.?)$", re.IGNORECASE)
_LONGEST_PLACE = 7


@dataclass(frozen=True, slots=True)
class _Words:
    """`offices.yml` with its keys folded; `departments` are the names of fields by all their spellings."""

    heads: tuple[str, ...]
    alone: frozenset[str]
    for_the_committee: tuple[str, ...]
    groups: dict[str, str]
    units: dict[str, Level]
    departments: dict[str, str]


def local_agency(
    name: str, on: date | None, directory: AgencyDirectory, province: Agency | None = None
) -> Agency | None:
    """The department, district, commune or level of a province that a whole name means, else None.

    Args:
        name: as printed ("Sở Nội vụ tỉnh Lâm Đồng", "UBND xã Bình Minh, tỉnh Nghệ An").
        on: the date the figures are about; districts and communes must be valid on it.
        directory: where provinces are looked up.
        province: the one that holds where the name itself says none.
    """
    rest, named = _without_province(name, on, directory)
    inside = named or province
    key = normalise_name(rest)
    unit = _unit(rest, key, on, directory, inside)
    if unit or inside is None:
        return unit
    if layer := _words().groups.get(re.sub(r"\b(?:các|khối) ", "", key)):
        return directory.inside(inside, layer)
    return _department(name, rest, inside) if _is_office(key) else None


def is_local(name: str) -> bool:
    """Whether a name is that of an office or a unit below a province, known or not."""
    key = _COMMITTEE.sub("", normalise_name(name))
    return _is_office(key) or any(key.startswith(f"{word} ") for word in _words().units)


def is_field_of_departments(name: str) -> bool:
    """Whether a name is what departments are named after: "Y tế", "GD&ĐT"."""
    return normalise_name(name) in _words().departments


def department_fields() -> tuple[str, ...]:
    """What departments are named after, as printed: "Nội vụ"."""
    return tuple(dict.fromkeys(_words().departments.values()))


def _is_office(key: str) -> bool:
    words = _words()
    return key in words.alone or any(key.startswith(f"{head} ") for head in words.heads)


def _department(name: str, office: str, province: Agency) -> Agency:
    """An office of a province that no list holds: its code is made of the office and the province's unit id.

    All spellings of one department give one code: "Sở GD&ĐT" is "Sở Giáo dục và Đào tạo".
    """
    unit_id = province.code.removeprefix("province:")
    office = _OF_THE_PROVINCE.sub("", office)
    field = normalise_name(office).removeprefix("sở ")
    listed = _words().departments.get(field) or _words().departments.get(field.replace(" ", ""))
    return Agency(
        code=f"agency:{_slug(f'Sở {listed}' if listed else office)}-{unit_id}",
        level="agency",
        name_vi=name,
        valid_from=province.valid_from,
        valid_to=province.valid_to,
        province=unit_id,
    )


def _unit(
    rest: str, key: str, on: date | None, directory: AgencyDirectory, province: Agency | None
) -> Agency | None:
    """The district or commune: the first part of the name counts, what follows it is where that lies."""
    office = next((head for head in _words().for_the_committee if key.startswith(f"{head} ")), None)
    first = re.split(r"[,;(]|\s[-–—]\s", rest)[0].strip(_EDGE)
    plain = _COMMITTEE.sub("", normalise_name(first))
    if office:
        plain = _after_office(normalise_name(rest))
    level = next((at for word, at in _words().units.items() if plain.startswith(f"{word} ")), None)
    if level is None:
        return None
    if province is not None:
        return unit_inside(plain, province.code.removeprefix("province:"), on)
    return directory.resolve(plain, on, level)


def _after_office(key: str) -> str:
    """The committee of an office's name: what begins at the last word of a unit ("… UBND xã Bình Minh")."""
    words = key.split()
    starts = [at for at, word in enumerate(words) if at and words[at - 1] in {"ubnd", "dân", "công", "quả"}]
    return " ".join(words[starts[-1] :]) if starts else key


def _without_province(name: str, on: date | None, directory: AgencyDirectory) -> tuple[str, Agency | None]:
    """The name without the province at its end or, before a dash, at its start; and that province."""
    tokens = [token for token in tokenise(name) if token.is_word]
    for at in range(max(1, len(tokens) - _LONGEST_PLACE), len(tokens)):
        place = name[tokens[at].start :].strip(_EDGE)
        rest = name[: tokens[at].start].strip(_EDGE)
        if _lacks_its_name(rest) and tokens[at].key != "tỉnh":
            continue
        if province := directory.resolve(place, on, "province"):
            return re.sub(r"\s*[-–—,]?\s*(?:UBND|thuộc|của)$", "", rest, flags=re.IGNORECASE), province
    first, dash, rest = (part.strip(_EDGE) for part in _partition(name))
    province = directory.resolve(first, on, "province") if dash or rest else None
    return (rest, province) if province else (name.strip(_EDGE), None)


def _partition(name: str) -> tuple[str, str, str]:
    parts = re.split(r"(\s[-–—]\s|[,;])", name, maxsplit=1)
    return (parts[0], parts[1], parts[2]) if len(parts) == 3 else (name, "", "")


def _lacks_its_name(rest: str) -> bool:
    """Whether what stands before a place needs it: "UBND xã" or "Thành phố" without a name."""
    words = normalise_name(rest).split()
    return not words or words[-1] in _words().units or " ".join(words[-2:]) in _words().units


def _slug(name: str) -> str:
    return "-".join(re.findall(r"[a-z0-9]+", without_diacritics(name).lower()))


@cache
def _words() -> _Words:
    raw = parse_yaml(_FILE.read_text("utf-8"))
    names: list[str] = raw["departments"]
    return _Words(
        heads=tuple(map(normalise_name, raw["heads"])),
        alone=frozenset(map(normalise_name, raw["alone"])),
        for_the_committee=tuple(map(normalise_name, raw["for_the_committee"])),
        groups={normalise_name(phrase): layer for layer, all_ in raw["groups"].items() for phrase in all_},
        units={normalise_name(word): level for level, all_ in raw["units"].items() for word in all_},
        departments={
            normalise_name(spelling.removeprefix("Bộ ")): name
            for name in reversed(names)
            for spelling in (name, *ministry_abbreviations(f"Bộ {name}"))
        },
    )
