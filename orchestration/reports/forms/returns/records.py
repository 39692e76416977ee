"""Rows of a form as records of its contract. Nothing is looked up here."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from data_contracts.reasons import Reason, ReasonCode
from orchestration.reports.forms.returns.folding import fold
from orchestration.reports.records import Record

if TYPE_CHECKING:
    from orchestration.reports.filing import Filing
    from orchestration.reports.forms.returns.kinds import Kind
    from orchestration.reports.forms.returns.levels import Subject
    from orchestration.reports.forms.returns.matching import Match
    from orchestration.reports.forms.returns.rows import FormRow
    from orchestration.reports.forms.returns.tables import FormTable


def row_record(
    form: FormTable, number: int, row: FormRow, kind: Kind, subject: Subject, filing: Filing
) -> Record:
    """The record of one row; `number` counts the rows of the body from 1."""
    assert row.figures is not None  # noqa: S101 - lines are no records
    match = form.match
    values: dict[str, object] = {
        "form": match.signature.form,
        "form_conflict": "; ".join(filter(None, (form_conflict(form), *filing.conflicts))) or None,
        "agency_code": filing.agency_code,
        "agency_name": filing.agency_name,
        "period_start": filing.period_start,
        "period_end": filing.period_end,
        "row_label": row.label,
        "row_kind": kind,
        "row_number": number,
        "row_level": subject.level,
        "includes_lower_levels": subject.includes_lower_levels,
        "field_name": subject.field_name if kind != "total" else None,
        "row_agency_code": subject.agency_code,
        **row.figures.values,
        "raw_values": _json(row.figures.texts),
        "unread_values": _json({code: reason.message for code, reason in row.figures.unread.items()}),
        "other_measures": _json(row.others),
        "confidence": round(min(row.figures.confidence, row.confidence, filing.confidence or 1.0), 4),
    }
    return Record(match.signature.contract, values, row.location, (*row.figures.issues, *_ambiguous(match)))


def form_conflict(form: FormTable) -> str | None:
    """Where the code or title above a form names another one than its columns do."""
    signature = form.match.signature
    lines = [fold(line) for line in form.above]
    told = {
        other.form
        for other in form.rivals
        for phrase in (*other.codes, *other.titles)
        if any(phrase.search(line) for line in lines)
    }
    own = any(phrase.search(line) for phrase in (*signature.codes, *signature.titles) for line in lines)
    if not told:
        return None
    also = " as well" if own else ""
    return f"code or title names {', '.join(sorted(told))}{also}; the columns are those of {signature.form}"


def _ambiguous(match: Match) -> list[Reason]:
    advice = "Give each column a header of its own, then drop the form again."
    return [
        Reason(
            ReasonCode.UNKNOWN_INDICATOR,
            code,
            "one column for it",
            f"{len(positions)} columns headed alike ({', '.join(str(at + 1) for at in positions)})",
            advice,
        )
        for code, positions in match.ambiguous.items()
    ]


def _json(texts: dict[str, str]) -> str | None:
    return json.dumps(texts, ensure_ascii=False) if texts else None
