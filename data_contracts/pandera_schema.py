"""The pandera schema of a table: the contract of record.

Here belongs putting columns, types, required fields and rules into one schema for eager polars frames.
Not here: what a rule checks (`rules`), splitting rows (`enforcement`).
"""

from functools import cache

import pandera.polars as pa

from data_contracts.frames import POLARS_TYPES
from data_contracts.model import Table
from data_contracts.references import References
from data_contracts.rules import Rule, compile_rules


def pandera_schema(table: Table, rules: tuple[Rule, ...]) -> pa.DataFrameSchema:
    """A strict, ordered schema; each check carries the name of its rule as `error`."""
    columns = {
        column.name: pa.Column(
            POLARS_TYPES[column.type],
            nullable=not column.required,
            checks=[rule.check for rule in rules if rule.column == column.name],
            title=column.name,
            description=column.description.en,
        )
        for column in table.columns
    }
    return pa.DataFrameSchema(
        columns,
        checks=[rule.check for rule in rules if rule.column is None],
        name=table.name,
        description=table.description.en,
        strict=True,
        ordered=True,
    )


@cache
def compiled(table: Table, references: References) -> tuple[pa.DataFrameSchema, dict[str, Rule]]:
    """Schema, and rules by name, of a table; compiled once for each set of references."""
    rules = compile_rules(table, references)
    return pandera_schema(table, rules), {rule.name: rule for rule in rules}
