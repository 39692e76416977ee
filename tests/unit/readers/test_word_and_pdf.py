"""Word files against the PDF that LibreOffice prints of them: the same tables, cell by cell."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from orchestration.reports.readers import read_document
from orchestration.reports.readers.office import convert

DOCUMENTS = Path(__file__).parents[2] / "fixtures" / "documents"
NAMES = ("form-06-by-field", "form-06-by-agency", "annex", "ranking-par-index", "form-07b")
pytestmark = pytest.mark.needs_office

Grid = list[list[tuple[str, bool]]]


@cache
def grids(name: str, suffix: str) -> list[Grid]:
    content = (DOCUMENTS / name / f"{name}.docx").read_bytes()
    if suffix == "pdf":
        content = convert(content, "docx", "pdf")
    return [
        [[(cell.text, cell.is_repeated) for cell in row] for row in table.rows]
        for table in read_document(content, f"{name}.{suffix}").tables
        if table.width > 2
    ]


@pytest.mark.parametrize("name", NAMES)
def test_a_printed_table_has_the_cells_of_its_word_file(name: str) -> None:
    of_word, of_pdf = grids(name, "docx"), grids(name, "pdf")
    assert [len(grid) for grid in of_pdf] == [len(grid) for grid in of_word]
    for written, printed in zip(of_word, of_pdf, strict=True):
        for row, (expected, found) in enumerate(zip(written, printed, strict=True), 1):
            assert found == expected, row
