"""What `cchc read` found, as lines: accepted records, values held back, refusals.

Here belongs the shape of a line. Not here: reading files, printing lines (`read`).
"""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from data_contracts.enforcement import enforce
from data_contracts.frames import frame_of
from data_contracts.model import load_table
from data_contracts.reasons import Reason
from data_contracts.references import load_references
from orchestration.storage.report_rows import ReportRows

CONTRACTS = ("observations", "ranking_entries", "dossier_returns", "procedure_returns")
_RECORD_OF = {
    "observations": "observation",
    "dossier_returns": "dossier_return",
    "procedure_returns": "procedure_return",
}
# A ranking entry has these of an observation under the same name.
_SHARED = (
    "report_id",
    "reader_version",
    "index_code",
    "component",
    "agency_code",
    "agency_name",
    "agency_level",
    "period_start",
    "period_end",
    "as_of",
    "rank_of",
    "statistic",
    "evidence",
    "location",
    "confidence",
)


# The fields that place a value, and what is lacking without them.
_PLACE = {"period_end": "date", "as_of": "date", "agency_name": "agency", "agency_code": "agency"}
_MOST_UNPLACED = 0.3


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that was found: a record that would land, a value held back, or a refusal."""

    values: dict[str, Any]

    @property
    def is_refusal(self) -> bool:
        """Whether it tells why something would not land."""
        return bool(self.values["record"] == "refusal")


def refused(source: str, reason: Reason) -> Line:
    """The line of a file that is refused, or of a part of it."""
    told = {"record": "refusal", "reason": reason.message, "reason_code": str(reason.code)}
    return Line({"source": source, **told})


def judged(path: str, report: ReportRows) -> Iterator[Line]:
    """All lines of one report: what would land, what would not and why.

    A value that lacks only its date or its agency is shown as an observation with `held_back`, and refused.
    """
    source = {"source": path}
    refusal = report.refusal or report.notice
    if refusal is not None:
        yield refused(path, refusal)
    for contract in CONTRACTS:
        if contract not in report.rows:
            continue
        table = load_table(contract)
        frame, issues = frame_of([report.rows[contract]], table)
        enforced = enforce(frame, table, load_references(), issues)
        for row in enforced.accepted.iter_rows(named=True):
            for record in _unfolded(contract, row):
                yield Line({**source, **record})
            for reason in json.loads(row.get("unread_values") or "{}").values():
                yield Line({**source, **_refused_cell(contract, row, reason)})
        for row in enforced.rejected.iter_rows(named=True):
            if contract == "observations" and _only_unplaced(row):
                yield Line({**source, **_held_back(row)})
            yield Line({**source, **_refusal(contract, row)})


def _unfolded(contract: str, row: dict[str, Any]) -> Iterator[dict[str, Any]]:
    if contract != "ranking_entries":
        yield {"record": _RECORD_OF[contract], **row}
        return
    entry = row["entry_id"]
    shared = {"record": "observation", **{name: row[name] for name in _SHARED}}
    told = {
        "kind": "actual",
        "qualifier": "exact",
        "rate_formula": None,
        "edition": row["edition"],
        "unit_set": row["unit_set"],
    }
    for indicator, value, unit in (
        ("index_score", row["score"], row["score_unit"]),
        ("index_rank", row["rank"], "rank"),
    ):
        if value is not None:
            found = {
                "observation_id": unfolded_id(entry, indicator),
                "indicator_code": indicator,
                "value": value,
            }
            yield {**shared, **told, **found, "unit": unit}


def _only_unplaced(row: dict[str, Any]) -> bool:
    """Whether all that a value lacks is whose it is, or of when."""
    return all(reason["field"] in _PLACE for reason in row["reasons"])


def _held_back(row: dict[str, Any]) -> dict[str, Any]:
    lacks = dict.fromkeys(_PLACE[reason["field"]] for reason in row["reasons"])
    told = {name: value for name, value in row.items() if name != "reasons"}
    sure = min(row["confidence"], _MOST_UNPLACED)
    return {"record": "observation", **told, "confidence": sure, "held_back": ",".join(lacks)}


def unfolded_id(entry_id: str, indicator_code: str) -> str:
    """The id of one value of a ranking entry, as the warehouse computes it (`int_ranking_values`)."""
    return hashlib.md5(f"{entry_id}|{indicator_code}".encode(), usedforsecurity=False).hexdigest()[:16]


def _refusal(contract: str, row: dict[str, Any]) -> dict[str, Any]:
    reasons = row["reasons"]
    messages = [
        f"{r['field'] or 'row'}: expected {r['expected']}, found {r['found']}. {r['advice']}".strip()
        for r in reasons
    ]
    return {
        "record": "refusal",
        "contract": contract,
        "location": row["location"],
        "agency_name": row["agency_name"],
        "reason": f"{row['location']}: {'; '.join(messages)}",
        "reason_code": ",".join(dict.fromkeys(r["code"] for r in reasons)),
    }


def _refused_cell(contract: str, row: dict[str, Any], reason: str) -> dict[str, Any]:
    """One measure of a row that lands without it."""
    about = {"contract": contract, "location": row["location"], "agency_name": row["agency_name"]}
    return {
        "record": "refusal",
        **about,
        "reason": reason,
        "reason_code": reason.rsplit("[", 1)[-1].rstrip("]"),
    }


@cache
def measures_of(record: str) -> list[str]:
    """The fields of a form row that hold figures of the form."""
    contract = next(name for name, told in _RECORD_OF.items() if told == record)
    return [column.name for column in load_table(contract).columns if column.unit]
