"""Housekeeping: the weekly tidying as an asset, so that what it removed and what is left are plotted.

Here belongs telling. Not here: what may go (`storage.tidying`, `retention`).
"""

from pathlib import Path

import dagster as dg

from orchestration import clock
from orchestration.defs.conventions import GROUPS, OWNERS, PROGRESS, Metadata, failures
from orchestration.defs.retention import remove_old_runs, storage_bytes
from orchestration.defs.schedule import TIDIED
from orchestration.settings import Settings, load_settings
from orchestration.storage.removal import Removal, Tidying, remember, size, tidyings
from orchestration.storage.tidying import tidy
from orchestration.warehouse.facts import markdown_table

_SHOWN_WEEKS = 12


@dg.asset(
    name=TIDIED,
    group_name=GROUPS["watch"],
    owners=OWNERS,
    kinds={"file"},
    required_resource_keys={"tidying_lock"},
    description="What the storage holds after the weekly tidying: bytes by place, what was removed by kind. "
    "Old runs, logs, releases and leftovers go; nothing of the lake ever does. "
    "/ Dung lượng lưu trữ sau khi dọn dẹp hằng tuần; kho báo cáo gốc không bao giờ bị xoá.",
)
def tidied_storage(context: dg.AssetExecutionContext) -> dg.MaterializeResult[None]:
    """Remove what nobody needs."""
    settings, now = load_settings(), clock.now()
    with failures():
        removed = _merged(
            [
                *remove_old_runs(context.instance, keep_days=settings.keep_run_days, now=now),
                *tidy(
                    settings.warehouse,
                    keep_releases=settings.keep_releases,
                    keep_days=settings.keep_log_days,
                    now=now,
                ),
            ]
        )
        remember(settings.warehouse, Tidying(now, removed))
    for removal in removed:
        PROGRESS.info("%s: %d removed, %d bytes", removal.kind, removal.things, removal.bytes)
    return dg.MaterializeResult(metadata=_metadata(removed, settings, context.instance))


def _merged(removals: list[Removal]) -> tuple[Removal, ...]:
    kinds = dict.fromkeys(removal.kind for removal in removals)
    return tuple(
        Removal(
            kind,
            sum(removal.things for removal in removals if removal.kind == kind),
            sum(removal.bytes for removal in removals if removal.kind == kind),
        )
        for kind in kinds
    )


def _metadata(removed: tuple[Removal, ...], settings: Settings, instance: dg.DagsterInstance) -> Metadata:
    held: Metadata = {
        "dagster_bytes": storage_bytes(instance, settings.dagster_home),
        "releases_bytes": size(settings.warehouse / "releases"),
        "build_bytes": size(settings.state),
        "set_aside_bytes": size(settings.warehouse / "set-aside"),
    }
    if "://" not in settings.lake:
        held["lake_bytes"] = size(Path(settings.lake))
    for removal in removed:
        held[f"removed_{removal.kind}"] = removal.things
        held[f"removed_{removal.kind}_bytes"] = removal.bytes
    weeks = tidyings(settings.warehouse)[-_SHOWN_WEEKS:]
    rows = [
        (f"{week.at:%Y-%m-%d %H:%M}", removal.kind, removal.things, removal.bytes)
        for week in reversed(weeks)
        for removal in week.removals
        if removal.things or removal.bytes
    ]
    held["history"] = dg.MetadataValue.md(markdown_table(["when (UTC)", "kind", "things", "bytes"], rows))
    return held
