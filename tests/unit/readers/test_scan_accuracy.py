"""The committed scans against what they say; tests/fixtures/make/scans.py makes both."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from difflib import get_close_matches
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import yaml

from orchestration.reports.readers import read_document

if TYPE_CHECKING:
    from orchestration.reports.document import Document

SCANS = Path(__file__).parents[2] / "fixtures" / "scans"
NAMES = sorted(path.stem for path in SCANS.glob("*.yml") if not path.stem.startswith("unruled"))
SURE = 0.5
pytestmark = pytest.mark.needs_ocr


@dataclass
class Score:
    cells: int = 0
    right: int = 0
    wrong_but_sure: list[str] = field(default_factory=list)
    numbers: int = 0
    right_but_doubtful: int = 0


@cache
def expected(name: str) -> dict[str, Any]:
    return yaml.safe_load((SCANS / f"{name}.yml").read_text(encoding="utf-8"))


@cache
def read(name: str) -> Document:
    path = next(path for path in SCANS.glob(f"{name}.*") if path.suffix != ".yml")
    return read_document(path.read_bytes(), path.name)


@cache
def score(name: str) -> Score:
    result = Score()
    (table,) = read(name).tables
    for row, texts in zip(table.rows, expected(name)["rows"], strict=True):
        for cell, text in zip(row, texts, strict=True):
            if cell.is_repeated:
                continue
            is_number = any(map(str.isdigit, text))
            is_right = joined(cell.text) == joined(text) or (
                not is_number and plain(cell.text) == plain(text)
            )
            result.cells += 1
            result.right += is_right
            result.numbers += is_number
            result.right_but_doubtful += is_number and is_right and cell.confidence <= SURE
            if is_number and not is_right and cell.confidence > SURE:
                result.wrong_but_sure.append(f"{cell.location}: {cell.text} for {text}")
    return result


def joined(text: str) -> str:
    """Without blanks between digits: a blank between thousands is a gap, and does not change a number."""
    return re.sub(r"(?<=\d) (?=\d)", "", text)


def plain(text: str) -> str:
    """Without marks on letters, which recognition may lose in labels, and without blanks."""
    letters = unicodedata.normalize("NFD", text.casefold().replace("đ", "d").replace(" ", ""))
    return "".join(letter for letter in letters if not unicodedata.combining(letter))


WITH_TABLES = [name for name in NAMES if expected(name)["rows"]]
PROSE = [name for name in NAMES if not expected(name)["rows"]]


@pytest.mark.parametrize("name", WITH_TABLES)
def test_the_grid_and_its_merged_cells_are_found(name: str) -> None:
    (table,) = read(name).tables
    rows = expected(name)["rows"]
    assert [len(row) for row in table.rows] == [len(row) for row in rows]
    covered = {
        (row + down, column + across)
        for row, column, rows_down, columns in expected(name)["merged"]
        for down in range(rows_down)
        for across in range(columns)
        if down or across
    }
    found = {
        (cell.location.row, cell.location.column) for row in table.rows for cell in row if cell.is_repeated
    }
    assert found == covered


@pytest.mark.parametrize("name", WITH_TABLES)
def test_no_wrong_number_is_sure(name: str) -> None:
    assert score(name).wrong_but_sure == []


@pytest.mark.parametrize("name", WITH_TABLES)
def test_nearly_all_cells_are_right(name: str) -> None:
    assert score(name).right >= 0.97 * score(name).cells


def test_of_all_cells_99_in_100_are_right() -> None:
    scores = [score(name) for name in WITH_TABLES]
    assert sum(found.right for found in scores) >= 0.99 * sum(found.cells for found in scores)


@pytest.mark.parametrize("name", [name for name in WITH_TABLES if name != "form-06-stamp"])
def test_few_right_numbers_are_doubted(name: str) -> None:
    assert score(name).right_but_doubtful <= 0.06 * score(name).numbers


@pytest.mark.parametrize("name", PROSE)
def test_prose_is_read_in_order_with_its_figures(name: str) -> None:
    document = read(name)
    assert document.tables == ()
    texts = [paragraph.text for paragraph in document.paragraphs]
    wanted = expected(name)["texts"]
    places = [texts.index(match[0]) for text in wanted if (match := get_close_matches(text, texts, 1, 0.9))]
    assert len(places) == len(wanted)
    assert places == sorted(places)
    figures = re.compile(r"\d[\d.,]*")
    sure = [paragraph for paragraph in document.paragraphs if paragraph.confidence > SURE]
    right = {number for text in wanted for number in figures.findall(text)}
    assert {number for paragraph in sure for number in figures.findall(paragraph.text)} <= right


def test_the_two_columns_of_a_letterhead_are_lines_of_their_own() -> None:
    texts = [paragraph.text for paragraph in read("prose-skew").paragraphs]
    assert texts[:2] == ["UBND TỈNH GIA ĐỊNH", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"]
