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
        differing = [name for name in content if len({rows[number][name] for number in numbers}) > 1]
        if differing:
            kind, difference, advice = "another row", f", differing in {', '.join(differing)}", rule.advice
        else:
            kind, difference, advice = "the same row again", "", REPEATED_ADVICE
        for number in numbers if differing else numbers[1:]:
            others = [other for other in numbers if other != number] if differing else numbers[:1]
            places = "; ".join(_place(other, rows[other]) for other in others)
            key = ", ".join(f"{name} {rows[number][name]}" for name in table.key)
            yield (
                number,
                Reason(
                    code=ReasonCode.DUPLICATE_KEY,
                    field=None,
                    expected=rule.expected,
                    found=f"{kind} for {key}{difference}, at {places}",
                    advice=advice,
                    location=str(rows[number].get("location") or ""),
                ),
            )


def _place(number: int, row: Mapping[str, Any]) -> str:
    return str(row.get("location") or f"row {number + 1} of the table")
