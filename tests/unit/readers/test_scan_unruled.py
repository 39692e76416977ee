"""Scans of tables without lines, or with lines between rows only; tests/fixtures/make/scans.py makes them."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import yaml

from orchestration.reports.document import Cell
from orchestration.reports.forms.returns.reading import read_returns
from orchestration.reports.readers import read_document

if TYPE_CHECKING:
    from orchestration.reports.document import Document

SCANS = Path(__file__).parents[2] / "fixtures" / "scans"
NAMES = sorted(path.stem for path in SCANS.glob("unruled-*.yml"))
SURE = 0.5
pytestmark = pytest.mark.needs_ocr


@cache
def expected(name: str) -> dict[str, Any]:
    return yaml.safe_load((SCANS / f"{name}.yml").read_text(encoding="utf-8"))


@cache
def read(name: str) -> Document:
    path = next(path for path in SCANS.glob(f"{name}.*") if path.suffix != ".yml")
    return read_document(path.read_bytes(), path.name)


def body(name: str) -> list[tuple[list[str], tuple[Cell, ...]]]:
    """The expected rows below the headings, each with the cells that were read."""
    (table,) = read(name).tables
    rows = expected(name)["rows"]
    first = next(n for n, row in enumerate(rows) if row[0] == "1")
    count = len(rows) - first
    return list(zip(rows[first:], table.rows[-count:], strict=True))


@pytest.mark.parametrize("name", NAMES)
def test_every_row_has_its_cells(name: str) -> None:
    for texts, cells in body(name):
        assert len(cells) == len(texts)
        assert [bool(cell.text) for cell in cells] == [bool(text) for text in texts]


@pytest.mark.parametrize("name", NAMES)
def test_no_wrong_number_is_sure_and_few_are_doubted(name: str) -> None:
    pairs = [
        (text, cell) for row in body(name) for text, cell in zip(*row, strict=True) if text[:1].isdigit()
    ]
    wrong = [(text, cell) for text, cell in pairs if cell.text.replace(" ", "") != text]
    assert [pair for pair in wrong if pair[1].confidence > SURE] == []
    assert len(wrong) <= 0.01 * len(pairs)
    columns = [(text, cell) for text, cell in pairs if (cell.location.column or 0) > 1]
    assert sum(cell.confidence <= SURE for _, cell in columns) <= 0.12 * len(columns)


@pytest.mark.parametrize("name", NAMES)
def test_no_cell_is_as_sure_as_one_between_lines(name: str) -> None:
    assert all(cell.confidence <= 0.9 for row in body(name) for cell in row[1])


@pytest.mark.parametrize("name", [name for name in NAMES if "ranking" not in name])
def test_the_form_is_recognised_and_its_figures_are_right(name: str) -> None:
    records = read_returns(read(name))
    assert len(records) == len(body(name))
    codes = ("received", "received_online", "received_offline", "carried_over", "settled", "settled_early")
    codes += ("settled_on_time", "settled_overdue", "pending", "pending_in_time", "pending_overdue")
    right = total = 0
    for (texts, _), record in zip(body(name), records, strict=True):
        for code, text in zip(codes, texts[2:], strict=True):
            found = record.values.get(f"dossiers_{code}")
            total += 1
            right += found == int(text.replace(".", ""))
            assert found is None or found == int(text.replace(".", ""))
    assert right >= 0.95 * total
