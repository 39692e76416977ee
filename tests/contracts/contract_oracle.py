"""The contracts once more in plain Python, written from the YAML and not from the code under test.

Gives for each row the set of (code, blamed field); duplicates have no field. Slow and obvious on purpose.
"""

import operator
import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from data_contracts.model import Column, Comparison, Table
from data_contracts.references import References

Broken = set[tuple[str, str | None]]
OPERATORS = {
    "<=": operator.le,
    "<": operator.lt,
    ">=": operator.ge,
    ">": operator.gt,
    "==": operator.eq,
    "!=": operator.ne,
}


def value_breaks(column: Column, value: Any) -> Broken:
    limits = column.constraints
    too_low = limits.min is not None and value < limits.min
    too_high = limits.max is not None and value > limits.max
    broken: Broken = {("out_of_range", column.name)} if too_low or too_high else set()
    if limits.enum is not None and value not in limits.enum:
        broken.add(("not_in_list", column.name))
    unlike = limits.pattern is not None and not re.fullmatch(limits.pattern.strip("^$"), value)
    if unlike or (limits.min_length is not None and len(value) < limits.min_length):
        broken.add(("bad_pattern", column.name))
    return broken


def comparison_breaks(rule: Comparison, row: Mapping[str, Any]) -> bool:
    if rule.unless is not None and row[rule.unless.field] == rule.unless.equals:
        return False
    if rule.when is not None and row[rule.when.field] != rule.when.equals:
        return False
    right = row[rule.right] if isinstance(rule.right, str) else rule.right
    if row[rule.left] is None or right is None:
        return False
    return not OPERATORS[rule.operator](row[rule.left], right)


def column_breaks(table: Table, row: Mapping[str, Any]) -> Broken:
    broken: Broken = set()
    required = {column.name for column in table.columns if column.required}
    for column in table.columns:
        printed = row.get(column.resolved_from) if column.resolved_from else None
        if row[column.name] is not None:
            broken |= value_breaks(column, row[column.name])
        elif column.required and printed is not None:
            code = {"agency_name": "unknown_agency", "edition": "unknown_period"}[column.resolved_from]
            broken.add((code, column.resolved_from))
        elif column.required and column.resolved_from not in required:
            broken.add(("missing_value", column.name))
    return broken


def reference_breaks(table: Table, row: Mapping[str, Any], references: References) -> Broken:
    broken: Broken = set()
    for key in table.foreign_keys:
        code = row[key.field]
        open_list = references.patterns.get(key.references, "(?!)")
        listed = code in references.codes[key.references]
        if code is not None and not listed and not re.search(open_list, code):
            broken.add(("unknown_reference", key.field))
    return broken


def row_breaks(table: Table, row: Mapping[str, Any], references: References) -> Broken:
    broken = column_breaks(table, row) | reference_breaks(table, row, references)
    for identity in table.identities:
        figures = [row[name] for name in (identity.total, *identity.parts)]
        if identity.severity == "error" and None not in figures and figures[0] != sum(figures[1:]):
            broken.add(("broken_rule", identity.total))
    for rule in table.comparisons:
        if rule.severity == "error" and comparison_breaks(rule, row):
            broken.add((rule.reason, rule.left))
    for choice in table.any_of:
        if all(row[name] is None for name in choice.fields):
            broken.add(("broken_rule", choice.fields[0]))
    return broken


def duplicate_numbers(table: Table, rows: Sequence[Mapping[str, Any]]) -> set[int]:
    groups: dict[tuple[Any, ...], list[int]] = defaultdict(list)
    for number, row in enumerate(rows):
        key = tuple(row[name] for name in table.key)
        if None not in key:
            groups[key].append(number)
    content = [column.name for column in table.columns if not column.provenance]
    doubled: set[int] = set()
    for numbers in groups.values():
        equal = all(rows[n][name] == rows[numbers[0]][name] for n in numbers for name in content)
        doubled |= set(numbers[1:] if equal else numbers) if len(numbers) > 1 else set()
    return doubled


def all_breaks(table: Table, rows: Sequence[Mapping[str, Any]], references: References) -> list[Broken]:
    broken = [row_breaks(table, row, references) for row in rows]
    for number in duplicate_numbers(table, rows):
        broken[number].add(("duplicate_key", None))
    return broken


def expected_residuals(table: Table, row: Mapping[str, Any]) -> dict[str, float] | None:
    found = {}
    for identity in table.identities:
        figures = [row[name] for name in (identity.total, *identity.parts)]
        if identity.severity == "warning" and None not in figures and figures[0] != sum(figures[1:]):
            found[identity.name] = figures[0] - sum(figures[1:])
    return found or None
