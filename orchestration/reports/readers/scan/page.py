"""One picture of a page to blocks: its tables and the paragraphs around them, from top to bottom."""

from __future__ import annotations

from typing import TYPE_CHECKING

from data_contracts.reasons import ReasonCode
from orchestration.reports.document import Block, Cell, Location, Paragraph, Table
from orchestration.reports.parts import OCR
from orchestration.reports.readers.failures import refusal
from orchestration.reports.readers.scan.cell_text import read_cells
from orchestration.reports.readers.scan.cleaning import WHITE, clean
from orchestration.reports.readers.scan.prose import Line, lines_of, paragraphs_of, read_words
from orchestration.reports.readers.scan.ruling import RuledTable, find_rules, find_tables, without_lines
from orchestration.reports.readers.scan.turning import upright
from orchestration.reports.readers.scan.unruled import unruled_tables
from orchestration.reports.readers.text import role_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    import numpy as np
    from numpy.typing import NDArray
    from PIL import Image

    from orchestration.reports.readers.scan.figures import Reading

    Picture = NDArray[np.uint8]

_LEGIBLE = 0.4


def read_page_image(
    image: Image.Image, page: int, first_table: int, first_paragraph: int
) -> tuple[Block, ...]:
    """The blocks of a page, none for a blank one.

    Args:
        image: the page; its `info["dpi"]` is believed where it means a usual size of paper.
        page: its number, from 1, for locations.
        first_table: the number of the page's first table in the document, from 1.
        first_paragraph: the same for its first paragraph.

    Raises:
        PermanentFailure: Tesseract is missing, or the page cannot be read well enough to trust any of it.
    """
    if not OCR.is_installed:
        raise OCR.missing("a scanned page")
    grey, stains = upright(*clean(image))
    rules = find_rules(grey)
    ruled, table_lines = find_tables(rules)
    bare = without_lines(grey, table_lines)
    rest = _without_tables(bare, ruled)
    unruled, words = unruled_tables(rest, stains, rules.across, read_words(rest))
    found = [(table, read_cells(bare, stains, table.cells)) for table in ruled]
    found += [(open_table.table, list(open_table.readings)) for open_table in unruled]
    found.sort(key=lambda pair: pair[0].top)
    lines = lines_of(rest, words)
    _check_legible(lines, [reading for _, cells in found for reading in cells], page)
    return tuple(_blocks(found, lines, Location(page=page), (first_table, first_paragraph)))


def _without_tables(grey: Picture, tables: Sequence[RuledTable]) -> Picture:
    rest = grey.copy()
    for table in tables:
        rest[table.top : table.bottom, table.left : table.right] = WHITE
    return rest


def _check_legible(lines: Sequence[Line], readings: Iterable[Reading], page: int) -> None:
    sure = [confidence for line in lines for confidence in line.confidences]
    sure += [reading.confidence for reading in readings if reading.text]
    if sure and sum(sure) / len(sure) < _LEGIBLE:
        raise refusal(
            ReasonCode.GARBLED_TEXT,
            f"print that is recognised with a mean confidence of at least {_LEGIBLE:.0%}",
            f"one of {sum(sure) / len(sure):.0%}: handwriting, a photograph or a very poor copy",
            "Scan the paper flat at 300 dpi, or send the file it was printed from.",
            str(Location(page=page)),
        )


def _blocks(
    tables: Sequence[tuple[RuledTable, Sequence[Reading]]],
    lines: Sequence[Line],
    place: Location,
    first: tuple[int, int],
) -> Iterable[Block]:
    """The paragraphs above each table, then the table, and the paragraphs after the last."""
    table_number, paragraph_number = first
    rest = list(lines)
    for table, cells in tables:
        above = [line for line in rest if line.top < table.top]
        rest = rest[len(above) :]
        for text, confidence in paragraphs_of(above):
            yield _paragraph(text, confidence, place, paragraph_number)
            paragraph_number += 1
        yield _table(table, cells, place, table_number)
        table_number += 1
    for number, (text, confidence) in enumerate(paragraphs_of(rest), paragraph_number):
        yield _paragraph(text, confidence, place, number)


def _paragraph(text: str, confidence: float, place: Location, number: int) -> Paragraph:
    return Paragraph(text, Location(page=place.page, block=number), role_of(text), confidence)


def _table(table: RuledTable, readings: Sequence[Reading], place: Location, number: int) -> Table:
    grid: dict[tuple[int, int], Cell] = {}
    for box, reading in zip(table.cells, readings, strict=True):
        for row in range(box.row, box.row + box.rows):
            for column in range(box.column, box.column + box.columns):
                grid[row, column] = Cell(
                    reading.text,
                    Location(place.page, None, number, row + 1, column + 1),
                    is_repeated=(row, column) != (box.row, box.column),
                    confidence=round(reading.confidence, 3),
                )
    rows = tuple(tuple(grid[row, column] for column in range(table.columns)) for row in range(table.rows))
    return Table(rows, rows[0][0].location)
