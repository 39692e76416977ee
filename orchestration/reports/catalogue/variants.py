"""Spellings that follow from a rule: type words before a name, keyboard spelling, ministry abbreviations.

Here: rules. Not here: what only a list can know (aliases in the seeds, phrases in `agency_phrases.yml`).
"""

from __future__ import annotations

import re
from itertools import product

from orchestration.reports.catalogue.names import without_diacritics

_PART_SEPARATOR = re.compile(r"\s*(?:,|[-–—]|&|\bvà\b)\s*")
_TYPE_WORDS = {
    "tinh": ("tỉnh",),
    "thanh_pho_truc_thuoc_trung_uong": ("thành phố", "tp"),
}
_ENGLISH_TYPES = {"tinh": "Province", "thanh_pho_truc_thuoc_trung_uong": "City"}
_DISTRICT_ABBREVIATIONS = {"Thành phố": "TP", "Thị xã": "TX", "Huyện": "H", "Quận": "Q"}
_COMMUNE_ABBREVIATIONS = {"Phường": "P", "Xã": "X", "Đặc khu": "ĐK", "Thị trấn": "TT"}


def province_spellings(name: str, aliases: tuple[str, ...], unit_type: str) -> list[str]:
    """The bare names, and each after its type word ("tỉnh", "thành phố", "TP") and "UBND"; English forms."""
    bare = [name, without_diacritics(name), *aliases]
    words = _TYPE_WORDS[unit_type]
    typed = [f"{word} {spelling}" for word in words for spelling in bare]
    typed += [f"{without_diacritics(word)} {without_diacritics(name)}" for word in words]
    typed.append(f"{without_diacritics(name)} {_ENGLISH_TYPES[unit_type]}")
    return (
        bare
        + typed
        + [f"{office} {spelling}" for office in ("UBND", "Ủy ban nhân dân") for spelling in bare + typed]
    )


def unit_spellings(name: str) -> list[str]:
    """A district or commune with its type word, in full and abbreviated ("Thị xã Phú Thọ", "TX Phú Thọ")."""
    for word, short in (_DISTRICT_ABBREVIATIONS | _COMMUNE_ABBREVIATIONS).items():
        if name.startswith(f"{word} "):
            return [name, f"{short} {name.removeprefix(word).strip()}"]
    return [name]


def bare_unit_name(name: str) -> str:
    """A district or commune without its type word ("Quận 1" stays: a number alone is no name)."""
    for word in (*_DISTRICT_ABBREVIATIONS, *_COMMUNE_ABBREVIATIONS):
        rest = name.removeprefix(word).strip()
        if name.startswith(f"{word} ") and not rest.isdigit():
            return rest
    return name


def ministry_parts(name: str) -> list[str]:
    """The fields of a ministry: "Bộ Văn hóa, Thể thao và Du lịch" → Văn hóa | Thể thao | Du lịch."""
    return _PART_SEPARATOR.split(name.removeprefix("Bộ "))


def ministry_abbreviations(name: str) -> list[str]:
    """Initials of "Bộ …" in every joining, with "Bộ" or "B" before them: "Bộ KH&CN", "BKHCN", "Bộ KH-CN".

    Empty for an agency that is not a "Bộ": its abbreviation is in the seed.
    """
    if not name.startswith("Bộ "):
        return []
    initials = ["".join(word[0].upper() for word in part.split()) for part in ministry_parts(name)]
    joined = [
        "".join(part + joint for part, joint in zip(initials, (*joints, ""), strict=True))
        for joints in product(("", "-", "&", ", ", " "), repeat=len(initials) - 1)
    ]
    spellings = [f"{head}{form}" for form in joined for head in ("Bộ ", "B")]
    return spellings + [without_diacritics(s) for s in spellings if "Đ" in s]


def joined_spellings(name: str) -> list[str]:
    """A name of several parts with each connector a text may use (comma, dash, "&", "và", none)."""
    pieces = re.split(r"(\s*(?:,|[-–—]|&|\bvà\b)\s*)", name)
    choices = [[piece] if i % 2 == 0 else [" ", " - ", ", ", " & ", " và "] for i, piece in enumerate(pieces)]
    return ["".join(choice) for choice in product(*choices)]
