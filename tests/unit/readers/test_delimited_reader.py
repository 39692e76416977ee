"""CSV in its varieties: separators, marks, quotes, ragged rows. All figures are invented."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orchestration.reports.document import clean_text
from orchestration.reports.readers import read_document
from orchestration.reports.readers.delimited import find_separator, read_delimited

ROWS = [
    ["Bảng giả định", "", ""],
    ["STT", "Tỉnh, thành phố", "Điểm"],
    ["1", "Tỉnh A", "12,5"],
    ["2", "Tỉnh B", "1.234"],
]


def written(separator: str) -> str:
    buffer = io.StringIO()
    csv.writer(buffer, delimiter=separator, lineterminator="\r\n").writerows(ROWS)
    return buffer.getvalue()


@pytest.mark.parametrize("separator", [";", ",", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le"])
def test_every_separator_and_encoding_gives_the_same_table(separator: str, encoding: str) -> None:
    document = read_document(written(separator).encode(encoding), "bang.csv")
    (table,) = document.tables
    assert [[cell.text for cell in row] for row in table.rows] == ROWS
    assert all(cell.number is None for row in table.rows for cell in row)
    assert str(table.rows[2][2].location) == "row 3, column 3"
    assert document.title == "Bảng giả định"


def test_ragged_rows_are_padded_and_empty_columns_dropped() -> None:
    (table,) = read_document(b"a;b;c;;\nd;e\n\nf;g;h\n", "bang.csv").tables
    assert [[cell.text for cell in row] for row in table.rows] == [
        ["a", "b", "c"],
        ["d", "e", ""],
        ["", "", ""],
        ["f", "g", "h"],
    ]


def test_declared_separator_is_obeyed() -> None:
    (table,) = read_document("sep=|\nTên|Điểm\nA;x|1,5\n".encode(), "bang.csv").tables
    assert [cell.text for cell in table.rows[1]] == ["A;x", "1,5"]


def test_decimal_commas_do_not_pass_for_separators() -> None:
    assert find_separator("Tỉnh;Điểm;Hạng\nA;1,5;2\nB;2,5;1\n", is_named_so=True) == ";"


def test_paragraphs_with_equally_many_commas_are_no_table() -> None:
    prose = (
        "Trong quý, xã A nhận 1.204 hồ sơ, trả 1.190 hồ sơ, còn lại đang làm.\n"
        "Cán bộ, công chức của xã, nhất là ở bộ phận một cửa, đã được tập huấn.\n"
    )
    assert find_separator(prose, is_named_so=False) is None
    assert read_document(prose.encode(), "bai-viet.txt").tables == ()


def test_long_fields_are_read_and_the_limit_of_others_is_left() -> None:
    before = csv.field_size_limit()
    (table,) = read_document(("Tên;Mô tả\nA;" + "x" * 200_000 + "\nB;y\n").encode(), "bang.csv").tables
    assert len(table.rows[1][1].text) == 200_000
    assert csv.field_size_limit() == before


_CELL = st.text(st.characters(categories=["L", "N", "P"], codec="utf-8"), min_size=1, max_size=12)


@given(st.lists(st.lists(_CELL, min_size=3, max_size=3), min_size=3, max_size=8))
def test_a_written_table_is_read_back(rows: list[list[str]]) -> None:
    buffer = io.StringIO()
    csv.writer(buffer, delimiter="\t", quoting=csv.QUOTE_ALL).writerows(rows)
    document = read_delimited(("x\ty\tz\n" + buffer.getvalue()).encode(), "bang.csv", "text/csv")
    read = [[cell.text for cell in row] for row in document.tables[0].rows[1:]]
    assert read == [[clean_text(cell) for cell in row] for row in rows]
