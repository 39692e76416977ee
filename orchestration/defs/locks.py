"""The lock that a run holds from its first step to its last, and what is told when a refresh has ended.

Here belongs what frames a run. Not here: the lock itself (`storage.locks`), what is told (`night`,
`standing`).
"""

import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

import dagster as dg

from data_contracts.reasons import TransientFailure
from orchestration import clock
from orchestration.defs.conventions import PROGRESS
from orchestration.defs.monitoring import end_hung_run, fail_dead_runs, first_failure, sign_run
from orchestration.defs.night import tell_night
from orchestration.settings import load_settings
from orchestration.storage import nights
from orchestration.storage.locks import refresh_lock

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
        if hung := end_hung_run(context.instance, load_settings().warehouse):
            PROGRESS.info("healed: run %s hung and was ended", hung)
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
    tell_night(context.instance, nights.refreshes(warehouse)[-1])


def _acquire(held: ExitStack, deadline: float) -> bool:
    try:
        held.enter_context(refresh_lock(load_settings().warehouse))
    except TransientFailure as busy:
        if time.monotonic() > deadline:
            raise
        PROGRESS.info("waiting: %s", busy)
        return False
    return True
