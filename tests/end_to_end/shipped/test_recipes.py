"""Every recipe, asked of the warehouse of the shipped reports, gives the answer kept in `recipes/`.

After a deliberate change: `cchc sql --recipe NAME > tests/end_to_end/shipped/recipes/NAME.csv`; look at it.
"""

import csv
import io
from pathlib import Path

import duckdb
import pytest

from orchestration.warehouse import recipes as module
from orchestration.warehouse.recipes import recipe_named, recipes
from tests.end_to_end.shipped.conftest import Installation

ANSWERS = Path(__file__).with_name("recipes")
# Asked with other parameters than the defaults: file, recipe, parameters.
VARIATIONS = [
    (
        "old_province_and_its_successor-2023-2024",
        "old_province_and_its_successor",
        {"old_year": "2023", "new_year": "2024"},
    ),
    (
        "province_scoreboard-hue",
        "province_scoreboard",
        {"agency_code": "province:thua-thien-hue"},
    ),
]
CASES = [(recipe.name, recipe.name, {}) for recipe in recipes()] + VARIATIONS


def answer(warehouse: duckdb.DuckDBPyConnection, sql: str) -> str:
    relation = warehouse.sql(sql)
    file = io.StringIO()
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow(relation.columns)
    writer.writerows([["" if value is None else value for value in row] for row in relation.fetchall()])
    return file.getvalue()


def test_there_are_at_least_25_recipes_and_an_answer_to_each() -> None:
    assert len(recipes()) >= 25
    assert {file for file, _, _ in CASES} == {path.stem for path in ANSWERS.glob("*.csv")}


@pytest.mark.parametrize(("file", "name", "values"), CASES, ids=lambda case: case or "")
def test_a_recipe_gives_the_expected_answer(
    warehouse: duckdb.DuckDBPyConnection, file: str, name: str, values: dict[str, str]
) -> None:
    expected = (ANSWERS / f"{file}.csv").read_text(encoding="utf-8")
    assert answer(warehouse, recipe_named(name).sql(values)) == expected


def test_the_command_asks_a_recipe_with_parameters(installation: Installation) -> None:
    asked = installation.cchc(
        "sql",
        "--recipe",
        "old_province_and_its_successor",
        "--with",
        "old_year=2023",
        "--with",
        "new_year=2024",
    )
    assert asked.returncode == 0, asked.stderr
    expected = ANSWERS / "old_province_and_its_successor-2023-2024.csv"
    assert asked.stdout == expected.read_text(encoding="utf-8")


def test_the_command_lists_the_recipes(installation: Installation) -> None:
    listed = installation.cchc("sql", "--recipes").stdout
    rows = list(csv.DictReader(io.StringIO(listed)))
    assert [row["recipe"] for row in rows] == [recipe.name for recipe in recipes()]


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["--recipe", "top_movers", "--with", "year=2024"], "expected the parameters index_code, edition"),
        (["--recipe", "../models/dim_agency"], "expected a recipe"),
        (["--recipe", "top_movers", "--with", "2024"], "expected NAME=VALUE"),
        (["--with", "edition=2024"], "--with needs --recipe"),
        (["select 1", "--recipe", "top_movers"], "not both"),
    ],
)
def test_a_wrong_question_is_told(installation: Installation, arguments: list[str], told: str) -> None:
    asked = installation.cchc("sql", *arguments)
    assert asked.returncode != 0
    assert told in asked.stderr


def test_a_quote_in_a_parameter_stays_text(warehouse: duckdb.DuckDBPyConnection) -> None:
    sql = recipe_named("province_through_the_years").sql({"agency_code": "x' or 'a' = 'a"})
    assert warehouse.sql(sql).fetchall() == []


def test_the_committed_page_is_the_generated_one() -> None:
    assert module.main(["--check"]) == 0
