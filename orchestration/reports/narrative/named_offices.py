"""Offices below a province named in a sentence: departments, police, tax, insurance, registries, centres.

Belongs here: where such a name begins and ends, and whose it is. Not here: other candidates (`subjects`), the
codes themselves (`units`).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from orchestration.reports.narrative.subject import Subject
from orchestration.reports.narrative.subject_words import subject_words
from orchestration.reports.narrative.text import UPPER
from orchestration.reports.narrative.units import (
    agency_slug,
    is_of_a_town,
    office_code,
    place_after,
    province_after,
)

if TYPE_CHECKING:
    from datetime import date

    from orchestration.reports.catalogue.agencies import Agency, AgencyDirectory, Mention

_OF_THE_COUNTRY = re.compile(r"^Tổng cục|Việt Nam$")
_CENTRE = re.compile(r"(?:Trung tâm|TT)[^,;]*(?:[Cc]ông|HCC)")
_OFFICE_BEFORE = re.compile(
    rf"(?<!\w)(?!(?:Các|Những|Một|Trong|Theo|Ở|Tại) )[{UPPER}]\w+"
    r"(?: (?!là\b|gồm\b|như\b|có\b)[^\s,;:.()\d]+)* ?$"
)


def _is_centre_of(unit: Agency, office: str) -> bool:
    """Whether a centre without a place, in a text about a district or commune, is that unit itself."""
    return unit.level in ("district", "commune") and _CENTRE.fullmatch(office) is not None


class OfficeFinder:
    """Finds offices in the sentences of one document."""

    def __init__(self, agencies: AgencyDirectory, on: date | None, scope: Agency | None) -> None:
        """`scope` is the agency that the document is about."""
        self._agencies = agencies
        self._on = on
        self._scope = scope

    def find(self, text: str, folded: str, place: Agency | None) -> list[Subject]:
        """The offices of a sentence in order; `place` is the province of those that name none."""
        found = []
        for match in subject_words().departments.find_printed(text, folded):
            if _OF_THE_COUNTRY.search(match[0]):
                code = agency_slug(match[0])
                found.append(Subject(match.start(), match.end(), match[0], "agency", code, "agency"))
                continue
            named = province_after(text, match.end(), self._on, self._agencies)
            if named and is_of_a_town(match[0], named[0]):
                named = None
            unit_end = None if named else place_after(text, match.start(), match.end())
            inside, end = named or (place, unit_end or match.end())
            name = text[match.start() : unit_end or match.end()]
            scope = self._scope
            if scope and not named and unit_end is None and _is_centre_of(scope, name):
                found.append(Subject(match.start(), end, name, "agency", scope.code, scope.level))
                continue
            titled = self._of_title(name) if not named and unit_end is None else None
            code = titled or office_code(name, self._on, self._agencies, inside)
            found.append(Subject(match.start(), end, text[match.start() : end], "agency", code, "agency"))
        return found

    def _of_title(self, office: str) -> str | None:
        """The code of the office that the document is about, which a sentence calls by its first words."""
        scope = self._scope
        if scope is None or scope.level != "agency" or not scope.name_vi.startswith(f"{office} "):
            return None
        return scope.code

    def before_province(self, mention: Mention, text: str) -> Subject:
        """An office that no list holds, by all the words from its own first to its province's name."""
        office = _OFFICE_BEFORE.search(text, max(0, mention.start - 60), mention.start)
        if office is None:
            return Subject(mention.start, mention.end, mention.text, "group")
        code = office_code(office[0].strip(), self._on, self._agencies, mention.agency)
        return Subject(
            office.start(), mention.end, text[office.start() : mention.end], "agency", code, "agency"
        )
