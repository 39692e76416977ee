"""The district or commune that a whole text is about, where its title does not say so.

Belongs here: telling a text of one unit from a text of its province that names units. Not here: the other
fallbacks of a document (`scope`), or the names in one sentence (`subjects`).
"""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from typing import TYPE_CHECKING

from orchestration.reports.catalogue.agency import Agency
from orchestration.reports.catalogue.local_units import unit_inside
from orchestration.reports.catalogue.names import normalise_name
from orchestration.reports.catalogue.variants import bare_unit_name
from orchestration.reports.narrative.subject_words import subject_words
from orchestration.reports.narrative.text import UPPER
from orchestration.reports.narrative.units import unit_code, unit_level

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from orchestration.reports.catalogue.agencies import AgencyDirectory, Mention

_OF_UNIT = re.compile(
    r"\b(?:toàn|trên (?:phạm vi )?(?:toàn )?địa bàn|ubnd) "
    r"(?:huyện|quận|thị xã|xã|phường|thị trấn|đặc khu)\b(?! thuộc|,)"
)
_OF_PROVINCE = re.compile(
    r"\b(?:(?:toàn|trên (?:phạm vi )?(?:toàn )?địa bàn|cả) tỉnh|các (?:huyện|sở,? (?:ban,? )?ngành)|cấp tỉnh"
    r"|(?<![/\d])\d+ (?:huyện|xã, phường|xã/phường))\b"
)


_TYPE_WORDS = ("huyện", "quận", "thị xã", "thành phố", "xã", "phường", "thị trấn", "đặc khu")
_TYPE_WORD = re.compile(rf"^(?:{'|'.join(_TYPE_WORDS)}|tp\.?|tx\.?|q\.|p\.) ?", re.IGNORECASE)
_HEAD_NAME = re.compile(rf"\W*(?P<name>[{UPPER}]\w*(?: [{UPPER}][\w']*){{1,3}})(?=: | [-–|] | [^{UPPER}\W])")
_AT_NAME = re.compile(rf"\b(?:ở|tại|của) (?P<name>[{UPPER}]\w*(?: [{UPPER}][\w']*){{1,3}})(?!\w)")
_OF_TOWN = re.compile(r"\b(?:ubnd|toàn|trên địa bàn) (?:thành phố|tp)\b(?! trực thuộc)")


def speaks_of_a_province(folded: Iterable[str]) -> bool:
    """Whether a text speaks of a whole province or of all its units."""
    return any(map(_OF_PROVINCE.search, folded))


def speaks_of_a_unit(body: Sequence[str], folded: Sequence[str]) -> bool:
    """Whether a text says "the district" or the like, without its name."""
    return any(
        not text[match.end() :].lstrip()[:1].isupper()
        for text, plain in zip(body, folded, strict=True)
        for match in _OF_UNIT.finditer(plain)
    )


def unit_spoken_of(
    title: str,
    body: Sequence[str],
    folded: Sequence[str],
    mentions: Iterable[list[Mention]],
    agencies: AgencyDirectory,
    today: date | None,
    place: Agency | None,
) -> Agency | None:
    """The one unit that a text is about; None where it names none, or others as often.

    Args:
        title: the headline, which may name the unit without its type word.
        body: the paragraphs as printed.
        folded: the paragraphs folded.
        mentions: the agencies that each paragraph names.
        agencies: where names are looked up.
        today: the date of the text.
        place: the province of the text, where it is known.
    """
    named, names = _named(body, folded, mentions, agencies, today, place)
    if not named:
        return None
    (code, times), *others = named.most_common(2)
    in_title = _is_in(title, names[code])
    if others and (2 * others[0][1] > times or not in_title):
        return None
    is_town = not (place and place.is_city) and any(map(_OF_TOWN.search, folded))
    if in_title or is_town or speaks_of_a_unit(body, folded):
        return Agency(code, unit_level(names[code]), names[code])
    return None


