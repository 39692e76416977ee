"""What all assets share: owners, groups, schemas and pages from the contracts, kinds of failure.

Here belongs what would otherwise be said twice. Not here: an asset.
"""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import dagster as dg

from data_contracts.model import load_table
from data_contracts.reasons import PermanentFailure
from orchestration.settings import load_settings
from orchestration.warehouse.dbt_project import DbtError

Metadata = dict[str, int | float | str | dg.MetadataValue[Any]]

OWNERS = ["team:reform-data"]
LANDING = "landing"
"""First part of the key of everything that lands."""

_FLOW = ("intake", LANDING, "reference", "staging", "intermediate", "marts", "quality", "release", "watch")
GROUPS = {stage: f"{number}_{stage}" for number, stage in enumerate(_FLOW, start=1)}
"""Stage to group; the pages sort groups by name, and people read them in the order of the flow."""

# Input and output only: a broken contract gives the same result the second time.
IO_RETRIES = dg.RetryPolicy(
    max_retries=2, delay=5, backoff=dg.Backoff.EXPONENTIAL, jitter=dg.Jitter.PLUS_MINUS
)

PROGRESS = logging.getLogger("cchc.progress")
"""One line per step of work, with `done` and `total` where they can be counted; the command line shows it."""


@contextmanager
def failures() -> Iterator[None]:
    """Tell Dagster which failures not to retry; what is transient passes through to the retry policy."""
    try:
        yield
    except (PermanentFailure, DbtError) as failure:
        raise dg.Failure(description=str(failure), allow_retries=False) from failure


def column_schema(contract: str) -> dg.TableSchema:
    """The columns of a contract with their types and descriptions in both languages."""
    return dg.TableSchema(
        columns=[
            dg.TableColumn(
                name=column.name,
                type=column.type,
                description=f"{column.description.en} / {column.description.vi}",
                constraints=dg.TableColumnConstraints(nullable=not column.required),
            )
            for column in load_table(contract).columns
        ]
    )


def description(contract: str) -> str:
    """What a contract says of its table: grain first, in both languages."""
    table = load_table(contract)
    told = f"{table.grain.en}. {table.description.en}\n\n{table.grain.vi}. {table.description.vi}"
    return f"{told}\n\n{dictionary_link(contract)}"


def dictionary(table: str) -> dg.UrlMetadataValue:
    """The place of a table in the dictionary that people read."""
    return dg.MetadataValue.url(f"{load_settings().dictionary_url}#{table}")


def dictionary_link(table: str) -> str:
    """The same place as a line of a description, where it is seen first."""
    return f"[Dictionary · Từ điển: {table}]({dictionary(table).url})"


def progress(step: str, done: int, total: int) -> None:
    """Say how far a step has come."""
    PROGRESS.info("%s %d of %d", step, done, total, extra={"step": step, "done": done, "total": total})
