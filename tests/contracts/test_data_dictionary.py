"""The dictionary page holds every table and field, and the committed page is the generated one."""

import pytest

from data_contracts import dictionary
from data_contracts.additivity import described
from data_contracts.model import Table, tables

SHOWN = [table for layer, _ in dictionary.SECTIONS for table in tables(layer)]


@pytest.fixture(scope="module")
def page() -> str:
    return dictionary.generate()


def section(page: str, table: Table) -> str:
    start = page.index(f"\n### {table.name}\n")
    ends = [end for mark in ("\n### ", "\n## ") if (end := page.find(mark, start + 1)) > 0]
    return page[start : min(ends, default=len(page))]


def test_the_committed_page_is_the_generated_one() -> None:
    assert dictionary.main(["--check"]) == 0


@pytest.mark.parametrize("table", SHOWN, ids=lambda table: table.name)
def test_a_table_is_shown_with_grain_key_and_every_field(table: Table, page: str) -> None:
    shown = section(page, table)
    assert shown.index(table.grain.en) < shown.index("| field |")
    assert table.grain.vi in shown
    lines = {line.split("`")[1]: line for line in shown.splitlines() if line.startswith("| `")}
    assert list(lines) == list(table.column_names)
    for column in table.columns:
        cells = lines[column.name].replace("\\|", "¦").split("|")
        assert len(cells) == 8, "a pipe in a text would break the table"
        assert (cells[3].strip() == "●") is column.required
        assert column.type in cells[2]
        said = described(column)
        for text, cell in ((said.en, cells[4]), (said.vi, cells[5])):
            assert text.replace("<", "&lt;").replace("|", "¦") == cell.strip()


def test_every_table_of_a_release_is_shown() -> None:
    assert {table.name for table in (*tables("mart"), *tables("release"))} <= {table.name for table in SHOWN}


def test_an_unknown_argument_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    assert dictionary.main(["--wrong"]) == 2
    assert "usage" in capsys.readouterr().err
