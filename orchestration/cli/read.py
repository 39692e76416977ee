"""`cchc read`: what reports would land and what would be refused, without archive, lake or warehouse.

Here belongs showing a dry run. Not here: Dagster, never imported here; the rules, which are the night's.
"""

import hashlib
import json
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path, PurePosixPath
from typing import Any

import click

from data_contracts.enforcement import enforce
from data_contracts.frames import frame_of
from data_contracts.model import load_table
from data_contracts.reasons import PermanentFailure, Reason
from data_contracts.references import load_references
from orchestration.cli.output import CommandError, say, write_table
from orchestration.cli.read_explain import explain
from orchestration.reports.containers import is_container
from orchestration.reports.filing.sidecar import SUFFIX
from orchestration.reports.limits import MEGABYTE, Limits, limits_set
from orchestration.reports.readers.sniffing import Format, sniff
from orchestration.reports.records import report_id
from orchestration.settings import load_settings
from orchestration.storage.report_files import is_report_file
from orchestration.storage.report_rows import Reader, ReportRows
from orchestration.storage.worker import Opening, Task
from orchestration.storage.workers import Workers

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
@click.option(
    "--explain", "figure", metavar="FIGURE", help="Say why this figure, as printed, was taken or left."
)
def read(files: tuple[Path, ...], style: str, figure: str | None) -> None:
    """Show what FILES would land and what would be refused, and why. Changes nothing."""
    if figure is not None:
        explain(files, figure)
        return
    lines = list(lines_of(files))
    if style == "jsonl":
        for line in lines:
            say(json.dumps(line.values, ensure_ascii=False, default=_as_text))
        return
    write_table(SHOWN, [_cells(line.values) for line in lines if not line.is_refusal])
    for line in lines:
        if line.is_refusal:
            say(f"refused  {line.values['source']}: {line.values['reason']}")


def lines_of(files: Sequence[Path]) -> Iterator[Line]:
    """All that the nightly run would make of these files, contracts applied; archives and mails opened."""
    limits = load_settings().limits
    with Workers(Reader.current(limits), limits) as workers:
        found = [part for file in files for part in _parts(file, limits, workers)]
        reports = [part for part in found if isinstance(part, _Report)]
        rows = dict(zip(map(id, reports), _read(reports, limits, workers), strict=True))
    for part in found:
        yield from [part] if isinstance(part, Line) else _judged(part.source, rows[id(part)])


def _read(reports: Sequence["_Report"], limits: Limits, workers: Workers) -> list[ReportRows]:
    """All reports read, in worker processes unless each is text: these need no library that can crash."""
    tasks = [Task(report_id(part.content), part.name, part.content, part.sidecar) for part in reports]
    if all(_is_text(part, limits) for part in reports):
        with limits_set(limits):
            return [task.done(workers.reader, limits) for task in tasks]
    return list(workers.read(tasks))


def _is_text(part: "_Report", limits: Limits) -> bool:
    with suppress(PermanentFailure):
        return len(part.content) <= limits.file_megabytes * MEGABYTE and sniff(part.content, part.name) in (
            Format.TEXT,
            Format.DELIMITED,
            Format.HTML,
        )
    return False


@dataclass(frozen=True, slots=True)
class _Report:
    """A file given, or one in it: the path to print, its own name, its bytes, the text beside it."""

    source: str
    name: str
    content: bytes
    sidecar: str | None = None


def _parts(file: Path, limits: Limits, workers: Workers) -> Iterator[_Report | Line]:
    """The file itself; of an archive or a mail its members, under `file/path inside`, and its refusals."""
    try:
        content = file.read_bytes()
    except OSError as error:
        raise CommandError(
            f"{file}: expected to read it, found {error.strerror}. Check the path and its rights."
        ) from error
    if not _is_container(content, file.name, limits):
        beside = file.with_name(f"{file.name}{SUFFIX}")
        told = beside.read_text("utf-8", "replace") if beside.is_file() else None
        yield _Report(str(file), file.name, content, told)
        return
    opened = workers.open(Opening(file.name, content))
    texts = {
        member.name: member.content.decode("utf-8", "replace")
        for member in opened.members
        if member.name.endswith(SUFFIX)
    }
    for member in opened.members:
        if is_report_file(member.name):
            told = texts.get(f"{member.name}{SUFFIX}")
            yield _Report(f"{file}/{member.name}", PurePosixPath(member.name).name, member.content, told)
    for reason in opened.refusals:
        yield _refused(f"{file}/{reason.location}" if reason.location else str(file), reason)


def _is_container(content: bytes, name: str, limits: Limits) -> bool:
    # A file that is too large, or of which the format cannot be told, is refused where it is read.
    with suppress(Exception):
        return len(content) <= limits.file_megabytes * MEGABYTE and is_container(sniff(content, name))
    return False


def _refused(source: str, reason: Reason) -> Line:
    told = {"record": "refusal", "reason": reason.message, "reason_code": str(reason.code)}
    return Line({"source": source, **told})


def _judged(path: str, report: ReportRows) -> Iterator[Line]:
    source = {"source": path}
    refusal = report.refusal or report.notice
    if refusal is not None:
        yield _refused(path, refusal)
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


def _refused_cell(contract: str, row: dict[str, Any], reason: str) -> dict[str, Any]:
    """One measure of a row that lands without it."""
    about = {"contract": contract, "location": row["location"], "agency_name": row["agency_name"]}
    return {
        "record": "refusal",
        **about,
        "reason": reason,
        "reason_code": reason.rsplit("[", 1)[-1].rstrip("]"),
    }


def _cells(values: dict[str, Any]) -> list[object]:
    if "row_kind" in values:
        values = {**values, "indicator_code": values["row_label"], "kind": values["row_kind"]}
        measures = {name: values[name] for name in _measures(values["record"]) if values[name] is not None}
        values["value"] = " ".join(f"{name}={value:g}" for name, value in measures.items())
    days = [values.get(name) for name in ("period_start", "period_end", "as_of")]
    period = " – ".join(str(day) for day in days[:2] if day) or (f"as of {days[2]}" if days[2] else "")
    return [{**values, "period": period}.get(name) for name in SHOWN]


@cache
def _measures(record: str) -> list[str]:
    """The fields of a form row that hold figures of the form."""
    contract = next(name for name, told in _RECORD_OF.items() if told == record)
    return [column.name for column in load_table(contract).columns if column.unit]


def _as_text(value: object) -> str:
    if isinstance(value, date):  # a datetime is one
        return value.isoformat()
    raise TypeError(f"a record holds no {type(value).__name__}")
