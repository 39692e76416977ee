"""What the shipped reports are expected to hold, and how a reading is held against it.

The expectations were written by hand from the reports, not taken from the reader. No test lives here.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml

from orchestration.reports.reading import read_report

if TYPE_CHECKING:
    from orchestration.reports.records import Reading

REPOSITORY = Path(__file__).parents[2]
REPORTS = REPOSITORY / "reports"
RANKINGS = REPORTS / "rankings"
EXPECTED = REPOSITORY / "tests" / "fixtures" / "shipped"
READABLE = {".txt", ".html", ".htm", ".csv", ".xls", ".xlsx"}

Values = Mapping[str, Any]


def ranking_files() -> list[Path]:
    return sorted(path for path in RANKINGS.rglob("*") if path.suffix in READABLE)


def prose_files() -> list[Path]:
    folders = (REPORTS / "press", REPORTS / "official")
    return sorted(path for folder in folders for path in folder.rglob("*") if path.suffix in READABLE)


@cache
def reading(path: Path) -> Reading:
    return read_report(path.read_bytes(), path.name)


def records(path: Path, contract: str) -> list[Values]:
    return [record.values for record in reading(path).records if record.contract == contract]


@cache
def expected_rankings() -> list[dict[str, str]]:
    """One row per printed figure; `source` is resolved to the text by which the report names it."""
    with (EXPECTED / "ranking_sources.csv").open(encoding="utf-8", newline="") as handle:
        sources = {row["source"]: row["text"] for row in csv.DictReader(handle)}
    with (EXPECTED / "rankings.csv").open(encoding="utf-8", newline="") as handle:
        return [{**row, "source": sources[row["source"]]} for row in csv.DictReader(handle)]


@dataclass(frozen=True, slots=True)
class Golden:
    """The observations of one prose report: those that must be found, and those that may be."""

    report: str
    observations: list[dict[str, Any]]
    optional: list[dict[str, Any]] = field(default_factory=list)

    @property
    def path(self) -> Path:
        return REPORTS / self.report


def goldens() -> list[Golden]:
    texts = (path.read_text(encoding="utf-8") for path in sorted(EXPECTED.glob("*.yml")))
    return [Golden(**yaml.safe_load(text)) for text in texts]


def fits(found: Values, wanted: Values) -> bool:
    """Whether an observation is the one wanted: every stated field agrees; a list names what is accepted.

    `period` is a year or "first/last day"; `date` is the last day or the day as of; `component: any` asks for
    a part of an index, else the total is meant. Under `or` stand fields of another reading that is as good.
    """
    if "or" in wanted:
        first = {name: value for name, value in wanted.items() if name != "or"}
        second = {**{name: value for name, value in first.items() if name != "date"}, **wanted["or"]}
        return fits(found, first) or fits(found, second)
    stated = {"kind": "actual", "qualifier": "exact", **wanted}
    is_part = found["component"] not in (None, "total")
    return is_part == ("component" in wanted) and all(_agrees(found, *item) for item in stated.items())


def _agrees(found: Values, name: str, wanted: Any) -> bool:
    match name:
        case "component":
            return True
        case "period":
            return bool((found["period_start"], found["period_end"]) == _period(str(wanted)))
        case "date":
            return bool((found["period_end"] or found["as_of"]) == wanted)
        case "value":
            return bool(abs(found["value"] - wanted) < 1e-9)
        case _:
            return found[name] in (wanted if isinstance(wanted, list) else [wanted])


def _period(text: str) -> tuple[date, date]:
    if "/" not in text:
        return date(int(text), 1, 1), date(int(text), 12, 31)
    first, last = text.split("/")
    return date.fromisoformat(first), date.fromisoformat(last)


def misses(found: Iterable[Values], wanted: Iterable[Values]) -> list[Values]:
    observations = list(found)
    return [want for want in wanted if not any(fits(observation, want) for observation in observations)]


def extras(found: Iterable[Values], golden: Golden) -> list[Values]:
    """Observations told as results that the report does not hold as such."""
    allowed = [*golden.observations, *golden.optional]
    return [row for row in found if row["kind"] == "actual" and not any(fits(row, want) for want in allowed)]


def brief(values: Values) -> str:
    """One observation in one line, for a person who looks for the fault."""
    names = ("indicator_code", "index_code", "component", "agency_code", "value", "kind", "qualifier")
    dates = ("period", "period_start", "period_end", "date", "as_of", "rank_of")
    told = [f"{name}={values[name]}" for name in (*names, *dates) if values.get(name) is not None]
    evidence = values.get("evidence")
    return " ".join(told) + (f"  «{evidence}»" if evidence else "")
