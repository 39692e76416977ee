"""Ranking tables as `ranking_entries`.

Joins columns, rows, editions and units. Geometry is in `layout.py`.
"""

from __future__ import annotations

import re
from datetime import date
from functools import cache, partial
from itertools import zip_longest
from typing import TYPE_CHECKING

from orchestration.reports.catalogue.agencies import AgencyDirectory
from orchestration.reports.forms.cells import ParsedNumber, is_missing, parse_rank
from orchestration.reports.forms.context import context_of
from orchestration.reports.forms.editions import Edition, edition_from_cell, year_edition
from orchestration.reports.forms.entries import Frame, Provenance, RowMeasures, entry_record
from orchestration.reports.forms.layout import panels_of, segments_of
from orchestration.reports.forms.panel import MeasureGroup, Panel, Row, is_name_column, make_panel
from orchestration.reports.forms.scores import parse_scores, ranked_count, score_scale
from orchestration.reports.forms.units import (
    TableDates,
    UnitMap,
    level_of,
    names_agency,
    subject_of,
    unit_map,
)
from orchestration.reports.forms.vocabulary import Vocabulary, fold, load_vocabulary, search
from orchestration.reports.readers.metadata import URL

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from orchestration.reports.catalogue.agencies import Level
    from orchestration.reports.document import Document, Table
    from orchestration.reports.records import Record

_CITED_URL = re.compile(rf"(?:theo|nguồn:?)\s+{URL.pattern}", re.IGNORECASE)
_CERTAIN, _PREVIOUS, _FROM_FILE_NAME = 0.95, 0.85, 0.75


def read_rankings(document: Document, table: Table) -> tuple[Record, ...]:
    """The entries of all ranking tables in a grid; none when it is no ranking table of a known index."""
    vocabulary, directory = load_vocabulary(), AgencyDirectory.load()
    is_agency = cache(partial(names_agency, directory=directory))
    return tuple(
        record
        for panel in _panels(document, table, vocabulary, is_agency)
        for record in _PanelReader(panel, document, vocabulary, directory).records()
    )


def _panels(
    document: Document, table: Table, vocabulary: Vocabulary, is_agency: Callable[[str], bool]
) -> Iterator[Panel]:
    for segment in segments_of(table, vocabulary, is_agency):
        context = context_of(document, table, list(segment.titles), list(segment.notes))
        is_name = partial(is_name_column, rows=segment.rows, is_agency=is_agency)
        for span in panels_of(segment, is_name):
            panel = make_panel(segment, span, context, vocabulary, is_agency)
            if panel:
                yield panel


