"""What the YAML says is what pandera holds."""

import polars as pl
import pytest
from contract_rows import REFERENCES

from data_contracts.frames import empty_frame, polars_schema
from data_contracts.model import Table, load_table, tables
from data_contracts.pandera_schema import compiled

TYPES = {
    "string": pl.String(),
    "integer": pl.Int64(),
    "double": pl.Float64(),
    "boolean": pl.Boolean(),
    "date": pl.Date(),
    "timestamp": pl.Datetime("us"),
}
HELD = [*tables("landing"), *tables("reference")]


@pytest.mark.parametrize("table", HELD, ids=lambda table: table.name)
def test_columns_types_and_nulls_agree(table: Table) -> None:
    schema, _ = compiled(table, REFERENCES)
    assert schema.strict is True
    assert list(schema.columns) == [field.name for field in table.fields]
    for column in table.columns:
        held = schema.columns[column.name]
        assert held.dtype.type == TYPES[column.type]
        assert held.nullable is not column.required
        assert held.description == column.description.en


@pytest.mark.parametrize("table", HELD, ids=lambda table: table.name)
def test_constraints_agree(table: Table) -> None:
    schema, _ = compiled(table, REFERENCES)
    for column in table.columns:
        held = {check.error.split(":")[1]: check.statistics for check in schema.columns[column.name].checks}
        limits = column.constraints
        low_high = {
            key: value for key, value in (("min", limits.min), ("max", limits.max)) if value is not None
        }
        found = held.pop("out_of_range", {})
        names = {"min_value": "min", "max_value": "max"}
        assert {names[key]: value for key, value in found.items() if key in names} == low_high
        assert held.pop("not_in_list", {}).get("allowed_values") == limits.enum
        pattern = held.pop("bad_pattern", {}).get("pattern")
        assert (pattern.pattern if hasattr(pattern, "pattern") else pattern) == limits.pattern
        assert held.pop("too_short", {}).get("min_value") == limits.min_length
        assert set(held) <= {"not_finite"}


@pytest.mark.parametrize("table", HELD, ids=lambda table: table.name)
def test_rules_on_rows_agree(table: Table) -> None:
    schema, rules = compiled(table, REFERENCES)
    stated = {f"{key.field}:unknown_reference" for key in table.foreign_keys} | {"key"}
    stated |= {rule.name for rule in table.any_of}
    stated |= {rule.name for rule in (*table.identities, *table.comparisons) if rule.severity == "error"}
    assert {check.error for check in schema.checks} == stated
    assert len(rules) == len(schema.checks) + sum(len(column.checks) for column in schema.columns.values())


@pytest.mark.parametrize("table", HELD, ids=lambda table: table.name)
def test_an_empty_frame_keeps_the_contract(table: Table) -> None:
    schema, _ = compiled(table, REFERENCES)
    frame = empty_frame(table)
    assert schema.validate(frame, lazy=True).height == 0
    assert dict(frame.schema) == polars_schema(table)


def test_schemas_are_compiled_once() -> None:
    table = load_table("observations")
    assert compiled(table, REFERENCES)[0] is compiled(table, REFERENCES)[0]
