"""Of whom each row speaks: the level, the agency, the field, and whether lower levels are counted in it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from orchestration.reports.catalogue.agencies import AgencyDirectory, normalise_name
from orchestration.reports.catalogue.local_units import unit_inside
from orchestration.reports.forms.returns.words import is_one_of, row_words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from orchestration.reports.catalogue.agency import Agency
    from orchestration.reports.filing import Filing
    from orchestration.reports.forms.returns.kinds import Kind
    from orchestration.reports.forms.returns.rows import FormRow
    from orchestration.reports.forms.returns.words import Level

_LAYERS: dict[Level, str] = {"departments": "departments", "district": "districts", "commune": "communes"}


@dataclass(frozen=True, slots=True)
class Subject:
    """Whose figures a row has; `agency_code` is None where it is the filing agency or nobody we know."""

    level: Level | None = None
    agency_code: str | None = None
    field_name: str | None = None
    includes_lower_levels: bool = False


def subjects_of(
    rows: Sequence[FormRow], kinds: Sequence[Kind], filing: Filing, *, is_by_agency: bool
) -> list[Subject]:
    """The subject of each row.

    `is_by_agency` tells that the form names agencies in its rows; else names are fields of administration
    unless they read like agencies.
    """
    subjects: list[Subject] = []
    level_group, owner, owner_depth = Subject(), None, None
    for row, kind in zip(rows, kinds, strict=True):
        if owner is not None and row.depth is not None and (owner_depth is None or row.depth <= owner_depth):
            owner = None
        level = row_words().level_in(row.label)
        if level is not None and (kind in ("line", "subtotal") or _heads_a_level(row, level)):
            level_group, owner = Subject(level, _layer(filing, level), None, _says_lower(row, level)), None
            subjects.append(level_group)
        elif kind == "total":
            subjects.append(Subject(_level_of_filer(filing)))
        else:
            subject = _of_row(row, owner or level_group, filing, is_by_agency=is_by_agency)
            subjects.append(subject)
            if kind in ("line", "subtotal") and is_one_of(row_words().agency, row.name):
                owner, owner_depth = subject, row.depth
    return _with_proof(rows, kinds, subjects)


def _heads_a_level(row: FormRow, level: Level) -> bool:
    """Whether a row is about a whole level and not about one agency with such a word in its name."""
    name = normalise_name(row.names.get("agency") or row.names.get("field") or row.label)
    return any(
        phrase.matches(name.split(" bao gồm")[0].split(" gồm")[0]) for phrase in row_words().levels[level]
    )


def _of_row(row: FormRow, group: Subject, filing: Filing, *, is_by_agency: bool) -> Subject:
    names = row.names
    agency_name, field = names.get("agency"), names.get("field") or names.get("procedure")
    if agency_name is None and field and (is_by_agency or is_one_of(row_words().agency, field)):
        agency_name, field = field, None
    agency = _resolved(agency_name, group.level, filing) if agency_name else None
    level: Level | None = agency.level if agency and agency.level in ("district", "commune") else group.level  # type: ignore[assignment]
    if level is None and agency is None and agency_name:
        level = row_words().level_of_name(agency_name)
    code = agency.code if agency else (group.agency_code if field and not agency_name else None)
    return Subject(level or _level_of_filer(filing, is_part=agency_name is not None), code, field)


def _resolved(name: str, level: Level | None, filing: Filing) -> Agency | None:
    province, on = _province(filing), filing.period_end
    if province is not None:
        return unit_inside(name, province, on, level)
    return AgencyDirectory.load().resolve(name, on)


def _province(filing: Filing) -> str | None:
    agency = filing.agency
    if agency is None:
        return None
    return agency.code.removeprefix("province:") if agency.level == "province" else agency.province


def _layer(filing: Filing, level: Level) -> str | None:
    agency = filing.agency
    if agency is None or agency.level != "province" or level not in _LAYERS:
        return None
    return f"{agency.code.split('/')[0]}/{_LAYERS[level]}"


def _level_of_filer(filing: Filing, *, is_part: bool = False) -> Level | None:
    level = filing.agency.level if filing.agency else None
    if level in ("district", "commune"):
        return "district" if level == "district" else "commune"
    if level == "agency":
        return "departments"
    return "province" if level == "province" and not is_part else None


def _says_lower(row: FormRow, level: Level) -> bool:
    return level == "district" and any(
        p.search(normalise_name(row.label)) for p in row_words().includes_lower
    )


def _with_proof(rows: Sequence[FormRow], kinds: Sequence[Kind], subjects: list[Subject]) -> list[Subject]:
    """Marks a district level of which the form's total shows that the communes are in it."""
    total = next((row.values for row, kind in zip(rows, kinds, strict=True) if kind == "total"), None)
    at: dict[Level | None, int] = {
        subject.level: number
        for number, (kind, subject) in enumerate(zip(kinds, subjects, strict=True))
        if kind in ("subtotal", "detail") and row_words().level_in(rows[number].label) == subject.level
    }
    if not total or "district" not in at or "commune" not in at:
        return subjects
    uppers: tuple[Level, ...] = ("departments", "district")
    upper = [rows[at[level]].values for level in uppers if level in at]
    lower = rows[at["commune"]].values
    shared = [code for code in total if all(code in values for values in (*upper, lower))]
    is_proven = any(lower[code] for code in shared) and all(
        sum(values[code] for values in upper) == total[code] for code in shared
    )
    if is_proven:
        subjects[at["district"]] = replace(subjects[at["district"]], includes_lower_levels=True)
    return subjects
