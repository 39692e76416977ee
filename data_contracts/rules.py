"""Every rule of a table as a pandera check with the words to say when it breaks.

Here belongs compiling constraints, keys, foreign keys, sums and comparisons. Not here: running them
(`enforcement`), putting them into a schema (`pandera_schema`), rules that only warn (`residuals`).
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pandera.polars as pa
import polars as pl
from pandera.api.polars.types import PolarsData

from data_contracts.model import AnyOf, Column, Comparison, ForeignKey, Identity, Table
from data_contracts.reasons import ReasonCode
from data_contracts.references import References

KEY_RULE = "key"
TOLERANCE = 1e-9  # of the total; sums of decimals are not exact in binary
_COMPARE: dict[str, Callable[[pl.Expr, pl.Expr], pl.Expr]] = {
    "<=": lambda left, right: left <= right,
    "<": lambda left, right: left < right,
    ">=": lambda left, right: left >= right,
    ">": lambda left, right: left > right,
    "==": lambda left, right: left == right,
    "!=": lambda left, right: left != right,
}
_COMPARE_WORDS = {
    "<=": "at most",
    "<": "below",
    ">=": "at least",
    ">": "above",
    "==": "equal to",
    "!=": "other than",
}


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule that refuses a row. `name` is unique in the table and is the `error` of the pandera check.

    `column` is set for rules on one value; `fields` are those that `found` shows, the first is blamed.
    """

    name: str
    code: ReasonCode
    fields: tuple[str, ...]
    expected: str
    advice: str
    check: pa.Check
    column: str | None = None


def number_text(value: float) -> str:
    """A number as a person writes it, at full precision: 104, not 104.0."""
    return str(int(value)) if float(value).is_integer() else repr(value)


def residual(identity: Identity) -> pl.Expr:
    """Total minus sum of parts, null where one of them is missing."""
    parts = pl.col(identity.parts[0])
    for part in identity.parts[1:]:
        parts = parts + pl.col(part)
    return pl.col(identity.total) - parts


def identity_holds(identity: Identity) -> pl.Expr:
    """True where the sum adds up, null where it cannot be checked."""
    return residual(identity).abs() <= TOLERANCE * pl.col(identity.total).abs().cast(pl.Float64)


def comparison_holds(comparison: Comparison) -> pl.Expr:
    """True where the comparison holds or is not meant for the row, null where it cannot be checked."""
    right = pl.col(comparison.right) if isinstance(comparison.right, str) else pl.lit(comparison.right)
    holds = _COMPARE[comparison.operator](pl.col(comparison.left), right)
    for condition, expected in ((comparison.when, True), (comparison.unless, False)):
        if condition is not None:
            is_so = (pl.col(condition.field) == pl.lit(condition.equals)).fill_null(value=False)
            holds = (is_so.not_() if expected else is_so) | holds
    return holds


def key_holds(key: tuple[str, ...]) -> pl.Expr:
    """True where the key is unique or incomplete (an incomplete key is a missing value, not a duplicate)."""
    incomplete = pl.any_horizontal(pl.col(name).is_null() for name in key)
    return incomplete | pl.struct(key).is_unique()


def _row_check(name: str, holds: pl.Expr) -> pa.Check:
    def run(data: PolarsData) -> pl.LazyFrame:
        return data.lazyframe.select(holds.fill_null(value=True).alias(name))

    return pa.Check(run, name=name, error=name)


def _range_rule(column: Column) -> Rule:
    low, high = column.constraints.min, column.constraints.max
    unit = f" {column.unit}" if column.unit else ""
    words = {
        (False, True): lambda: f"at most {number_text(high or 0)}{unit}",
        (True, False): lambda: f"at least {number_text(low or 0)}{unit}",
        (True, True): lambda: f"between {number_text(low or 0)} and {number_text(high or 0)}{unit}",
    }[low is not None, high is not None]()
    name = f"{column.name}:out_of_range"
    if high is None:
        check = pa.Check.ge(low, name=name, error=name)
    elif low is None:
        check = pa.Check.le(high, name=name, error=name)
    else:
        check = pa.Check.in_range(low, high, name=name, error=name)
    return Rule(name, ReasonCode.OUT_OF_RANGE, (column.name,), words, column.advice, check, column.name)


