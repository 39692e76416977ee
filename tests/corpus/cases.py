"""Labelled texts: what they hold, and what the reader makes of them.

A file of `tuned/` or `held/` is named after its topic and lists texts:

    - id: dossiers-014                  # unique in both parts
      topic: dossiers                   # the name of the file
      level: province                   # one of LEVELS: whose figures it tells
      covers: [12, 41]                  # numbers of the phrasing templates of the domain notes, if any
      traps: [target_beside_result]     # what makes it hard, if anything
      publisher: "Báo Lâm Đồng"         # optional, as a site names itself
      published: 2024-07-05             # optional
      title: "..."                      # optional
      text: ...
      expect:                           # every figure in scope; nothing else may come out
        - indicator, agency, value, unit, kind, start/end or @as-of

The indicator of a ranking is INDEX.indicator or INDEX.part.indicator. A figure without a known agency is
refused by the contract and is not listed. Not here: comparing (`matching`).
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import yaml

from orchestration.reports.catalogue.agencies import AgencyDirectory
from orchestration.reports.document import Document, Location, Paragraph
from orchestration.reports.narrative import read_prose

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from orchestration.reports.records import Record

ROOT = Path(__file__).parent
PARTS = ("tuned", "held")
LEVELS = ("nation", "ministry", "province", "district", "commune")
TOPICS = (
    "procedures", "online", "dossiers", "one_stop", "payment", "digitisation", "documents", "apparatus",
    "finance", "digital", "rankings", "satisfaction", "commitments", "mixed", "other_subject",
)  # fmt: skip


class Observation(NamedTuple):
    """One figure with all that is asked of it; `period` is `start/end` or `@as-of`."""

    indicator: str
    agency: str
    value: float
    unit: str
    kind: str
    period: str


@dataclass(frozen=True)
class Case:
    """One labelled text."""

    name: str
    topic: str
    level: str
    document: Document
    expected: frozenset[Observation]
    covers: tuple[int, ...] = ()
    traps: tuple[str, ...] = ()


def load_cases(part: str) -> list[Case]:
    """The texts of a part, in the order of its files."""
    return [
        _case(entry)
        for path in sorted((ROOT / part).glob("*.yml"))
        for entry in yaml.safe_load(path.read_text(encoding="utf-8")) or ()
    ]


def document(
    text: str, title: str | None = None, published: date | None = None, publisher: str | None = None
) -> Document:
    """A document as the readers return it; one with a publisher is a page of a site."""
    lines = [title, *text.split("\n")] if title else text.split("\n")
    paragraphs = tuple(
        Paragraph(line.strip(), Location(block=number), _role(line))
        for number, line in enumerate(lines, 1)
        if line.strip()
    )
    media_type = "text/html" if publisher else "text/plain"
    return Document(
        "corpus.txt", media_type, paragraphs, title=title, published_on=published, publisher=publisher
    )


def read(document: Document) -> frozenset[Observation]:
    """What the reader finds, without the figures that have no agency."""
    return observed(read_prose(document, AgencyDirectory.load()))


def observed(records: Iterable[Record]) -> frozenset[Observation]:
    """Records as observations, without those that have no agency."""
    return frozenset(observation(record) for record in records if record.values["agency_code"])


def observation(record: Record) -> Observation:
    values = record.values
    parts = [values["index_code"], values["component"], values["indicator_code"]]
    start, end, as_of = values["period_start"], values["period_end"], values["as_of"]
    return Observation(
        indicator=".".join(str(part) for part in parts if part),
        agency=str(values["agency_code"]),
        value=float(str(values["value"])),
        unit=str(values["unit"]),
        kind=str(values["kind"]),
        period=f"{start}/{end}" if end else f"@{as_of}",
    )


def labels(lines: Iterable[str]) -> frozenset[Observation]:
    """The observations that the lines of an `expect` name."""
    return frozenset(_label(line) for line in lines)


def _case(entry: dict[str, Any]) -> Case:
    return Case(
        name=entry["id"],
        topic=entry["topic"],
        level=entry["level"],
        document=document(entry["text"], entry.get("title"), entry.get("published"), entry.get("publisher")),
        expected=labels(entry["expect"]),
        covers=tuple(entry.get("covers") or ()),
        traps=tuple(entry.get("traps") or ()),
    )


def _label(line: str) -> Observation:
    indicator, agency, value, unit, kind, period = (part.strip().strip('"') for part in line.split(","))
    return Observation(indicator, agency, float(value), unit, kind, period)


def _role(line: str) -> Any:
    if line.startswith("- "):
        return "list_item"
    return "heading" if line.isupper() or line[:2] in ("I.", "II") else "body"
