"""Which months a span of periods names."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orchestration.storage.reprocess import PeriodError, Span


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2024", "2024-01", "2024-12"),
        ("2024-06", "2024-06", "2024-06"),
        ("2024-H1", "2024-01", "2024-06"),
        ("2024-H2..2025-Q1", "2024-07", "2025-03"),
        ("2023-Q4..2024-02", "2023-10", "2024-02"),
        ("2024-Q3..2024-Q3", "2024-07", "2024-09"),
    ],
)
def test_a_span_runs_from_the_first_month_of_its_start_to_the_last_of_its_end(
    text: str, first: str, last: str
) -> None:
    assert Span.parse(text) == Span(first, last)


@pytest.mark.parametrize(
    "text", ["", "..", "2024..", "..2024", "24", "2024-Q5", "2024-13", "2024-00", "2024-H3", "x"]
)
def test_what_is_no_period_is_refused_with_an_example(text: str) -> None:
    with pytest.raises(PeriodError, match=r"expected PERIOD\.\.PERIOD.*For example"):
        Span.parse(text)


def test_a_span_that_runs_backwards_is_refused() -> None:
    with pytest.raises(PeriodError, match="Swap them"):
        Span.parse("2025..2024")


@given(st.integers(2000, 2100), st.integers(1, 4))
def test_a_quarter_is_three_months_and_four_make_the_year(year: int, quarter: int) -> None:
    span = Span.parse(f"{year}-Q{quarter}")
    assert int(span.last[-2:]) - int(span.first[-2:]) == 2
    assert Span.parse(f"{year}-Q1..{year}-Q4") == Span.parse(f"{year}")
