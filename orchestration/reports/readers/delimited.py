"""CSV and its relatives.

One table of texts. Types are never guessed: a procedure code 1.000001 is no number.
"""

from __future__ import annotations

import csv
import re
import sys
from collections import Counter
from statistics import median

from data_contracts.reasons import ReasonCode
from orchestration.reports.document import Cell, Document, Location, clean_text
from orchestration.reports.limits import current_limits
from orchestration.reports.readers.encoding import decode
from orchestration.reports.readers.failures import check_size, refusal
from orchestration.reports.readers.grid import blocks_of_grid, rectangle

_SEPARATORS = (";", "\t", ",", "|")
_SEPARATORS_OF_UNNAMED = (";", "\t", ",")  # bars also draw tables in plain text
_SAMPLE_ROWS = 200
_LONGEST_USUAL_CELL = 60
_LONGEST_USUAL_CELL_OF_RAGGED = 20
_DECLARATION = re.compile(r"^sep=(.)\n", re.IGNORECASE)


# The limit is one for the whole process: never lower it.
csv.field_size_limit(sys.maxsize)


def read_delimited(content: bytes, name: str, media_type: str) -> Document:
    """A document of one table, whose title, source and note lines are rows like the others."""
    text = decode(content)
    separator = find_separator(text, is_named_so=True) or ","
    try:
        lines = list(csv.reader(_DECLARATION.sub("", text).splitlines(keepends=True), delimiter=separator))
    except csv.Error as error:
        advice = "Export the table again, with quotes around every text that holds quotes or line breaks."
        raise refusal(ReasonCode.UNREADABLE_FILE, "a CSV table", str(error), advice) from error
    width = max((len(line) for line in lines), default=0)
    check_size(len(lines) * width, current_limits().cells, "cells")
    rows = rectangle(
        [
            [
                Cell(clean_text(value), Location(row=number, column=column))
                for column, value in enumerate(line, 1)
            ]
            for number, line in enumerate(lines, 1)
        ]
    )
    return Document(name, media_type, blocks_of_grid(rows))


def find_separator(text: str, *, is_named_so: bool) -> str | None:
    """The separator that cuts most lines into equally many short fields, or `None` where there is no table.

    A file not named as a table must look like one more strictly, as prose has commas and semicolons too.
    """
    declared = _DECLARATION.match(text)
    if declared:
        return declared.group(1)
    best: tuple[float, int, str] | None = None
    for separator in _SEPARATORS if is_named_so else _SEPARATORS_OF_UNNAMED:
        share, width = _regularity(text, separator, is_named_so=is_named_so)
        candidate = (round(share * (width - 1), 3), width, separator)
        if width >= (2 if is_named_so else 3) and share >= (0.5 if is_named_so else 0.8):
            best = max(best, candidate) if best else candidate
    return best[2] if best else None


def _regularity(text: str, separator: str, *, is_named_so: bool) -> tuple[float, int]:
    """Share of the lines with the most frequent number of fields (two or more), and that number.

    In a file that is named a table, lines of many lengths count too when their fields are short.
    """
    lines = [line for line in text.split("\n")[: 2 * _SAMPLE_ROWS] if line.strip()][:_SAMPLE_ROWS]
    try:
        rows = [row for row in csv.reader((line + "\n" for line in lines), delimiter=separator) if row]
    except csv.Error:
        return 0.0, 0
    wide = [row for row in rows if len(row) > 1]
    cells = [cell for row in wide for cell in row]
    usual_length = median(map(len, cells)) if cells else 0
    if len(wide) < 2 or usual_length > _LONGEST_USUAL_CELL:
        return 0.0, 0
    width, count = Counter(map(len, wide)).most_common(1)[0]
    after_blank = sum(cell.startswith(" ") for row in wide for cell in row[1:])
    is_prose = usual_length > _LONGEST_USUAL_CELL_OF_RAGGED or 2 * after_blank > len(cells) - len(wide)
    if is_prose and not is_named_so:
        return 0.0, 0
    return (count if is_prose or not is_named_so else len(wide)) / len(rows), width
