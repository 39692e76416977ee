"""`cchc read`: what reports would land and what would be refused, without archive, lake or warehouse.

Here belongs showing a dry run. Not here: Dagster, never imported here; the rules, which are the night's.
"""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import click

from data_contracts.enforcement import enforce
from data_contracts.model import load_table
from data_contracts.references import load_references
from orchestration.cli.output import CommandError, say, write_table
from orchestration.reports.records import report_id
from orchestration.storage.report_rows import Reader, joined, read_rows

CONTRACTS = ("observations", "ranking_entries", "dossier_returns", "procedure_returns")
SHOWN = (
    "source",
    "record",
    "indicator_code",
    "index_code",
    "agency_code",
    "value",
    "unit",
    "kind",
    "period",
    "location",
)
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


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that was found: an accepted record or a refusal."""

    values: dict[str, Any]

    @property
    def is_refusal(self) -> bool:
        """Whether it tells why something would not land."""
        return bool(self.values["record"] == "refusal")


@click.command()
@click.argument(
    "files", nargs=-1, required=True, type=click.Path(exists=True, dir_okay=False, path_type=Path)
)
@click.option("--format", "style", type=click.Choice(["table", "jsonl"]), default="table", show_default=True)
def read(files: tuple[Path, ...], style: str) -> None:
    """Show what FILES would land and what would be refused, and why. Changes nothing."""
    lines = [line for file in files for line in lines_of(file)]
    if style == "jsonl":
        for line in lines:
            say(json.dumps(line.values, ensure_ascii=False, default=_as_text))
        return
    write_table(SHOWN, [_cells(line.values) for line in lines if not line.is_refusal])
    for line in lines:
        if line.is_refusal:
            say(f"refused  {line.values['source']}: {line.values['reason']}")


def lines_of(file: Path) -> Iterator[Line]:
    """All that the nightly run would make of this file, contracts applied."""
    try:
        content = file.read_bytes()
    except OSError as error:
        raise CommandError(
            f"{file}: expected to read it, found {error.strerror}. Check the path and its rights."
        ) from error
    source = {"source": str(file)}
    report = read_rows(report_id(content), file.name, content, Reader.current())
    refusal = report.refusal or report.notice
    if refusal is not None:
        yield Line(
            {**source, "record": "refusal", "reason": refusal.message, "reason_code": str(refusal.code)}
        )
    for contract in CONTRACTS:
        typed = joined(contract, [report])
        if typed.frame.is_empty():
            continue
        enforced = enforce(typed.frame, load_table(contract), load_references(), typed.issues)
        for row in enforced.accepted.iter_rows(named=True):
            for record in _unfolded(contract, row):
                yield Line({**source, **record})
        for row in enforced.rejected.iter_rows(named=True):
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


def _cells(values: dict[str, Any]) -> list[object]:
    days = [values.get(name) for name in ("period_start", "period_end", "as_of")]
    period = " – ".join(str(day) for day in days[:2] if day) or (f"as of {days[2]}" if days[2] else "")
    return [{**values, "period": period}.get(name) for name in SHOWN]


def _as_text(value: object) -> str:
    if isinstance(value, date):  # a datetime is one
        return value.isoformat()
    raise TypeError(f"a record holds no {type(value).__name__}")
