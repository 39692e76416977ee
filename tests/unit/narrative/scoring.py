"""Scoring the prose reader against labelled texts: what was expected, found, missed, invented."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml

from orchestration.reports.catalogue.agencies import AgencyDirectory
from orchestration.reports.document import Document, Location, Paragraph
from orchestration.reports.narrative import read_prose

if TYPE_CHECKING:
    from datetime import date

    from orchestration.reports.records import Record

CORPUS = Path(__file__).with_name("corpus.yml")
RANKINGS = Path(__file__).with_name("corpus_rankings.yml")
Label = tuple[str, str, float, str, str, str]


@dataclass(frozen=True)
class Case:
    """One labelled text."""

    name: str
    document: Document
    expected: frozenset[Label]
    covers: tuple[int, ...]


@dataclass(frozen=True)
class Score:
    """What the reader made of one case; rows without an agency are refused and do not count."""

    case: Case
    found: frozenset[Label]

    @property
    def missed(self) -> frozenset[Label]:
        return self.case.expected - self.found

    @property
    def invented(self) -> frozenset[Label]:
        return self.found - self.case.expected

    def __str__(self) -> str:
        lines = [self.case.name]
        lines += [f"    missed   {label}" for label in sorted(self.missed)]
        lines += [f"    invented {label}" for label in sorted(self.invented)]
        return "\n".join(lines)


def load_cases(path: Path = CORPUS) -> list[Case]:
    entries: list[dict[str, Any]] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return [
        Case(
            entry["id"],
            document(entry["text"], entry.get("title"), entry.get("published")),
            frozenset(_label(line) for line in entry["expect"]),
            tuple(entry.get("covers", ())),
        )
        for entry in entries
    ]


def document(text: str, title: str | None = None, published: date | None = None) -> Document:
    lines = [title, *text.split("\n")] if title else text.split("\n")
    paragraphs = tuple(
        Paragraph(line.strip(), Location(block=number), _role(line))
        for number, line in enumerate(lines, 1)
        if line.strip()
    )
    return Document("corpus.txt", "text/plain", paragraphs, title=title, published_on=published)


def score(case: Case) -> Score:
    records = read_prose(case.document, AgencyDirectory.load())
    return Score(case, frozenset(label_of(record) for record in records if record.values["agency_code"]))


def label_of(record: Record) -> Label:
    values = record.values
    parts = [values["index_code"], values["component"], values["indicator_code"]]
    indicator = ".".join(str(part) for part in parts if part)
    start, end, as_of = values["period_start"], values["period_end"], values["as_of"]
    period = f"{start}/{end}" if end else f"@{as_of}"
    return (
        indicator,
        str(values["agency_code"]),
        float(str(values["value"])),
        str(values["unit"]),
        str(values["kind"]),
        period,
    )


def _label(line: str) -> Label:
    indicator, agency, value, unit, kind, period = (part.strip().strip('"') for part in line.split(","))
    return indicator, agency, float(value), unit, kind, period


def _role(line: str) -> Any:
    if line.startswith("- "):
        return "list_item"
    return "heading" if line.isupper() or line[:2] in ("I.", "II") else "body"
