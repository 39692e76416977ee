"""Every column that holds an indicator says over what it may be summed."""

from data_contracts.additivity import described
from data_contracts.model import load_table


def said(table: str, column: str) -> str:
    found = load_table(table).column(column)
    return described(found).en.removeprefix(found.description.en).strip()


def test_a_flow_a_stock_and_a_rate_say_what_may_be_summed() -> None:
    assert said("fct_online_submissions", "dossiers_settled") == (
        "A flow; may be summed over agency, field, period."
    )
    assert said("fct_online_submissions", "dossiers_received") == (
        "A flow; may be summed over agency, field (not level)."
    )
    assert said("fct_online_submissions", "dossiers_pending") == (
        "A stock: never summed over periods; may be summed over agency, field."
    )
    assert said("fct_online_submissions", "on_time_rate_reported").startswith("A rate: never summed")


def test_other_columns_say_nothing_of_sums() -> None:
    assert said("fct_online_submissions", "agency_code") == ""
