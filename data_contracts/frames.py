"""Rows as typed polars frames.

Here belongs the polars type of each field and turning plain values into a frame of a contract.
Not here: the type of a value (`typed_values`), whether a row is acceptable (`enforcement`).
"""

from collections.abc import Mapping, Sequence
from itertools import chain
from typing import NamedTuple

import polars as pl

from data_contracts.model import Table
from data_contracts.reasons import Reason
from data_contracts.typed_values import TypedColumns, typed_columns

POLARS_TYPES: dict[str, pl.DataType] = {
    "string": pl.String(),
    "integer": pl.Int64(),
    "double": pl.Float64(),
    "boolean": pl.Boolean(),
    "date": pl.Date(),
    "timestamp": pl.Datetime("us"),  # UTC without a zone, so that no reader's session shifts it
}


class TypedRows(NamedTuple):
    """A frame with the contract's columns and types, and by row number what could not be typed."""

    frame: pl.DataFrame
    issues: dict[int, tuple[Reason, ...]]


def polars_schema(table: Table) -> dict[str, pl.DataType]:
    """Column names and polars types of the table, in its order."""
    return {column.name: POLARS_TYPES[column.type] for column in table.columns}


def empty_frame(table: Table) -> pl.DataFrame:
    """No rows, all columns, typed."""
    return pl.DataFrame(schema=polars_schema(table))


def frame_from_records(rows: Sequence[Mapping[str, object]], table: Table) -> TypedRows:
    """Plain rows as a frame of the table's columns and types; what `typed_columns` says holds here too."""
    return frame_of([typed_columns(rows, table)], table)


def frame_of(parts: Sequence[TypedColumns], table: Table) -> TypedRows:
    """Typed columns of one table, one part below the other, as one frame; their issues renumbered."""
    issues: dict[int, tuple[Reason, ...]] = {}
    height = 0
    for columns, found in parts:
        issues |= {height + number: reasons for number, reasons in found.items()}
        height += len(columns[table.column_names[0]])
    data = {
        name: list(chain.from_iterable(part.columns[name] for part in parts)) for name in table.column_names
    }
    return TypedRows(pl.DataFrame(data, schema=polars_schema(table)), issues)
