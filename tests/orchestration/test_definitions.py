"""The definitions: they load without secrets and network, the schedule runs, the graph is the one we mean."""

import socket
from typing import Any

import dagster as dg
import pytest

from data_contracts.model import tables
from tests.installation import REPOSITORY, Installation

GROUPS = {
    "1_intake",
    "2_landing",
    "3_reference",
    "4_staging",
    "5_intermediate",
    "6_marts",
    "7_quality",
    "8_release",
    "9_watch",
}
RELEASED = {
    "dim_agency",
    "bridge_agency_succession",
    "dim_period",
    "dim_indicator",
    "dim_ranking_index",
    "dim_report",
    "dim_target",
    "fct_indicator_observations",
    "fct_current_value_history",
    "fct_procedures",
    "fct_online_submissions",
    "fct_dossier_returns",
    "fct_provincial_rankings",
    "mart_national_scoreboard",
    "mart_province_scoreboard",
    "mart_ranking_movements",
    "mart_ranking_regions",
    "mart_harmonised_rankings",
    "mart_derived_flows",
    "mart_target_attainment",
    "quality_rejected_rows",
    "quality_conflicts",
    "quality_corrections",
    "quality_identity_residuals",
    "quality_level_residuals",
    "quality_rank_audit",
    "quality_suspect_values",
    "quality_unmatched_names",
    "quality_filing_status",
    "quality_filing_calendar",
}


@pytest.fixture(scope="module")
def definitions(prepared: Installation) -> dg.Definitions:
    def refuse(*_: Any, **__: Any) -> None:
        raise AssertionError("the definitions reached for the network")

    with pytest.MonkeyPatch.context() as network:
        network.setattr(socket.socket, "connect", refuse)
        from orchestration.definitions import defs

        dg.Definitions.validate_loadable(defs)
    return defs


@pytest.fixture(scope="module")
def graph(definitions: dg.Definitions) -> Any:
    return definitions.resolve_asset_graph()


def test_the_schedule_runs_at_two_in_viet_nam_by_default(definitions: dg.Definitions) -> None:
    schedule = definitions.resolve_schedule_def("every_night")
    assert schedule.default_status is dg.DefaultScheduleStatus.RUNNING
    assert schedule.cron_schedule == "0 2 * * *"
    assert schedule.execution_timezone == "Asia/Ho_Chi_Minh"
    assert schedule.job_name == "nightly_refresh"


def test_the_tidying_runs_every_week_after_the_night(definitions: dg.Definitions) -> None:
    schedule = definitions.resolve_schedule_def("every_week")
    assert schedule.default_status is dg.DefaultScheduleStatus.RUNNING
    assert schedule.cron_schedule == "30 4 * * 0"
    assert schedule.execution_timezone == "Asia/Ho_Chi_Minh"
    assert schedule.job_name == "weekly_tidying"


def test_the_sensor_runs_by_default_and_starts_the_nightly_job(definitions: dg.Definitions) -> None:
    sensor = definitions.resolve_sensor_def("reports_arrived")
    assert sensor.default_status is dg.DefaultSensorStatus.RUNNING
    assert [target.job_name for target in sensor.targets] == ["nightly_refresh"]


def test_the_nightly_job_runs_every_asset_in_one_process(definitions: dg.Definitions, graph: Any) -> None:
    job = definitions.resolve_job_def("nightly_refresh")
    weekly = definitions.resolve_job_def("weekly_tidying").asset_layer.selected_asset_keys
    assert weekly == {dg.AssetKey("tidied_storage")}
    assert job.asset_layer.selected_asset_keys == graph.materializable_asset_keys - weekly
    assert job.executor_def is dg.in_process_executor


def test_every_asset_says_whose_it_is_and_what_a_row_of_it_is(graph: Any) -> None:
    for key in graph.get_all_asset_keys():
        node = graph.get(key)
        name = key.to_user_string()
        assert node.owners == ["team:reform-data"], name
        assert node.group_name in GROUPS, name
        assert node.kinds, name
        assert len(node.description or "") > 20, name


def test_there_is_an_asset_for_every_landing_contract_with_its_columns(graph: Any) -> None:
    for table in tables("landing"):
        node = graph.get(dg.AssetKey(["landing", table.name]))
        schema = node.metadata["dagster/column_schema"]
        assert [column.name for column in schema.columns] == list(table.column_names)


def test_the_assets_are_the_tables_of_the_architecture_and_hang_together(graph: Any) -> None:
    keys = {key.to_user_string() for key in graph.materializable_asset_keys}
    assert {f"warehouse/{name}" for name in RELEASED} <= keys
    assert graph.get(dg.AssetKey("archived_reports")).parent_keys == set()
    released = graph.get(dg.AssetKey("released_warehouse"))
    assert {key.to_user_string() for key in released.parent_keys} == {
        f"warehouse/{name}" for name in RELEASED
    }
    assert released.child_keys == {dg.AssetKey("night")}
    assert graph.external_asset_keys == {dg.AssetKey("night")}, "a model reads a source that no asset lands"
    ancestors = graph.get_ancestor_asset_keys(dg.AssetKey("released_warehouse"))
    assert {dg.AssetKey(["landing", table.name]) for table in tables("landing")} <= ancestors


def test_dbt_tests_are_checks_and_only_errors_block(graph: Any) -> None:
    checks = {key: graph.get(key) for key in graph.asset_check_keys}
    blocking = {key for key, node in checks.items() if node.blocking}
    assert blocking == {key for key in checks if key.name == "blocking_tests"}
    assert (
        dg.AssetCheckKey(dg.AssetKey(["warehouse", "fct_provincial_rankings"]), "blocking_tests") in blocking
    )
    assert dg.AssetCheckKey(dg.AssetKey(["landing", "ranking_entries"]), "contract") in checks


def test_every_check_says_what_it_means_and_the_standing_ones_are_in_no_night(
    definitions: dg.Definitions, graph: Any
) -> None:
    for key in graph.asset_check_keys:
        assert len(graph.get(key).description or "") > 20, key
    nightly = definitions.resolve_job_def("nightly_refresh")
    assert "standing_checks" not in {node.name for node in nightly.nodes}
    assert {"landing", "dbt_models"} <= {node.name for node in nightly.nodes}


def test_every_table_of_the_dictionary_is_linked_from_its_asset(graph: Any) -> None:
    page = (REPOSITORY / "docs" / "data-dictionary.html").read_text("utf-8")
    linked = {
        key.path[-1]: str(node.metadata["dictionary"].value)
        for key in graph.materializable_asset_keys
        if "dictionary" in (node := graph.get(key)).metadata
    }
    assert set(linked) >= RELEASED | {table.name for table in tables("landing")}
    for name, url in linked.items():
        assert url.endswith(f"/data-dictionary.html#{name}")
        assert f'<h3 id="{name}">' in page, name
