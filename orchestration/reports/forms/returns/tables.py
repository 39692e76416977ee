"""The forms in a document: columns known, continued tables joined, halves side by side apart.

What the rows are is decided in `rows.py`, whose they are in `filing`.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING

from orchestration.reports.document import Paragraph, Table
from orchestration.reports.forms.returns.folding import Phrase, fold
from orchestration.reports.forms.returns.headers import HeadedRows, headed_rows, header_chains, is_numbering
from orchestration.reports.forms.returns.matching import Match, best_match
from orchestration.reports.forms.returns.signature import load_signatures
from orchestration.reports.readers.grid import line_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from orchestration.reports.document import Document
    from orchestration.reports.forms.returns.headers import Row
    from orchestration.reports.forms.returns.signature import Signature

_LINES_AROUND = 12
_WIDEST_TITLE = 3
_TITLE = Phrase.of("biểu số|kỳ báo cáo|đơn vị báo cáo|từ ngày|tình hình kết quả").accented


@dataclass(frozen=True, slots=True)
class FormTable:
    """A form found in a document: its columns, the rows under them, the lines above them, nearest last.

    `titles` are those of the lines that stand in the grid itself, one a cell; `table` is the part of the grid
    from the headers down, at the place of the whole grid.
    """

    match: Match
    rows: tuple[Row, ...]
    above: tuple[str, ...]
    titles: tuple[str, ...]
    table: Table

    @property
    def rivals(self) -> tuple[Signature, ...]:
        """The other forms, of which a code or a title may stand above this one by mistake."""
        return tuple(other for other in load_signatures() if other.form != self.match.signature.form)


def form_tables(document: Document) -> list[FormTable]:
    """All tables of which the columns are those of a form, in reading order."""
    found: list[FormTable] = []
    lines: list[str] = []
    is_open = False
    for block in document.blocks:
        if isinstance(block, Paragraph):
            lines.append(block.text)
            continue
        forms = list(_forms_in(block, tuple(lines[-_LINES_AROUND:])))
        if not forms and is_open and _continues(found[-1], block):
            found[-1] = replace(found[-1], rows=(*found[-1].rows, *_without_numbering(block.rows)))
            continue
        is_open = bool(forms)
        if forms:
            found.extend(forms)
            lines = []
        else:
            lines.extend(line for row in block.rows[:_LINES_AROUND] if (line := _joined(row)))
    return _merged(found)


def _forms_in(table: Table, above: tuple[str, ...]) -> Iterator[FormTable]:
    parts = headed_rows(table.rows)
    if not parts:
        return
    tops = [_top(table.rows, part.first, before.body) for before, part in pairwise(parts)]
    for part, top, end in zip(parts, [0, *tops], [*tops, len(table.rows)], strict=True):
        titles = tuple(
            dict.fromkeys(cell.text for row in table.rows[top : part.first] for cell in row if cell.text)
        )
        chains = header_chains(table.rows[part.first : part.body])
        for columns in _panels(chains):
            known = best_match([chains[column] for column in columns], load_signatures())
            if known is not None:
                lines = above if part is parts[0] else ()
                yield _form(table, HeadedRows(part.first, part.body, end), columns, known, lines, titles)


def _top(rows: Sequence[Row], first: int, body: int) -> int:
    """Where the lines over a later header begin: its titles, if they say so, else none are its own."""
    top = first
    while top > body and len({cell.text for cell in rows[top - 1] if cell.text}) <= _WIDEST_TITLE:
        top -= 1
    lines = [fold(line) for row in rows[top:first] if (line := _joined(row))]
    return top if any(_TITLE.search(line) for line in lines) else first


def _form(
    table: Table,
    part: HeadedRows,
    columns: range,
    known: Match,
    above: tuple[str, ...],
    titles: tuple[str, ...],
) -> FormTable:
    rows = tuple(row[columns.start : columns.stop] for row in table.rows[part.body : part.end])
    own = Table(table.rows[part.first : part.end], table.location, table.caption)
    return FormTable(known, rows, (*above, *titles), titles, own)


def _panels(chains: Sequence[tuple[str, ...]]) -> list[range]:
    """The column ranges of tables side by side: one, or one for each repetition of the first headers."""
    first = next((column for column, chain in enumerate(chains) if chain), 0)
    starts = [
        column
        for column in range(first, len(chains))
        if chains[column : column + 2] == chains[first : first + 2]
        and (column == first or chains[column - 1] != chains[column])
    ]
    ends = [*starts[1:], len(chains)]
    return [range(start, end) for start, end in zip(starts, ends, strict=True)]


def _continues(form: FormTable, table: Table) -> bool:
    """Whether a table without headers goes on with a form: as wide, and on a page after it."""
    last = form.rows[-1][0].location if form.rows else form.table.location
    is_next_page = bool(table.location.page and last.page and table.location.page == last.page + 1)
    return is_next_page and table.width == form.table.width and bool(form.rows)


def _without_numbering(rows: Sequence[Row]) -> tuple[Row, ...]:
    return tuple(row for row in rows if not is_numbering(row))


def _merged(forms: Sequence[FormTable]) -> list[FormTable]:
    """Headers repeated in one grid or on the next page begin no new form: same columns, no own title."""
    merged: list[FormTable] = []
    for form in forms:
        last = merged[-1] if merged else None
        if last is not None and last.match == form.match and not form.above and _follows(last, form):
            merged[-1] = replace(last, rows=(*last.rows, *form.rows))
        else:
            merged.append(form)
    return merged


def _follows(last: FormTable, form: FormTable) -> bool:
    return last.table.location == form.table.location or _continues(last, form.table)


def _joined(row: Row) -> str | None:
    texts = list(dict.fromkeys(cell.text for cell in row if cell.text))
    return line_of(row) or (" ".join(texts) if texts else None)
