"""What an analyst finds in a warehouse built from the sample landing."""

from pathlib import Path
from typing import Any

import duckdb
import pytest
from dbt_runs import Built, Dbt
from landing_rows import LandingRows
from sample_landing import UNITS, sample

from data_contracts.model import tables

MARTS = [table.name for table in tables("mart")]


def content(file: Path) -> dict[str, str]:
    """A digest of the rows of every mart, in an order of their own."""
    with duckdb.connect(str(file), read_only=True) as connection:
        return {
            mart: connection.sql(
                f"select coalesce(md5(string_agg(line, '\n' order by line)), 'no rows') "
                f"from (select to_json(rows) as line from main.{mart} as rows)"
            ).fetchall()[0][0]
            for mart in MARTS
        }


def rows(warehouse: duckdb.DuckDBPyConnection, query: str) -> list[tuple[Any, ...]]:
    return warehouse.sql(query).fetchall()


def test_correction_is_current_and_its_predecessor_stays(warehouse: duckdb.DuckDBPyConnection) -> None:
    found = rows(
        warehouse,
        "select value, kind, is_current, is_superseded from fct_indicator_observations "
        "where indicator_code = 'procedures_simplified' order by value",
    )
    assert found == [
        (190.0, "previous", True, False),
        (240.0, "actual", False, True),
        (247.0, "actual", True, False),
        (274.0, "actual", False, False),
        (300.0, "target", True, False),
    ]


def test_value_that_a_correction_dropped_is_not_current(warehouse: duckdb.DuckDBPyConnection) -> None:
    query = """
        select is_current, is_superseded
        from fct_indicator_observations
        where indicator_code = 'procedures_new'"""
    assert rows(warehouse, query) == [(False, True)]


def test_only_actual_values_reach_the_facts(warehouse: duckdb.DuckDBPyConnection) -> None:
    query = """
        select agency_code, period_start, period_end, procedures_simplified, procedures_new
        from fct_procedures"""
    assert [(row[0], str(row[1]), str(row[2]), *row[3:]) for row in rows(warehouse, query)] == [
        ("national", "2024-01-01", "2024-06-30", 247, None)
    ]


def test_value_as_of_a_day_has_a_window_without_start(warehouse: duckdb.DuckDBPyConnection) -> None:
    query = """
        select submissions.period_start, submissions.period_end, online_procedures_rate_reported,
            period_kind, label_vi
        from fct_online_submissions as submissions inner join dim_period using (period_key)
        where agency_code = 'national'"""
    ((start, end, *told),) = rows(warehouse, query)
    assert (start, str(end), told) == (None, "2024-06-30", [81.0, "as_of", "đến 30/6/2024"])


def test_rate_of_nothing_is_null_beside_the_printed_one(warehouse: duckdb.DuckDBPyConnection) -> None:
    query = """
        select agency_code, on_time_rate, on_time_rate_reported
        from fct_online_submissions
        where dossiers_settled is not null and period_end = date '2020-03-31'
        order by 1"""
    (ca_mau, lam_dong) = rows(warehouse, query)
    assert ca_mau == ("province:ca-mau", None, 100.0)
    assert lam_dong[1] == pytest.approx(100 * 643000 / 643272)


def test_equal_scores_share_a_place_and_agree_with_the_publisher(
    warehouse: duckdb.DuckDBPyConnection,
) -> None:
    query = """
        select rank_computed, rank_published, rank_computed_of, list_status from fct_provincial_rankings
        where edition = '2024' and index_code = 'SERVICE_766' order by score desc, agency_code limit 4"""
    assert rows(warehouse, query) == [
        (1, 1, 34, "complete"),
        (2, 2, 34, "complete"),
        (2, 3, 34, "complete"),
        (4, None, 34, "complete"),
    ]
    audit = """
        select verdict, count(*)
        from quality_rank_audit
        where index_code = 'SERVICE_766'
        group by 1
        order by 1"""
    assert rows(warehouse, audit) == [("equal", 2), ("within_tie", 1)]


def test_no_place_is_computed_from_a_table_that_lost_rows(warehouse: duckdb.DuckDBPyConnection) -> None:
    query = """
        select distinct list_status, rank_computed from fct_provincial_rankings
        where edition = '2022' and index_code = 'SERVICE_766'"""
    assert rows(warehouse, query) == [("rows_refused", None)]


def test_place_among_34_is_not_compared_with_one_among_63(warehouse: duckdb.DuckDBPyConnection) -> None:
    query = """
        select agency_code, unit_set, change_status, rank_change from fct_provincial_rankings
        where index_code = 'DTI' and edition = '2024' order by 1"""
    assert rows(warehouse, query) == [
        ("province:da-nang-2025", "provinces_34", "not_in_previous_list", None),
        ("province:ha-noi", "provinces_34", "not_in_previous_list", None),
    ]


def test_history_ends_with_what_is_current(warehouse: duckdb.DuckDBPyConnection) -> None:
    current = "select observation_id from fct_indicator_observations where is_current order by 1"
    standing = "select observation_id from fct_current_value_history where current_to is null order by 1"
    assert rows(warehouse, standing) == rows(warehouse, current)


