"""Which month file of a landing table a row belongs to.

Here belongs the rule per table and the names of month files. Not here: writing them (`landing`).
"""

import re
from collections.abc import Mapping
from datetime import datetime

import polars as pl

EMPTY_MONTH = "0000-00"
NO_MONTH = "0000-01"
"""The one file of a table that belongs to no report and no month."""
_MONTH_FILE = re.compile(r"/(\d{4}-\d{2})\.parquet$")
# What a value is about decides its month, so that a correction rewrites the month it corrects.
_PERIOD = {
    "observations": pl.coalesce("period_end", "as_of"),
    "ranking_entries": pl.col("period_end"),
    "dossier_returns": pl.col("period_end"),
    "procedure_returns": pl.col("period_end"),
}


def file_name(contract: str, month: str) -> str:
    """The month file's name in the lake."""
    return f"landing/{contract}/{month}.parquet"


def month_of(name: str) -> str | None:
    """The month (`YYYY-MM`) of a file in the landing; None if it is not a month file, or the empty one."""
    match = _MONTH_FILE.search(name)
    return match.group(1) if match and match.group(1) != EMPTY_MONTH else None


def period_months(contract: str, frame: pl.DataFrame) -> pl.Series:
    """`YYYY-MM` for each row, by the period it is about; ValueError if a row has none."""
    return _complete(contract, frame.select(month=_PERIOD[contract].dt.strftime("%Y-%m"))["month"])


def arrival_months(contract: str, frame: pl.DataFrame, received: Mapping[str, datetime]) -> pl.Series:
    """`YYYY-MM` for each row, by when its report was received (UTC); ValueError for an unknown report."""
    months = [
        received[report].strftime("%Y-%m") if report in received else None
        for report in frame["report_id"].to_list()
    ]
    return _complete(contract, pl.Series("month", months, dtype=pl.String))


def _complete(contract: str, months: pl.Series) -> pl.Series:
    if months.null_count():
        row = int(months.is_null().arg_true()[0])
        raise ValueError(f"{contract}: row {row} has no month; its contract should have refused it")
    return months
