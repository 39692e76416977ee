"""`cchc sql`: one statement, or a prompt, on the released warehouse.

Here belongs asking and showing. Not here: the connection, which is read-only (`released`).
"""

import shutil
import subprocess
import sys
from pathlib import Path

import click
import duckdb

from orchestration.cli.output import CommandError, say, write_table
from orchestration.cli.released import released_warehouse
from orchestration.settings import load_settings
from orchestration.warehouse.recipes import Recipe, RecipeError, recipe_named, recipes

LEAVE = {"", "exit", "quit", ".quit", ".exit"}


@click.command()
@click.argument("statement", required=False)
@click.option("--recipe", metavar="NAME", help="Ask a recipe of docs/recipes.md instead of a STATEMENT.")
@click.option("--with", "values", metavar="NAME=VALUE", multiple=True, help="Set a parameter of the recipe.")
@click.option("--recipes", "listing", is_flag=True, help="List the recipes and their parameters.")
def sql(statement: str | None, recipe: str | None, values: tuple[str, ...], listing: bool) -> None:
    """Query the released warehouse, read-only. Without STATEMENT: a prompt.

    The answer is a table on a terminal and CSV elsewhere.
    """
    if statement is not None and (recipe is not None or listing):
        raise click.UsageError("give a STATEMENT or a recipe, not both")
    if values and recipe is None:
        raise click.UsageError("--with needs --recipe")
    if listing:
        _list_recipes()
        return
    if recipe is not None:
        statement = _recipe_sql(recipe, values)
    if statement is not None:
        with released_warehouse() as connection:
            _answer(connection, statement)
        return
    with released_warehouse():
        pass  # tells at once if there is no release
    client = _duckdb_client()
    if client is not None and sys.stdin.isatty():
        command = [client, "-readonly", str(load_settings().released_file)]
        raise SystemExit(subprocess.run(command, check=False).returncode)  # noqa: S603 - our own words
    _prompt()


def _list_recipes() -> None:
    rows = [
        (recipe.name, recipe.question_vi, recipe.question_en, _settings_of(recipe)) for recipe in recipes()
    ]
    write_table(("recipe", "câu hỏi", "question", "parameters"), rows)


def _settings_of(recipe: Recipe) -> str:
    return " ".join(f"{name}={value}" for name, value in recipe.parameters.items())


def _recipe_sql(name: str, values: tuple[str, ...]) -> str:
    pairs = [value.partition("=") for value in values]
    if wrong := [name for name, equals, _ in pairs if not equals]:
        raise click.UsageError(f"--with: expected NAME=VALUE, found {wrong[0]!r}")
    try:
        return recipe_named(name).sql({name: value for name, _, value in pairs})
    except RecipeError as error:
        raise CommandError(str(error)) from error


def _prompt() -> None:
    with released_warehouse() as connection:
        for line in iter(_next_statement, None):
            try:
                _answer(connection, line)
            except CommandError as error:
                say(str(error))


def _next_statement() -> str | None:
    try:
        statement = input("cchc> " if sys.stdin.isatty() else "").strip()
    except EOFError:
        return None
    return None if statement.lower() in LEAVE else statement


def _answer(connection: duckdb.DuckDBPyConnection, statement: str) -> None:
    try:
        relation = connection.sql(statement)
        if relation is not None:
            write_table(relation.columns, relation.fetchall())
    except duckdb.Error as error:
        raise CommandError(str(error)) from error


def _duckdb_client() -> str | None:
    beside = Path(sys.executable).with_name("duckdb")
    return str(beside) if beside.exists() else shutil.which("duckdb")
