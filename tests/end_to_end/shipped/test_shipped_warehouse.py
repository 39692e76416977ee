"""What the released warehouse must hold after one refresh of the shipped reports."""

import csv
from pathlib import Path

import duckdb
import pytest

EXPECTED_RANKINGS = Path(__file__).parents[2] / "fixtures" / "shipped" / "rankings.csv"

HALF_YEAR_2024 = "2024-01-01 2024-06-30"
AS_OF_JUNE = "as of 2024-06-30"

# The half-year meeting of 2024, as the shipped press text retells it; published by the Government.
MEETING = [
    ("business_regulations_simplified", None, "national", 168, HALF_YEAR_2024),
    ("procedures_simplified", None, "national", 247, HALF_YEAR_2024),
    ("procedures_decentralised", None, "national", 108, HALF_YEAR_2024),
    ("internal_procedures_simplified", None, "national", 40, HALF_YEAR_2024),
    ("online_procedures_rate", None, "national", 81, AS_OF_JUNE),
    ("full_online_procedures_rate", None, "national", 48, AS_OF_JUNE),
    ("full_online_submission_rate", None, "ministries", 61, AS_OF_JUNE),
    ("full_online_submission_rate", None, "provinces", 17, AS_OF_JUNE),
    ("civil_servant_database_connection_rate", None, "national", 100, AS_OF_JUNE),
    ("index_rank", "ECONOMIC_FREEDOM", "national", 106, "2023-01-01 2023-12-31"),
    ("index_rank_change", "ECONOMIC_FREEDOM", "national", 4, "2023-01-01 2023-12-31"),
    ("index_rank", "GII", "national", 46, "2023-01-01 2023-12-31"),
    ("index_rank_change", "GII", "national", 2, "2023-01-01 2023-12-31"),
    ("index_rank_change", "BUSINESS_ENVIRONMENT", "national", 12, "2023-01-01 2023-12-31"),
]


def test_the_meeting_of_2024_gives_its_figures_and_nothing_else_as_results(
    warehouse: duckdb.DuckDBPyConnection,
) -> None:
    found = warehouse.sql(
        """
        select indicator_code, index_code, observed.agency_code, value,
            coalesce(observed.period_start || ' ' || observed.period_end, 'as of ' || as_of)
        from fct_indicator_observations as observed
        join dim_report using (report_id)
        where source_name = 'press/phien-hop-cai-cach-6-thang-2024.txt' and kind = 'actual' and is_current
        """
    ).fetchall()
    assert sorted(found, key=str) == sorted(MEETING, key=str)


def test_every_figure_of_the_shipped_tables_is_in_the_rankings(warehouse: duckdb.DuckDBPyConnection) -> None:
    printed = warehouse.sql(
        """
        select index_code, edition, agency_code, statistic, indicator_code, value
        from fct_indicator_observations
        where record_contract = 'ranking_entries' and indicator_code in ('index_score', 'index_rank')
        """
    ).fetchall()
    ranked = warehouse.sql(
        """
        select index_code, edition, agency_code, statistic, score, rank_published
        from fct_provincial_rankings
        """
    ).fetchall()
    published = {(*key, "index_score", score) for *key, score, _ in ranked if score is not None}
    published |= {(*key, "index_rank", float(rank)) for *key, _, rank in ranked if rank is not None}
    with EXPECTED_RANKINGS.open(encoding="utf-8", newline="") as handle:
        rows = [row for row in csv.DictReader(handle) if row["edition"]]
    wanted = set()
    for row in rows:
        key = (row["index_code"], row["edition"], row["agency_code"], row["statistic"])
        wanted |= {(*key, "index_score", float(row["score"]))} if row["score"] else set()
        wanted |= {(*key, "index_rank", float(row["rank"]))} if row["rank"] else set()
    assert wanted - set(printed) == set()
    rivals = {
        tuple(row)
        for row in warehouse.sql(
            """
            select index_code, edition, agency_code, statistic, indicator_code, unnest([value, rival_value])
            from quality_conflicts
            where conflict_kind = 'value' and index_code is not null
            """
        ).fetchall()
    }
    assert wanted - published - rivals == set()


def test_computed_ranks_agree_with_all_published_ones_that_can_be_compared(
    warehouse: duckdb.DuckDBPyConnection,
) -> None:
    compared = warehouse.sql(
        """
        select index_code, count(*), count(*) filter (where rank_published <> rank_computed)
        from fct_provincial_rankings
        where rank_published is not null and rank_computed is not null
            and (index_code in ('PAPI', 'DTI') or (index_code = 'PCI' and edition >= '2017'))
        group by index_code
        order by index_code
        """
    ).fetchall()
    assert compared == [("DTI", 79, 0), ("PAPI", 28, 0), ("PCI", 99, 0)]


