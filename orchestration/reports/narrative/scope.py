"""What a document as a whole is about: its date, its agency, and whether it speaks of reform at all.

Belongs here: the fallbacks for what a sentence does not say. Does not belong here: sentences themselves.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Literal

from orchestration.reports.catalogue.agency import Agency
from orchestration.reports.catalogue.variants import bare_unit_name
from orchestration.reports.narrative.clauses import split_sentences
from orchestration.reports.narrative.hosts import office_of_host, speaks_of_itself
from orchestration.reports.narrative.issuer import Issuer, find_issuer
from orchestration.reports.narrative.latest_date import latest_date
from orchestration.reports.narrative.owners import tells_of_others
from orchestration.reports.narrative.spoken_of import (
    speaks_of_a_province,
    speaks_of_a_unit,
    unit_in_headline,
    unit_spoken_of,
    units_named,
)
from orchestration.reports.narrative.subject_words import subject_words
from orchestration.reports.narrative.subjects import SubjectFinder
from orchestration.reports.narrative.text import fold
from orchestration.reports.narrative.units import province_of

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from orchestration.reports.catalogue.agencies import AgencyDirectory, Mention
    from orchestration.reports.document import Document

Basis = Literal["issuer", "default"]
_NATIONAL_LAW = re.compile(r"\d/(?:nq-cp|qđ-ttg|cđ-ttg|ct-ttg)")
_PASSED_BY = re.compile(
    r"(?:(?:điểm cầu|trụ sở|tại)(?: tỉnh| thành phố)?"
    r"|(?:theo|nguồn)(?: (?:số liệu|thống kê|báo cáo|công bố|đánh giá|thông tin|kết quả|tổng hợp))*(?: (?:của|từ|do))?"  # noqa: E501
    r"|(?:số liệu|thống kê|thông tin)(?: mới nhất)? (?:của|từ)) ?$"
)
_THE_PROVINCE = re.compile(r"(?:^|[,.;] )(?:ubnd )?tỉnh $")
_ANY_UNIT = re.compile(r"\b(?:sở|huyện|quận|phường|xã|thị xã|thành phố|tp|tỉnh)\b(?! hội)")
_MANY_PROVINCES = 3
_TITLE_WEIGHT = 6.0


@dataclass(frozen=True, slots=True)
class Scope:
    """Date, agency and title of a document; `agency` is None when nothing points to one.

    `place` is the province in which the text plays, also where its agency is a department or a district;
    `units` are the districts and communes that it says with their type word, by their names without it.
    """

    published: date | None
    today: date | None
    agency: Agency | None
    basis: Basis
    title: str
    place: Agency | None
    units: Mapping[str, Agency] = field(default_factory=dict)


class _Texts:
    """The sentences of a document with the agencies that they name."""

    def __init__(self, document: Document, folded: list[str], agencies: AgencyDirectory) -> None:
        """`folded` are the document's paragraphs, folded."""
        self.paragraphs = [paragraph.text for paragraph in document.paragraphs]
        sentences = [
            (text, plain[start : start + len(text)])
            for paragraph, plain in zip(self.paragraphs, folded, strict=True)
            for start, text in split_sentences(paragraph)
        ]
        self.body = [text for text, _ in sentences]
        self.folded = [plain for _, plain in sentences]
        self._agencies = agencies
        self._mentions: list[list[Mention]] = []

    def mentions(self, today: date | None) -> list[list[Mention]]:
        """The agencies that each sentence names, looked for once."""
        if not self._mentions:
            self._mentions = [self._agencies.find(text, today) for text in self.body]
        return self._mentions


def read_scope(
    document: Document, folded: list[str], agencies: AgencyDirectory, filed: Agency | None
) -> Scope:
    """Everything that figures without an agency or a date of their own fall back on.

    `folded` are the document's paragraphs, folded; `filed` is the agency that files it, where it says so.
    """
    texts = _Texts(document, folded, agencies)
    scope = _scope(document, texts, agencies)
    is_stated = document.sidecar is not None and document.sidecar.agency is not None
    if filed is not None and (is_stated or _is_about(filed, texts, scope)):
        place = _province(filed) or province_of(filed, scope.today, agencies) or scope.place
        scope = replace(scope, agency=filed, basis="issuer", place=place)
    listed = texts.mentions(scope.today)
    known = units_named(texts.body, texts.folded, listed, agencies, scope.today, scope.place)
    if scope.agency is not None and scope.agency.level in ("district", "commune"):
        known.setdefault(bare_unit_name(scope.agency.name_vi), scope.agency)
    return replace(scope, units=known)


