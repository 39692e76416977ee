"""The lines that speak of a table or of the whole report, nearest first.

Here: which lines those are. Not here: what they say (`filing`).
"""

from __future__ import annotations

from itertools import chain, islice
from typing import TYPE_CHECKING

from orchestration.reports.document import Document, Paragraph, Table
from orchestration.reports.readers.grid import line_of

if TYPE_CHECKING:
    from collections.abc import Iterator

_LONGEST_HEAD = 300
_TITLE_ROWS = 20
_OPENING_LINES = 15


def head_lines(document: Document, table: Table | None) -> list[str]:
    """The title rows inside the table from the header up, the lines above it, its sheet's name."""
    if table is None:
        return []
    titles = [line for row in table.rows[:_TITLE_ROWS] if (line := line_of(row))]
    place = next((n for n, block in enumerate(document.blocks) if block is table), 0)
    above = _short_lines(reversed(document.blocks[:place]))
    sheet = [table.location.sheet] if table.location.sheet else []
    return [*reversed(titles), *filter(None, [table.caption]), *above, *sheet]


def opening_lines(document: Document) -> list[str]:
    """The title and the first lines of the report, in order."""
    first = chain.from_iterable(_lines_of(block) for block in document.blocks)
    title = [document.title] if document.title else []
    return [*title, *islice((line for line in first if len(line) <= _LONGEST_HEAD), _OPENING_LINES)]


def _lines_of(block: object) -> Iterator[str]:
    if isinstance(block, Paragraph):
        yield block.text
    elif isinstance(block, Table):
        yield from (line for row in block.rows[:_TITLE_ROWS] if (line := line_of(row)))


def _short_lines(blocks: Iterator[object]) -> Iterator[str]:
    """The short paragraphs up to the table before, which has a head of its own."""
    for block in blocks:
        if not isinstance(block, Paragraph):
            return
        if len(block.text) <= _LONGEST_HEAD:
            yield block.text
