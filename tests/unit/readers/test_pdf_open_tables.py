"""Tables without lines in PDF files of text: no figures of two columns run into one. Figures are invented."""

from __future__ import annotations

from typing import TYPE_CHECKING

from orchestration.reports.readers import read_document
from tests.unit.readers.pdfs import A4, SERIF, pdf, write

if TYPE_CHECKING:
    from reportlab.pdfgen.canvas import Canvas


def test_single_digits_far_apart_stay_in_their_columns() -> None:
    rows = [
        line.split() for line in ("1 38 4 7 37 34 3 0 1 0", "2 5 1 4 5 5 0 0 0 0", "3 52 18 21 50 41 8 1 2 0")
    ]

    def page(canvas: Canvas) -> None:
        for column in range(10):
            write(canvas, 60 + 48 * column, 106, [f"Cột {column}"], 9)
        for number, row in enumerate(rows):
            canvas.setFont(SERIF, 9)
            for column, text in enumerate(row):
                canvas.drawCentredString(70 + 48 * column, A4[1] - 120 - 16 * number, text)

    (table,) = read_document(pdf(page), "bieu.pdf").tables
    assert [[cell.text for cell in row] for row in table.rows[1:]] == rows