def _column_rules(column: Column) -> Iterator[Rule]:
    limits, fields, advice = column.constraints, (column.name,), column.advice
    if limits.min is not None or limits.max is not None:
        yield _range_rule(column)
    if limits.pattern is not None:
        name = f"{column.name}:bad_pattern"
        check = pa.Check.str_matches(limits.pattern, name=name, error=name)
        words = f"text of the form {limits.pattern}"
        yield Rule(name, ReasonCode.BAD_PATTERN, fields, words, advice, check, column.name)
    if limits.enum is not None:
        name = f"{column.name}:not_in_list"
        check = pa.Check.isin(limits.enum, name=name, error=name)
        words = f"one of {', '.join(limits.enum)}"
        yield Rule(name, ReasonCode.NOT_IN_LIST, fields, words, advice, check, column.name)
    if limits.min_length is not None:
        name = f"{column.name}:too_short"
        check = pa.Check.str_length(min_value=limits.min_length, name=name, error=name)
        words = f"text of at least {limits.min_length} letters"
        yield Rule(name, ReasonCode.BAD_PATTERN, fields, words, advice, check, column.name)
    if column.type == "double":
        name = f"{column.name}:not_finite"
        check = pa.Check(_is_finite, name=name, error=name)
        yield Rule(name, ReasonCode.WRONG_TYPE, fields, "a finite number", advice, check, column.name)


def _is_finite(data: PolarsData) -> pl.LazyFrame:
    return data.lazyframe.select(pl.col(data.key).is_finite().fill_null(value=True))


def _foreign_key_rule(key: ForeignKey, table: Table, references: References) -> Rule:
    if key.references not in references.codes:
        raise KeyError(f"table {table.name}: {key.references} is no known reference; add it to references.py")
    codes = pl.Series(sorted(references.codes[key.references]), dtype=pl.String)
    known = pl.col(key.field).is_in(codes.implode())
    pattern = references.patterns.get(key.references)
    if pattern is not None:
        known = known | pl.col(key.field).str.contains(pattern)
    name = f"{key.field}:unknown_reference"
    return Rule(
        name=name,
        code=ReasonCode.UNKNOWN_REFERENCE,
        fields=(key.field,),
        expected=f"a code that {key.references} knows",
        advice=table.column(key.field).advice,
        check=_row_check(name, known),
    )


def _identity_rule(identity: Identity) -> Rule:
    return Rule(
        name=identity.name,
        code=ReasonCode.BROKEN_RULE,
        fields=(identity.total, *identity.parts),
        expected=f"{identity.total} = {' + '.join(identity.parts)} (rule {identity.name})",
        advice=identity.advice,
        check=_row_check(identity.name, identity_holds(identity)),
    )


def _comparison_rule(rule: Comparison) -> Rule:
    literal = not isinstance(rule.right, str)
    bound = number_text(float(rule.right)) if literal else rule.right
    where = f" where {rule.when.field} is {rule.when.equals}" if rule.when else ""
    where += f" unless {rule.unless.field} is {rule.unless.equals}" if rule.unless else ""
    return Rule(
        name=rule.name,
        code=ReasonCode(rule.reason),
        fields=(rule.left,) if literal else (rule.left, str(rule.right)),
        expected=f"{rule.left} {_COMPARE_WORDS[rule.operator]} {bound}{where}",
        advice=rule.advice,
        check=_row_check(rule.name, comparison_holds(rule)),
    )


def _any_of_rule(rule: AnyOf) -> Rule:
    present = pl.any_horizontal(pl.col(name).is_not_null() for name in rule.fields)
    return Rule(
        name=rule.name,
        code=ReasonCode.BROKEN_RULE,
        fields=rule.fields,
        expected=f"a value in at least one of {', '.join(rule.fields)}",
        advice=rule.advice,
        check=_row_check(rule.name, present),
    )


def _key_rule(table: Table) -> Rule:
    return Rule(
        name=KEY_RULE,
        code=ReasonCode.DUPLICATE_KEY,
        fields=table.key,
        expected=f"one row for each {', '.join(table.key)}",
        advice="Keep the right one of these rows in the report; which one it is only its publisher knows.",
        check=_row_check(KEY_RULE, key_holds(table.key)),
    )


def compile_rules(table: Table, references: References) -> tuple[Rule, ...]:
    """All rules that refuse a row, besides types and required fields. KeyError for an unknown reference."""
    rules = [rule for column in table.columns for rule in _column_rules(column)]
    rules += [_foreign_key_rule(key, table, references) for key in table.foreign_keys]
    rules += [_identity_rule(rule) for rule in table.identities if rule.severity == "error"]
    rules += [_comparison_rule(rule) for rule in table.comparisons if rule.severity == "error"]
    rules += [_any_of_rule(rule) for rule in table.any_of]
    if table.key:
        rules.append(_key_rule(table))
    return tuple(rules)
