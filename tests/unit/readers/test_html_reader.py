"""HTML pages: main content, tables with spans, what the head says. All pages and figures are made up."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from data_contracts.reasons import PermanentFailure, ReasonCode
from orchestration.reports.readers import read_document

if TYPE_CHECKING:
    from orchestration.reports.document import Document, Table


def page(body: str, head: str = "") -> Document:
    return read_document(
        f"<!doctype html><html><head>{head}</head><body>{body}</body></html>".encode(), "t.html"
    )


def grid(table: Table) -> list[list[str]]:
    return [[cell.text for cell in row] for row in table.rows]


def test_a_paragraph_that_begins_as_an_item_or_a_heading_is_one() -> None:
    document = page("<div id='content'><p>II. NHIỆM VỤ</p><p>Yêu cầu:</p><p>- Một việc.</p></div>")
    assert [paragraph.role for paragraph in document.paragraphs] == ["heading", "body", "list_item"]


ARTICLE = """
<div class="main-menu"><a href="/">Trang chủ</a> <a href="/tin">Tin</a></div><nav>Danh mục</nav>
<div id="content"><h1>Tiêu đề &amp; phụ đề</h1>
<p>Đoạn <b>một</b> có<br>hai dòng.</p><ul><li>mục a</li><li>mục b</li></ul>
<figure><img src="x"><figcaption>Chú thích ảnh</figcaption></figure>Chữ không có thẻ.</div>
<ul><li><a href="/2">Tin trước đó: 98% hồ sơ đúng hạn</a></li></ul>
<div class="related-news"><p>Bài khác</p></div><footer>Bản quyền</footer><script>var x = 1;</script>
"""


def test_main_content_in_reading_order_without_furniture() -> None:
    document = page(ARTICLE)
    assert [(paragraph.role, paragraph.text) for paragraph in document.paragraphs] == [
        ("heading", "Tiêu đề & phụ đề"),
        ("body", "Đoạn một có"),
        ("body", "hai dòng."),
        ("list_item", "mục a"),
        ("list_item", "mục b"),
        ("caption", "Chú thích ảnh"),
        ("body", "Chữ không có thẻ."),
    ]


def test_head_says_title_date_publisher_and_address() -> None:
    head = """<title>Cổng X &#x002F; Tin</title><meta property="og:site_name" content="Cổng X">
    <meta property="article:published_time" content="2024-07-15T10:00:00+07:00">
    <link rel="canonical" href="https://example.org/tin/1">"""
    document = page("<p>Nội dung giả định đủ dài để đọc.</p>", head)
    assert document.title == "Cổng X / Tin"
    assert document.published_on == date(2024, 7, 15)
    assert document.publisher == "Cổng X"
    assert document.source_url == "https://example.org/tin/1"


def test_spans_fill_every_cell_that_they_cover() -> None:
    document = page(
        "<table><caption>Bảng 1</caption><tr><th rowspan=2>STT<th colspan=2>Năm<tr><th>A<th>B"
        "<tr><td>1<td rowspan=0>x<td>y<tr><td>2<td>z</table>"
    )
    (table,) = document.tables
    assert table.caption == "Bảng 1"
    assert grid(table) == [["STT", "Năm", "Năm"], ["STT", "A", "B"], ["1", "x", "y"], ["2", "x", "z"]]
    assert str(table.rows[2][1].location) == "table 1, row 3, column 2"
    assert [[cell.is_repeated for cell in row] for row in table.rows] == [
        [False, False, True],
        [True, False, False],
        [False, False, False],
        [False, True, False],
    ]


def test_wide_title_row_adds_no_columns() -> None:
    (table,) = page("<table><tr><td colspan=30>Tên bảng<tr><td>a<td>b</table>").tables
    assert grid(table) == [["Tên bảng", "Tên bảng"], ["a", "b"]]


def test_ragged_rows_are_made_rectangular() -> None:
    (table,) = page("<table><tr><td>a<td>b<td>c<tr><td>d</table>").tables
    assert grid(table) == [["a", "b", "c"], ["d", "", ""]]


def test_layout_table_is_read_through_to_the_table_inside() -> None:
    document = page("<table><tr><td>Lời dẫn<table><tr><td>a<td>b</table><td>Bên</table>")
    assert [paragraph.text for paragraph in document.paragraphs] == ["Lời dẫn", "Bên"]
    assert [grid(table) for table in document.tables] == [[["a", "b"]]]


def test_cell_with_blocks_keeps_words_apart_and_inline_marks_do_not() -> None:
    (table,) = page("<table><tr><td><p>Bà Rịa</p><p>Vũng Tàu</p><td>9<b>8</b>,5<br>điểm</table>").tables
    assert grid(table) == [["Bà Rịa Vũng Tàu", "98,5 điểm"]]


def test_hidden_rows_and_cells_are_left_out() -> None:
    (table,) = page(
        "<table><tr style='display: none'><td>x<td>y<tr><td>a<td style='display:none'>h<td>b</table>"
    ).tables
    assert grid(table) == [["a", "b"]]


@pytest.mark.parametrize(
    "body",
    ["<h1>502 Bad Gateway</h1><hr>nginx", "<h1>Không tìm thấy trang</h1>", "<p>Error 404: Not Found</p>"],
)
def test_error_page_is_refused(body: str) -> None:
    with pytest.raises(PermanentFailure) as failure:
        page(body)
    assert failure.value.reason.code == ReasonCode.UNREADABLE_FILE
    assert "error page" in failure.value.reason.found


def test_number_like_an_error_code_is_no_error_page() -> None:
    assert (
        page("<p>Tỉnh có 404 thủ tục, 502 hồ sơ (số giả định).</p>")
        .paragraphs[0]
        .text.startswith("Tỉnh có 404")
    )


def test_page_without_text_is_refused() -> None:
    with pytest.raises(PermanentFailure) as failure:
        page("<div id='app'></div><script>render()</script>")
    assert failure.value.reason.code == ReasonCode.EMPTY_FILE


@pytest.mark.parametrize("tag", ["div", "b", "font"])
def test_page_nested_without_end_is_refused(tag: str) -> None:
    with pytest.raises(PermanentFailure) as caught:
        page(f"<{tag}>" * 20_000 + "Nội dung giả định." + f"</{tag}>" * 20_000)
    assert caught.value.reason.code == ReasonCode.LIMIT_EXCEEDED
    assert "in each other" in caught.value.reason.expected


def test_page_nested_as_deep_as_allowed_is_read() -> None:
    depth = 295
    document = page("<div><p>Một.</p>" * depth + "Hai." + "</div>" * depth)
    assert document.paragraphs[-1].text == "Hai."
