"""Pages nested without end are refused before they are parsed; careless and drawn ones are not."""

from typing import NoReturn

import pytest

from data_contracts.reasons import PermanentFailure, ReasonCode
from orchestration.reports.readers import html
from orchestration.reports.readers.html import read_html
from orchestration.reports.readers.html_depth import refuse_deep_markup


@pytest.mark.parametrize(
    "opening",
    ["<div>", "<div/>", "<div></p></span>", "<table><tr><td>", "<svg><div><x/>", "<ul><li>", "<DIV\n>"],
)
def test_a_page_of_tags_in_each_other_is_refused_before_it_is_parsed(
    opening: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def parsed(_: str) -> NoReturn:
        pytest.fail("the page was parsed")

    monkeypatch.setattr(html, "LexborHTMLParser", parsed)
    page = (f"<html><body>{opening * 100_000}5").encode()
    with pytest.raises(PermanentFailure) as failure:
        read_html(page, "x.html", "text/html")
    assert failure.value.reason.code == ReasonCode.LIMIT_EXCEEDED


@pytest.mark.parametrize(
    "part",
    [
        "<p>một<li>hai<br><tr><td>3",
        '<svg viewBox="0 0 1 1"><path d="M0 0"/><path d="M1 1" /></svg>',
        "<!-- <div> --><div>1</div>",
        "<script>document.write('<div>')</script>",
        "<o:p></o:p><span>1</span>",
    ],
)
def test_long_pages_that_close_what_they_open_are_let_through(part: str) -> None:
    refuse_deep_markup(f"<html><title><div></title><body>{part * 20_000}")


@pytest.mark.parametrize("part", ["<!--", "<script>", "</div>", "<<<"])
def test_a_long_page_of_loose_ends_is_let_through(part: str) -> None:
    refuse_deep_markup(part * 200_000)


def test_a_long_page_of_broken_tags_is_refused() -> None:
    with pytest.raises(PermanentFailure):
        refuse_deep_markup("<svg><x " * 200_000)
