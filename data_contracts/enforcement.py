"""Holding rows against their contract: accepted rows, and refused rows with every reason.

Here belongs running a schema, splitting the rows by its failure cases and wording the reasons.
Not here: the rules (`rules`), typing plain values (`frames`), storing what was refused (storage).
"""

import os
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from typing import Any

import polars as pl
from pandera.config import get_config_context
from pandera.errors import SchemaErrors

from data_contracts.duplicates import duplicate_reasons
from data_contracts.model import Column, ResolvedFrom, Table
from data_contracts.pandera_schema import compiled
from data_contracts.reasons import Reason, ReasonCode
from data_contracts.references import References
from data_contracts.residuals import with_residuals
from data_contracts.rules import KEY_RULE, Rule, number_text

SWITCHES = ("PANDERA_VALIDATION_ENABLED", "PANDERA_VALIDATION_DEPTH")
_NOT_NULLABLE = "not_nullable"
_REASON_TYPE = pl.Struct(
    dict.fromkeys(("code", "field", "expected", "found", "advice", "location"), pl.String)
)
_UNRESOLVED: Mapping[ResolvedFrom, tuple[ReasonCode, str]] = {
    "agency_name": (
        ReasonCode.UNKNOWN_AGENCY,
        "the name of an agency that is known for that date and list of units",
    ),
    "edition": (ReasonCode.UNKNOWN_PERIOD, "an edition that stands for a period"),
}
Issues = Mapping[int, tuple[Reason, ...]]


@dataclass(frozen=True, slots=True)
class Enforcement:
    """Every row that came in, in one of two frames, each in the order of the input.

    `accepted` has the contract's columns, `rejected` has them too and `reasons`, a list of structs with the
    fields of `Reason`. `residuals` is filled in both.
    """

    accepted: pl.DataFrame
    rejected: pl.DataFrame

    @property
    def reasons(self) -> list[tuple[Reason, ...]]:
        """The reasons of each rejected row."""
        return [tuple(Reason(**reason) for reason in row) for row in self.rejected["reasons"]]


def enforce(
    rows: pl.DataFrame, table: Table, references: References, issues: Issues | None = None
) -> Enforcement:
    """Split rows into those that keep the contract and those that do not.

    `issues` are the reader's own reasons by row number; such a row is refused with these and whatever the
    contract finds besides. It takes some 50 ms however few the rows are: enforce the reports of a night
    together. TypeError for a LazyFrame or a frame of other columns or types (a bug of the
    caller); RuntimeError if pandera is switched off by the environment.
    """
    _refuse_lazy(rows)
    _refuse_switched_off()
    reasons = _all_reasons(rows, table, references, issues or {})
    filled = with_residuals(rows, table)
    refused = sorted(reasons)
    is_refused = pl.Series([number in reasons for number in range(rows.height)], dtype=pl.Boolean)
    structs = [[asdict(reason) for reason in reasons[number]] for number in refused]
    return Enforcement(
        accepted=filled.filter(~is_refused),
        rejected=filled.filter(is_refused).with_columns(
            pl.Series("reasons", structs, dtype=pl.List(_REASON_TYPE))
        ),
    )


def _refuse_lazy(rows: pl.DataFrame) -> None:
    if not isinstance(rows, pl.DataFrame):
        raise TypeError(
            f"contracts need an eager polars DataFrame, found {type(rows).__name__}: pandera checks only the "
            "schema of a LazyFrame and passes every bad row; call .collect() first"
        )


def _refuse_switched_off() -> None:
    switches = [name for name in SWITCHES if name in os.environ]
    if switches:
        raise RuntimeError(
            f"{', '.join(switches)} is set in the environment, which can switch contracts off: unset it and "
            "run again"
        )
    config = get_config_context(validation_depth_default=None)
    if not config.validation_enabled or config.validation_depth is not None:
        raise RuntimeError(
            "pandera is configured to validate less than everything: remove that configuration"
        )