def test_what_was_said_before_a_correction_came_is_one_join(warehouse: duckdb.DuckDBPyConnection) -> None:
    said = """
        select observations.value
        from fct_current_value_history as history
        inner join fct_indicator_observations as observations using (observation_id)
        where
            observations.indicator_code = 'procedures_simplified'
            and observations.kind = 'actual'
            and history.current_from <= {0}
            and (history.current_to is null or history.current_to > {0})"""
    times = "select min(current_from), max(current_from) from fct_current_value_history"
    first, last = (f"timestamp '{time}'" for time in rows(warehouse, times)[0])
    assert rows(warehouse, said.format(last)) == [(247.0,)]
    assert rows(warehouse, said.format(first)) == [(240.0,)]


def test_movements_hold_the_comparable_changes(warehouse: duckdb.DuckDBPyConnection) -> None:
    of_2024 = "from mart_ranking_movements where edition = '2024'"
    assert rows(warehouse, f"select count(*) {of_2024}") == [(34,)]
    moved = f"select agency_code, score_change, rank_change, movement {of_2024} and score_change <> 0"
    assert rows(warehouse, moved) == [(UNITS[2], 1.0, 0, "same")]


def test_rivals_are_listed_with_who_says_what(warehouse: duckdb.DuckDBPyConnection) -> None:
    query = """
        select conflict_kind, value, rival_value, difference, explained_by, source_kind, rival_source_kind
        from quality_conflicts"""
    assert rows(warehouse, query) == [("value", 247.0, 274.0, 27.0, "none", "official", "press")]


def test_sum_that_does_not_add_up_is_kept_with_its_residual(warehouse: duckdb.DuckDBPyConnection) -> None:
    query = """
        select identity_code, agency_code, total_value, parts_value, residual, is_rounding
        from quality_identity_residuals
        where period_end = date '2020-03-31'"""
    assert rows(warehouse, query) == [
        ("received_settled_or_pending", "province:lam-dong", 659245.0, 650444.0, 8801.0, False)
    ]


def test_refused_rows_and_files_are_told_with_their_reasons(warehouse: duckdb.DuckDBPyConnection) -> None:
    query = "select refused_part, source_name, reason_codes from quality_rejected_rows order by all"
    assert rows(warehouse, query) == [
        ("file", "broken.xlsx", "unreadable_file"),
        ("row", "766-2022.csv", "out_of_range"),
        ("row", "names.csv", "unknown_agency"),
        ("row", "names.csv", "unknown_agency"),
    ]
    names = "select agency_name, row_count, first_source_name from quality_unmatched_names"
    assert rows(warehouse, names) == [("Tỉnh Không Có", 2, "names.csv")]
    status = """
        select source_name, report_status
        from dim_report
        where report_status in ('refused', 'landed_in_part')
        order by 1"""
    assert rows(warehouse, status) == [
        ("766-2022.csv", "landed_in_part"),
        ("broken.xlsx", "refused"),
        ("names.csv", "refused"),
    ]


def test_targets_of_law_and_of_reports_stay_apart(warehouse: duckdb.DuckDBPyConnection) -> None:
    told = "select indicator_code, target_value from dim_target where target_origin = 'report' order by 1"
    assert rows(warehouse, told) == [("full_online_submission_rate", 70.0), ("procedures_simplified", 300.0)]
    law = """
        select target_value, result_value, attainment_status from mart_target_attainment
        where target_origin = 'law' and agency_code = 'ministries'
            and indicator_code = 'full_online_submission_rate'"""
    assert rows(warehouse, law) == [(70.0, 61.0, "not_yet")]


def test_scoreboards_show_the_current_figures(warehouse: duckdb.DuckDBPyConnection) -> None:
    national = "select value from mart_national_scoreboard where indicator_code = 'procedures_simplified'"
    assert rows(warehouse, national) == [(247.0,)]
    province = """
        select service_766_score, service_766_rank, service_766_rank_of from mart_province_scoreboard
        where agency_code = '{}' and score_year = 2024"""
    assert rows(warehouse, province.format(UNITS[0])) == [(90.0, 1, 34)]


def test_each_figure_of_a_scoreboard_tells_its_age_and_its_source(
    warehouse: duckdb.DuckDBPyConnection,
) -> None:
    arrival = "(select cast(max(arrived_at) as date) from dim_report)"
    national = f"""
        select count(*), count(observation_id), count(*) filter (where age_days = {arrival} - period_end)
        from mart_national_scoreboard"""
    [(count, sourced, aged)] = rows(warehouse, national)
    assert count == sourced == aged > 0
    province = f"""
        select observed.value, age_days = {arrival} - observed.period_end
        from (
            select service_766_observation_id as observation_id, service_766_age_days as age_days
            from mart_province_scoreboard where agency_code = '{UNITS[0]}' and score_year = 2024
        )
        inner join fct_indicator_observations as observed using (observation_id)"""
    assert rows(warehouse, province) == [(90.0, True)]
    silent = " or ".join(
        f"({name}_score is not null or {name}_rank is not null) <> ({name}_observation_id is not null)"
        for name in ("par_index", "sipas", "papi", "pci", "dti", "service_766")
    )
    assert rows(warehouse, f"select count(*) from mart_province_scoreboard where {silent}") == [(0,)]


