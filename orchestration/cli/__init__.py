"""The `cchc` command.

Each subcommand is a module of its own, imported only when it is called: `cchc read` starts in under a second
and never imports Dagster. Exit codes: 0 done (for `refresh`: released, or nothing was new), 1 failed, 2 wrong
usage or configuration.
"""

import sys
from importlib import import_module

import click

from orchestration.cli.output import CommandError, error_console

COMMANDS = {
    "refresh": ("refresh", "Read what is new and publish the warehouse: the nightly job, now."),
    "read": ("read", "Show what reports would land and what would be refused. Changes nothing."),
    "explain": ("explain", "Where a value is from, what it competes with, how it changed."),
    "releases": ("releases", "List the releases that are kept."),
    "rollback": ("releases", "Let analysts read an earlier release."),
    "status": ("status", "What arrived, what is left to do, what was refused, how old the release is."),
    "verify": ("verify", "Hold lake and releases against their hashes. Changes nothing."),
    "repair": ("repair", "Make good from the archive what verify finds damaged, and publish."),
    "health": (
        "health",
        "Is everything well: checks as JSON, exit code 0 or 1, for cron or a load balancer.",
    ),
    "digest": ("health", "The message of the day, printed or sent."),
    "backup": ("backup", "Copy lake and releases to a folder or object store, by content."),
    "restore": ("backup", "Put a backup back into an empty lake and warehouse."),
    "tidy": ("tidy", "Remove old runs, logs, releases and leftovers of builds: the weekly job, now."),
    "sql": ("sql", "Query the released warehouse, read-only."),
    "export": ("export", "Write the released tables as Parquet, CSV or XLSX files."),
}


class _Commands(click.Group):
    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = getattr(
            import_module(f"orchestration.cli.{COMMANDS[cmd_name][0]}"), cmd_name
        )
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        # From the table above: the help of all commands must not import all of them.
        with formatter.section("Commands"):
            formatter.write_dl([(name, text) for name, (_, text) in COMMANDS.items()])


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
def cchc() -> None:
    """Administrative-reform reports, read, checked and released as a DuckDB warehouse."""


def main() -> None:
    """Run the command; every expected failure ends in one message and an exit code, without a traceback."""
    try:
        cchc(prog_name="cchc")
    except Exception as error:
        code = _exit_code(error)
        if code is None:
            raise
        error_console().print(f"error: {error}", style="bold red", markup=False, highlight=False)
        sys.exit(code)


def _exit_code(error: Exception) -> int | None:
    # Imported here: a command that goes well must not wait for modules that it does not use.
    from data_contracts.reasons import PermanentFailure, TransientFailure
    from orchestration.settings import SettingsError

    if isinstance(error, SettingsError):
        return 2
    return 1 if isinstance(error, CommandError | PermanentFailure | TransientFailure | OSError) else None
