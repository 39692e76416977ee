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

LEAVE = {"", "exit", "quit", ".quit", ".exit"}


@click.command()
@click.argument("statement", required=False)
def sql(statement: str | None) -> None:
    """Query the released warehouse, read-only. Without STATEMENT: a prompt.

    The answer is a table on a terminal and CSV elsewhere.
    """
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
