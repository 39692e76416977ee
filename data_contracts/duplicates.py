"""Rows that share a key: which of them may stay, and the words for the others.

Here belongs the judgement on duplicates. Not here: finding them (the key rule of `rules`).
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from data_contracts.model import Table
from data_contracts.reasons import Reason, ReasonCode
from data_contracts.rules import Rule

REPEATED_ADVICE = "Nothing to do: the first of the equal rows is kept."


def duplicate_reasons(
    rows: Mapping[int, Mapping[str, Any]], table: Table, rule: Rule
) -> Iterable[tuple[int, Reason]]:
    """Row number and reason for every row that must go, given all rows (by number) whose key is not unique.

    Rows that are equal in all but provenance are one row printed twice: all but the first go. If any of them
    differs nobody here knows which is right: all go, each naming the places of the others.
    """
    groups: dict[tuple[Any, ...], list[int]] = defaultdict(list)
    for number, row in sorted(rows.items()):
        groups[tuple(row[name] for name in table.key)].append(number)
    content = [column.name for column in table.columns if not column.provenance]
    for numbers in groups.values():
        equal = len({tuple(rows[number][name] for name in content) for number in numbers}) == 1
        for number in numbers[1:] if equal else numbers:
            others = numbers[:1] if equal else [other for other in numbers if other != number]
            yield number, _reason(number, others, rows, table, rule, equal=equal)


def _place(number: int, row: Mapping[str, Any]) -> str:
    return str(row.get("location") or f"row {number + 1} of the table")


def _reason(
    number: int,
    others: list[int],
    rows: Mapping[int, Mapping[str, Any]],
    table: Table,
    rule: Rule,
    *,
    equal: bool,
) -> Reason:
    key = ", ".join(f"{name} {rows[number][name]}" for name in table.key)
    places = "; ".join(_place(other, rows[other]) for other in others)
    kind = "the same row again" if equal else "another row with other figures"
    return Reason(
        code=ReasonCode.DUPLICATE_KEY,
        field=None,
        expected=rule.expected,
        found=f"{kind} for {key}, at {places}",
        advice=REPEATED_ADVICE if equal else rule.advice,
        location=str(rows[number].get("location") or ""),
    )
