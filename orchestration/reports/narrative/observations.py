"""From a joined value to a record of the `observations` contract.

Belongs here: units, confidence, evidence, and doubles within one document. Does not belong here: how the
parts were found.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING

from data_contracts.reasons import Reason, ReasonCode
from orchestration.reports.catalogue import seeds
from orchestration.reports.records import Record

if TYPE_CHECKING:
    from orchestration.reports.document import Location
    from orchestration.reports.narrative.timing import Timed

_LONGEST_EVIDENCE = 360
_ROUNDED_BY = 0.05
_DOUBT = {
    "agency": {"stated": 0.0, "carried": 0.08, "default": 0.15, "issuer": 0.2},
    "period": {"stated": 0.0, "carried": 0.06, "default": 0.2, "publication": 0.25},
}


@dataclass(frozen=True, slots=True)
class Owner:
    """The agency of a value: code and level, name as printed (None where it is not), and how it is known.

    An empty code stands for an agency that is not known: the contract refuses the row and keeps it.
    """

    code: str
    level: str
    name: str | None
    basis: str


@dataclass(frozen=True, slots=True)
class Value:
    """A value with everything that was joined to it; `doubt` is taken off its confidence."""

    indicator: str
    value: float
    text: str
    unit: str
    kind: str
    owner: Owner
    timed: Timed | None
    evidence: str
    location: Location
    rules: tuple[str, ...]
    qualifier: str = "exact"
    statistic: str = "value"
    index_code: str | None = None
    component: str | None = None
    rank_of: int | None = None
    rate_formula: str | None = None
    service_level_label: str | None = None
    comparison_basis: str | None = None
    is_headline: bool = False
    doubt: float = 0.0

    @property
    def confidence(self) -> float:
        """Between 0.05 and 0.97: what is said outright is surest."""
        period = self.timed.basis if self.timed else "publication"
        doubt = self.doubt + _DOUBT["agency"][self.owner.basis] + _DOUBT["period"][period]
        return round(max(0.05, 0.97 - doubt), 2)


@cache
def indicator_units() -> dict[str, tuple[str, str]]:
    """Unit and value type of every indicator, from the seed."""
    return {row["indicator_code"]: (row["unit"], row["value_type"]) for row in seeds.rows("indicators")}


def evidence(text: str, start: int, end: int) -> str:
    """The words around a figure: its sentence, or of a long one the nearest part of it."""
    if len(text) <= _LONGEST_EVIDENCE:
        return text.strip()
    first = max(0, min(start - _LONGEST_EVIDENCE // 2, len(text) - _LONGEST_EVIDENCE))
    last = max(end, first + _LONGEST_EVIDENCE)
    return f"{'…' if first else ''}{text[first:last].strip()}{'…' if last < len(text) else ''}"


def without_doubles(values: list[Value]) -> list[Value]:
    """One value where a headline and its text say the same: the surest, in the place of the first.

    Two values are the same if indicator, index, part, agency, kind, statistic and figure agree, and the
    periods
    agree or only one is known from the sentence itself.
    """
    told = {_figure(value) for value in values if not value.is_headline}
    kept: list[Value] = []
    for value in values:
        if value.is_headline and (_figure(value) in told or any(_rounds(value, other) for other in values)):
            continue
        twin = next((i for i, other in enumerate(kept) if _same(value, other)), None)
        if twin is None:
            kept.append(value)
        elif value.confidence > kept[twin].confidence:
            kept[twin] = replace(value, rank_of=value.rank_of or kept[twin].rank_of)
        elif value.rank_of and not kept[twin].rank_of:
            kept[twin] = replace(kept[twin], rank_of=value.rank_of)
    return kept


def _rounds(headline: Value, other: Value) -> bool:
    """Whether a headline's "over 95%" is a figure of the text told roundly: 95,4%."""
    if other.is_headline or _figure(other)[:4] != _figure(headline)[:4] or other.unit != headline.unit:
        return False
    above = {"at_least": 1, "approx": 0, "at_most": -1}.get(headline.qualifier)
    if above is None or other.qualifier != "exact" or headline.owner.code not in ("", other.owner.code):
        return False
    beyond = (other.value - headline.value) / headline.value if headline.value else 1.0
    return abs(beyond) < _ROUNDED_BY and beyond * above >= 0


def _figure(value: Value) -> tuple[object, ...]:
    """What a headline takes from the text under it, whatever agency or period it leaves unsaid."""
    return value.indicator, value.index_code, value.component, value.kind, value.value, value.unit


def _same(one: Value, other: Value) -> bool:
    def key(value: Value) -> tuple[object, ...]:
        return (
            value.indicator, value.index_code, value.component, value.owner.code, value.kind, value.statistic,
            value.value, value.unit,
        )  # fmt: skip

    if key(one) != key(other):
        return False
    if one.timed is None or other.timed is None or one.timed.period == other.timed.period:
        return True
    return "stated" not in (one.timed.basis, other.timed.basis) or one.timed.basis != other.timed.basis


def as_record(value: Value) -> Record:
    """The record of a value, ready for the contract."""
    period = value.timed.period if value.timed else None
    return Record(
        "observations",
        {
            "indicator_code": value.indicator,
            "index_code": value.index_code,
            "component": value.component,
            "field_name": None,
            "agency_code": value.owner.code or None,
            "agency_name": value.owner.name,
            "agency_level": value.owner.level,
            "agency_basis": value.owner.basis,
            "value": value.value,
            "value_text": value.text,
            "unit": value.unit,
            "kind": value.kind,
            "qualifier": value.qualifier,
            "statistic": value.statistic,
            "period_start": period.start if period else None,
            "period_end": period.end if period else None,
            "as_of": period.as_of if period else None,
            "period_basis": value.timed.basis if value.timed else "default",
            "rank_of": value.rank_of,
            "rate_formula": value.rate_formula,
            "service_level_label": value.service_level_label,
            "comparison_basis": value.comparison_basis,
            "evidence": value.evidence,
            "confidence": value.confidence,
            "rules": ",".join(value.rules),
        },
        value.location,
        () if value.owner.code else (_no_agency(value),),
    )


def _no_agency(value: Value) -> Reason:
    return Reason(
        ReasonCode.UNKNOWN_AGENCY,
        "agency_name",
        "an agency named in the text, its title, or its masthead",
        f"“{value.owner.name}”" if value.owner.name else "none",
        "Give the file a first line with the publisher's name, or name the agency in its title.",
        str(value.location),
    )
