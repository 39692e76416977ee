"""The filing: agency and period of a report, each with where it is known from.

Here: the order of trust. Not here: finding the lines (`heads`), reading paths (`folder`) and sidecars.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Literal, TypeVar

from data_contracts.reasons import Reason, ReasonCode
from orchestration.reports.filing.filer import Filer
from orchestration.reports.filing.folder import period_in_path
from orchestration.reports.filing.heads import head_lines, opening_lines
from orchestration.reports.filing.sidecar import NO_SIDECAR, SUFFIX, Sidecar
from orchestration.reports.narrative.periods import find_periods
from orchestration.reports.narrative.text import fold

if TYPE_CHECKING:
    from collections.abc import Iterable

    from orchestration.reports.catalogue.agencies import Agency
    from orchestration.reports.document import Document, Table

Basis = Literal["sidecar", "form_head", "report", "folder"]
CONFIDENCE: dict[Basis, float] = {"sidecar": 0.98, "form_head": 0.95, "report": 0.9, "folder": 0.75}
_OUTLOOK = re.compile(r"(?:[,;-]| và)? ?\b(?:phương hướng|nhiệm vụ|kế hoạch|chương trình|giải pháp)\b")
_SEVERAL_PERIODS = re.compile(r"\btháng \d{1,2}(?:/\d{4})?(?:,| và)[^.;]{0,12} (?:quý|\d{1,2} tháng)\b")
_TITLE_OF_PERIOD = re.compile(
    r"\b(?:kỳ|báo cáo|kết quả|tình hình|tổng hợp|thống kê|từ ngày|số liệu"
    r"|công tác (?:cải cách|kiểm soát|cchc))\b"
)


@dataclass(frozen=True, slots=True)
class Filing:
    """Whose the figures are, and of which days; `None` where nothing says so.

    `conflicts` tell, for people, where a less trusted source says something else.
    """

    agency: Agency | None
    agency_name: str | None
    agency_basis: Basis | None
    period_start: date | None
    period_end: date | None
    period_basis: Basis | None
    conflicts: tuple[str, ...] = ()

    @property
    def agency_code(self) -> str | None:
        """The code of the reporting agency."""
        return self.agency.code if self.agency else None

    @property
    def confidence(self) -> float:
        """That of the weaker of the two sources."""
        bases = [basis for basis in (self.agency_basis, self.period_basis) if basis]
        return min((CONFIDENCE[basis] for basis in bases), default=0.0)


@dataclass(frozen=True, slots=True)
class _Span:
    start: date
    end: date

    def __str__(self) -> str:
        return f"{self.start}..{self.end}"


_Told = TypeVar("_Told", str, _Span)


def filing_of(document: Document, table: Table | None = None) -> Filing:
    """The filing of a table, or of the whole report where no table is given."""
    sidecar = document.sidecar or NO_SIDECAR
    heads, opening = head_lines(document, table), opening_lines(document)
    today = sidecar.issued_on or document.published_on
    spans: list[tuple[Basis, _Span | None]] = [
        ("sidecar", _stated(sidecar)),
        ("form_head", _period_in(heads, today)),
        ("report", _period_in(opening, today)),
        ("folder", _period_of_path(document.name)),
    ]
    period_basis, span = next(((b, s) for b, s in spans if s), (None, None))
    on = span.end if span else today
    filer = Filer(document, heads, opening, on)
    agencies: list[tuple[Basis, tuple[str, Agency] | None]] = [
        ("sidecar", filer.named(sidecar.agency)),
        ("form_head", filer.reporting(heads)),
        ("report", filer.reporting(opening) or filer.issuer()),
        ("folder", filer.in_path()),
    ]
    agency_basis, named = next(((b, a) for b, a in agencies if a), (None, None))
    return Filing(
        agency=named[1] if named else None,
        agency_name=named[0] if named else None,
        agency_basis=agency_basis,
        period_start=span.start if span else None,
        period_end=span.end if span else None,
        period_basis=period_basis,
        conflicts=(*_period_conflicts(spans), *_agency_conflicts(agencies)),
    )


def missing(filing: Filing, name: str) -> tuple[Reason, ...]:
    """Why rows of this filing cannot land, with what to write beside the file `name`."""
    sidecar = f"{name.rsplit('/', 1)[-1]}{SUFFIX}"
    reasons = []
    if filing.agency is None:
        advice = f'Write {sidecar} beside the file with the line "agency: <name or code>".'
        expected = 'the reporting agency (sidecar, "Đơn vị báo cáo: …", letterhead or folder)'
        reasons.append(Reason(ReasonCode.UNKNOWN_AGENCY, "agency_code", expected, "none of them", advice))
    if filing.period_start is None:
        lines = '"period: 2025-Q2", or "from:" and "to:" with days'
        advice = f"Write {sidecar} beside the file with the line {lines}."
        expected = 'the period (sidecar, "Kỳ báo cáo: …", title or folder)'
        reasons.append(Reason(ReasonCode.UNKNOWN_PERIOD, "period_start", expected, "none of them", advice))
    return tuple(reasons)


def _stated(sidecar: Sidecar) -> _Span | None:
    if sidecar.period_start and sidecar.period_end:
        return _Span(sidecar.period_start, sidecar.period_end)
    return None


def _period_in(lines: Iterable[str], today: date | None) -> _Span | None:
    """The days that a line gives from first to last win over the name of a period; then the nearest line.

    Two different periods in the line that decides, such as a month and a quarter, decide nothing.
    """
    named: _Span | None = None
    for line in lines:
        folded, on = _without_outlook(fold(line), today)
        found = [m for m in find_periods(folded, on) if m.role != "document" and not m.is_now]
        spans = {
            _Span(m.period.start, m.period.end): m.is_window
            for m in found
            if m.period.start and m.period.end and not (m.is_year and len(found) > 1)
        }
        if any(spans.values()):
            return next(span for span, is_window in spans.items() if is_window)
        if _SEVERAL_PERIODS.search(folded):
            return None
        if named is None and len(spans) == 1 and _TITLE_OF_PERIOD.search(folded):
            named = next(iter(spans))
    return named


def _without_outlook(folded: str, today: date | None) -> tuple[str, date | None]:
    """A title up to what is planned ("…, nhiệm vụ quý II năm 2024"), and the date that completes its periods.

    A result without a year is of the year of the plan where it comes before the plan in that year; else
    ("quý IV, nhiệm vụ quý I năm 2025") nothing says of which year it is.
    """
    outlook = next(
        (m for m in _OUTLOOK.finditer(folded) if find_periods(folded[: m.start()], date.max)), None
    )
    if outlook is None or not (planned := _starts(folded[outlook.end() :], None)):
        return folded, today
    results = folded[: outlook.start()]
    if _starts(results, None) or not (told := _starts(results, planned[0].replace(month=12, day=31))):
        return results, today
    return (results, planned[0].replace(month=12, day=31)) if told[0] < planned[0] else ("", today)


def _starts(folded: str, today: date | None) -> list[date]:
    return [m.period.start for m in find_periods(folded, today) if m.period.start]


def _period_of_path(name: str) -> _Span | None:
    period = period_in_path(name)
    return _Span(period.start, period.end) if period and period.start and period.end else None


def _period_conflicts(spans: list[tuple[Basis, _Span | None]]) -> list[str]:
    """A longer period around the one that holds is no conflict: a folder may name the year only."""
    told = [(basis, span) for basis, span in spans if span]
    return [
        f"period: {told[0][0]} says {told[0][1]}, {basis} {span}"
        for basis, span in _first_of_each(told)[1:]
        if not (span.start <= told[0][1].start and told[0][1].end <= span.end)
    ]


def _agency_conflicts(agencies: list[tuple[Basis, tuple[str, Agency] | None]]) -> list[str]:
    """The province in which the filing agency lies is no conflict: a folder may name no more."""
    told = [(basis, named[1]) for basis, named in agencies if named]
    around = {f"province:{told[0][1].province}"} if told else set()
    codes = [(basis, agency.code) for basis, agency in told if agency.code not in around]
    return [
        f"agency: {codes[0][0]} says {codes[0][1]}, {basis} {code}"
        for basis, code in _first_of_each(codes)[1:]
    ]


def _first_of_each(told: list[tuple[Basis, _Told]]) -> list[tuple[Basis, _Told]]:
    """Each different statement with the most trusted source that makes it."""
    first: dict[_Told, Basis] = {}
    for basis, statement in told:
        first.setdefault(statement, basis)
    return [(basis, statement) for statement, basis in first.items()]
