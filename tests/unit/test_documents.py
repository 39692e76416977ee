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
from orchestration.reports.catalogue.names import without_diacritics

DOCUMENTS = Path(__file__).parents[1] / "fixtures" / "documents"
SURE = 0.5
"""A number read with less confidence than this is told to be doubtful."""
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


def _loose(text: object) -> str:
    """A label as recognition of characters may give it: without marks, blanks and signs."""
    return "".join(filter(str.isalnum, without_diacritics(str(text)).lower()))


def _loose_key(row: dict[str, Any]) -> tuple[str, ...]:
    return tuple(map(_loose, _key(row)))


def _pairs(expected: list[dict[str, Any]], found: list[dict[str, Any]]) -> list[tuple[Any, Any]]:
    """Rows of a form by order if none is missing, as a misread label is no misread figure; else by key."""
    if len(found) == len(expected) and all("row_number" in row for row in found):
        return list(zip(expected, sorted(found, key=lambda row: int(row["row_number"])), strict=True))
    by_key = {_loose_key(row): row for row in found}
    return [(row, by_key.get(_loose_key(row), {})) for row in expected]


@pytest.mark.parametrize("path", _documents(pictures=True))
def test_a_scan_yields_its_content_or_tells_its_doubts(path: Path) -> None:
    cells, wrong, silent = 0, 0, []
    for row, read in _pairs(_expected(path), list(_found(path).values())):
        figures = {name: value for name, value in row.items() if isinstance(value, (int, float))}
        missed = {name: read.get(name) for name, value in figures.items() if read.get(name) != value}
        cells, wrong = cells + len(figures), wrong + len(missed)
        if read.get("confidence", 0) > SURE and not read.get("residuals"):
            told = json.loads(read.get("unread_values") or "{}")
            silent += [(row, missed)] if missed.keys() - told.keys() else []
    assert not silent
    assert wrong <= 0.01 * cells, f"{wrong} of {cells} figures wrong or refused"
