"""What all assets share: owners, groups, the lock of a refresh, schemas from the contracts, kinds of failure.

Here belongs what would otherwise be said twice. Not here: an asset.
"""

import logging
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from typing import Any

import dagster as dg

from data_contracts.model import load_table
from data_contracts.reasons import PermanentFailure, TransientFailure
from orchestration import clock
from orchestration.defs.monitoring import fail_dead_runs, first_failure, sign_run
from orchestration.settings import load_settings
from orchestration.storage import nights
from orchestration.storage.locks import refresh_lock
from orchestration.warehouse.dbt_project import DbtError

Metadata = dict[str, int | float | str | dg.MetadataValue[Any]]

OWNERS = ["team:reform-data"]
INTAKE, LANDING, RELEASE, HOUSEKEEPING = "intake", "landing", "release", "housekeeping"

# Input and output only: a broken contract gives the same result the second time.
IO_RETRIES = dg.RetryPolicy(
    max_retries=2, delay=5, backoff=dg.Backoff.EXPONENTIAL, jitter=dg.Jitter.PLUS_MINUS
)

PROGRESS = logging.getLogger("cchc.progress")
"""One line per step of work, with `done` and `total` where they can be counted; the command line shows it."""

_LOCK_PATIENCE_SECONDS = 1800
_LOCK_POLL_SECONDS = 5


class RefreshLock(dg.ConfigurableResource[None]):
    """Held from the first step of a run to the last: two runs never meet in the lake or the build file."""

    @contextmanager
    def yield_for_execution(self, context: dg.InitResourceContext) -> Iterator[None]:
        """Wait for the other refresh to end, then hold the lock until this run has ended."""
        with warehouse_held(context), _noted(context):
            yield


class TidyingLock(dg.ConfigurableResource[None]):
    """The same lock for a run that is no refresh, and is not noted as one."""

    @contextmanager
    def yield_for_execution(self, context: dg.InitResourceContext) -> Iterator[None]:
        """Wait for the refresh to end, then hold the lock until this run has ended."""
        with warehouse_held(context):
            yield


@contextmanager
def warehouse_held(context: dg.InitResourceContext) -> Iterator[None]:
    """Sign the run, fail those whose process is gone, and hold the lock; waits for whoever has it."""
    if context.instance and context.run:
        sign_run(context.instance, context.run.run_id)
        fail_dead_runs(context.instance)
    with ExitStack() as held:
        deadline = time.monotonic() + _LOCK_PATIENCE_SECONDS
        while not _acquire(held, deadline):
            time.sleep(_LOCK_POLL_SECONDS)
        yield


@contextmanager
def _noted(context: dg.InitResourceContext) -> Iterator[None]:
    """Note beside the releases that a refresh began and how it ended, for watchers outside Dagster."""
    if context.instance is None or context.run is None:
        yield
        return
    warehouse, run_id = load_settings().warehouse, context.run.run_id
    nights.begin(warehouse, run_id, clock.now())
    yield
    nights.end(warehouse, run_id, clock.now(), first_failure(context.instance, run_id))


def _acquire(held: ExitStack, deadline: float) -> bool:
    try:
        held.enter_context(refresh_lock(load_settings().warehouse))
    except TransientFailure as busy:
        if time.monotonic() > deadline:
            raise
        PROGRESS.info("waiting: %s", busy)
        return False
    return True


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
    return f"{table.grain.en}. {table.description.en}\n\n{table.grain.vi}. {table.description.vi}"


def progress(step: str, done: int, total: int) -> None:
    """Say how far a step has come."""
    PROGRESS.info("%s %d of %d", step, done, total, extra={"step": step, "done": done, "total": total})
