"""The document model: locations as a person counts them, and clean text."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orchestration.reports.document import (
    Cell,
    Document,
    Location,
    Paragraph,
    Table,
    clean_text,
    column_letters,
)


@pytest.mark.parametrize(
    ("location", "printed"),
    [
        (Location(sheet="PCI 2016", row=4, column=2), 'sheet "PCI 2016", cell B4'),
        (Location(block=2, row=3, column=2), "table 2, row 3, column 2"),
        (Location(block=12), "paragraph 12"),
        (Location(page=3, block=1), "page 3, paragraph 1"),
        (Location(row=7, column=1), "row 7, column 1"),
        (Location(sheet="Ẩn"), 'sheet "Ẩn"'),
        (Location(), "whole file"),
    ],
)
def test_location_is_printed_for_people(location: Location, printed: str) -> None:
    assert str(location) == printed


@pytest.mark.parametrize(("column", "letters"), [(1, "A"), (26, "Z"), (27, "AA"), (52, "AZ"), (703, "AAA")])
def test_columns_have_the_letters_of_a_spreadsheet(column: int, letters: str) -> None:
    assert column_letters(column) == letters


@given(st.text())
def test_clean_text_is_composed_and_has_single_blanks(text: str) -> None:
    cleaned = clean_text(text)
    assert unicodedata.is_normalized("NFC", cleaned)
    assert cleaned == clean_text(cleaned)
    assert "  " not in cleaned
    assert cleaned == cleaned.strip()


def test_document_lists_paragraphs_and_tables_in_order() -> None:
    first, second = Paragraph("một", Location(block=1)), Paragraph("hai", Location(block=2))
    table = Table(((Cell("1", Location(block=1, row=1, column=1)),),), Location(block=1, row=1, column=1))
    document = Document("a.txt", "text/plain", (first, table, second))
    assert document.paragraphs == (first, second)
    assert document.tables == (table,)
    assert table.width == 1
