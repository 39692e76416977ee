"""Rows of a header: what numbers the columns."""

from __future__ import annotations

from orchestration.reports.document import Cell, Location
from orchestration.reports.forms.returns.headers import is_numbering


def test_a_numbering_row_of_a_scan_may_have_doubtful_cells() -> None:
    doubtful = {4: "(5)", 10: "œ1)"}
    row = [Cell(f"({place + 1})", Location(row=4, column=place + 1)) for place in range(13)]
    read = [
        cell._replace(text=doubtful[place], confidence=0.5) if place in doubtful else cell
        for place, cell in enumerate(row)
    ]
    assert is_numbering(row)
    assert is_numbering(read)
    assert not is_numbering([cell._replace(confidence=1.0) for cell in read])
