"""Reading again on request: the reports that have values of certain periods.

Here belongs what a written period means and which reports it selects. Not here: reading them (`ingest`).
"""

import re
from dataclasses import dataclass

import polars as pl

from orchestration.storage.ingest import CONTRACTS
from orchestration.storage.lake import Lake

_PERIOD = re.compile(r"(?P<year>\d{4})(-(?:Q(?P<quarter>[1-4])|H(?P<half>[12])|(?P<month>0[1-9]|1[0-2])))?")


class PeriodError(ValueError):
    """The text names no span of periods; the message shows how one is written."""


@dataclass(frozen=True, slots=True)
class Span:
    """Months `first` to `last`, both included, as `YYYY-MM`."""

    first: str
    last: str

    @classmethod
    def parse(cls, text: str) -> "Span":
        """The span named by `PERIOD..PERIOD` or one `PERIOD`, which is 2024, 2024-H1, 2024-Q3 or 2024-06."""
        start, separator, end = text.partition("..")
        first, last = _months(start, text), _months(end if separator else start, text)
        if first[0] > last[1]:
            raise PeriodError(
                f"{text}: expected the earlier period first, found {start} before {end}. Swap them."
            )
        return cls(first[0], last[1])


def reports_to_read(lake: Lake, reader_version: str, span: Span | None) -> pl.DataFrame:
    """What is pending, and every report with landed values in the span; rows of contract `reports`."""
    registered = lake.registry.rows()
    pending = lake.outcomes.pending(registered, reader_version)
    if span is None:
        return pending
    chosen = {
        id_ for contract in CONTRACTS for id_ in lake.landing.reports_between(contract, span.first, span.last)
    }
    again = registered.filter(pl.col("report_id").is_in(sorted(chosen)))
    return pl.concat([pending, again]).unique("report_id", maintain_order=True)


def _months(period: str, text: str) -> tuple[str, str]:
    match = _PERIOD.fullmatch(period)
    if match is None:
        raise PeriodError(
            f"{text}: expected PERIOD..PERIOD with periods like 2024, 2024-H1, 2024-Q3 or 2024-06, "
            f"found {period!r}. For example 2024-Q1..2024-Q3."
        )
    year, first, last = match["year"], 1, 12
    if match["month"]:
        first = last = int(match["month"])
    elif match["quarter"]:
        last = 3 * int(match["quarter"])
        first = last - 2
    elif match["half"]:
        last = 6 * int(match["half"])
        first = last - 5
    return f"{year}-{first:02}", f"{year}-{last:02}"