class _PanelReader:
    """Reads one panel: first what holds for all rows of a measure, then row by row."""

    def __init__(
        self, panel: Panel, document: Document, vocabulary: Vocabulary, directory: AgencyDirectory
    ) -> None:
        self._panel = panel
        self._document = document
        self._vocabulary = vocabulary
        self._directory = directory

    def records(self) -> Iterator[Record]:
        """All entries of the panel, measure by measure, in reading order."""
        level = level_of(
            [name for name, _ in self._panel.rows if not self._is_summary(name)], self._directory
        )
        if level is None:
            return
        for group in self._panel.groups:
            for (index_code, edition), rows in self._parts(group).items():
                if index_code:
                    yield from self._read_part(group, index_code, edition, level, rows)

    def _is_summary(self, name: str) -> bool:
        return any(search(words, fold(name)) for words in self._vocabulary.statistics.values())

    def _parts(self, group: MeasureGroup) -> dict[tuple[str | None, Edition | None], list[tuple[str, Row]]]:
        """The rows by index and edition: one part, unless the table has columns for them."""
        context, vocabulary = self._panel.context, self._vocabulary
        table_index = group.lead.index_code or context.index_code(vocabulary)
        table_edition = context.edition(vocabulary, table_index) if table_index else None
        parts: dict[tuple[str | None, Edition | None], list[tuple[str, Row]]] = {}
        for name, row in self._panel.rows:
            stated = self._panel.cell(row, "date") or self._panel.cell(row, "year")
            index_cell = self._panel.cell(row, "index")
            index_code = vocabulary.index_in(fold(index_cell.text)) if index_cell else None
            edition = (
                (edition_from_cell(stated.text) if stated else None) or group.lead.edition or table_edition
            )
            if group.lead.is_previous and not group.lead.edition:
                edition = year_edition(edition.period_end.year - 1) if edition else None
            parts.setdefault((index_code or table_index, edition), []).append((name, row))
        return parts

    def _read_part(
        self,
        group: MeasureGroup,
        index_code: str,
        edition: Edition | None,
        level: Level,
        rows: list[tuple[str, Row]],
    ) -> Iterator[Record]:
        words = self._vocabulary.indices[index_code]
        score, rank = group.score, group.rank
        scores = parse_scores([row[score.position] for _, row in rows], words) if score else []
        units = self._units(group, level, edition, [name for name, _ in rows])
        frame = self._frame(group, index_code, edition, units, rows, scores)
        are_means = any(
            search(self._vocabulary.statistics["mean"], fold(line)) for line in self._lines(group)
        )
        for number, (name, row) in enumerate(rows):
            subject = subject_of(
                name, units, self._vocabulary, self._directory, region_rows_are_means=are_means
            )
            measures = RowMeasures(
                row[score.position] if score else None,
                scores[number] if score else None,
                row[rank.position] if rank else None,
                parse_rank(row[rank.position]) if rank else None,
            )
            if measures.is_worth_keeping(is_known=subject.agency is not None):
                yield entry_record(frame, name, subject, measures, self._provenance(row))

    def _frame(
        self,
        group: MeasureGroup,
        index_code: str,
        edition: Edition | None,
        units: UnitMap,
        rows: list[tuple[str, Row]],
        scores: list[ParsedNumber],
    ) -> Frame:
        words, context = self._vocabulary.indices[index_code], self._panel.context
        component = group.lead.component or context.component(self._vocabulary, index_code)
        year = edition.period_end.year if edition else None
        ranks = [parse_rank(row[group.rank.position]) for _, row in rows] if group.rank else []
        return Frame(
            index_code,
            component,
            edition,
            score_scale(words, component, year, group.score.header if group.score else "", scores),
            units.level,
            ranked_count(
                units, self._lines(group), ranks, self._listed(rows, scores, ranks), self._vocabulary
            ),
            self._confidence(group, index_code, edition),
        )

    def _listed(
        self, rows: list[tuple[str, Row]], scores: list[ParsedNumber], ranks: list[ParsedNumber]
    ) -> int:
        """The number of units with a figure, rows for all units together left out."""
        figures = zip_longest(scores, ranks, fillvalue=ParsedNumber())
        has_figure = (score.value is not None or rank.value is not None for score, rank in figures)
        return sum(
            filled and not self._is_summary(name) for (name, _), filled in zip(rows, has_figure, strict=True)
        )

    def _lines(self, group: MeasureGroup) -> list[str]:
        """The headers of a measure and the lines above the table, nearest first."""
        return [
            *(column.header for column in (group.rank, group.score) if column),
            *self._panel.context.above,
        ]

    def _units(self, group: MeasureGroup, level: Level, edition: Edition | None, names: list[str]) -> UnitMap:
        dates = TableDates(edition.period_end if edition else date.max, self._document.published_on)
        places = (
            [parse_rank(row[group.rank.position]).of for _, row in self._panel.rows] if group.rank else []
        )
        in_header = [
            match
            for line in self._lines(group)[:2]
            if (match := search(self._vocabulary.unit_counts, fold(line)))
        ]
        stated = next((of for of in places if of in {34, 63, 64}), None)
        stated = stated or (
            int(in_header[0]["count"]) if in_header else self._panel.context.unit_count(self._vocabulary)
        )
        return unit_map(names, level, stated, dates, self._directory)

    def _confidence(self, group: MeasureGroup, index_code: str, edition: Edition | None) -> float:
        if group.lead.is_previous:
            return _PREVIOUS
        inside = self._panel.context.without_file_name()
        is_named = group.lead.index_code or inside.index_code(self._vocabulary)
        is_dated = (
            group.lead.edition
            or inside.edition(self._vocabulary, index_code)
            or self._has_column("year", "date")
        )
        return _CERTAIN if is_named and is_dated and edition else _FROM_FILE_NAME

    def _has_column(self, *roles: str) -> bool:
        return any(column.role in roles for column in self._panel.columns)

    def _provenance(self, row: Row) -> Provenance:
        """Source and remark of a row; a source that is no address is kept with the remark."""
        source, note = self._panel.cell(row, "source"), self._panel.cell(row, "note")
        own = _CITED_URL.search(note.text) if note else None
        url = URL.search(source.text) if source else own and URL.search(own.group())
        cited = source.text if source and not url and not is_missing(source.text) else None
        remark = note.text if note and not is_missing(note.text) else None
        fallback = None if cited else self._panel.context.source_url() or self._document.source_url
        printed = [cell.text for cell in row[self._panel.span.start : self._panel.span.stop] if cell.text]
        return Provenance(
            url.group() if url else fallback,
            "; ".join(filter(None, (remark, cited))) or None,
            " | ".join(dict.fromkeys(printed)),
        )
