"""Rows as typed polars frames.

Here belongs the polars type of each field and turning plain values into a frame of a contract.
Not here: whether a row is acceptable (`enforcement`).
"""

import math
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, date, datetime
from typing import Any, NamedTuple

import polars as pl

from data_contracts.model import Column, Table
from data_contracts.reasons import Reason, ReasonCode

POLARS_TYPES: dict[str, pl.DataType] = {
    "string": pl.String(),
    "integer": pl.Int64(),
    "double": pl.Float64(),
    "boolean": pl.Boolean(),
    "date": pl.Date(),
    "timestamp": pl.Datetime("us"),  # UTC without a zone, so that no reader's session shifts it
}
_TYPE_WORDS = {
    "string": "text",
    "integer": "a whole number",
    "double": "a finite number",
    "boolean": "true or false",
    "date": "a date",
    "timestamp": "a date and time",
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


def _string(value: Any) -> str | None:
    return str(value) if isinstance(value, str) else None


def _integer(value: Any) -> int | None:
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    whole = isinstance(value, int) or value.is_integer()  # nan and infinities are not whole
    return int(value) if whole and -(2**63) <= value < 2**63 else None


def _double(value: Any) -> float | None:
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    return float(value) if abs(value) < 1e308 and math.isfinite(value) else None


def _boolean(value: Any) -> bool | None:
    return value if isinstance(value, bool) else None


def _date(value: Any) -> date | None:
    return value if isinstance(value, date) and not isinstance(value, datetime) else None


def _timestamp(value: Any) -> datetime | None:
    if not isinstance(value, datetime):
        return None
    return value.astimezone(UTC).replace(tzinfo=None) if value.tzinfo else value


_TYPED: dict[str, Callable[[Any], Any]] = {
    "string": _string,
    "integer": _integer,
    "double": _double,
    "boolean": _boolean,
    "date": _date,
    "timestamp": _timestamp,
}


def _wrong_type(column: Column, value: Any, location: str) -> Reason:
    return Reason(
        code=ReasonCode.WRONG_TYPE,
        field=column.name,
        expected=_TYPE_WORDS[column.type],
        found=f"{value!r} ({type(value).__name__})",
        advice=column.advice,
        location=location,
    )


def frame_from_records(rows: Sequence[Mapping[str, object]], table: Table) -> TypedRows:
    """Plain rows as a frame of the table's columns and types.

    A missing key is null. A value of another type becomes null with a `wrong_type` reason under its row
    number; a whole float is accepted as an integer, a timestamp is turned into UTC. ValueError if a row has a
    key that the contract does not know: that is a bug of the caller, not of the data.
    """
    known = set(table.column_names)
    issues: dict[int, list[Reason]] = {}
    data: dict[str, list[Any]] = {name: [] for name in table.column_names}
    for number, row in enumerate(rows):
        if not row.keys() <= known:
            raise ValueError(
                f"contract {table.name} has no fields {sorted(row.keys() - known)} (row {number})"
            )
        for column in table.columns:
            value = row.get(column.name)
            typed = None if value is None else _TYPED[column.type](value)
            if value is not None and typed is None:
                location = str(row.get("location") or "")
                issues.setdefault(number, []).append(_wrong_type(column, value, location))
            data[column.name].append(typed)
    frame = pl.DataFrame(data, schema=polars_schema(table))
    return TypedRows(frame, {number: tuple(reasons) for number, reasons in issues.items()})
