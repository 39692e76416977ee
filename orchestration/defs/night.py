"""The night as an asset: one entry a refresh, with what arrived, what became of it and why, rows and seconds.

Here belongs telling a refresh that has ended, whatever came of it. Not here: what is open now (`standing`).
No step writes it: it tells also of nights whose steps failed or had nothing to do.
"""

from datetime import datetime
from typing import Any

import dagster as dg
import duckdb
import polars as pl

from data_contracts.reasons import PermanentFailure, TransientFailure
from orchestration.defs.conventions import GROUPS, OWNERS, PROGRESS, Metadata
from orchestration.defs.standing import NIGHT, report_standing
from orchestration.settings import Settings, load_settings
from orchestration.storage.lake import Lake
from orchestration.storage.nights import Refresh
from orchestration.storage.outcomes import Status
from orchestration.storage.releases import current_release
from orchestration.storage.review import Verdict, verdicts_since
from orchestration.warehouse.facts import markdown_table

SPEC = dg.AssetSpec(
    NIGHT,
    deps=["released_warehouse", "archived_reports", dg.AssetKey(["landing", "outcomes"])],
    group_name=GROUPS["watch"],
    owners=OWNERS,
    kinds={"table"},
    description="**Look here first.** One entry a refresh: how many reports arrived, were read, were refused "
    "and why, how many rows were released, how long it took. Its plots show night after night; its check "
    "*what_is_broken_now* lists all that is open, with advice. "
    "/ Mỗi lần làm mới một dòng: số báo cáo nhận, đọc, bị từ chối và lý do; kiểm tra *what_is_broken_now* "
    "liệt kê mọi việc còn phải xử lý.",
)
SHOWN_REPORTS = 50
_COUNTED = {"files": "files", "new_reports": "arrived", "corrections": "corrections", "returned": "returned"}
_TOLD = (
    OSError,
    ValueError,
    duckdb.Error,
    pl.exceptions.PolarsError,
    PermanentFailure,
    TransientFailure,
    dg.DagsterError,
)


def tell_night(instance: dg.DagsterInstance, refresh: Refresh) -> None:
    """Write the entry of a refresh that has ended, then what is open; never fails the refresh itself."""
    try:
        settings = load_settings()
        facts = _facts(instance, refresh, settings)
        shown = {name: str(facts[name]) for name in ("arrived", "read", "refused_reports") if name in facts}
        instance.add_run_tags(refresh.run_id, {f"cchc/{name}": value for name, value in shown.items()})
        instance.report_runless_asset_event(dg.AssetMaterialization(NIGHT, metadata=facts))
        report_standing(instance)
    except _TOLD as failure:
        PROGRESS.warning("the night's entry could not be written: %s", failure)


def _facts(instance: dg.DagsterInstance, refresh: Refresh, settings: Settings) -> Metadata:
    steps = _written(instance, refresh.run_id)
    arrived = steps.get("archived_reports", {})
    facts: Metadata = {
        "run": dg.MetadataValue.dagster_run(refresh.run_id),
        "outcome": _outcome(refresh, "released_warehouse" in steps),
        "seconds": _seconds(refresh.started_at, refresh.ended_at),
        **{told: arrived[name] for name, told in _COUNTED.items() if name in arrived},
    }
    facts |= {
        f"seconds_{step.step_key}": round(step.end_time - step.start_time, 1)
        for step in instance.get_run_step_stats(refresh.run_id)
        if step.start_time and step.end_time
    }
    release = current_release(settings.warehouse)
    if release:
        counted = {table: rows for table, rows in release.row_counts.items() if table != "release_changes"}
        facts["released_rows"] = sum(counted.values())
        facts["release_id"] = release.release_id
    released = steps.get("released_warehouse", {})
    if released:
        facts["changed_values"] = released["changes"]
    return facts | _read(verdicts_since(Lake(settings.lake), refresh.started_at))


def _read(verdicts: list[Verdict]) -> Metadata:
    counts = {status: sum(one.status == status.value for one in verdicts) for status in Status}
    rows = [(one.status, one.source_name, one.accepted, one.rejected, one.why) for one in verdicts]
    told: Metadata = {
        "read": len(verdicts),
        "refused_reports": counts[Status.REFUSED],
        "waiting_reports": counts[Status.WAITING],
        "without_figures": counts[Status.NOTHING_RECOGNISED],
        "accepted_rows": sum(one.accepted for one in verdicts),
        "refused_rows": sum(one.rejected for one in verdicts),
    }
    table = markdown_table(["verdict", "report", "rows taken", "rows refused", "why"], rows[:SHOWN_REPORTS])
    more = f"\n\n… and {len(rows) - SHOWN_REPORTS} more" if len(rows) > SHOWN_REPORTS else ""
    told["reports"] = dg.MetadataValue.md(f"{table}{more}" if rows else "No report was read: none was new.")
    return told


def _outcome(refresh: Refresh, is_released: bool) -> str:
    if refresh.failure:
        return f"failed: {refresh.failure}"
    return "released" if is_released else "nothing was new"


def _seconds(began: datetime, ended: datetime | None) -> float:
    return round((ended - began).total_seconds(), 1) if ended else 0.0


def _written(instance: dg.DagsterInstance, run_id: str) -> dict[str, dict[str, Any]]:
    """What the steps of the run said of the assets they wrote."""
    records = instance.get_records_for_run(run_id, of_type=dg.DagsterEventType.ASSET_MATERIALIZATION).records
    found = [record.event_log_entry.asset_materialization for record in records]
    return {
        one.asset_key.to_user_string(): {name: entry.value for name, entry in one.metadata.items()}
        for one in found
        if one
    }
