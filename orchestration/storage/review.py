"""What was refused and why, joined to the names people know: for the checks of the flow and the command line.

Here belongs looking at outcomes and quarantine. Not here: writing them, deciding them.
"""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import polars as pl

from data_contracts.reasons import Reason
from orchestration.storage.lake import Lake
from orchestration.storage.outcomes import Stage, Status


@dataclass(frozen=True, slots=True)
class Refused:
    """A refused report or row: the file it came in, the place in it, and all reasons, one a line."""

    report_id: str
    source_name: str
    contract: str
    reasons: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """What became of a report that was read: status, counts of rows, why it or its first row was refused."""

    source_name: str
    status: str
    accepted: int
    rejected: int
    why: str


def refused_reports(lake: Lake) -> list[Refused]:
    """Reports that could not be read at all, by name."""
    refused = lake.outcomes.rows().filter(stage=Stage.READ.value, status=Status.REFUSED.value)
    rows = _named(refused, lake)
    return [Refused(row["report_id"], row["source_name"], "", _reason(row).message) for row in rows]


def waiting_reports(lake: Lake) -> list[Refused]:
    """Reports that wait for an optional part, by name."""
    waiting = lake.outcomes.rows().filter(stage=Stage.READ.value, status=Status.WAITING.value)
    rows = _named(waiting, lake)
    return [Refused(row["report_id"], row["source_name"], "", _reason(row).message) for row in rows]


def unnamed_revisions(lake: Lake) -> list[Refused]:
    """Reports that say they revise a report which is not here, or one of several: in sidecar or in print."""
    told = (
        (case, f"the report says {case.revises}" if case.is_printed else f'found "{case.revises}"')
        for case in lake.registry.unnamed()
    )
    advice = (
        'Write the path or the report id of what it revises as "revises:" into its sidecar; '
        "until then its file name alone says what it revises."
    )
    return [
        Refused(
            case.report_id,
            case.source_name,
            "",
            f"revises: expected one report that is here, {found}. {advice}",
        )
        for case, found in told
    ]


def refused_rows(lake: Lake) -> list[Refused]:
    """Rows in quarantine, by file and place."""
    rows = _named(lake.quarantine.rows(), lake)
    return [Refused(row["report_id"], row["source_name"], row["contract"], row["reasons"]) for row in rows]


def read_since(lake: Lake, moment: datetime) -> dict[str, str]:
    """The verdict on every report that was read after this moment (with a zone), by report id."""
    after = moment.astimezone(UTC).replace(tzinfo=None)
    rows = lake.outcomes.rows().filter(pl.col("stage") == Stage.LANDING.value, pl.col("finished_at") >= after)
    return dict(zip(rows["report_id"], rows["status"], strict=True))


def verdicts_since(lake: Lake, moment: datetime) -> list[Verdict]:
    """The verdict on every report that was read after this moment (with a zone), what was refused first."""
    after = moment.astimezone(UTC).replace(tzinfo=None)
    rows = lake.outcomes.rows().filter(pl.col("stage") == Stage.LANDING.value, pl.col("finished_at") >= after)
    reasons = {case.report_id: case.reasons for case in reversed(refused_rows(lake))}
    found = [
        Verdict(
            row["source_name"],
            row["status"],
            row["accepted_count"] or 0,
            row["rejected_count"] or 0,
            _reason(row).message if row["reason_code"] else reasons.get(row["report_id"], ""),
        )
        for row in _named(rows, lake)
    ]
    return sorted(found, key=_worst_first)


def _worst_first(verdict: Verdict) -> tuple[int, int]:
    ranks = [Status.REFUSED, Status.WAITING, Status.NOTHING_RECOGNISED, Status.OK]
    if verdict.status == Status.OK and verdict.rejected:
        return 1, 0
    return ranks.index(Status(verdict.status)), 1


def unrecognised_reports(lake: Lake) -> list[str]:
    """Names of the reports in which no figure was recognised."""
    found = lake.outcomes.rows().filter(stage=Stage.READ.value, status=Status.NOTHING_RECOGNISED.value)
    return [row["source_name"] for row in _named(found, lake)]


def _named(rows: pl.DataFrame, lake: Lake) -> list[dict[str, Any]]:
    names = lake.registry.rows().select("report_id", "source_name")
    return rows.join(names, on="report_id").sort("source_name", "location", nulls_last=True).to_dicts()


def _reason(row: dict[str, Any]) -> Reason:
    text = {name: str(row[name] or "") for name in ("expected", "found", "advice", "location")}
    return Reason(code=str(row["reason_code"]), field=None, **text)
