"""Every row of every fact table of the sample, forms among them, leads to the values it was made of."""

import duckdb
import pytest

from orchestration.cli.origins import KEYS, ORIGINS


@pytest.mark.parametrize("fact", ORIGINS)
def test_every_row_leads_to_its_values_and_their_places(
    warehouse: duckdb.DuckDBPyConnection, fact: str
) -> None:
    [(rows, found)] = warehouse.sql(
        f"""
        select count(distinct fact_rows.{KEYS[fact]}), count(distinct origins.row_id)
        from {fact} as fact_rows
        left join ({ORIGINS[fact]}) as origins
            on origins.row_id = fact_rows.{KEYS[fact]} and origins.location is not null
        """
    ).fetchall()
    assert rows == found > 0


@pytest.mark.parametrize(
    ("fact", "measures"),
    [("fct_procedures", "value_count"), ("fct_online_submissions", "value_count")],
)
def test_a_row_of_measures_leads_to_as_many_values_as_it_has(
    warehouse: duckdb.DuckDBPyConnection, fact: str, measures: str
) -> None:
    wrong = warehouse.sql(
        f"""
        select {KEYS[fact]} from {fact}
        left join (select row_id, count(*) as origin_count from ({ORIGINS[fact]}) group by row_id) as counted
            on row_id = {KEYS[fact]}
        where origin_count is distinct from {measures}
        """
    ).fetchall()
    assert wrong == []
