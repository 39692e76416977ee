"""The recipes in dbt, and on the sample landing: what the shipped reports leave empty is not empty here."""

import contextlib
import re
import shutil
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import duckdb
import pytest
from dbt_runs import Built, Dbt

from data_contracts.functions import release_functions
from orchestration.storage.release_tables import ReleaseInfo, finish_file
from orchestration.warehouse.recipes import RecipeError, read_recipe, recipe_named, recipes

# Nothing in the shipped reports is of these kinds: rows of a table, by column, that the recipe must find.
Row = dict[str, object]
OLD: Row = {"series_key": "s", "observation_id": "old"}
NEW: Row = {"series_key": "s", "observation_id": "new"}
EMPTY_AS_SHIPPED: dict[str, dict[str, list[Row]]] = {
    "corrections": {
        "dim_report": [
            {"report_id": "a", "source_name": "first.docx", "revision": 1},
            {"report_id": "b", "source_name": "second.docx", "revision": 2, "revises_report_id": "a"},
        ]
    },
    "names_not_recognised": {"quality_unmatched_names": [{"agency_name": "Sở Lạ", "row_count": 3}]},
    "overdue_filings": {
        "quality_filing_calendar": [
            {"filing_status": "overdue", "due_on": "2024-06-20", "status_on": "2024-06-25"},
            {"filing_status": "filed", "due_on": "2024-06-20", "filed_on": "2024-06-19"},
        ]
    },
    "quarters_derived": {"mart_derived_flows": [{"agency_code": "national", "derived_value": 12}]},
    "said_and_taken_back": {
        "fct_current_value_history": [
            OLD | {"current_from": "2024-07-01", "current_to": "2024-08-01"},
            NEW | {"current_from": "2024-08-01"},
        ],
        "fct_indicator_observations": [
            OLD | {"value": 240, "is_current": False},
            NEW | {"value": 247, "is_current": True},
        ],
    },
    "suspect_values": {
        "dim_report": [{"report_id": "a", "source_name": "first.docx"}],
        "quality_suspect_values": [{"report_id": "a", "check_code": "copied_values"}],
    },
    "what_changed_in_this_release": {
        "release_changes": [
            {"change_number": 1, "change_kind": "new", "change_reason": "first_release"},
            {"change_number": 2, "change_kind": "changed", "change_reason": "correction"},
        ]
    },
}


@pytest.fixture(scope="module")
def released_file(built: Built, tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("recipes") / "cchc.duckdb"
    shutil.copyfile(built.file, file)
    finish_file(file, ReleaseInfo("r", datetime.now(UTC), None, "f", "1", 1, {}), None)
    return file


@pytest.fixture
def released(released_file: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect(str(released_file), read_only=True) as connection:
        yield connection


@pytest.mark.parametrize("name", [recipe.name for recipe in recipes()])
def test_a_recipe_runs_on_any_warehouse(released: duckdb.DuckDBPyConnection, name: str) -> None:
    assert released.sql(recipe_named(name).sql()).columns


@pytest.mark.parametrize("name", EMPTY_AS_SHIPPED)
def test_a_recipe_that_the_shipped_reports_leave_empty_finds_what_it_asks_for(
    released_file: Path, name: str
) -> None:
    with duckdb.connect() as connection:
        connection.execute(f"attach '{released_file}' as released (read_only)")
        for table, rows in EMPTY_AS_SHIPPED[name].items():
            connection.execute(f"create table {table} as from released.{table} limit 0")
            for row in rows:
                columns, marks = ", ".join(row), ", ".join("?" * len(row))
                connection.execute(f"insert into {table} ({columns}) values ({marks})", list(row.values()))
        with contextlib.suppress(duckdb.CatalogException):  # one that needs tables this recipe does not ask
            for function in reversed(release_functions()):
                connection.execute(function.creation)
        values = {"told_on": "2024-07-21"} if name == "said_and_taken_back" else {}
        assert len(connection.sql(recipe_named(name).sql(values)).fetchall()) == 1


def test_dbt_compiles_every_recipe_to_the_sql_that_the_command_asks(dbt: Dbt, built: Built) -> None:
    results = dbt(
        "compile", "--select", "resource_type:analysis", landing=built.landing, file=built.file
    ).results
    compiled = {result.node.name: result.node.compiled_code for result in results}
    assert compiled.keys() == {recipe.name for recipe in recipes()}
    for recipe in recipes():
        code = compiled[recipe.name].replace('"cchc"."main".', "").replace('"', "")
        assert code.endswith(recipe.sql().strip()), recipe.name


def test_dbt_docs_are_one_file_that_needs_no_internet(dbt: Dbt, built: Built) -> None:
    dbt("docs", "generate", "--static", landing=built.landing, file=built.file)
    page = (dbt.state / "target" / "static_index.html").read_text(encoding="utf-8")
    assert "mart_province_scoreboard" in page
    assert re.findall(r'<(?:script|link)[^>]+(?:src|href)="(?:https?:)?//', page) == []


@pytest.mark.parametrize(
    "text",
    [
        "-- Question: only one\nselect 1\n",
        "-- Câu hỏi: a\n-- Question: b\n-- Lưu ý: c\n-- Worth: d\nselect {{ env_var('HOME') }}\n",
        "-- Câu hỏi: a\n-- Question: b\n-- Lưu ý: c\n-- Worth: d\n-- Author: e\nselect 1\n",
    ],
)
def test_a_file_that_is_no_recipe_is_refused(tmp_path: Path, text: str) -> None:
    file = tmp_path / "wrong.sql"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(RecipeError, match="expected"):
        read_recipe(file)
