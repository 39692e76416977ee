"""What the functions of a release answer: the two clocks, and Vietnamese order."""

from collections.abc import Iterator
from datetime import datetime

import duckdb
import pytest

from data_contracts.functions import release_functions


def utc(text: str) -> datetime:
    """A moment as the warehouse keeps it: UTC, without saying so."""
    return datetime.fromisoformat(text)


DAYS = [
    # one series: told at 09:00 Vietnamese time on 5 July, corrected just before midnight on 1 October
    ("half-year", "first", utc("2026-07-05 02:00"), utc("2026-10-01 16:59")),
    ("half-year", "corrected", utc("2026-10-01 16:59"), None),
    # another: told just after midnight on 2 October, withdrawn on 4 October at midnight
    ("stock", "withdrawn", utc("2026-10-01 17:01"), utc("2026-10-03 17:00")),
]


@pytest.fixture
def warehouse() -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect() as connection:
        connection.execute(
            "create table fct_current_value_history "
            "(series_key text, observation_id text, current_from timestamp, current_to timestamp)"
        )
        connection.executemany("insert into fct_current_value_history values (?, ?, ?, ?)", DAYS)
        connection.execute(
            "create table fct_indicator_observations as "
            "select series_key, observation_id, current_to is null as is_current "
            "from fct_current_value_history"
        )
        for function in release_functions():
            connection.execute(function.creation)
        yield connection


@pytest.mark.parametrize(
    ("day", "said"),
    [
        ("2026-07-04", set()),
        ("2026-07-05", {"first"}),
        ("2026-09-30", {"first"}),
        ("2026-10-01", {"corrected"}),
        ("2026-10-02", {"corrected", "withdrawn"}),
        ("2026-10-03", {"corrected", "withdrawn"}),
        ("2026-10-04", {"corrected"}),
    ],
)
def test_what_was_said_at_the_end_of_a_vietnamese_day(
    warehouse: duckdb.DuckDBPyConnection, day: str, said: set[str]
) -> None:
    rows = warehouse.sql(f"select observation_id from said_on('{day}')").fetchall()
    assert {observation for (observation,) in rows} == said


def test_what_was_said_tells_whether_it_is_still_said(warehouse: duckdb.DuckDBPyConnection) -> None:
    rows = warehouse.sql("select is_said_today, said_from, said_to from said_on(date '2026-08-01')")
    assert rows.fetchall() == [(False, DAYS[0][2], DAYS[0][3])]


IN_ORDER = [
    "An Giang",
    "Ăn",
    "Âm",
    "ba",
    "bà",
    "bả",
    "bã",
    "bá",
    "bạ",
    "Bà Rịa - Vũng Tàu",
    "Bạc Liêu",
    "Bắc Giang",
    "Bắc Kạn",
    "Bắc Ninh",
    "Bến Tre",
    "Cà Mau",
    "Cao Bằng",  # a before â, whatever follows
    "Cần Thơ",
    "Dak",
    "Đà Nẵng",
    "Đắk Lắk",
    "Điện Biên",
    "Em",
    "Êm",
    "Hà Giang",
    "Hà Nội",
    "Hải Dương",
    "Ong",
    "Ông",
    "Ơn",
    "Ung",
    "Ưng",
    "Y tế",
]


def test_the_sort_key_is_the_order_of_the_vietnamese_alphabet(warehouse: duckdb.DuckDBPyConnection) -> None:
    rows = warehouse.execute(
        "select name from (select unnest($1) as name) order by vietnamese_sort_key(name)",
        [sorted(IN_ORDER, reverse=True)],
    ).fetchall()
    assert [name for (name,) in rows] == IN_ORDER


def test_the_sort_key_does_not_depend_on_how_letters_are_encoded(
    warehouse: duckdb.DuckDBPyConnection,
) -> None:
    [(same,)] = warehouse.execute(
        "select vietnamese_sort_key($1) = vietnamese_sort_key($2)", ["Đà Nẵng", "Đa\u0300 Na\u0306\u0303ng"]
    ).fetchall()
    assert same
