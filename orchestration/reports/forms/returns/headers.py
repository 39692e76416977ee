"""Where the header rows of a grid are, and which texts stand over each column.

Belongs here: geometry. Not here: which form it is (`matching.py`), what the rows below mean (`rows.py`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING

from orchestration.reports.forms.cells import is_missing
from orchestration.reports.forms.returns.figures import DOUBTFUL
from orchestration.reports.forms.returns.folding import fold
from orchestration.reports.forms.returns.matching import leaf_of
from orchestration.reports.forms.returns.signature import load_signatures

if TYPE_CHECKING:
    from collections.abc import Sequence

    from orchestration.reports.document import Cell

Row = tuple["Cell", ...]
_FEWEST_SIGNALS = 2
_SURE_SHARE = 0.8
_LONGEST_HEADER = 160
_TALLEST_HEADER = 8
_NUMBERING = re.compile(r"^[(\[]?\s*(?:\d{1,2}[a-zđ]?|[A-H]|[IVX]{1,4})\s*[)\]]?(?:\s*[=:].*)?$")
_BRACKETED = re.compile(r"^\(\d{1,2}\)$")
_FORMULA = re.compile(r"^[(\[]?\d{1,2}[)\]]?\s*=")
_HAS_DIGIT = re.compile(r"\d")
_FIGURE = re.compile(r"^[+\-–]?\d[\d.,\s]*%?$")


@dataclass(frozen=True, slots=True)
class HeadedRows:
    """Rows `first` to `body` (not included) of a grid are its headers; the body ends before `end`."""

    first: int
    body: int
    end: int


def headed_rows(rows: Sequence[Row]) -> list[HeadedRows]:
    """The tables in a grid, from the top down: each begins with header rows."""
    found: list[HeadedRows] = []
    number = 0
    while number < len(rows):
        if not _begins_header(rows, number):
            number += 1
            continue
        body = _header_end(rows, number)
        if found:
            found[-1] = HeadedRows(found[-1].first, found[-1].body, number)
        found.append(HeadedRows(number, body, len(rows)))
        number = max(body, number + 1)
    return found


def header_chains(headers: Sequence[Row]) -> list[tuple[str, ...]]:
    """For each column the texts over it from the top down, each once, numbering left out.

    A heading over several columns counts for all of them, also where the cells are not merged and the text
    stands in the first one only.
    """
    grid = _filled([row for row in headers if not is_numbering(row)])
    width = len(headers[0]) if headers else 0
    return [tuple(dict.fromkeys(row[column] for row in grid if row[column])) for column in range(width)]


def is_numbering(row: Sequence[Cell]) -> bool:
    """Whether a row numbers the columns: (1) (2) (3), A B 1 2, or "(3)=(4)+(5)".

    A few cells that recognition of characters doubts are left out, save numbers in brackets, which no figure
    is: the others tell.
    """
    filled = [(place, cell) for place, cell in enumerate(row) if cell.text]
    sure = [
        (place, cell.text)
        for place, cell in filled
        if cell.confidence > DOUBTFUL or _BRACKETED.match(cell.text)
    ]
    if len(sure) < max(_FEWEST_SIGNALS + 1, _SURE_SHARE * len(filled)):
        return False
    if not all(_NUMBERING.match(text) for _, text in sure):
        return False
    if all(_FORMULA.match(text) for _, text in sure):
        return True
    numbers = [(place, int(found[0])) for place, text in sure if (found := re.search(r"\d+", text))]
    steps = [(after - before, to - start) for (start, before), (to, after) in pairwise(numbers)]
    is_rising = all(0 <= step <= distance for step, distance in steps) and any(step for step, _ in steps)
    return len(numbers) > _FEWEST_SIGNALS and is_rising and numbers[0][1] <= 3


def _begins_header(rows: Sequence[Row], number: int) -> bool:
    row = rows[number]
    if _holds_figures(row) or is_numbering(row):
        return False
    texts = {cell.text for cell in row if cell.text}
    if len(texts) < _FEWEST_SIGNALS or any(len(text) > _LONGEST_HEADER for text in texts):
        return False
    return sum(map(_is_signal, texts)) >= _FEWEST_SIGNALS


def _header_end(rows: Sequence[Row], first: int) -> int:
    """The first row below a header's first one that is no header; numbering and formulas still are."""
    number = first + 1
    while number < min(len(rows), first + _TALLEST_HEADER) and _continues_header(rows, first, number):
        number += 1
    while number < len(rows) and is_numbering(rows[number]):
        number += 1
    return number


def _continues_header(rows: Sequence[Row], first: int, number: int) -> bool:
    row = rows[number]
    texts = {cell.text for cell in row if cell.text}
    if not texts or is_numbering(row) or _holds_figures(row):
        return False
    if len(texts) == 1 and not _is_lone_heading(row):
        return False
    if any(map(_is_signal, texts)) and not _names_row(rows, first, row):
        return True
    # A heading broken over two rows: nothing in the columns that number and name the rows.
    return all(not cell.text or cell.is_repeated for cell in row[:2])


def _is_lone_heading(row: Row) -> bool:
    """Whether the only text of a row stands over some of the measures: a group among headings, no title."""
    held = [place for place, cell in enumerate(row) if cell.text]
    return held[0] > 1 and len(held) < len(row) - 2 and _is_signal(row[held[0]].text)


def _names_row(rows: Sequence[Row], first: int, row: Row) -> bool:
    """Whether a row has an ordinal or a name of its own under the labels, as rows of the body have."""
    labels = [column for column, cell in enumerate(rows[first]) if _is_label(cell.text)]
    return any(
        row[column].text and not row[column].is_repeated and row[column].text != rows[first][column].text
        for column in labels
        if not _is_signal(row[column].text)
    )


def _holds_figures(row: Row) -> bool:
    return any(cell.number is not None or _FIGURE.match(cell.text) for cell in row)


def _filled(headers: Sequence[Row]) -> list[list[str]]:
    """The header texts with those that stand over several columns written out to the right."""
    grid = [[cell.text for cell in row] for row in headers]
    for number, row in enumerate(grid):
        for column in range(1, len(row)):
            is_open = not row[column] and row[column - 1] and not headers[number][column].is_repeated
            has_parent = number == 0 or grid[number - 1][column] == grid[number - 1][column - 1]
            is_over = any(below[column] for below in grid[number + 1 :])
            is_merged = headers[number][column - 1].is_repeated
            if is_open and has_parent and is_over and not is_merged and not _is_label(row[column - 1]):
                row[column] = row[column - 1]
    return grid


@lru_cache(maxsize=20_000)
def _is_label(text: str) -> bool:
    folded = fold(text)
    return any(
        phrase.matches(folded)
        for signature in load_signatures()
        for phrases in signature.labels.values()
        for phrase in phrases
    )


@lru_cache(maxsize=20_000)
def _is_signal(text: str) -> bool:
    """Whether a text is one that headers of a form are made of: a label, a group or a leaf."""
    folded = fold(text)
    if is_missing(text) or not folded or len(text) > _LONGEST_HEADER:
        return False
    if _is_label(text):
        return True
    for signature in load_signatures():
        if any(phrase.search(folded) for phrases in signature.groups.values() for phrase in phrases):
            return True
        bare = leaf_of(folded, signature)
        leaves = (leaf for column in signature.columns for header in column.headers for leaf in header.leaf)
        if any(leaf and leaf.matches(bare) for leaf in leaves if leaf != ""):
            return True
    return False
