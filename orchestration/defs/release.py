"""Release: the tested build becomes the file that analysts open.

Here belongs the last stage as an asset. Not here: copying, linking, keeping releases (`storage.releases`).
"""

import dagster as dg

from orchestration import clock
from orchestration.defs.conventions import GROUPS, OWNERS, PROGRESS, failures
from orchestration.defs.warehouse import project, specs
from orchestration.settings import load_settings
from orchestration.storage.lake import Lake
from orchestration.storage.releases import publish, what_changed
from orchestration.storage.report_rows import Reader
from orchestration.warehouse.build import input_fingerprint


@dg.asset(
    deps=[spec.key for spec in specs() if spec.group_name in (GROUPS["marts"], GROUPS["quality"])],
    group_name=GROUPS["release"],
    owners=OWNERS,
    kinds={"duckdb"},
    required_resource_keys={"refresh_lock"},
    description="One released warehouse: a read-only file of tables, behind the link cchc.duckdb, made only "
    "when every blocking test has passed. / Kho dữ liệu phát hành, chỉ đọc, khi mọi kiểm tra đều đạt.",
)
def released_warehouse() -> dg.MaterializeResult[None]:
    """Publish the build of this run."""
    settings = load_settings()
    lake, dbt = Lake(settings.lake), project()
    PROGRESS.info("releasing")
    with failures():
        release = publish(
            dbt.build_file,
            settings.warehouse,
            now=clock.now(),
            input_fingerprint=input_fingerprint(lake, dbt),
            reader_version=Reader.current(settings.limits).version,
            report_count=lake.registry.rows().height,
            keep=settings.keep_releases,
        )
    return dg.MaterializeResult(
        metadata={
            "release_id": release.release_id,
            "previous_release_id": release.previous_release_id or "",
            "tables": len(release.row_counts),
            "rows": sum(release.row_counts.values()),
            "changes": release.row_counts["release_changes"],
            "what_changed": dg.MetadataValue.md(what_changed(settings.warehouse, release.release_id) or ""),
            "file": dg.MetadataValue.path(str(settings.released_file)),
        }
    )
