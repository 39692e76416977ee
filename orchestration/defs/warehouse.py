"""Warehouse: every dbt model as an asset with its tests as checks, built as one step in a private file.

Here belongs how dbt's nodes look in Dagster. Not here: calling dbt (`warehouse.build`), publishing.
A model has at most two checks, its blocking tests and its warnings, each listing every test: with one check a
test the event log costs more than the build itself.
"""

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import Any

import dagster as dg
from dagster_dbt import DagsterDbtTranslator, build_dbt_asset_specs

from data_contracts.model import tables
from orchestration.defs.conventions import (
    GROUPS,
    LANDING,
    OWNERS,
    Metadata,
    dictionary,
    dictionary_link,
    failures,
    progress,
)
from orchestration.settings import DBT_PROJECT, load_settings
from orchestration.storage.lake import Lake
from orchestration.storage.releases import already_released
from orchestration.warehouse.build import (
    Build,
    ModelResult,
    TestResult,
    build_warehouse,
    input_fingerprint,
    tested_model,
)
from orchestration.warehouse.dbt_project import DbtProject
from orchestration.warehouse.facts import markdown_table, previews, row_counts

RELEASED_LAYERS = {"reference", "mart", "release"}
BLOCKING, WARNINGS = "blocking_tests", "warning_tests"
Event = dg.MaterializeResult[None] | dg.AssetCheckResult


def project() -> DbtProject:
    """The dbt project of this checkout, prepared in the warehouse's state folder."""
    return DbtProject(DBT_PROJECT, load_settings().state / "dbt")


class Translator(DagsterDbtTranslator):
    """Our names for dbt's nodes: landing/…, reference/… for seeds, warehouse/… for models."""

    def get_asset_key(self, dbt_resource_props: Mapping[str, Any]) -> dg.AssetKey:
        """Prefix by what the node is, then its name."""
        prefix = {"source": LANDING, "seed": "reference"}.get(
            dbt_resource_props["resource_type"], "warehouse"
        )
        return dg.AssetKey([prefix, dbt_resource_props["name"]])

    def get_group_name(self, dbt_resource_props: Mapping[str, Any]) -> str:
        """The folder of the model; what analysts must know before quoting is a group of its own."""
        if dbt_resource_props["resource_type"] == "seed":
            return GROUPS["reference"]
        name, folder = dbt_resource_props["name"], dbt_resource_props["fqn"][1]
        return GROUPS["quality" if name.startswith("quality_") else str(folder)]

    def get_description(self, dbt_resource_props: Mapping[str, Any]) -> str:
        """The description compiled from the data contract."""
        told, name = str(dbt_resource_props["description"]), dbt_resource_props["name"]
        return f"{told}\n\n{dictionary_link(name)}" if name in described() else told

    def get_owners(self, dbt_resource_props: Mapping[str, Any]) -> Sequence[str]:  # noqa: ARG002
        """One team owns all of it."""
        return OWNERS


@cache
def manifest() -> Mapping[str, Any]:
    """The prepared manifest, read once a process."""
    content: Mapping[str, Any] = json.loads(project().manifest_path.read_bytes())
    return content


@cache
def described() -> frozenset[str]:
    """Tables of the dictionary that dbt makes."""
    return frozenset(table.name for table in tables() if table.layer in RELEASED_LAYERS)


@cache
def specs() -> list[dg.AssetSpec]:
    """One spec for each seed and model."""
    nodes = manifest()["nodes"]
    found = build_dbt_asset_specs(manifest=manifest(), dagster_dbt_translator=Translator())
    return [
        spec.replace_attributes(kinds=_kinds(nodes[_unique_id(spec)])).merge_attributes(
            metadata={"dictionary": dictionary(name)} if (name := spec.key.path[-1]) in described() else {}
        )
        for spec in found
    ]


def check_specs() -> list[dg.AssetCheckSpec]:
    """One spec for each kind of test that a seed or model has."""
    keys = {_unique_id(spec): spec.key for spec in specs()}
    tests: dict[tuple[str, str], list[str]] = defaultdict(list)
    for node in manifest()["nodes"].values():
        if node["resource_type"] == "test":
            severity = str(node["config"]["severity"]).lower()
            tests[tested_model(node), BLOCKING if severity == "error" else WARNINGS].append(node["name"])
    return [
        dg.AssetCheckSpec(
            name,
            asset=keys[model],
            blocking=name == BLOCKING,
            description=f"dbt tests: {', '.join(sorted(names))}. "
            + (
                "A failure keeps the last release: docs/runbooks.md, “The night failed”."
                if name == BLOCKING
                else "A failure is shown and published: look at its rows before you quote the figures."
            ),
        )
        for (model, name), names in sorted(tests.items())
    ]


