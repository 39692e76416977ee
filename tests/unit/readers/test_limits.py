"""Limits that are set hold for every reader, and only where they are set."""

import pytest

from data_contracts.reasons import PermanentFailure, ReasonCode
from orchestration.reports.limits import Limits, current_limits, limits_set
from orchestration.reports.readers import read_document

TABLE = "Tỉnh;Điểm\n" + "Cà Mau;9\n" * 100


def test_a_table_over_the_limit_of_cells_is_refused_only_inside() -> None:
    with limits_set(Limits(cells=100)), pytest.raises(PermanentFailure, match="at most 100 cells") as failure:
        read_document(TABLE.encode(), "x.csv")
    assert failure.value.reason.code == ReasonCode.LIMIT_EXCEEDED
    assert read_document(TABLE.encode(), "x.csv").tables
    assert current_limits() == Limits()


def test_a_file_over_the_limit_of_size_is_refused() -> None:
    with (
        limits_set(Limits(file_megabytes=1)),
        pytest.raises(PermanentFailure, match="at most 1,048,576 bytes"),
    ):
        read_document(TABLE.encode() * 2_000, "x.csv")
