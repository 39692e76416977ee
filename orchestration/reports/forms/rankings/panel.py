"""One ranking table made ready.

Its columns with their meaning, its rows with a name. No records are made here.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from orchestration.reports.forms.cells import is_missing
from orchestration.reports.forms.rankings.columns import Column, read_column, settle
from orchestration.reports.forms.rankings.editions import Edition, year_edition
from orchestration.reports.readers.grid import line_of

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from orchestration.reports.document import Cell
    from orchestration.reports.forms.rankings.context import Context
    from orchestration.reports.forms.rankings.layout import Segment
    from orchestration.reports.forms.rankings.vocabulary import Vocabulary

Row = tuple["Cell", ...]
_MeasureKey = tuple[str | None, Edition | None, str, bool]
_NAME_SHARE = 0.5


@dataclass(frozen=True, slots=True)
class MeasureGroup:
    """The columns that give score and rank of one index, edition and part; at least one of the two is there.

    `index_code` and `edition` are `None` where neither header nor titles tell: then a column of the rows
    must.
    """

    index_code: str | None
    edition: Edition | None
    component: str
    is_previous: bool
    score: Column | None
    rank: Column | None

    @property
    def columns(self) -> tuple[Column, ...]:
        """Its columns, the rank first: its header is the one that may state how many were ranked."""
        return tuple(column for column in (self.rank, self.score) if column)


@dataclass(frozen=True, slots=True)
class Panel:
    """A ranking table: the range of its columns, who its rows are about, what they measure."""

    span: range
    columns: tuple[Column, ...]
    groups: tuple[MeasureGroup, ...]
    rows: tuple[tuple[str, Row], ...]
    context: Context

    def cell(self, row: Row, role: str) -> Cell | None:
        """The cell of the first column with a role."""
        position = next((column.position for column in self.columns if column.role == role), None)
        return row[position] if position is not None else None


def make_panel(
    segment: Segment, span: range, context: Context, vocabulary: Vocabulary, is_agency: Callable[[str], bool]
) -> Panel | None:
    """The panel in a range of columns, or `None` when it ranks nobody or measures nothing."""
    table_index, titled = context.index_code(vocabulary), context.measure(vocabulary)
    columns = tuple(
        settle(
            read_column(position, segment.chain(position), vocabulary, table_index),
            [row[position] for row in segment.rows],
            titled,
        )
        for position in span
    )
    name = _name_column(columns, segment.rows, is_agency)
    groups = _groups(columns, context, vocabulary)
    if name is None or not groups:
        return None
    ordinal = next((column.position for column in columns if column.role == "ordinal"), None)
    named = [(_name(row, name, ordinal), row) for row in segment.rows if not _is_lone(row, span)]
    return Panel(span, columns, groups, tuple((text, row) for text, row in named if text), context)


def is_name_column(position: int, rows: Sequence[Row], is_agency: Callable[[str], bool]) -> bool:
    """Whether at least half of the filled cells of a column name agencies."""
    texts = [row[position].text for row in rows if not is_missing(row[position].text) and not line_of(row)]
    return bool(texts) and sum(map(is_agency, texts)) >= _NAME_SHARE * len(texts)


def _name_column(
    columns: Sequence[Column], rows: Sequence[Row], is_agency: Callable[[str], bool]
) -> int | None:
    """The place of the column that names most different agencies; regions repeat themselves, units do not."""
    if any(column.role == "local_name" for column in columns):
        return None
    candidates = [
        c.position for c in columns if not c.is_measure and is_name_column(c.position, rows, is_agency)
    ]
    return max(
        candidates, key=lambda p: len({row[p].text for row in rows if is_agency(row[p].text)}), default=None
    )


def _groups(columns: Sequence[Column], context: Context, vocabulary: Vocabulary) -> tuple[MeasureGroup, ...]:
    """The measures of a table: what a header leaves unsaid, the titles say."""
    table_index = context.index_code(vocabulary)
    found: dict[_MeasureKey, dict[str, Column]] = {}
    for column in columns:
        if column.is_measure:
            group = found.setdefault(_measure_key(column, table_index, context, vocabulary), {})
            is_total = "tổng" in column.header.casefold()
            if column.role not in group or (is_total and "tổng" not in group[column.role].header.casefold()):
                group[column.role] = column
    return tuple(MeasureGroup(*key, group.get("score"), group.get("rank")) for key, group in found.items())


def _measure_key(
    column: Column, table_index: str | None, context: Context, vocabulary: Vocabulary
) -> _MeasureKey:
    index_code = column.index_code or table_index
    edition = column.edition or (context.edition(vocabulary, index_code) if index_code else None)
    if column.is_previous and not column.edition and edition:
        edition = year_edition(edition.period_end.year - 1)
    titled = context.component(vocabulary, index_code) if index_code else "total"
    return index_code, edition, column.component or titled, column.is_previous


def _name(row: Row, name: int, ordinal: int | None) -> str:
    """The name of a row; a label such as "Trung bình" may stand in the column of row numbers."""
    text = row[name].text
    if is_missing(text) and ordinal is not None and not row[ordinal].text.strip("().").isdigit():
        return row[ordinal].text
    return text


def _is_lone(row: Row, span: range) -> bool:
    cells = row[span.start : span.stop]
    return not any(cell.text for cell in cells) or line_of(cells) is not None
