"""The places and scores of ranking tables that stand flattened in the paragraphs of a document.

Belongs here: their agencies, years and records. Does not belong here: finding the tables (`rank_tables`).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from orchestration.reports.narrative.observations import Owner, Value
from orchestration.reports.narrative.rank_editions import year_without_words
from orchestration.reports.narrative.rank_tables import find_rank_tables
from orchestration.reports.narrative.timing import data_year

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from orchestration.reports.document import Paragraph
    from orchestration.reports.narrative.flow import Flow
    from orchestration.reports.narrative.rank_tables import Cell, RankTable, TableRow
    from orchestration.reports.narrative.subject import Subject
    from orchestration.reports.narrative.subjects import SubjectFinder

_TYPE_WORDS = re.compile(r"\b(?:tỉnh|thành phố|tp|ubnd)\b|\W")


class TableReader:
    """The ranking tables of one document; `inside` holds the numbers of their paragraphs."""

    def __init__(self, paragraphs: Sequence[Paragraph], folded: Sequence[str], finder: SubjectFinder) -> None:
        self._paragraphs = paragraphs
        self._folded = folded
        self._finder = finder
        self._tables = {table.start: table for table in find_rank_tables(folded, self._agency)}
        self.inside = {place for table in self._tables.values() for place in range(table.start, table.end)}

    def values(self, place: int, flow: Flow) -> list[Value]:
        """The values of the table that begins at a paragraph; none where none begins."""
        table = self._tables.get(place)
        return [] if table is None else list(self._values(table, flow))

    def _agency(self, place: int, name: str) -> Subject | None:
        """The province or ministry that is all of a name."""
        start = self._folded[place].find(name)
        text = self._paragraphs[place].text[start : start + len(name)]
        found = self._finder.find(text, name, [], None)
        if len(found) != 1 or found[0].kind != "agency" or found[0].level not in ("province", "ministry"):
            return None
        subject = found[0]
        rest = _TYPE_WORDS.sub("", name[: subject.start] + name[subject.end :])
        is_one = subject.code is not None and ":" in subject.code and "/" not in subject.code
        return subject if is_one and not rest else None

    def _values(self, table: RankTable, flow: Flow) -> Iterator[Value]:
        for row in table.rows:
            if row.rank:
                yield self._value(table, row, row.rank, "index_rank", flow)
            if row.score:
                yield self._value(table, row, row.score, "index_score", flow)

    def _value(self, table: RankTable, row: TableRow, cell: Cell, role: str, flow: Flow) -> Value:
        subject = row.agency
        owner = Owner(subject.code or "", subject.level or "", subject.name, "stated")
        paragraphs = self._paragraphs[min(row.place, cell.paragraph) : max(row.place, cell.paragraph) + 1]
        return Value(
            indicator=role,
            value=cell.value,
            text=cell.text,
            unit="rank" if role == "index_rank" else table.index.unit,
            kind="actual",
            owner=owner,
            timed=data_year(table.year) if table.year else year_without_words(table.index, flow),
            evidence=" | ".join(paragraph.text.strip() for paragraph in paragraphs),
            location=self._paragraphs[cell.paragraph].location,
            rules=(f"ranking_table:{role}",),
            index_code=table.index.code,
        )
