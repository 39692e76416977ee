"""A Dagster history made of real runs of a small job, for the tests of what is kept of it.

Here belongs making one. Not here: a test.
"""

from typing import Any

import dagster as dg
from dagster._core.storage.event_log.schema import AssetCheckExecutionsTable, SqlEventLogStorageTable


@dg.asset
def nightly() -> None:
    """Written by every run."""


@dg.asset_check(asset=nightly)
def sound() -> dg.AssetCheckResult:
    """Made by every run."""
    return dg.AssetCheckResult(passed=True)


@dg.asset
def seldom() -> None:
    """Written by the first run only."""


def nights(instance: dg.DagsterInstance, count: int) -> list[str]:
    """Run ids, oldest first; the first run alone writes `seldom`."""
    return [
        _run(instance, [nightly, sound, *([seldom] if night == 0 else [])]).run_id for night in range(count)
    ]


def _run(instance: dg.DagsterInstance, assets: list[Any]) -> dg.ExecuteInProcessResult:
    job = dg.Definitions(assets=[a for a in assets if a is not sound], asset_checks=[sound])
    return job.resolve_implicit_global_asset_job_def().execute_in_process(instance=instance)


def rows_of(instance: dg.DagsterInstance, run_id: str) -> int:
    """Events of assets and checks that are known across runs."""
    storage: Any = instance.event_log_storage
    found = 0
    with storage.index_connection() as connection:
        for table in (SqlEventLogStorageTable, AssetCheckExecutionsTable):
            found += len(connection.execute(table.select().where(table.c.run_id == run_id)).fetchall())
    return found
