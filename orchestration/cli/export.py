"""`cchc export`: the released tables as files that other tools open.

Here belongs writing Parquet, CSV and XLSX. Not here: choosing or shaping rows; for that there is SQL.
"""

import csv
import re
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import click
import duckdb

from orchestration.cli.output import CommandError, say
from orchestration.cli.released import released_warehouse, table_names
from orchestration.warehouse.facts import quoted

CHUNK = 10_000
SHEET_ROWS = 1_048_576
# What spreadsheet programs take for a formula. A plain signed number or a lone dash is none.
_FORMULA = re.compile(r"^[=+\-@\t\r]")
_HARMLESS = re.compile(r"^[+-]?[\d.,\s%]*$")


@click.command()
@click.option("--format", "style", type=click.Choice(["parquet", "csv", "xlsx"]), required=True)
@click.option(
    "--to", "folder", type=click.Path(file_okay=False, path_type=Path), required=True, metavar="DIR"
)
def export(style: str, folder: Path) -> None:
    """Write every released table to DIR, one file each.

    CSV is UTF-8 with a byte-order mark, and text that a spreadsheet would run as a formula is quoted.
    """
    folder.mkdir(parents=True, exist_ok=True)
    with released_warehouse() as connection:
        for table in table_names(connection):
            target = folder / f"{table}.{style}"
            unfinished = target.with_name(f".{target.name}.part")
            _WRITERS[style](connection, table, unfinished)
            unfinished.replace(target)
            say(str(target))


def _write_parquet(connection: duckdb.DuckDBPyConnection, table: str, path: Path) -> None:
    target = str(path).replace("'", "''")
    connection.sql(f"copy {quoted(table)} to '{target}' (format parquet, compression zstd)")


def _write_csv(connection: duckdb.DuckDBPyConnection, table: str, path: Path) -> None:
    # Excel takes a CSV without the mark for the local code page and garbles Vietnamese.
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        for row in _rows(connection, table):
            writer.writerow([without_formula(value) if isinstance(value, str) else value for value in row])


def _write_xlsx(connection: duckdb.DuckDBPyConnection, table: str, path: Path) -> None:
    from openpyxl import Workbook
    from openpyxl.cell import WriteOnlyCell

    (count,) = connection.sql(f"select count(*) from {quoted(table)}").fetchall()[0]
    if count >= SHEET_ROWS:
        raise CommandError(
            f"{table}: expected fewer than {SHEET_ROWS} rows, found {count}. Use --format parquet."
        )
    workbook = Workbook(write_only=True)
    sheet = workbook.create_sheet(table[:31])
    sheet.freeze_panes = "A2"

    def cell(value: Any) -> Any:
        made = WriteOnlyCell(sheet, _for_excel(value))
        if isinstance(value, str):
            made.data_type = "s"  # openpyxl would make a formula of text that begins with =
        return made

    for row in _rows(connection, table):
        sheet.append([cell(value) for value in row])
    workbook.save(path)


def without_formula(text: str) -> str:
    """The text with an apostrophe before it if a spreadsheet would run it."""
    return f"'{text}" if _FORMULA.match(text) and not _HARMLESS.match(text) else text


def _for_excel(value: Any) -> Any:
    if isinstance(value, datetime) and value.tzinfo:
        return value.astimezone(UTC).replace(tzinfo=None)
    if isinstance(value, str):
        return "".join(letter for letter in value if letter >= " " or letter in "\t\n\r")
    return str(value) if isinstance(value, list | dict) else value


def _rows(connection: duckdb.DuckDBPyConnection, table: str) -> Iterator[tuple[Any, ...]]:
    cursor = connection.execute(f"select * from {quoted(table)} order by all")
    yield tuple(column[0] for column in cursor.description)
    while rows := cursor.fetchmany(CHUNK):
        yield from rows


_WRITERS: dict[str, Callable[[duckdb.DuckDBPyConnection, str, Path], None]] = {
    "parquet": _write_parquet,
    "csv": _write_csv,
    "xlsx": _write_xlsx,
}
