"""Sums and comparisons that real figures break: kept, with the difference stored in the row.

Here belongs computing the `residuals` field. Not here: rules that refuse a row (`rules`).
"""

import json

import polars as pl

from data_contracts.model import Comparison, Identity, Table
from data_contracts.rules import comparison_holds, identity_holds, residual


def _difference(rule: Identity | Comparison) -> pl.Expr:
    """By how much a row breaks the rule, null where it holds or cannot be checked."""
    if isinstance(rule, Identity):
        holds, difference = identity_holds(rule), residual(rule)
    else:
        right = pl.col(rule.right) if isinstance(rule.right, str) else pl.lit(rule.right)
        holds, difference = comparison_holds(rule), pl.col(rule.left) - right
    return pl.when(holds.not_()).then(difference).alias(rule.name)


def with_residuals(rows: pl.DataFrame, table: Table) -> pl.DataFrame:
    """The rows with `residuals` filled: a JSON object from rule name to difference, null where all agree.

    A table without warning rules is returned as it is.
    """
    all_rules: tuple[Identity | Comparison, ...] = (*table.identities, *table.comparisons)
    rules = [rule for rule in all_rules if rule.severity == "warning"]
    if not rules:
        return rows
    differences = rows.select(_difference(rule) for rule in rules)
    texts = [
        json.dumps({name: value for name, value in row.items() if value is not None}) if any_broken else None
        for row, any_broken in zip(
            differences.iter_rows(named=True),
            differences.select(pl.any_horizontal(pl.all().is_not_null())).to_series(),
            strict=True,
        )
    ]
    return rows.with_columns(pl.Series("residuals", texts, dtype=pl.String))
