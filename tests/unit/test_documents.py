"""One content, many formats: each fixture document yields the same rows.

The documents and what they must yield are made by `python -m tests.fixtures.make`; the figures are invented,
save those of the ranking table.
"""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from orchestration.cli.read import lines_of

DOCUMENTS = Path(__file__).parents[1] / "fixtures" / "documents"
SURE = 0.5
"""A number read with less confidence than this is told to be doubtful."""
FORM_ROWS = {"dossier_return", "procedure_return"}
PICTURES = (".png", ".jpg", ".tif", ".scan.pdf")
WORD_PROCESSOR = (".doc", ".odt", ".rtf")


def _documents(pictures: bool) -> list[Any]:
    paths = [path for path in sorted(DOCUMENTS.glob("*/*")) if path.name != "expected.jsonl"]
    chosen = [path for path in paths if path.name.endswith(PICTURES) == pictures and _expected(path)]
    return [
        pytest.param(
            path,
            id=path.name,
            marks=[pytest.mark.needs_ocr] if pictures else _marks(path),
        )
        for path in chosen
    ]


def _marks(path: Path) -> list[Any]:
    return [pytest.mark.needs_office] if path.suffix in WORD_PROCESSOR else []


@cache
def _expected(path: Path) -> list[dict[str, Any]]:
    lines = (path.parent / "expected.jsonl").read_text("utf-8").splitlines()
    return [json.loads(line) for line in lines]


def _key(row: dict[str, Any]) -> tuple[str, ...]:
    names = (
        "record",
        "row_label",
        "indicator_code",
        "agency_name" if row.get("index_code") else "index_code",
    )
    return tuple(str(row.get(name) or "") for name in names)


def _found(path: Path) -> dict[tuple[str, ...], dict[str, Any]]:
    lines = [json.loads(json.dumps(line.values, default=str)) for line in lines_of([path])]
    told = (line for line in lines if line["record"] != "refusal")
    return {_key(line): line for line in told if line.get("kind", "actual") == "actual"}


@pytest.mark.parametrize("path", _documents(pictures=False))
def test_a_document_yields_the_rows_of_its_content(path: Path) -> None:
    found = _found(path)
    expected = {_key(row): row for row in _expected(path)}
    assert set(found) == set(expected)
    for key, row in expected.items():
        assert {name: found[key].get(name) for name in row} == row, key


@pytest.mark.parametrize("path", _documents(pictures=True))
def test_a_scan_yields_its_content_or_tells_its_doubts(path: Path) -> None:
    found = _found(path)
    cells, wrong, silent = 0, 0, []
    for row in _expected(path):
        read = found.get(_key(row))
        for name, value in row.items():
            if not isinstance(value, (int, float)):
                continue
            cells += 1
            if read is None or read.get(name) != value:
                wrong += 1
                if read is not None and read.get("confidence", 1) > SURE and not read.get("residuals"):
                    silent.append((row, name, read.get(name)))
    assert not silent
    assert wrong <= 0.01 * cells, f"{wrong} of {cells} figures wrong or refused"