def _all_reasons(
    rows: pl.DataFrame, table: Table, references: References, issues: Issues
) -> dict[int, list[Reason]]:
    schema, rules = compiled(table, references)
    reasons: defaultdict[int, list[Reason]] = defaultdict(list)
    for number, found_by_reader in issues.items():
        reasons[number].extend(found_by_reader)
    try:
        schema.validate(rows, lazy=True)
    except SchemaErrors as errors:
        broken = _broken(errors.failure_cases, table)
        numbers = sorted({number for number, _, _ in broken})
        named = dict(zip(numbers, rows[numbers].iter_rows(named=True), strict=True))
        for number, reason in _contract_reasons(broken, named, table, rules, issues):
            reasons[number].append(reason)
    return {number: found for number, found in reasons.items() if found}


def _broken(cases: pl.DataFrame, table: Table) -> list[tuple[int, str, str | None]]:
    """Row number, check and column of each failure; TypeError if the frame itself is not of the table."""
    misfits = cases.filter(pl.col("index").is_null())
    if misfits.height:
        lines = "; ".join(
            f"{row['column']}: {row['check']} {row['failure_case']}" for row in misfits.to_dicts()
        )
        raise TypeError(f"the frame has not the columns and types of contract {table.name}: {lines}")
    return [(int(case["index"]), case["check"], case["column"]) for case in cases.to_dicts()]


def _contract_reasons(
    broken: list[tuple[int, str, str | None]],
    rows: Mapping[int, Mapping[str, Any]],
    table: Table,
    rules: Mapping[str, Rule],
    issues: Issues,
) -> Iterator[tuple[int, Reason]]:
    fields_told = {number: {reason.field for reason in issues.get(number, ())} - {None} for number in rows}
    for number, check, column_name in broken:
        known = fields_told[number]
        if check == _NOT_NULLABLE:
            column = table.column(str(column_name))
            if not known & {column.name, column.resolved_from}:
                reason = _missing(column, table, rows[number])
                known.add(reason.field)
                yield number, reason
        elif check != KEY_RULE:
            rule = rules[check]
            is_empty = all(rows[number][name] is None for name in rule.fields)
            if not (is_empty and known & set(rule.fields)):
                yield number, _rule_reason(rule, rows[number])
    same_key = {number: rows[number] for number, check, _ in broken if check == KEY_RULE}
    if same_key:
        yield from duplicate_reasons(same_key, table, rules[KEY_RULE])


def _missing(column: Column, table: Table, row: Mapping[str, Any]) -> Reason:
    """Why a required value is not there: what it is looked up from is unknown, or is missing itself."""
    location = str(row.get("location") or "")
    if column.resolved_from not in table.column_names:
        return Reason(ReasonCode.MISSING_VALUE, column.name, "a value", "nothing", column.advice, location)
    source = table.column(column.resolved_from)
    if row[source.name] is not None:
        code, expected = _UNRESOLVED[column.resolved_from]
        return Reason(code, source.name, expected, _text(row[source.name]), column.advice, location)
    lacking = source if source.required else column
    return Reason(ReasonCode.MISSING_VALUE, lacking.name, "a value", "nothing", lacking.advice, location)


def _rule_reason(rule: Rule, row: Mapping[str, Any]) -> Reason:
    if len(rule.fields) == 1:
        found = _text(row[rule.fields[0]])
    else:
        found = ", ".join(f"{name} {_text(row[name])}" for name in rule.fields)
    return Reason(
        code=rule.code,
        field=rule.fields[0],
        expected=rule.expected,
        found=found,
        advice=rule.advice,
        location=str(row.get("location") or ""),
    )


def _text(value: object) -> str:
    if value is None:
        return "nothing"
    if isinstance(value, str):
        return f"“{value}”"
    if isinstance(value, float):
        return number_text(value)
    return str(value)
