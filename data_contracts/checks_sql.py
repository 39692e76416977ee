"""Constraints and rules as SQL conditions for CHECK constraints.

Here belongs wording a rule in SQL. A null passes a CHECK, as it passes a contract. Not here: patterns, which
hold for landing rows only, and where the conditions go (`dbt_yaml`).
"""

from data_contracts.model import Column, Comparison, Table
from data_contracts.rules import TOLERANCE, number_text


def _literal(value: str | float) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, str):
        quoted = value.replace("'", "''")
        return f"'{quoted}'"
    return number_text(value)


def column_checks(column: Column) -> list[str]:
    """Conditions on one value: list, lower and upper bound."""
    limits = column.constraints
    checks = []
    if limits.enum is not None:
        checks.append(f"{column.name} in ({', '.join(_literal(value) for value in limits.enum)})")
    if limits.min is not None:
        checks.append(f"{column.name} >= {number_text(limits.min)}")
    if limits.max is not None:
        checks.append(f"{column.name} <= {number_text(limits.max)}")
    return checks


def _comparison_check(rule: Comparison) -> str:
    operator = {"==": "=", "!=": "<>"}.get(rule.operator, rule.operator)
    right = rule.right if isinstance(rule.right, str) else number_text(rule.right)
    check = f"{rule.left} {operator} {right}"
    conditions = []
    if rule.when is not None:
        conditions.append(f"{rule.when.field} is distinct from {_literal(rule.when.equals)}")
    if rule.unless is not None:
        conditions.append(f"{rule.unless.field} is not distinct from {_literal(rule.unless.equals)}")
    return f"({' or '.join([*conditions, check])})" if conditions else check


def table_checks(table: Table) -> list[str]:
    """Conditions on a row: sums and comparisons of severity error, at least one of several fields."""
    checks = [
        f"abs({rule.total} - ({' + '.join(rule.parts)})) <= {TOLERANCE} * abs({rule.total})"
        for rule in table.identities
        if rule.severity == "error"
    ]
    checks += [_comparison_check(rule) for rule in table.comparisons if rule.severity == "error"]
    checks += [f"({' or '.join(f'{name} is not null' for name in rule.fields)})" for rule in table.any_of]
    return checks
