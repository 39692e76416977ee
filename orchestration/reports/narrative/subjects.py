"""Whose figure it is, as far as a sentence says: names, layers, groups, and what is no owner.

Belongs here: finding candidates in a sentence. Does not belong here: choosing among them (`owners`), the
agency that a whole document is about (`scope`), or the names themselves (`catalogue.agencies`).
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from orchestration.reports.narrative.bare_ministries import bare_departments, bare_ministries
from orchestration.reports.narrative.bare_units import known_units, listed_units, units_after
from orchestration.reports.narrative.joined_subjects import joined
from orchestration.reports.narrative.named_offices import OfficeFinder
from orchestration.reports.narrative.subject import Subject
from orchestration.reports.narrative.subject_places import (
    SYSTEM_BEFORE,
    inside_unit,
    is_layer_of,
    is_new_sentence,
    meant_by,
    single_province,
)
from orchestration.reports.narrative.subject_words import subject_words
from orchestration.reports.narrative.units import office_code, unit_code, unit_level

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from orchestration.reports.catalogue.agencies import Agency, AgencyDirectory, Level, Mention

_UNITS = r"(?:xã, phường|phường, xã|huyện, (?:thị xã|thành phố|quận)|quận, huyện|sở,? (?:ban,? )?ngành)"
_ALL_UNITS = re.compile(
    r"(?:(?<=1[3-9] )|(?<=2\d ))sở,? (?:ban,? )?ngành cấp tỉnh|"
    + _UNITS
    + r"[\w, ]{0,40} (?:trên (?:toàn )?địa bàn|của|trong|thuộc) (?:toàn |ubnd )?(?:tỉnh|thành phố|tp)\b"
)
# "… toàn TP. Tuy nhiên, …": the dot ends a sentence and begins no name.
_NEXT_SENTENCE = re.compile(
    r"(?:tp|tx|p|q)\. (?:tuy|trong|theo|đến|về|với|để|qua|tính|các|ngoài|bên cạnh|từ|cùng|hiện|như|do đó|đây"
    r"|đồng thời|trên|tại|sau|khi|nhờ|nếu|cụ thể|riêng|kết quả|năm|những|một|việc|công tác|tỷ lệ|tổng|số)\b"
)
_ALL_COUNTED = re.compile(r"(?:34|63|64) (?:tỉnh|địa phương)|\d+ (?:" + _ALL_UNITS.pattern + ")")
_OF_THE_COUNTRY = re.compile(r"của các tỉnh,|.{4}khối")
_LEVELS: dict[str, Level] = {
    "national": "nation",
    "ministries": "ministry",
    "provinces": "province",
    "provinces/districts": "district",
}
_DATELINE = re.compile(
    r" ?\([^()]{0,30}(?:ttxvn|vna|tin|\d{4})[^()]{0,20}\)| ?, (?:ngày )?\d{1,2}[/-]\d{1,2}"
)
_REPORTERS = ("agency:so-noi-vu", "agency:van-phong-ubnd", "agency:so-thong-tin-va-truyen-thong")
"""Offices that mostly report for their whole province."""
_COUNTED = re.compile(r"\d ?$")


class SubjectFinder:
    """Finds candidate owners in sentences of one document."""

    def __init__(
        self,
        agencies: AgencyDirectory,
        on: date | None,
        scope: Agency | None,
        known: Mapping[str, Agency] | None = None,
    ) -> None:
        """`known`: the units below a province that the document says with their type word, by their names."""
        self._agencies = agencies
        self._on = on
        self._scope = scope
        self._known = known or {}
        self._words = subject_words()
        self._offices = OfficeFinder(agencies, on, scope)

    def find(
        self, text: str, folded: str, unit_counts: list[tuple[int, int]], place: Agency | None
    ) -> list[Subject]:
        """Candidates of a sentence in order, without overlaps.

        Args:
            text: the sentence as printed.
            folded: the same, folded.
            unit_counts: spans such as "15 bộ, ngành", which are groups.
            place: the province last spoken of, in which layers and departments lie.
        """
        mentions = self._agencies.find(text, self._on)
        place = single_province(mentions) or place
        found: list[Subject] = []
        lower = self._lower_units(text, folded, mentions, place)
        for candidate in (
            *self._offices.find(text, folded, place),
            *lower,
            *(named := self._named(mentions, text)),
            *self._bare_units(text, [*lower, *named], place),
            *self._bare_ministries(text, folded),
            *self._bare_departments(text, folded, place),
            *self._groups(folded, unit_counts),
            *self._layers(folded, place),
            *self._selves(text, folded, place),
            *self._foreign(folded),
        ):
            if not any(candidate.start < other.end and other.start < candidate.end for other in found):
                found.append(candidate)
        ordered = joined(sorted(found, key=lambda subject: subject.start), folded)
        return [self._judged(subject, folded) for subject in ordered]

    def _named(self, mentions: list[Mention], text: str) -> list[Subject]:
        subjects: list[Subject] = []
        for mention in mentions:
            agency = mention.agency
            if agency.code.startswith("provinces") or agency.code in ("national", "ministries"):
                continue
            if mention.role == "department":
                subjects.append(self._offices.before_province(mention, text))
            else:
                subjects.append(
                    Subject(mention.start, mention.end, mention.text, "agency", agency.code, agency.level)
                )
        return subjects

    def _bare_units(self, text: str, typed: list[Subject], place: Agency | None) -> list[Subject]:
        ends = [unit.end for unit in typed if unit.level in ("district", "commune")]
        found = [
            *units_after(text, ends, place, self._on),
            *listed_units(text, place, self._on),
            *known_units(text, self._known),
        ]
        return [
            Subject(start, end, text[start:end], "agency", unit.code, unit.level)
            for start, end, unit in found
        ]

    def _bare_ministries(self, text: str, folded: str) -> list[Subject]:
        return [
            Subject(start, end, text[start:end], "agency", ministry.code, "ministry")
            for start, end, ministry in bare_ministries(text, folded, self._on, self._agencies)
        ]

    def _bare_departments(self, text: str, folded: str, place: Agency | None) -> list[Subject]:
        return [
            Subject(start, end, text[start:end], "agency", self._field_code(text[start:end], place), "agency")
            for start, end in bare_departments(text, folded)
        ]

    def _field_code(self, field: str, place: Agency | None) -> str:
        return office_code(f"Sở {field}", self._on, self._agencies, place)

    def _lower_units(
        self, text: str, folded: str, mentions: list[Mention], place: Agency | None
    ) -> list[Subject]:
        subjects = []
        for pattern in self._words.lower_units:
            for match in pattern.find_printed(text, folded):
                if _NEXT_SENTENCE.match(folded, match.start("type")):
                    continue
                level = unit_level(match["type"])
                name = text[match.start("type") : match.end()]
                if any(
                    mention.start < match.end() and match.start("type") < mention.end for mention in mentions
                ):
                    continue
                code = unit_code(name, level, self._on, self._agencies, place)
                if is_new_sentence(name, code, folded, match.end()):
                    continue
                subjects.append(Subject(match.start(), match.end(), match[0], "agency", code, level))
        return subjects

    def _groups(self, folded: str, unit_counts: list[tuple[int, int]]) -> list[Subject]:
        spans = [match.span() for match in self._words.groups.finditer(folded)]
        spans += [span for span in unit_counts if not _ALL_COUNTED.match(folded, span[0])]
        return [Subject(start, end, folded[start:end], "group") for start, end in sorted(spans)]

    def _layers(self, folded: str, place: Agency | None) -> list[Subject]:
        subjects = [*self._layers_inside(folded, place), *self._layers_of_all(folded, place)]
        kept = [
            s
            for s in subjects
            if s.name.startswith("cấp")
            or not _COUNTED.search(folded[: s.start][-3:])
            or _ALL_UNITS.match(folded, s.start)
        ]
        return sorted(kept, key=lambda subject: (subject.start, -subject.end))

    def _layers_inside(self, folded: str, place: Agency | None) -> list[Subject]:
        """Layers of the province spoken of; of none that is known where the text is not about the country."""
        found = [
            (layer, m)
            for layer, pattern in self._words.layers
            for m in pattern.finditer(folded)
            if is_layer_of(place, m[0])
        ]
        if not found:
            return []
        if place is not None and place.level == "province" and not self._in_district():
            whole = {layer: self._agencies.inside(place, layer) for layer, _ in self._words.layers}
            return [
                Subject(m.start(), m.end(), m[0], "agency", whole[layer].code, whole[layer].level)
                for layer, m in found
            ]
        if self._scope is not None and self._scope.level in ("nation", "ministry", "region"):
            return []
        unit = self._scope if self._in_district() else None
        return [inside_unit(Subject(m.start(), m.end(), m[0], "unknown"), layer, unit) for layer, m in found]

    def _in_district(self) -> bool:
        return self._scope is not None and self._scope.level in ("district", "commune")

    def _layers_of_all(self, folded: str, place: Agency | None) -> list[Subject]:
        is_local = place is not None or (self._scope and self._scope.level not in ("nation", "ministry"))
        found = [
            (code, match)
            for code, pattern in self._words.national_layers
            for match in pattern.finditer(folded)
        ]
        # Beside the ministries or the country "các địa phương" are the provinces, also in a text of one.
        is_of_one = self._scope is not None and self._scope.level == "ministry"
        is_local = is_local and not any(code in ("national", "ministries") for code, _ in found)
        return [
            Subject(m.start(), m.end(), m[0], "agency", code, _LEVELS.get(code, "commune"))
            for code, m in found
            if _OF_THE_COUNTRY.match(folded, max(0, m.start() - 4))
            or not ((is_local and code.startswith("provinces")) or (is_of_one and m[0] == "bộ"))
        ]

    def _selves(self, text: str, folded: str, place: Agency | None) -> list[Subject]:
        own = self._scope if self._scope and self._scope.level != "nation" else place
        selves = []
        for match in self._words.own.finditer(folded):
            if text[match.end() : match.end() + 2].strip()[:1].isupper():
                continue
            meant = meant_by(match[0], own, place)
            code, level = (meant.code, meant.level) if meant else (None, None)
            is_owner = not SYSTEM_BEFORE.search(folded, max(0, match.start() - 70), match.start())
            selves.append(Subject(match.start(), match.end(), match[0], "self", code, level, is_owner))
        return selves

    def _foreign(self, folded: str) -> list[Subject]:
        return [Subject(m.start(), m.end(), m[0], "foreign") for m in self._words.foreign.finditer(folded)]

    def _judged(self, subject: Subject, folded: str) -> Subject:
        if subject.start <= 2 and _DATELINE.match(folded, subject.end, subject.end + 40):
            return replace(subject, is_owner=False)
        if subject.kind != "agency" or not self._is_other(subject, folded):
            return subject
        is_speaker = self._words.speaker_before.ends_at(folded, max(0, subject.start - 60), subject.start)
        is_speaker = is_speaker or (subject.code or "").startswith(_REPORTERS)
        return replace(subject, is_owner=False, is_speaker=is_speaker)

    def _is_other(self, subject: Subject, folded: str) -> bool:
        """Whether the words around an agency make it the place, the speaker or the measure of another's."""
        words, before = self._words, max(0, subject.start - 60)
        if words.not_owner_before.ends_at(folded, before, subject.start):
            return True
        tells_of_all = subject.level in ("ministry", "nation") or (subject.code or "").startswith(_REPORTERS)
        if tells_of_all and words.not_owner_after.match(folded[subject.end : subject.end + 40]):
            return True
        is_field = subject.level in ("nation", "region") or subject.code in ("ministries", "provinces")
        return is_field and words.not_owner_nation_before.search(folded, before, subject.start) is not None
