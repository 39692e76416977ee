"""How the command line writes: tables on a terminal, plain lines and CSV elsewhere.

Here belongs the look of output. Not here: what is said.
"""

import csv
import sys
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.console import Console


class CommandError(Exception):
    """A command could not do what was asked; the message says why and what to do. Exit code 1."""


def console() -> "Console":
    """Standard output. Off a terminal lines are never folded."""
    from rich.console import Console

    return Console(soft_wrap=not sys.stdout.isatty())


def error_console() -> "Console":
    """Standard error."""
    from rich.console import Console

    return Console(stderr=True, soft_wrap=True)


def say(message: str = "", *, at_once: bool = False) -> None:
    """One plain line on standard output; `at_once` also into a pipe."""
    print(message, flush=at_once)  # noqa: T201


def write_table(columns: Sequence[str], rows: Iterable[Sequence[object]], title: str = "") -> None:
    """The rows as a table on a terminal, as CSV with a header elsewhere; null is empty."""
    if not sys.stdout.isatty():
        writer = csv.writer(sys.stdout, lineterminator="\n")
        writer.writerow(columns)
        writer.writerows([["" if value is None else value for value in row] for row in rows])
        return
    from rich.table import Table
    from rich.text import Text

    table = Table(title=title or None, header_style="bold")
    for column in columns:
        table.add_column(Text(column), overflow="fold")
    for row in rows:
        table.add_row(*(Text("" if value is None else str(value)) for value in row))
    console().print(table)
