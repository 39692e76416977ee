"""What a spreadsheet gets from an export: Vietnamese text, numbers as numbers, nothing that it would run."""

import csv
from collections.abc import Iterator
from contextlib import closing
from datetime import date
from pathlib import Path

import duckdb
import openpyxl
import pytest

from orchestration.cli.export import _WRITERS

ROWS = [
    ("Đắk Lắk", '=HYPERLINK("http://x","y")', 98.5, date(2024, 6, 30), True),
    ("Hòa Bình", "@SUM(A1)", -2.0, None, False),
    ("Thừa Thiên Huế", "-", None, date(2024, 3, 31), None),
    ("Vĩnh Phúc", 'nói "đúng hạn", rồi\nxuống dòng', 0.0, None, True),
]


@pytest.fixture
def table() -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect() as connection:
        connection.execute("create table t (name text, words text, value double, day date, flag boolean)")
        connection.executemany("insert into t values (?, ?, ?, ?, ?)", ROWS)
        yield connection


def test_csv_has_the_mark_and_no_formula(table: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    file = tmp_path / "t.csv"
    _WRITERS["csv"](table, "t", file)
    assert file.read_bytes().startswith(b"\xef\xbb\xbfname,words,value,day,flag\r\n")
    with file.open(encoding="utf-8-sig", newline="") as content:
        written = {row["name"]: row for row in csv.DictReader(content)}
    assert [written[name]["words"] for name, *_ in ROWS] == [
        "'" + ROWS[0][1],
        "'@SUM(A1)",
        "-",
        ROWS[3][1],
    ]
    assert written["Đắk Lắk"]["value"] == "98.5"
    assert written["Hòa Bình"]["value"] == "-2.0"
    assert written["Hòa Bình"]["day"] == ""


def test_xlsx_keeps_types_and_runs_nothing(table: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    file = tmp_path / "t.xlsx"
    _WRITERS["xlsx"](table, "t", file)
    with closing(openpyxl.load_workbook(file)) as workbook:
        sheet = workbook.active
        assert sheet.freeze_panes == "A2"
        cells = {row[0].value: row for row in sheet.iter_rows(min_row=2)}
    for name, words, value, day, flag in ROWS:
        row = cells[name]
        assert (row[1].value, row[1].data_type) == (words, "s"), "text stays text, also if it begins with ="
        assert row[2].value == value
        assert (row[3].value.date() if row[3].value else None) == day
        assert row[4].value == flag


def test_parquet_is_the_table(table: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    file = tmp_path / "it's.parquet"
    _WRITERS["parquet"](table, "t", file)
    written = table.read_parquet(str(file))
    assert written.types == table.table("t").types
    assert sorted(written.fetchall(), key=str) == sorted(ROWS, key=str)
