"""From a read row of the annex to records of the `observations` contract, and the reasons to refuse one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, NamedTuple

from data_contracts.reasons import Reason, ReasonCode
from orchestration.reports.records import Record

if TYPE_CHECKING:
    from orchestration.reports.document import Cell
    from orchestration.reports.filing import Filing
    from orchestration.reports.forms.annex.layout import FigureColumn

_LONGEST_EVIDENCE = 360
_CERTAIN = 0.95


class Owner(NamedTuple):
    """The agency of a value: code and level (`None` where unknown), and its name as printed."""

    code: str | None
    level: str | None
    name: str | None


@dataclass(frozen=True, slots=True)
class Entry:
    """A figure with all that was joined to it; `doubt` is taken off its confidence."""

    indicator: str | None
    unit: str | None
    value: float | None
    cell: Cell
    column: FigureColumn
    owner: Owner
    evidence: str
    rules: tuple[str, ...]
    doubt: float = 0.0
    rate_formula: str | None = None
    issues: tuple[Reason, ...] = ()


def as_record(entry: Entry, filing: Filing, *, is_year_before: bool) -> Record:
    """The record of a figure, ready for the contract."""
    start, end, as_of = _dates(entry.column, filing, is_year_before=is_year_before)
    certain = min(_CERTAIN, filing.confidence)
    kind = entry.column.kind if entry.column.kind in {"previous", "target"} else "actual"
    return Record(
        "observations",
        {
            "indicator_code": entry.indicator,
            "agency_code": entry.owner.code,
            "agency_name": entry.owner.name,
            "agency_level": entry.owner.level,
            "agency_basis": "issuer",
            "value": entry.value,
            "value_text": entry.cell.text,
            "unit": entry.unit,
            "kind": kind,
            "qualifier": "exact",
            "statistic": "value",
            "period_start": start,
            "period_end": end,
            "as_of": as_of,
            "period_basis": "default" if filing.period_basis == "folder" else "stated",
            "rate_formula": entry.rate_formula,
            "comparison_basis": entry.column.header if kind == "previous" else None,
            "evidence": entry.evidence[:_LONGEST_EVIDENCE],
            "confidence": round(max(0.05, (certain - entry.doubt) * entry.cell.confidence), 2),
            "rules": ",".join(entry.rules),
        },
        entry.cell.location,
        entry.issues,
    )


def _dates(
    column: FigureColumn, filing: Filing, *, is_year_before: bool
) -> tuple[date | None, date | None, date | None]:
    """Start, end and day of count.

    What accumulates has a day only. An earlier period that is not named ended the day before this one
    began.
    """
    start, end = filing.period_start, filing.period_end
    if column.kind == "cumulative":
        return None, None, end
    if column.kind != "previous":
        return start, end, None
    if is_year_before:
        return _year_earlier(start), _year_earlier(end), None
    return None, None, start - timedelta(days=1) if start else None


def _year_earlier(day: date | None) -> date | None:
    if day is None:
        return None
    return day.replace(year=day.year - 1, day=28 if (day.month, day.day) == (2, 29) else day.day)


def unknown_criterion(label: str, place: str) -> Reason:
    """A row whose figure nobody has a name for yet."""
    return Reason(
        ReasonCode.UNKNOWN_INDICATOR,
        "indicator_code",
        "a criterion of the catalogue",
        f"“{label}”",
        "Add its wording to catalogue/annex.yml, with a new indicator in the seed where there is none.",
        place,
    )


def told_twice(label: str, indicator: str, place: str) -> Reason:
    """A second row that reads as a criterion of another, with another figure."""
    return Reason(
        ReasonCode.UNKNOWN_INDICATOR,
        "indicator_code",
        f"one row for {indicator}",
        f"a further one, “{label}”",
        "Tell the two rows apart in catalogue/annex.yml.",
        place,
    )


def unreadable(text: str, problem: str, place: str) -> Reason:
    """A figure that is no number, or could be two."""
    code = ReasonCode.AMBIGUOUS_NUMBER if problem == "ambiguous" else ReasonCode.UNREADABLE_NUMBER
    return Reason(
        code, "value", "a number", f"“{text}”", "Write the figure with a point between thousands only.", place
    )


def rate_of_nothing(place: str) -> Reason:
    """A rate printed although there was nothing to take it of."""
    return Reason(
        ReasonCode.BROKEN_RULE,
        "value",
        "no rate where the count it is taken of is 0",
        "a rate",
        "A share of nothing is empty, not 100 %.",
        place,
    )


def unknown_owner(name: str | None, place: str) -> Reason:
    """The reporting agency is not known, or has no such layer."""
    return Reason(
        ReasonCode.UNKNOWN_AGENCY,
        "agency_name",
        "a province or ministry that reports",
        f"“{name}”" if name else "none",
        "Name the reporting agency above the table or in the sidecar file.",
        place,
    )
