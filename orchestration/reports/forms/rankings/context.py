"""What stands around a table.

Its titles and captions above, its notes and sources below. Columns are not read here.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from orchestration.reports.document import Document, Paragraph, Table
from orchestration.reports.forms.rankings.editions import Edition, edition_in
from orchestration.reports.forms.rankings.vocabulary import OTHER_INDEX, Role, Vocabulary, fold, search
from orchestration.reports.readers.metadata import URL

if TYPE_CHECKING:
    from collections.abc import Iterator

_LONGEST_TITLE = 300
_SOURCE_LINE = re.compile(r"^\W*(?:nguồn|source|theo)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Context:
    """The lines that speak of a table.

    `above` nearest first and ending with the file's name; `below` in order.
    """

    above: tuple[str, ...]
    below: tuple[str, ...]

    def without_file_name(self) -> Context:
        """Only what the report itself says."""
        return Context(self.above[:-1], self.below)

    def index_code(self, vocabulary: Vocabulary) -> str | None:
        """The index that the nearest line names; `None` too when that is one which is not read here."""
        named = next((code for line in self.above if (code := vocabulary.index_in(fold(line)))), None)
        return None if named == OTHER_INDEX else named

    def measure(self, vocabulary: Vocabulary) -> Role | None:
        """Whether the nearest line that tells speaks of ranks or of scores."""
        lines = [vocabulary.without_index_names(fold(line)) for line in self.above]
        roles: tuple[Role, ...] = ("rank", "score")
        told = (role for line in lines for role in roles if search(vocabulary.columns[role], line))
        return next(told, None)

    def edition(self, vocabulary: Vocabulary, index_code: str) -> Edition | None:
        """The edition that the nearest line names."""
        return next((e for line in self.above if (e := edition_in(line, vocabulary, index_code))), None)

    def component(self, vocabulary: Vocabulary, index_code: str) -> str:
        """The part of the index that the whole table is about, when its title says so; else `total`."""
        words = vocabulary.indices[index_code]
        titles = (fold(line) for line in self.above[:-1])
        named = (words.component_in(t) for t in titles if search(vocabulary.component_titles, t))
        return next(filter(None, named), "total")

    def unit_count(self, vocabulary: Vocabulary) -> int | None:
        """The number of provinces in the map that a line states: 34, 63 or 64."""
        for line in (*self.above, *self.below):
            if match := search(vocabulary.unit_counts, fold(line)):
                return int(match["count"])
        return 34 if any(search(vocabulary.unit_map_merged, fold(line)) for line in self.above) else None

    def source_url(self) -> str | None:
        """The address in the nearest source line, below before above."""
        lines = [line for line in (*self.below, *self.above[:-1]) if _SOURCE_LINE.match(line)]
        return next((match.group() for line in lines if (match := URL.search(line))), None)


def context_of(document: Document, table: Table, titles: list[str], notes: list[str]) -> Context:
    """The context of a table or of one part of it.

    Args:
        document: where the table stands.
        table: one of the document's tables.
        titles: the lone lines inside the table above the rows, from the top down.
        notes: the lone lines inside the table below the rows.
    """
    place = next(number for number, block in enumerate(document.blocks) if block is table)
    outside = list(_short_lines(reversed(document.blocks[:place])))
    sheet = [table.location.sheet] if table.location.sheet else []
    stem = re.sub(r"[_\-.]+", " ", document.name.rsplit("/", 1)[-1].rsplit(".", 1)[0])
    title = [document.title] if document.title else []
    above = [*reversed(titles), table.caption, *outside, *sheet, *title, stem]
    below = [*notes, *_short_lines(iter(document.blocks[place + 1 :]))]
    return Context(tuple(filter(None, above)), tuple(below))


def _short_lines(blocks: Iterator[object]) -> Iterator[str]:
    """The short paragraphs up to the next table."""
    for block in blocks:
        if not isinstance(block, Paragraph):
            return
        if len(block.text) <= _LONGEST_TITLE:
            yield block.text
