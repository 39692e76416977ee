"""The file beside a report that says what the report does not: `<file>.meta.yml`.

Here: its keys, and what is wrong with one. Not here: how far it is trusted (`filing`), keeping it (storage).
"""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date
from typing import Annotated, Literal, Self

import yaml
from pydantic import BaseModel, ConfigDict, StringConstraints, ValidationError, model_validator

from data_contracts.reasons import PermanentFailure, Reason, ReasonCode

SUFFIX = ".meta.yml"
_PERIOD = re.compile(
    r"(?P<year>(?:19|20)\d{2})(?:-(?:Q(?P<quarter>[1-4])|H(?P<half>[12])|M?(?P<month>\d{2})))?"
)
_KEYS = (
    "agency, period (2025, 2025-H1, 2025-Q2, 2025-06) or from and to, as_of, "
    "kind (form, ranking_table, prose, mixed), issued_on, published_by, source_url, "
    "revision (original, correction, addition), revises, note"
)


class Sidecar(BaseModel):
    """What a person states of a report. Every key may be left out.

    `agency` is a name or a code; `period_start` and `period_end` are written `from` and `to`, or as `period`.
    `as_of` is the day of figures for which the text says no time; `kind` says what in the report counts: its
    forms, its ranking tables, its prose, or all that is recognised (`mixed`).
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    agency: str | None = None
    period_start: date | None = None
    period_end: date | None = None
    as_of: date | None = None
    kind: Literal["form", "ranking_table", "prose", "mixed"] | None = None
    issued_on: date | None = None
    published_by: Annotated[str, StringConstraints(min_length=2, strip_whitespace=True)] | None = None
    source_url: Annotated[str, StringConstraints(pattern=r"^https?://[^\s/]+\S*$")] | None = None
    revision: Literal["original", "correction", "addition"] | None = None
    revises: str | None = None
    note: str | None = None

    @model_validator(mode="before")
    @classmethod
    def _spread_period(cls, data: object) -> object:
        if not isinstance(data, dict):
            raise ValueError("expected keys and values")  # noqa: TRY004 - what pydantic collects
        told = dict(data)
        if "period" in told:
            told["period_start"], told["period_end"] = _days(str(told.pop("period")))
        for key, name in (("from", "period_start"), ("to", "period_end")):
            if key in told:
                told[name] = told.pop(key)
        return told

    @model_validator(mode="after")
    def _runs_forward(self) -> Self:
        start, end = self.period_start, self.period_end
        if (end is None) != (start is None) or (start and end and start > end):
            raise ValueError("a period needs a first day (from) that is not after its last day (to)")
        return self


NO_SIDECAR = Sidecar()


def read_sidecar(content: bytes, name: str) -> Sidecar:
    """The sidecar in a file.

    Raises:
        PermanentFailure: it is no YAML, or a key or a value is not understood; its report is held back.
    """
    try:
        return Sidecar.model_validate(yaml.safe_load(content.decode("utf-8")) or {})
    except (yaml.YAMLError, UnicodeDecodeError, ValidationError) as error:
        found = _first_problem(error) if isinstance(error, ValidationError) else " ".join(str(error).split())
        raise PermanentFailure(
            Reason(
                code=ReasonCode.BAD_PATTERN,
                field=None,
                expected=f"a sidecar with the keys {_KEYS}",
                found=found,
                advice=f"Correct {name}; the next run reads the report with it.",
            )
        ) from error


def _days(period: str) -> tuple[date, date]:
    match = _PERIOD.fullmatch(period.strip())
    if match is None:
        raise ValueError(f"period {period!r} is none of 2025, 2025-H1, 2025-Q2, 2025-06")
    year = int(match["year"])
    first, last = 1, 12
    if match["quarter"]:
        first, last = 3 * int(match["quarter"]) - 2, 3 * int(match["quarter"])
    elif match["half"]:
        first, last = 6 * int(match["half"]) - 5, 6 * int(match["half"])
    elif match["month"]:
        first = last = int(match["month"])
    if not 1 <= first <= last <= 12:
        raise ValueError(f"period {period!r} has no such month")
    return date(year, first, 1), date(year, last, monthrange(year, last)[1])


def _first_problem(error: ValidationError) -> str:
    problem = error.errors()[0]
    place = ".".join(map(str, problem["loc"]))
    return f"{place}: {problem['msg']}" if place else str(problem["msg"])