def _scope(document: Document, texts: _Texts, agencies: AgencyDirectory) -> Scope:
    title = _title(document.title or "", texts.paragraphs)
    today = document.published_on or latest_date("\n".join([fold(title), *texts.folded]))
    issuer = find_issuer(document, agencies, today)
    main = _main_agency(title, texts, agencies, today)
    if main is None and not _is_local(texts) and any(map(_NATIONAL_LAW.search, texts.folded)):
        main = agencies.resolve("cả nước", today)
    if main is None and _is_told_by_a_ministry(texts, today):
        main = agencies.resolve("cả nước", today)
    place = _province(main)
    if main is None and issuer is not None:
        place = _province(issuer.agency)
    agency = (
        _unit_in_title(title, agencies, today, place) or _unit_in_lead(texts, agencies, today, place) or main
    )
    place = place or _province(issuer.agency if issuer else None)
    house = _house(document, texts, agencies, today, place)
    if house is not None and (agency is None or agency.level not in ("agency", "district", "commune")):
        return Scope(document.published_on, today, house, "issuer", title, place)
    if _may_be_of_a_unit(agency):
        unit = unit_in_headline(title, texts.folded, agencies, today, place)
        if unit is not None:
            place = place or province_of(unit, today, agencies)
            return Scope(document.published_on, today, unit, "default", title, place)
    if _may_be_of_a_unit(agency) and not speaks_of_a_province(texts.folded):
        unit = unit_spoken_of(title, texts.body, texts.folded, texts.mentions(today), agencies, today, place)
        is_titled = agency is not None and any(m.agency == agency for m in agencies.find(title, today))
        if unit is not None or (not is_titled and speaks_of_a_unit(texts.body, texts.folded)):
            return Scope(document.published_on, today, unit, "default", title, place)
    if issuer is not None and (agency is None or _speaks_for_its_place(issuer, agency, title, texts)):
        return Scope(document.published_on, today, issuer.agency, "issuer", title, place)
    return Scope(document.published_on, today, agency, "default", title, place)


def _house(
    document: Document, texts: _Texts, agencies: AgencyDirectory, today: date | None, place: Agency | None
) -> Agency | None:
    """The office or unit on whose own site a text speaks of itself."""
    house = office_of_host(document.source_url, place, today, agencies)
    if house is None:
        return None
    is_of_all = house.level != "agency" and speaks_of_a_province(texts.folded)
    if is_of_all and not speaks_of_a_unit(texts.body, texts.folded):
        return None
    return house if speaks_of_itself(house, texts.body, texts.folded) else None


def _is_about(filed: Agency, texts: _Texts, scope: Scope) -> bool:
    """Whether a paper is about its filer: a department may report for its province, that on an office."""
    if filed.level == "province":
        return scope.agency is None or scope.agency.level in ("nation", "ministry", "province")
    if filed.level == "ministry":
        is_of_all = tells_of_others(filed.code) or _is_national(scope.title)
        return not is_of_all and (scope.agency is None or scope.agency.level in ("nation", "province"))
    if filed.level != "agency" or not speaks_of_a_province(texts.folded):
        return True
    is_of_all = any((_FOR_ALL.search(fold(filed.name_vi)), _OF_THE_PROVINCE.search(fold(scope.title))))
    return not is_of_all and speaks_of_itself(filed, texts.body, texts.folded)


# Offices that report for their province, and titles of reports for one.
_FOR_ALL = re.compile(r"^(?:sở nội vụ|văn phòng|vp)\b")
_OF_THE_PROVINCE = re.compile(r"\b(?:toàn|địa bàn|của) (?:tỉnh|thành phố)\b|\b(?:tỉnh|thành phố) [^\W\d]+")


def _may_be_of_a_unit(agency: Agency | None) -> bool:
    return agency is None or agency.level in ("province", "nation")


def _province(agency: Agency | None) -> Agency | None:
    return agency if agency and agency.level == "province" and "/" not in agency.code else None


def _title(title: str, body: list[str]) -> str:
    """The title, or a first line that looks like one where the title given is but a date or a name."""
    first = body[0] if body else ""
    is_line = len(first) <= 160 and first[-1:] not in ".;:,"
    return first if is_line and (not title or len(title) < 40) else title


