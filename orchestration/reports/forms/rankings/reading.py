"""Ranking tables as `ranking_entries`: joins columns, rows, editions and units. Not their geometry."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from orchestration.reports.catalogue.agencies import AgencyDirectory
from orchestration.reports.forms.cells import parse_rank
from orchestration.reports.forms.rankings.context import context_of
from orchestration.reports.forms.rankings.editions import Edition, edition_from_cell
from orchestration.reports.forms.rankings.entries import Frame, RowMeasures, entry_record
from orchestration.reports.forms.rankings.layout import panels_of, segments_of
from orchestration.reports.forms.rankings.panel import MeasureGroup, Panel, Row, is_name_column, make_panel
from orchestration.reports.forms.rankings.provenance import provenance_of
from orchestration.reports.forms.rankings.scores import parse_score, ranked_count, score_scale
from orchestration.reports.forms.rankings.units import (
    TableDates,
    UnitMap,
    level_of,
    names_agency,
    subject_of,
    unit_map,
)
from orchestration.reports.forms.rankings.vocabulary import (
    OTHER_INDEX,
    Vocabulary,
    fold,
    load_vocabulary,
    search,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from orchestration.reports.catalogue.agencies import Level
    from orchestration.reports.document import Document, Table
    from orchestration.reports.records import Record

_CERTAIN, _PREVIOUS, _FROM_FILE_NAME = 0.95, 0.85, 0.75
_MAP_SIZES = {34, 63, 64}
_MeasuredRow = tuple[str, Row, RowMeasures]


def read_rankings(document: Document, table: Table) -> tuple[Record, ...]:
    """The entries of all ranking tables in a grid; none when it is no ranking table of a known index."""
    vocabulary, directory = load_vocabulary(), AgencyDirectory.load()
    is_agency = partial(names_agency, directory=directory)
    return tuple(
        record
        for panel in _panels(document, table, vocabulary, is_agency)
        for part in _parts(panel, document, vocabulary, directory)
        for record in part.records()
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


def _parts(
    panel: Panel, document: Document, vocabulary: Vocabulary, directory: AgencyDirectory
) -> Iterator[_Part]:
    """The measures of a panel; a table with columns for index or edition has a part for each of them."""
    level = level_of([name for name, _ in panel.rows if not _is_summary(name, vocabulary)], directory)
    for group in panel.groups if level else ():
        rows: dict[tuple[str | None, Edition | None], list[tuple[str, Row]]] = {}
        for name, row in panel.rows:
            index_code, edition = _stated_in_row(panel, row, vocabulary)
            part = (index_code or group.index_code, edition or group.edition)
            rows.setdefault(part, []).append((name, row))
        for (index_code, edition), named in rows.items():
            if level and index_code and index_code != OTHER_INDEX:
                yield _Part(panel, group, index_code, edition, level, named, document, vocabulary, directory)


def _stated_in_row(panel: Panel, row: Row, vocabulary: Vocabulary) -> tuple[str | None, Edition | None]:
    """Index and edition where a table has columns for them."""
    dated, titled = panel.cell(row, "date") or panel.cell(row, "year"), panel.cell(row, "index")
    index_code = vocabulary.index_in(fold(titled.text)) if titled else None
    return index_code, edition_from_cell(dated.text) if dated else None


def _is_summary(name: str, vocabulary: Vocabulary) -> bool:
    return any(search(words, fold(name)) for words in vocabulary.statistics.values())


@dataclass(frozen=True, slots=True)
class _Part:
    """One measure of one index in one edition: the rows that have it, and all that is needed to read them."""

    panel: Panel
    group: MeasureGroup
    index_code: str
    edition: Edition | None
    level: Level
    rows: list[tuple[str, Row]]
    document: Document
    vocabulary: Vocabulary
    directory: AgencyDirectory

    def records(self) -> Iterator[Record]:
        """The entries in reading order."""
        rows, units = self._measured_rows(), self._units()
        frame = self._frame(rows, units)
        lines = [fold(line) for line in self._lines()]
        are_means = any(search(self.vocabulary.statistics["mean"], line) for line in lines)
        for name, row, measures in rows:
            subject = subject_of(name, units, self.vocabulary, self.directory, are_region_means=are_means)
            if measures.is_worth_keeping(is_known=subject.agency is not None):
                provenance = provenance_of(self.panel, row, self.document.source_url)
                yield entry_record(frame, name, subject, measures, provenance)

    def _measured_rows(self) -> list[_MeasuredRow]:
        words, score, rank = self.vocabulary.indices[self.index_code], self.group.score, self.group.rank
        measured = []
        for name, row in self.rows:
            score_cell = row[score.position] if score else None
            rank_cell = row[rank.position] if rank else None
            measures = RowMeasures(
                score_cell,
                parse_score(score_cell, words) if score_cell else None,
                rank_cell,
                parse_rank(rank_cell) if rank_cell else None,
            )
            measured.append((name, row, measures))
        return measured

    def _frame(self, rows: list[_MeasuredRow], units: UnitMap) -> Frame:
        scores = [measures.score for _, _, measures in rows if measures.score]
        ranks = [measures.rank for _, _, measures in rows if measures.rank]
        listed = sum(m.is_filled and not _is_summary(name, self.vocabulary) for name, _, m in rows)
        words, component = self.vocabulary.indices[self.index_code], self.group.component
        year = self.edition.period_end.year if self.edition else None
        header = self.group.score.header if self.group.score else ""
        return Frame(
            self.index_code,
            component,
            self.edition,
            score_scale(words, component, year, header, scores),
            units.level,
            ranked_count(units, self._lines(), ranks, listed, self.vocabulary),
            self._confidence(),
        )

    def _lines(self) -> list[str]:
        """The headers of the measure and the lines above the table, nearest first."""
        return [*(column.header for column in self.group.columns), *self.panel.context.above]

    def _units(self) -> UnitMap:
        about = self.edition.period_end if self.edition else date.max
        dates = TableDates(about, self.document.published_on)
        names = [name for name, _ in self.rows]
        return unit_map(names, self.level, self._stated_map(), dates, self.directory)

    def _stated_map(self) -> int | None:
        """The size of the map that rank cells such as "5/63" state, else headers, else the lines around."""
        rank = self.group.rank
        in_cells = (parse_rank(row[rank.position]).of for _, row in self.rows) if rank else iter(())
        headers = (fold(column.header) for column in self.group.columns)
        in_headers = (match for header in headers if (match := search(self.vocabulary.unit_counts, header)))
        return (
            next((of for of in in_cells if of in _MAP_SIZES), None)
            or next((int(match["count"]) for match in in_headers), None)
            or self.panel.context.unit_count(self.vocabulary)
        )

    def _confidence(self) -> float:
        if self.group.is_previous:
            return _PREVIOUS
        inside = self.panel.context.without_file_name()
        columns, roles = self.group.columns, {column.role for column in self.panel.columns}
        is_named = "index" in roles or any(column.index_code for column in columns)
        is_dated = bool(roles & {"year", "date"}) or any(column.edition for column in columns)
        is_named = is_named or inside.index_code(self.vocabulary) is not None
        is_dated = is_dated or inside.edition(self.vocabulary, self.index_code) is not None
        return _CERTAIN if is_named and is_dated else _FROM_FILE_NAME