def test_filing_status_counts_what_arrived(warehouse: duckdb.DuckDBPyConnection) -> None:
    query = """
        select sum(report_count), sum(correction_count), sum(refused_report_count)
        from quality_filing_status"""
    reports = len(sample().rows["reports"])
    assert rows(warehouse, query) == [(reports, 1, 2)]


def test_every_agency_that_reports_name_is_known(warehouse: duckdb.DuckDBPyConnection) -> None:
    query = """
        select agency_code, count(*)
        from dim_agency
        where agency_code in ('province:da-nang', 'province:da-nang-2025', 'province:ha-noi')
        group by 1
        order by 1"""
    assert rows(warehouse, query) == [
        ("province:da-nang", 1),
        ("province:da-nang-2025", 1),
        ("province:ha-noi", 3),
    ]
    weights = """
        select round(sum(population_weight), 9), count(*) from bridge_agency_succession
        where successor_agency_code = 'province:da-nang-2025'"""
    assert rows(warehouse, weights) == [(1.0, 2)]


def test_every_column_of_a_mart_has_its_comment(warehouse: duckdb.DuckDBPyConnection) -> None:
    query = """
        select table_name, column_name, comment
        from duckdb_columns()
        where schema_name = 'main' and not internal"""
    comments = {(table, column): comment for table, column, comment in rows(warehouse, query)}
    for table in tables("mart"):
        for column in table.columns:
            comment = comments[table.name, column.name]
            assert column.description.en in comment
            assert column.description.vi in comment
    query = "select table_name, comment from duckdb_tables() where schema_name = 'main' and not internal"
    told = dict(rows(warehouse, query))
    assert {table.name for table in tables("mart") if told[table.name].startswith("Grain: ")} == set(MARTS)


def test_built_twice_the_content_is_the_same(built: Built, dbt: Dbt, tmp_path: Path) -> None:
    again = tmp_path / "cchc.duckdb"
    outcome = dbt(
        "build", "--resource-type", "seed", "--resource-type", "model", landing=built.landing, file=again
    )
    assert {str(result.status) for result in outcome.results} == {"success"}
    assert content(again) == content(built.file)


def test_failing_data_test_fails_the_build(dbt: Dbt, tmp_path: Path) -> None:
    twice = LandingRows()
    report = twice.report("twice.txt")
    twice.observation(report, "procedures_new", 5)
    twice.rows["observations"].append(dict(twice.rows["observations"][0]))
    landing = twice.write(tmp_path / "landing")
    outcome = dbt("build", "--select", "stg_observations", landing=landing, file=tmp_path / "cchc.duckdb")
    failed = [result for result in outcome.results if result.status == "fail"]
    assert [(result.node.name, result.failures) for result in failed] == [
        ("unique_stg_observations_observation_id", 1)
    ]


def test_a_subtotal_of_a_form_is_never_counted_twice(warehouse: duckdb.DuckDBPyConnection) -> None:
    values = warehouse.sql(
        """
        select agency_code, field_name, dossiers_received from fct_online_submissions
        where period_end = date '2025-09-14' and dossiers_received is not null order by all
        """
    ).fetchall()
    layer = "province:lam-dong-2025"
    assert values == [
        ("agency:so-tu-phap-lam-dong-2025", None, 40),
        ("commune:25000", None, 30),
        (layer, None, 130),
        (f"{layer}/communes", None, 30),
        (f"{layer}/departments", "Hộ tịch", 40),
        (f"{layer}/departments", "Đất đai", 60),
        (f"{layer}/departments", None, 100),
    ]


def test_offices_that_file_are_known_under_their_province(warehouse: duckdb.DuckDBPyConnection) -> None:
    filed = warehouse.sql(
        """
        select agency_code, agency_level, parent_agency_code, agency_origin
        from fct_dossier_returns inner join dim_agency using (agency_code)
        where agency_code not like 'province:%' order by all
        """
    ).fetchall()
    parent = "province:lam-dong-2025"
    assert filed == [
        ("agency:so-tu-phap-lam-dong-2025", "agency", parent, "report"),
        ("commune:25000", "commune", parent, "list"),
    ]


def test_form_rows_show_and_list_the_sum_that_does_not_hold(warehouse: duckdb.DuckDBPyConnection) -> None:
    shown = warehouse.sql(
        "select received_settled_or_pending_residual from fct_dossier_returns "
        "where row_kind = 'total' and agency_code like 'province:%'"
    ).fetchall()
    listed = warehouse.sql(
        "select identity_code, residual from quality_identity_residuals where period_end = date '2025-09-14'"
    ).fetchall()
    assert shown == [(1,)]
    assert listed == [("received_settled_or_pending", 1.0)]
