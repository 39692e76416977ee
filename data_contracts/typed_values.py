"""Plain values as the types of a contract, column by column.

Here belongs whether a value is of its field's type. Not here: frames (`frames`), whether a row is acceptable
(`enforcement`). Workers type what they read, and start without polars.
"""

import math
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, date, datetime
from typing import Any, NamedTuple

from data_contracts.model import Column, Table
from data_contracts.reasons import Reason, ReasonCode

_TYPE_WORDS = {
    "string": "text",
    "integer": "a whole number",
    "double": "a finite number",
    "boolean": "true or false",
    "date": "a date",
    "timestamp": "a date and time",
}


class TypedColumns(NamedTuple):
    """The values of each of the contract's columns, and by row number what could not be typed."""

    columns: dict[str, list[Any]]
    issues: dict[int, tuple[Reason, ...]]


def _string(value: Any) -> str | None:
    if not isinstance(value, str) or not (value.isascii() or _is_unicode(value)):
        return None
    return str(value)


def _is_unicode(value: str) -> bool:
    """Whether a text can be stored: half a surrogate pair, from a broken file, cannot."""
    return not any("\ud800" <= letter <= "\udfff" for letter in value)


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


def typed_columns(rows: Sequence[Mapping[str, object]], table: Table) -> TypedColumns:
    """Plain rows as the table's columns.

    A missing key is null. A value of another type becomes null with a `wrong_type` reason under its row
    number; a whole float is accepted as an integer, a timestamp is turned into UTC. ValueError if a row has a
    key that the contract does not know: that is a bug of the caller, not of the data.
    """
    known = set(table.column_names)
    issues: dict[int, list[Reason]] = {}
    for number, row in enumerate(rows):
        if not row.keys() <= known:
            raise ValueError(
                f"contract {table.name} has no fields {sorted(row.keys() - known)} (row {number})"
            )
    columns: dict[str, list[Any]] = {}
    for column in table.columns:
        typed = _TYPED[column.type]
        values = [row.get(column.name) for row in rows]
        columns[column.name] = [None if value is None else typed(value) for value in values]
        for number, (value, kept) in enumerate(zip(values, columns[column.name], strict=True)):
            if kept is None and value is not None:
                location = str(rows[number].get("location") or "")
                issues.setdefault(number, []).append(_wrong_type(column, value, location))
    return TypedColumns(columns, {number: tuple(reasons) for number, reasons in issues.items()})
