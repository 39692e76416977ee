"""The dictionary page holds every table and field, and the committed page is the generated one."""

from html.parser import HTMLParser

import pytest

from data_contracts import dictionary
from data_contracts.additivity import described
from data_contracts.functions import release_functions
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


class _Page(HTMLParser):
    """Ids, words and what would be fetched from elsewhere; fails on a tag that is not closed."""

    def __init__(self) -> None:
        super().__init__()
        self.ids: set[str] = set()
        self.links: set[str] = set()
        self.words: list[str] = []
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag != "meta":
            self.open.append(tag)
        for name, value in attrs:
            if name == "id":
                self.ids.add(value or "")
            if name in ("href", "src"):
                self.links.add(value or "")

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.words.append(data)


def test_the_html_page_holds_every_field_in_both_languages_and_fetches_nothing() -> None:
    page = _Page()
    page.feed(dictionary.generate_html())
    assert page.open == []
    text = "".join(page.words)
    for table in SHOWN:
        assert {f"{table.name}.{name}" for name in table.column_names} <= page.ids
        warnings = [words for note in table.usage for words in (note.en, note.vi)]
        for told in (table.grain.en, table.grain.vi, *warnings):
            assert " ".join(told.replace("`", "").split()) in text
        for column in table.columns:
            assert " ".join(described(column).vi.replace("`", "").split()) in text
    assert {function.name for function in release_functions()} <= page.ids
    assert {link for link in page.links if not link.startswith("#")} == set()
    assert {link.removeprefix("#") for link in page.links} <= page.ids
