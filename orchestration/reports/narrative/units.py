"""Codes of what lies below a province, as a sentence names it: departments, centres, districts, communes.

Here belongs one code for all spellings of one office. Not here: finding the names in a sentence (`subjects`),
the agencies that file forms (`catalogue.offices`), which this follows.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from orchestration.reports.catalogue import seeds
from orchestration.reports.catalogue.local_units import unit_inside
from orchestration.reports.catalogue.names import without_diacritics
from orchestration.reports.catalogue.offices import local_agency
from orchestration.reports.narrative.text import UPPER

if TYPE_CHECKING:
    from datetime import date

    from orchestration.reports.catalogue.agencies import AgencyDirectory
    from orchestration.reports.catalogue.agency import Agency, Level

_ITS_PROVINCE = re.compile(
    r"[\s,(–-]*(?:(?:của|thuộc)\s+)?(?:tỉnh|thành phố|t\.?p\.?)?[\s(]*$", re.IGNORECASE
)

_PROVINCE_AFTER = re.compile(
    r"[ ,(–-]*(?:(?:của|thuộc) )?(?:(?:UBND )?(?:tỉnh|thành phố|T\.?P\.?) ?)?"
    rf"(?P<name>[{UPPER}]\w*(?: (?:[-–] )?[{UPPER}]\w*){{0,4}})"
)
_NAME = rf"(?:[{UPPER}]\w*(?: [{UPPER}]\w*)*|\d{{1,2}}\b)"
_UNIT_WORD = re.compile(r"(?:huyện|quận|thị xã|thành phố|TP|khu vực)$")
_NAME_AFTER = re.compile(rf" (?:số )?{_NAME}")
_UNIT_AFTER = re.compile(rf" (?:tại )?(?:huyện|quận|thị xã|thành phố|TP\.?|khu vực) ?(?:số )?{_NAME}")
_TOWN = re.compile(r"(?:thành phố|TP\.?)$")
_IN_FULL = {"BHXH": "Bảo hiểm xã hội", "VP": "Văn phòng"}
_SHORT = re.compile(r"\b(?:BHXH|VP)\b")
_WORD = re.compile(r"\w+")

_UNIT_LEVELS: dict[str, Level] = {
    "huyện": "district", "quận": "district", "q": "district", "thị xã": "district", "tx": "district",
    "thành phố": "district", "tp": "district", "tphố": "district",
    "xã": "commune", "phường": "commune", "p": "commune", "thị trấn": "commune", "đặc khu": "commune",
}  # fmt: skip


def agency_slug(*names: str) -> str:
    """Code of an agency that no list holds: `agency:` and its name in small letters without diacritics."""
    plain = without_diacritics(" ".join(names)).lower()
    return "agency:" + "-".join(re.findall(r"[a-z0-9]+", plain))


def office_code(office: str, on: date | None, directory: AgencyDirectory, province: Agency | None) -> str:
    """The code of a department or centre, named without its province; the province's unit id ends it."""
    office = _ITS_PROVINCE.sub("", office)
    office = _SHORT.sub(lambda short: _IN_FULL[short[0]], office)
    if province is None or province.level != "province":
        return agency_slug(office)
    filer = local_agency(office, on, directory, province)
    if filer is not None and filer.level == "agency":
        return filer.code
    return agency_slug(office, province.code.removeprefix("province:"))


def province_after(
    text: str, start: int, on: date | None, directory: AgencyDirectory
) -> tuple[Agency, int] | None:
    """The province named right after an office ("Sở Công Thương Bến Tre"), and where its name ends."""
    name = _PROVINCE_AFTER.match(text, start)
    if name is None:
        return None
    for end in reversed([word.end() for word in _WORD.finditer(text, name.start("name"), name.end())]):
        province = directory.resolve(text[name.start("name") : end], on, "province")
        if province is not None:
            return province, end
    return None


def place_after(text: str, start: int, end: int) -> int | None:
    """Where the name of the unit ends that an office is of: "Công an huyện Tên", "Chi cục Thuế khu vực II".

    Args:
        text: the sentence.
        start: where the office begins.
        end: where its words end, with or without the type word of the unit.
    """
    kind = _UNIT_WORD.search(text, start, end)
    name = _NAME_AFTER.match(text, end) if kind else _UNIT_AFTER.match(text, end)
    return name.end() if name else None


def is_of_a_town(office: str, province: Agency) -> bool:
    """Whether "thành phố" before the name of a province that is no city means its capital."""
    return not province.is_city and _TOWN.search(office) is not None


def unit_level(name: str) -> Level:
    """The level of a unit whose name begins with its type word, in full or abbreviated."""
    words = re.sub(r"^ubnd ", "", name.lower())
    short = re.sub(r"\. ?", "", words)
    return next((at for word, at in _UNIT_LEVELS.items() if short.startswith(word)), "district")


def unit_code(
    name: str, level: Level, on: date | None, directory: AgencyDirectory, province: Agency | None
) -> str:
    """The code of a district or commune; in a known province its own unit of that name, listed or not."""
    unit_id = province.code.removeprefix("province:") if province and province.level == "province" else None
    agency = unit_inside(name, unit_id, on) if unit_id else None
    agency = agency or directory.resolve(name, on, level)
    if agency is not None:
        return agency.code
    return agency_slug(name, *([unit_id] if unit_id else []))


def dated_code(code: str, day: date, directory: AgencyDirectory) -> str:
    """The code of an office with the version of its province that a day is in."""
    unit_id = next((unit for unit in _unit_ids() if code.endswith(f"-{unit}")), None)
    province = directory.resolve(_unit_ids()[unit_id], day, "province") if unit_id else None
    if unit_id is None or province is None:
        return code
    return code.removesuffix(unit_id) + province.code.removeprefix("province:")


def province_of(unit: Agency, on: date | None, directory: AgencyDirectory) -> Agency | None:
    """The province in which a listed district or commune lies."""
    name = _unit_ids().get(unit.province or "")
    return directory.resolve(name, on, "province") if name else None


@cache
def _unit_ids() -> dict[str, str]:
    """Names of provinces by unit id, the longest id first."""
    named = {entry.agency.code.removeprefix("province:"): entry.agency.name_vi for entry in seeds.provinces()}
    return dict(sorted(named.items(), key=lambda item: -len(item[0])))