@pytest.mark.parametrize(
    ("edition", "left_out"),
    [
        ("2014", {"bac-giang", "dong-thap"}),
        ("2018", {"dong-thap", "quang-ninh"}),
        ("2021", {"bac-giang", "bac-ninh", "quang-ninh"}),
        ("2022", {"bac-giang", "bac-ninh"}),
        ("2023", {"binh-duong", "quang-ninh"}),
        ("2024", {"tien-giang", "vinh-phuc"}),
    ],
)
def test_provinces_that_papi_leaves_out_have_no_score_and_no_rank(
    warehouse: duckdb.DuckDBPyConnection, edition: str, left_out: set[str]
) -> None:
    ranked = warehouse.sql(
        f"""
        select agency_code from fct_provincial_rankings
        where index_code = 'PAPI' and edition = '{edition}'
            and statistic = 'value' and agency_level = 'province'
            and (score is not null or rank_published is not null or rank_computed is not null)
        """
    ).fetchall()
    names = {code.removeprefix("province:") for (code,) in ranked}
    assert len(names) == 63 - len(left_out)
    assert names.isdisjoint(left_out)


def test_the_pci_editions_that_print_thirty_places_get_no_invented_rank(
    warehouse: duckdb.DuckDBPyConnection,
) -> None:
    editions = warehouse.sql(
        """
        select edition, count(*) > 0, count(rank_computed) from fct_provincial_rankings
        where index_code = 'PCI' and edition in ('2023', '2024') and component = 'total'
        group by edition
        order by edition
        """
    ).fetchall()
    assert editions == [("2023", True, 0), ("2024", True, 0)]


def test_old_and_new_da_nang_are_two_agencies(warehouse: duckdb.DuckDBPyConnection) -> None:
    found = warehouse.sql(
        """
        select agency_code, unit_set, score, rank_published from fct_provincial_rankings
        where index_code = 'DTI' and edition = '2024' and agency_code like 'province:da-nang%'
        order by agency_code
        """
    ).fetchall()
    assert found == [
        ("province:da-nang", "provinces_63", 0.8335, 2),
        ("province:da-nang-2025", "provinces_34", 0.7069, 17),
    ]


# Contradictions between published sources, as the notes of the shipped tables name them.
CONTRADICTIONS = [
    ("PAR_INDEX", "2018", "province:quang-ninh", {89.06, 89.6}),
    ("PAR_INDEX", "2023", "province:hai-phong", {91.81, 91.87}),
    ("PAR_INDEX", "2023", "province:long-an", {7.0, 8.0}),
    ("PAPI", "2019", "province:quang-ninh", {44.66, 46.662792}),
    ("PAPI", "2021", "province:thua-thien-hue", {48.05908, 48.095}),
    ("PAPI", "2017", "province:nghe-an", {35.753896, 35.77}),
]


@pytest.mark.parametrize(("index", "edition", "agency", "values"), CONTRADICTIONS)
def test_sources_that_contradict_each_other_are_told(
    warehouse: duckdb.DuckDBPyConnection, index: str, edition: str, agency: str, values: set[float]
) -> None:
    told = warehouse.sql(
        f"""
        select value, rival_value from quality_conflicts
        where (index_code, edition, agency_code) = ('{index}', '{edition}', '{agency}')
            and explained_by = 'none'
        """
    ).fetchall()
    assert values in [set(pair) for pair in told]


@pytest.mark.parametrize(
    ("edition", "agency", "rival"),
    [
        ("2023", "province:ca-mau", "province:dong-nai"),
        ("2016", "ministry:bkhcn", "ministry:btttt"),
    ],
)
def test_one_place_given_to_two_agencies_is_told(
    warehouse: duckdb.DuckDBPyConnection, edition: str, agency: str, rival: str
) -> None:
    told = warehouse.sql(
        f"""
        select count(*) from quality_conflicts
        where conflict_kind = 'shared_rank' and (index_code, edition) = ('PAR_INDEX', '{edition}')
            and (agency_code, rival_agency_code) = ('{agency}', '{rival}')
        """
    ).fetchall()[0][0]
    assert told == 1


def test_targets_of_the_plan_are_targets(warehouse: duckdb.DuckDBPyConnection) -> None:
    kinds = warehouse.sql(
        """
        select kind, count(*) from fct_indicator_observations
        join dim_report using (report_id)
        where source_name = 'official/chi-tieu-cai-cach-2025-2026.txt'
        group by kind
        """
    ).fetchall()
    assert dict(kinds).keys() == {"target"}


def test_the_release_holds_tables_only_and_every_column_says_what_it_is(
    warehouse: duckdb.DuckDBPyConnection,
) -> None:
    views = warehouse.sql("select count(*) from duckdb_views() where not internal").fetchall()[0][0]
    silent = warehouse.sql(
        "select table_name, column_name from duckdb_columns() where not internal and comment is null"
    ).fetchall()
    assert views == 0
    assert silent == []
