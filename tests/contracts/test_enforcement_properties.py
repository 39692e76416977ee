"""In any mix of good and bad rows, enforcement and a plain oracle agree row by row."""

import json
from collections.abc import Callable
from datetime import date
from typing import Any

import polars as pl
import pytest
from contract_oracle import all_breaks, expected_residuals
from contract_rows import REFERENCES, dossier_row, entry, observation
from hypothesis import given, settings
from hypothesis import strategies as st

from data_contracts.enforcement import enforce
from data_contracts.frames import frame_from_records
from data_contracts.model import Column, Table, load_table
from data_contracts.pandera_schema import compiled

Row = dict[str, Any]
MAKERS: dict[str, Callable[[int], Row]] = {
    "ranking_entries": entry,
    "observations": observation,
    "dossier_returns": dossier_row,
}
ODD: dict[str, st.SearchStrategy[Any]] = {
    "string": st.sampled_from(
        ["", "x", "TOTAL", "Đà Nẵng", "2023-13", "national", "percent", "rank", "0" * 16]
    ),
    "integer": st.sampled_from([-1, 0, 1, 63, 64, 10**12]),
    "double": st.sampled_from([-0.5, 0.0, 1.0, 99.9, 100.0, 104.0, 1e300]),
    "boolean": st.booleans(),
    "date": st.sampled_from([date(2004, 1, 1), date(2023, 6, 30), date(2031, 1, 1)]),
    "timestamp": st.nothing(),
}
AGENCIES = st.sampled_from(["province:hai-phong", "province:da-nang", "province:nowhere", "agency:x", None])


def odd_value(column: Column) -> st.SearchStrategy[Any]:
    listed = (
        st.sampled_from(column.constraints.enum or ("unlisted",)) if column.type == "string" else st.nothing()
    )
    return st.none() | ODD[column.type] | listed


@st.composite
def mixed_rows(draw: st.DrawFn, contract: str) -> list[Row]:
    """Good rows, some with a few fields replaced by anything of the right type; keys collide often."""
    columns = [column for column in load_table(contract).columns if column.name != "residuals"]
    rows = []
    for _ in range(draw(st.integers(0, 8))):
        row = MAKERS[contract](draw(st.integers(1, 5)))
        if draw(st.booleans()):
            row["agency_code"] = draw(AGENCIES)
        for column in draw(
            st.lists(st.sampled_from(columns), max_size=3, unique_by=lambda column: column.name)
        ):
            row[column.name] = draw(odd_value(column))
        rows.append(row)
    return rows


def typed(contract: str, rows: list[Row]) -> tuple[Table, pl.DataFrame, list[Row]]:
    table = load_table(contract)
    frame, issues = frame_from_records(rows, table)
    assert issues == {}
    return table, frame, frame.to_dicts()


@pytest.mark.parametrize("contract", MAKERS)
@given(data=st.data())
@settings(max_examples=50, deadline=None)
def test_enforcement_agrees_with_the_oracle(contract: str, data: st.DataObject) -> None:
    table, frame, rows = typed(contract, data.draw(mixed_rows(contract)))
    expected = all_breaks(table, rows, REFERENCES)

    result = enforce(frame, table, REFERENCES)

    places = [row["location"] for row, broken in zip(rows, expected, strict=True) if not broken]
    assert result.accepted["location"].to_list() == places
    found = [{(reason.code, reason.field) for reason in reasons} for reasons in result.reasons]
    assert found == [broken for broken in expected if broken]


@pytest.mark.parametrize("contract", MAKERS)
@given(data=st.data())
@settings(max_examples=30, deadline=None)
def test_nothing_is_lost_and_every_reason_can_be_read(contract: str, data: st.DataObject) -> None:
    table, frame, _ = typed(contract, data.draw(mixed_rows(contract)))

    result = enforce(frame, table, REFERENCES)

    without = "residuals" if "residuals" in table.column_names else []
    together = pl.concat([result.accepted, result.rejected.drop("reasons")]).drop(without)
    assert sorted(map(repr, together.rows())) == sorted(map(repr, frame.drop(without).rows()))
    for row, reasons in zip(result.rejected.to_dicts(), result.reasons, strict=True):
        assert reasons
        for reason in reasons:
            assert reason.expected
            assert reason.found
            assert reason.advice
            assert reason.location == (row["location"] or "")
    schema, _ = compiled(table, REFERENCES)
    schema.validate(result.accepted, lazy=True)


@given(rows=mixed_rows("dossier_returns"))
@settings(max_examples=30, deadline=None)
def test_residuals_are_those_of_plain_arithmetic(rows: list[Row]) -> None:
    table, frame, _ = typed("dossier_returns", rows)
    result = enforce(frame, table, REFERENCES)
    expected = [expected_residuals(table, row) for row in result.accepted.to_dicts()]
    assert [json.loads(text) if text else None for text in result.accepted["residuals"]] == expected