def dbt_models(context: dg.AssetExecutionContext) -> Iterator[Event]:
    """Build and test all models, whatever is selected; nothing if the newest release has the same inputs."""
    settings = load_settings()
    lake = Lake(settings.lake)
    dbt = project()
    if already_released(settings.warehouse, input_fingerprint(lake, dbt)):
        context.log.info("Nothing is new: the newest release was made from these reports and this project.")
        return
    landing = lake.landing.mirror(settings.state / "landing")
    with failures():
        build = build_warehouse(
            dbt, landing, settings.memory_limit, lambda n, of: progress("building", n, of)
        )
    for event in _events(build):
        if _is_selected(context, event):
            yield event
    if not build.is_publishable:
        raise dg.Failure(
            description="Nothing was published; the last release stands.\n\n" + "\n\n".join(build.problems),
            allow_retries=False,
        )


def warehouse_assets() -> dg.AssetsDefinition:
    """The dbt project as one step with an output for each model."""
    step = dg.multi_asset(
        name="dbt_models",
        specs=specs(),
        check_specs=check_specs(),
        required_resource_keys={"refresh_lock"},
        can_subset=True,  # only such a step may give nothing, as on a night without news
    )
    return step(dbt_models)


def _events(build: Build) -> Iterator[Event]:
    keys = {_unique_id(spec): spec.key for spec in specs()}
    counts = row_counts(build.file)
    shown = [(m.schema, m.name) for m in build.models if m.schema == "main" and (m.schema, m.name) in counts]
    samples = previews(build.file, shown)
    for model in build.models:
        if model.status == "success" and model.unique_id in keys:
            yield dg.MaterializeResult(
                asset_key=keys[model.unique_id], metadata=_metadata(model, counts, samples)
            )
    tests: dict[tuple[str, bool], list[TestResult]] = defaultdict(list)
    for test in build.tests:
        tests[test.model, test.is_blocking].append(test)
    for (model_id, is_blocking), results in tests.items():
        if model_id in keys:
            yield _check(keys[model_id], is_blocking, results)


def _is_selected(context: dg.AssetExecutionContext, event: Event) -> bool:
    # A model or test that is newer than the loaded definitions is built and judged, but cannot be shown.
    if isinstance(event, dg.MaterializeResult):
        return event.asset_key in context.selected_asset_keys
    return any(
        (k.asset_key, k.name) == (event.asset_key, event.check_name)
        for k in context.selected_asset_check_keys
    )


def _metadata(
    model: ModelResult, counts: Mapping[tuple[str, str], int], samples: Mapping[tuple[str, str], str]
) -> Metadata:
    table = (model.schema, model.name)
    metadata: Metadata = {"seconds": model.seconds}
    if table in counts:
        metadata["dagster/row_count"] = counts[table]
    if table in samples:
        metadata["preview"] = dg.MetadataValue.md(samples[table])
    return metadata


def _check(key: dg.AssetKey, is_blocking: bool, results: list[TestResult]) -> dg.AssetCheckResult:
    failed = [result for result in results if result.status != "pass"]
    rows = [
        (r.name, r.status, r.failing_rows, r.message)
        for r in sorted(results, key=lambda r: r.status == "pass")
    ]
    return dg.AssetCheckResult(
        asset_key=key,
        check_name=BLOCKING if is_blocking else WARNINGS,
        passed=not failed,
        severity=dg.AssetCheckSeverity.ERROR if is_blocking else dg.AssetCheckSeverity.WARN,
        metadata={
            "tests": len(results),
            "failed": len(failed),
            "results": dg.MetadataValue.md(
                markdown_table(["test", "status", "failing rows", "message"], rows)
            ),
        },
    )


def _kinds(node: Mapping[str, Any]) -> set[str]:
    form = "seed" if node["resource_type"] == "seed" else str(node["config"]["materialized"])
    return {"dbt", "duckdb", form}


def _unique_id(spec: dg.AssetSpec) -> str:
    return str(spec.metadata["dagster_dbt/unique_id"])
