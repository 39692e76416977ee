"""Analysts' own programs open the released warehouse, read-only, as docs/sql-clients.md says.

Harlequin and SQLAlchemy are in an environment of their own (`make clients`), without which they are skipped.
"""

import subprocess
import sys
from pathlib import Path

import duckdb
import pytest

from tests.end_to_end.shipped.conftest import REPOSITORY, Installation

CLIENTS = REPOSITORY / ".venv-clients" / "bin"
QUESTION = "select count(*) > 0 as said from said_on('9999-12-31')"
needs_clients = pytest.mark.skipif(not (CLIENTS / "hsql").exists(), reason="not installed: make clients")

WITH_SQLALCHEMY = """
import sys
import sqlalchemy

engine = sqlalchemy.create_engine(f"duckdb:///{sys.argv[1]}", connect_args={"read_only": True})
with engine.connect() as connection:
    names = "select name_vi from dim_agency where agency_code = :code"
    print(connection.execute(sqlalchemy.text(names), {"code": "province:da-nang"}).scalar())
    print(connection.execute(sqlalchemy.text("select count(*) > 0 from said_on('9999-12-31')")).scalar())
    try:
        connection.execute(sqlalchemy.text("drop table dim_report"))
    except sqlalchemy.exc.ProgrammingError as error:
        print("read-only" in str(error))
print("mart_province_scoreboard" in sqlalchemy.inspect(engine).get_table_names())
"""

IN_HARLEQUIN = """
import asyncio
import sys

from harlequin.app import Harlequin
from harlequin_duckdb import DuckDbAdapter


async def start() -> None:
    adapter = DuckDbAdapter([sys.argv[1]], read_only=True)
    app = Harlequin(adapter, connection_hash="warehouse")
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause(1)
        print(app.connection.execute("select 1 as one").fetchall().to_pylist())


asyncio.run(start())
"""


def run(*command: str | Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command, capture_output=True, text=True, check=False)


def test_the_duckdb_command_line(installation: Installation) -> None:
    client = Path(sys.executable).with_name("duckdb")
    asked = run(client, "-readonly", "-csv", installation.warehouse, "-c", QUESTION)
    assert asked.stdout == "said\ntrue\n", asked.stderr
    refused = run(client, "-readonly", installation.warehouse, "-c", "drop table dim_report")
    assert "read-only" in refused.stderr


def test_python(installation: Installation) -> None:
    with duckdb.connect(str(installation.warehouse), read_only=True) as connection:
        assert connection.sql(QUESTION).fetchall() == [(True,)]
        with pytest.raises(duckdb.InvalidInputException, match="read-only"):
            connection.sql("drop table dim_report")


def test_another_session_attaches_and_uses_it(installation: Installation) -> None:
    with duckdb.connect() as connection:
        connection.execute(f"attach '{installation.warehouse}' as cchc (read_only)")
        assert connection.sql("select count(*) from cchc.release_info").fetchall() == [(1,)]
        connection.execute("use cchc")
        assert connection.sql(QUESTION).fetchall() == [(True,)]


@needs_clients
def test_sqlalchemy(installation: Installation) -> None:
    asked = run(CLIENTS / "python", "-c", WITH_SQLALCHEMY, installation.warehouse)
    assert asked.stdout.splitlines() == ["Đà Nẵng", "True", "True", "True"], asked.stderr


@needs_clients
def test_harlequin_asks_and_leaves(installation: Installation) -> None:
    asked = run(CLIENTS / "hsql", "--read-only", "--csv", "-c", QUESTION, installation.warehouse)
    assert asked.stdout == "said\ntrue\n", asked.stderr
    refused = run(CLIENTS / "hsql", "--read-only", "-c", "drop table dim_report", installation.warehouse)
    assert refused.returncode != 0
    assert "read-only" in refused.stderr


@needs_clients
def test_harlequin_opens_its_window(installation: Installation) -> None:
    opened = run(CLIENTS / "python", "-c", IN_HARLEQUIN, installation.warehouse)
    assert "'one': 1" in opened.stdout, opened.stderr


def test_names_sort_as_vietnamese_does(warehouse: duckdb.DuckDBPyConnection) -> None:
    provinces = "select distinct name_vi from dim_agency where agency_level = 'province'"
    by_collation = warehouse.sql(f"{provinces} order by name_vi collate vi").fetchall()
    by_key = warehouse.sql(f"from ({provinces}) order by vietnamese_sort_key(name_vi)").fetchall()
    assert by_key == by_collation
    names = [name for (name,) in by_key]
    order = [
        "An Giang",
        "Bà Rịa - Vũng Tàu",
        "Bạc Liêu",
        "Bắc Giang",
        "Bến Tre",
        "Cà Mau",
        "Cao Bằng",
        "Cần Thơ",
    ]
    order += [
        "Đà Nẵng",
        "Đắk Lắk",
        "Đồng Nai",
        "Gia Lai",
        "Hà Giang",
        "Hà Nội",
        "Hải Dương",
        "Hưng Yên",
        "Yên Bái",
    ]
    assert [name for name in names if name in order] == order


def test_both_orders_agree_on_every_name(warehouse: duckdb.DuckDBPyConnection) -> None:
    apart = warehouse.sql(
        """
        select name_vi from (
            select
                name_vi,
                row_number() over (order by vietnamese_sort_key(name_vi), name_vi) as by_key,
                row_number() over (order by name_vi collate vi, name_vi) as by_collation
            from (select distinct name_vi from dim_agency)
        )
        where by_key <> by_collation
        """
    )
    assert apart.fetchall() == []