def _unit_in_title(
    title: str, agencies: AgencyDirectory, today: date | None, place: Agency | None
) -> Agency | None:
    """A department, district or commune that a headline names: the text is about it."""
    subjects = SubjectFinder(agencies, today, None).find(title, fold(title), [], place)
    units = [s for s in subjects if s.level in ("agency", "district", "commune") and s.code and s.is_owner]
    if len(units) != 1 or "/" in (units[0].code or ""):
        return None
    return Agency(units[0].code or "", units[0].level or "agency", units[0].name)


def _unit_in_lead(
    texts: _Texts, agencies: AgencyDirectory, today: date | None, place: Agency | None
) -> Agency | None:
    """A department or lower unit that opens the first sentence, where none speaks for the province."""
    words = subject_words()
    leads = (text for text in texts.paragraphs if len(text) > 160 or text.endswith("."))
    lead = next((split_sentences(text)[0][1] for text in leads), "")
    if any(map(words.own.search, texts.folded)):
        return None
    named = zip(texts.folded, texts.mentions(today), strict=True)
    if any(
        _THE_PROVINCE.search(folded[max(0, m.start - 16) : m.start]) for folded, found in named for m in found
    ):
        return None
    subjects = SubjectFinder(agencies, today, None).find(lead, fold(lead), [], place)
    first = subjects[0] if subjects else None
    if (
        first is None
        or first.start > 12
        or not first.is_owner
        or first.level not in ("agency", "district", "commune")
    ):
        return None
    return Agency(first.code or "", first.level, first.name)


def _speaks_for_its_place(issuer: Issuer, agency: Agency, title: str, texts: _Texts) -> bool:
    """Whether a text that seems to be about the country is about the place of its publisher."""
    if agency.level != "nation" or issuer.agency.level != "province" or _is_national(title):
        return False
    return not issuer.is_press or _is_local(texts)


def _is_local(texts: _Texts) -> bool:
    """Whether a text speaks of "the province" or of offices inside one."""
    signs = subject_words().local_signs
    return any(signs.weigh(folded, least=1) for folded in texts.folded)


def _is_told_by_a_ministry(texts: _Texts, today: date | None) -> bool:
    """Whether a ministry is the source of a text in which no unit of any province occurs."""
    if any(map(_ANY_UNIT.search, texts.folded)):
        return False
    told = zip(texts.folded, texts.mentions(today), strict=True)
    return any(
        m.agency.level == "ministry" and _PASSED_BY.search(folded[max(0, m.start - 50) : m.start])
        for folded, found in told
        for m in found
    )


def _is_national(title: str) -> bool:
    return subject_words().national_signs.weigh(fold(title)) > 0


def _main_agency(title: str, texts: _Texts, agencies: AgencyDirectory, today: date | None) -> Agency | None:
    """The province, ministry or nation that most of a text speaks for."""
    words = subject_words()
    points: Counter[str] = Counter()
    known: dict[str, Agency] = {}
    national = local = 0.0
    titled = (_TITLE_WEIGHT, fold(title), agencies.find(title, today))
    found = zip(texts.folded, texts.mentions(today), strict=True)
    for weight, text, mentions in (titled, *((1.0, folded, named) for folded, named in found)):
        folded = words.law_makers.blanked(text)
        national += weight * words.national_signs.weigh(folded)
        local += words.local_signs.weigh(folded)
        for mention in mentions:
            if mention.agency.level not in ("province", "ministry") or "/" in mention.agency.code:
                continue
            if mention.agency.code in ("provinces", "ministries"):
                continue
            if weight == 1.0 and _PASSED_BY.search(folded[max(0, mention.start - 50) : mention.start]):
                continue
            points[mention.agency.code] += weight  # type: ignore[assignment]
            known[mention.agency.code] = mention.agency
    return _winner(points, known, national, local, agencies, today)


def _winner(
    points: Counter[str],
    known: dict[str, Agency],
    national: float,
    local: float,
    agencies: AgencyDirectory,
    today: date | None,
) -> Agency | None:
    nation = agencies.resolve("cả nước", today)
    if not points:
        return nation if national >= 1 and local < national else None
    (first, score), *others = points.most_common(2)
    rival = others[0][1] if others else 0
    is_local = known[first].level == "province"
    if score > rival and score + (local if is_local else 0) >= national:
        return known[first] if score >= 1.5 * rival else (nation if national else None)
    is_of_many = len(points) >= _MANY_PROVINCES and not local
    return nation if national >= 1 or is_of_many else None
