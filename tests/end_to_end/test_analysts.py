"""What analysts and operators do with a release: ask, follow a value back, export, look at the state."""

import csv
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import duckdb
import openpyxl
import pytest

from orchestration.cli.export import without_formula
from tests.installation import BROKEN, SHIPPED, Installation

PROSE = SHIPPED / "press" / "ho-so-toan-trinh-2024-emc.txt"


@pytest.fixture(scope="module")
def installation(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installation]:
    installation = Installation(tmp_path_factory.mktemp("analysts"))
    with pytest.MonkeyPatch.context() as environment:
        installation.use(environment)
        assert installation.run("sql", "select 1").exit_code == 1, "there is no release yet"
        installation.drop(PROSE)
        installation.drop(BROKEN / "unknown-province.xlsx")
        installation.drop(BROKEN / "xlsx-cut-short.xlsx")
        installation.refresh()
        yield installation


def test_sql_answers_in_csv_off_a_terminal(installation: Installation) -> None:
    result = installation.run("sql", "select 1 as one, null as nothing, 'Đà Nẵng' as name")
    assert result.output == "one,nothing,name\n1,,Đà Nẵng\n"


def test_sql_cannot_write(installation: Installation) -> None:
    before = installation.state_of_release()
    result = installation.run("sql", "drop table dim_report")
    assert result.exit_code == 1
    assert "read-only" in str(result.exception)
    assert installation.state_of_release() == before


def test_sql_says_what_is_wrong(installation: Installation) -> None:
    result = installation.run("sql", "select nothing from nowhere")
    assert result.exit_code == 1
    assert "nowhere" in str(result.exception)


def test_explain_follows_a_value_back_to_its_sentence(installation: Installation) -> None:
    [(observation, evidence, location)] = installation.ask(
        "select observation_id, evidence, location from fct_indicator_observations "
        "where record_contract = 'observations' order by observation_id limit 1"
    )
    output = installation.run("explain", observation).output
    for told in (observation, evidence, location, PROSE.name, "same figure elsewhere", "conflicts"):
        assert told in output


def test_explain_refuses_an_id_that_is_not_there(installation: Installation) -> None:
    result = installation.run("explain", "0000000000000000")
    assert result.exit_code == 1
    assert "found none" in str(result.exception)


def test_status_tells_what_arrived_and_what_was_refused(installation: Installation) -> None:
    installation.drop(BROKEN / "empty.csv")
    output = installation.run("status").output
    assert "arrived       3 reports" in output
    assert "to do         1 new files, 0 reports to read" in output
    assert "refused       1 reports\n              xlsx-cut-short.xlsx: " in output
    assert "unknown-province.xlsx" in output


def test_a_refresh_from_another_folder_reads_that_folder(installation: Installation, tmp_path: Path) -> None:
    (tmp_path / "note.txt").write_text("Không có số liệu nào ở đây.", encoding="utf-8")
    output = installation.refresh("--reports", str(tmp_path))
    assert "arrived   1 files, 1 new" in output
    assert "1 nothing recognised" in output


def test_wrong_usage_is_told_before_anything_runs(installation: Installation) -> None:
    result = installation.run("refresh", "--reprocess", "last year")
    assert result.exit_code == 2
    assert "expected PERIOD..PERIOD" in result.output


def test_a_folder_that_is_not_there_is_told_before_anything_runs(
    installation: Installation, tmp_path: Path
) -> None:
    result = installation.run("refresh", "--reports", str(tmp_path / "nowhere"))
    assert result.exit_code == 2
    assert "nowhere" in result.output


@pytest.mark.parametrize("style", ["parquet", "csv", "xlsx"])
def test_every_table_is_exported_with_all_its_rows(
    installation: Installation, tmp_path: Path, style: str
) -> None:
    assert installation.run("export", "--format", style, "--to", str(tmp_path)).exit_code == 0
    tables = [name for (name,) in installation.ask("select table_name from duckdb_tables()")]
    assert {path.name for path in tmp_path.iterdir()} == {f"{name}.{style}" for name in tables}
    for name in tables:
        [(count,)] = installation.ask(f"select count(*) from {name}")
        assert _rows(tmp_path / f"{name}.{style}") == count, name


def test_csv_opens_in_excel_as_vietnamese(installation: Installation, tmp_path: Path) -> None:
    installation.run("export", "--format", "csv", "--to", str(tmp_path))
    content = (tmp_path / "dim_agency.csv").read_bytes()
    assert content.startswith(b"\xef\xbb\xbf")
    assert "Đà Nẵng" in content.decode()


@pytest.mark.parametrize("text", ["=1+1", "+cmd|' /C calc'!A0", "-2+3*cos(0)", "@sum(a1)", "\t=1"])
def test_a_formula_is_made_harmless(text: str) -> None:
    assert without_formula(text) == f"'{text}"


@pytest.mark.parametrize("text", ["-", "-5,2", "+12 %", "", "81%", "Đà Nẵng", "a=b"])
def test_what_is_no_formula_stays(text: str) -> None:
    assert without_formula(text) == text


def _rows(file: Path) -> int:
    if file.suffix == ".csv":
        with file.open(encoding="utf-8-sig", newline="") as content:
            return sum(1 for _ in csv.reader(content)) - 1
    if file.suffix == ".xlsx":
        with closing(openpyxl.load_workbook(file, read_only=True)) as workbook:
            return sum(1 for _ in workbook.active.iter_rows()) - 1
    return int(duckdb.sql(f"select count(*) from '{file}'").fetchall()[0][0])
