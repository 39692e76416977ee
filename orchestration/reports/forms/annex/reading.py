"""Statistics annexes as `observations`: joins rows, criteria, figures, agency and period."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from orchestration.reports.catalogue.agencies import AgencyDirectory
from orchestration.reports.catalogue.names import without_diacritics
from orchestration.reports.document import Paragraph
from orchestration.reports.filing import Filing, filing_of, missing
from orchestration.reports.forms.annex.criteria import Teller, Told
from orchestration.reports.forms.annex.figures import Figure, read_figure
from orchestration.reports.forms.annex.layout import Annex, FigureColumn, annexes_of
from orchestration.reports.forms.annex.outline import Node, outline
from orchestration.reports.forms.annex.rates import Count, nearest_count, recompute
from orchestration.reports.forms.annex.records import (
    Entry,
    Owner,
    as_record,
    rate_of_nothing,
    told_twice,
    unknown_criterion,
    unknown_owner,
    unreadable,
)
from orchestration.reports.forms.annex.vocabulary import Layer, Vocabulary, load_vocabulary
from orchestration.reports.forms.cells import ParsedNumber, in_percent
from orchestration.reports.forms.rankings.context import context_of
from orchestration.reports.readers.grid import line_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from orchestration.reports.document import Cell, Document
    from orchestration.reports.records import Record

_HINTS = ("tieu chi", "chi tieu", "noi dung", "chi so", "danh muc", "linh vuc")
"""One of these heads the criteria of every annex; a table without them is spared the catalogue."""

_Place = tuple[str | None, int]
"""The agency of a figure and the column that it stands in."""

_HEAD_ROWS = 20
_FEWEST_KNOWN = 3
_KNOWN_SHARE = 0.3
_UNPRINTED_UNIT, _WORDED_ZERO, _MISMATCH, _NOT_RECOMPUTED, _PREVIOUS = 0.03, 0.15, 0.25, 0.03, 0.1


def read_annexes(document: Document) -> tuple[Record, ...]:
    """The records of all annexes of a report; a row that nobody knows is a refused record, never lost."""
    firsts = (row for table in document.tables for row in table.rows[:_HEAD_ROWS])
    heads = {cell.text for row in firsts for cell in row if cell.number is None and cell.text}
    folded = without_diacritics("\n".join(heads)).casefold()
    if not any(hint in folded for hint in _HINTS):
        return ()
    vocabulary = load_vocabulary()
    return tuple(
        record
        for annex in annexes_of(document, vocabulary)
        for record in _Reader(annex, document, vocabulary).records()
    )


def _is_rate(told: Told) -> bool:
    return told.criterion is not None and told.criterion.unit == "percent"


class _Reader:
    """Reads one annex."""

    def __init__(self, annex: Annex, document: Document, vocabulary: Vocabulary) -> None:
        self._annex, self._document, self._words = annex, document, vocabulary
        self._nodes = outline(annex.lines)
        self._teller = Teller(vocabulary)
        self._counts: list[Count] = []
        self._seen: dict[tuple[object, ...], float] = {}

    def records(self) -> Iterator[Record]:
        """The records in reading order; none if too few rows are known for this to be such an annex."""
        if not self._is_annex():
            return
        filing = self._filing()
        held_back = missing(filing, self._document.name)
        figures = [
            (node, told, column, cell, self._figure(node, told, cell))
            for node in self._nodes
            if not (told := self._teller.tell(node)).is_coded
            for column, cell in node.line.figures
        ]
        for node, told, column, _, figure in figures:
            if told.criterion and figure.value is not None and told.criterion.unit != "percent":
                owner = self._owner(column.layer or told.layer, filing)
                self._counts.append(
                    Count(node, told.criterion.indicator, owner.code, column.position, figure.value)
                )
        rates = [(told, column, figure) for _, told, column, _, figure in figures if _is_rate(told)]
        for node, told, column, cell, figure in figures:
            if _is_rate(told):
                own = (self._owner(column.layer or told.layer, filing).code, column.position)
                peers = [other for _, at, other in rates if at.position == column.position]
                figure = self._in_percent(node, told, cell, figure, own, peers)
            entry = self._entry(node, told, column, cell, figure, filing)
            if entry is not None:
                entry = replace(entry, issues=(*entry.issues, *held_back))
                key = self._words.key(column.header)
                before = any(phrase.found_in(key) for phrase in self._words.year_before)
                yield as_record(entry, filing, is_year_before=before)

    def _filing(self) -> Filing:
        """Who files the annex and for when: title rows inside its table come first."""
        table = self._annex.table
        head = (Paragraph(line, table.location) for row in table.rows[:_HEAD_ROWS] if (line := line_of(row)))
        place = next(n for n, block in enumerate(self._document.blocks) if block is table)
        blocks = self._document.blocks
        headed = replace(self._document, blocks=(*blocks[:place], *head, *blocks[place:]))
        return filing_of(headed, table)

    def _is_annex(self) -> bool:
        """Whether enough rows with a figure are known, fewer where a title says that it is this annex."""
        filled = [node for node in self._nodes if any(cell.text.strip() for _, cell in node.line.figures)]
        known = sum(self._teller.tell(node).criterion is not None for node in filled)
        above = context_of(self._document, self._annex.table, [], []).above
        titles = [*above, *(row[0].text for row in self._annex.table.rows[:_HEAD_ROWS])]
        is_titled = any(
            phrase.found_in(self._words.key(line)) for line in titles for phrase in self._words.titles
        )
        return known >= 1 if is_titled else known >= max(_FEWEST_KNOWN, _KNOWN_SHARE * len(filled))

    def _figure(self, node: Node, told: Told, cell: Cell) -> Figure:
        code = told.criterion.unit if told.criterion else (told.unit.code if told.unit else "")
        return read_figure(
            cell, is_rate=code == "percent", is_money=code == "billion_vnd", note=node.line.note
        )

    def _in_percent(
        self, node: Node, told: Told, cell: Cell, figure: Figure, own: _Place, others: Iterable[Figure]
    ) -> Figure:
        """A rate in percent; one of 0 to 1 that is stored without a percent format may be a share."""
        ratio = told.criterion.ratio if told.criterion else None
        parts = (ratio.numerator, ratio.denominator) if ratio else ()
        counts = [nearest_count(self._counts, node, part, *own) for part in parts]
        top, bottom = counts or (None, None)
        rate = in_percent(
            ParsedNumber(figure.value, figure.is_percent),
            expected=top / bottom * 100 if top is not None and bottom else None,
            others=[ParsedNumber(other.value, other.is_percent) for other in others],
        )
        if rate.problem and cell.number is None and told.unit is not None:
            return figure  # typed under a printed "%"
        return replace(figure, value=rate.value, problem=figure.problem or rate.problem)

    def _entry(
        self, node: Node, told: Told, column: FigureColumn, cell: Cell, figure: Figure, filing: Filing
    ) -> Entry | None:
        """The figure as an entry; `None` for a cell that says nothing."""
        place = str(cell.location)
        is_known = told.criterion is not None
        if figure.value is None and not (is_known and figure.problem):
            return None
        owner = self._owner(column.layer or told.layer, filing)
        entry = Entry(
            told.criterion.indicator if told.criterion else None,
            told.criterion.unit if told.criterion else (told.unit.code if told.unit else None),
            figure.value, cell, column, owner, self._evidence(node), ("annex",),
        )  # fmt: skip
        if told.criterion is None:
            return replace(entry, issues=(unknown_criterion(node.label, place),))
        if figure.value is None:
            return replace(entry, issues=(unreadable(cell.text, figure.problem or "", place),))
        entry = self._with_doubts(self._scaled(entry, told), told, figure)
        if owner.code is None and filing.agency is not None:
            entry = replace(entry, issues=(*entry.issues, unknown_owner(owner.name, place)))
        return self._checked(self._once(entry, node), node, told, figure)

    def _scaled(self, entry: Entry, told: Told) -> Entry:
        scale = told.unit.scale if told.unit else 1.0
        if scale == 1.0 or entry.value is None:
            return entry
        return replace(entry, value=float(f"{entry.value * scale:.12g}"), rules=(*entry.rules, "scaled"))

    def _with_doubts(self, entry: Entry, told: Told, figure: Figure) -> Entry:
        doubt, rules = entry.doubt, list(entry.rules)
        if told.is_loose:
            doubt, rules = doubt + _UNPRINTED_UNIT, [*rules, "unit_of_indicator"]
        if figure.is_worded:
            doubt, rules = doubt + _WORDED_ZERO, [*rules, "worded_zero"]
        if entry.column.kind == "previous":
            doubt += _PREVIOUS
        return replace(entry, doubt=doubt, rules=tuple(rules))

    def _once(self, entry: Entry, node: Node) -> Entry:
        """An entry refused when an earlier row gave the same measure another value."""
        key = (entry.indicator, entry.owner.code, entry.column.position)
        first = self._seen.setdefault(key, entry.value or 0.0)
        if first == (entry.value or 0.0):
            return entry
        reason = told_twice(node.label, str(entry.indicator), str(entry.cell.location))
        return replace(entry, issues=(*entry.issues, reason))

    def _checked(self, entry: Entry, node: Node, told: Told, figure: Figure) -> Entry:
        """A rate held against its counts, or against the two numbers printed with it."""
        if told.criterion is None or told.criterion.unit != "percent" or entry.value is None:
            return entry
        ratio, place = told.criterion.ratio, entry.column.position
        top = bottom = None
        if ratio:
            top = nearest_count(self._counts, node, ratio.numerator, entry.owner.code, place)
            bottom = nearest_count(self._counts, node, ratio.denominator, entry.owner.code, place)
        bottom = figure.of if bottom is None else bottom
        made = recompute(entry.value, entry.cell.text, top, bottom)
        if made is None:
            return replace(entry, doubt=entry.doubt + _NOT_RECOMPUTED)
        if made.value is None:
            return replace(entry, issues=(*entry.issues, rate_of_nothing(str(entry.cell.location))))
        if made.agrees:
            formula = ratio.formula if ratio else None
            return replace(entry, rules=(*entry.rules, "rate_recomputed"), rate_formula=formula)
        told_by = f"{entry.evidence} [{made.numerator:g}/{made.denominator:g} = {made.value:g} %]"
        return replace(
            entry, doubt=entry.doubt + _MISMATCH, rules=(*entry.rules, "rate_mismatch"), evidence=told_by
        )

    def _owner(self, layer: Layer | None, filing: Filing) -> Owner:
        """The reporting agency, or a layer of it; a ministry has no layers."""
        agency = filing.agency
        if agency is None:
            return Owner(None, None, filing.agency_name)
        if layer is None:
            return Owner(agency.code, agency.level, filing.agency_name)
        if agency.level != "province":
            return Owner(None, None, layer)
        inside = AgencyDirectory.load().inside(agency, layer)
        return Owner(inside.code, inside.level, filing.agency_name)

    def _evidence(self, node: Node) -> str:
        """The row as printed, after the heading above it."""
        heading = f"{node.parent.label} › " if node.parent else ""
        return f"{heading}{node.line.printed}"