def unit_in_headline(
    title: str,
    folded: Sequence[str],
    agencies: AgencyDirectory,
    today: date | None,
    place: Agency | None,
) -> Agency | None:
    """The unit that a headline names without its type word ("Mỹ Hào: …", "… ở Mỹ Hào").

    None if the text does not say the type word alone.
    """
    named = (_HEAD_NAME.match(title), *_AT_NAME.finditer(title))
    found = [_bare_unit(name, title, folded, agencies, today, place) for name in named if name]
    units = {unit.code: unit for unit in found if unit}
    return next(iter(units.values())) if len(units) == 1 else None


def _bare_unit(
    name: re.Match[str],
    title: str,
    folded: Sequence[str],
    agencies: AgencyDirectory,
    today: date | None,
    place: Agency | None,
) -> Agency | None:
    if any(m.start < name.end("name") and name.start() < m.end for m in agencies.find(title, today)):
        return None
    inside = place.code.removeprefix("province:") if place else None
    for level in ("district", "commune"):
        unit = (
            unit_inside(name["name"], inside, today, level)
            if inside
            else agencies.resolve(name["name"], today, level)
        )
        if unit is not None and any(map(_said_alone(unit).search, folded)):
            return unit
    return None


def is_said_alone(unit: Agency, folded: Iterable[str]) -> bool:
    """Whether a text says a unit's type word without its name, as if there were no other."""
    return any(map(_said_alone(unit).search, folded))


@cache
def _of_type(word: str) -> re.Pattern[str]:
    word = "(?:thành phố|tp)" if word == "thành phố" else word
    return re.compile(
        rf"\b(?:(?:toàn|của|ubnd|địa bàn|trong|lãnh đạo|cho|tại) {word}"
        rf"|{word} (?:đã|có|tiếp tục|cũng|luôn|tiếp nhận|giải quyết|hiện|đạt))\b(?! trực thuộc)"
    )


def _said_alone(unit: Agency) -> re.Pattern[str]:
    word = next((w for w in _TYPE_WORDS if unit.name_vi.lower().startswith(f"{w} ")), "huyện")
    return _of_type(word)


def units_named(
    body: Sequence[str],
    folded: Sequence[str],
    mentions: Iterable[list[Mention]],
    agencies: AgencyDirectory,
    today: date | None,
    place: Agency | None,
) -> dict[str, Agency]:
    """The units that a text says with their type word, by their names without it; no name of one word."""
    _, names = _named(body, folded, mentions, agencies, today, place)
    bare = {code: bare_unit_name(re.sub(r"^(?i:ubnd) ", "", name)) for code, name in names.items()}
    bare = {code: _TYPE_WORD.sub("", name) for code, name in bare.items()}
    known: dict[str, Agency] = {}
    for code, name in bare.items():
        is_name = " " in name and agencies.resolve(name, today, "province") is None
        if is_name and list(bare.values()).count(name) == 1:
            known[name] = Agency(code, unit_level(names[code]), names[code])
    return known


def _named(
    body: Sequence[str],
    folded: Sequence[str],
    mentions: Iterable[list[Mention]],
    agencies: AgencyDirectory,
    today: date | None,
    place: Agency | None,
) -> tuple[Counter[str], dict[str, str]]:
    """How often each unit is named, and how."""
    times: Counter[str] = Counter()
    names: dict[str, str] = {}
    for text, plain, listed in zip(body, folded, mentions, strict=True):
        spans = [(m.start, m.end) for m in listed if m.agency.level != "region"]
        found = [(m.agency.code, m.text) for m in listed if m.agency.level in ("district", "commune")]
        for pattern in subject_words().lower_units:
            for match in pattern.find_printed(text, plain):
                start = match.start("type")
                if not any(a < match.end() and start < b for a, b in spans):
                    name = text[start : match.end()]
                    found.append((unit_code(name, unit_level(name), today, agencies, place), name))
        for code, name in found:
            if "/" not in code:
                times[code] += 1
                names.setdefault(code, name)
    return times, names


def _is_in(title: str, name: str) -> bool:
    """Whether a title names a unit, with or without its type word."""
    bare = normalise_name(bare_unit_name(name[:1].upper() + name[1:]))
    return f" {bare} " in f" {normalise_name(title)} "
