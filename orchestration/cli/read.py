"""`cchc read`: what reports would land and what would be refused, without archive, lake or warehouse.

Here belongs showing a dry run. Not here: Dagster, never imported here; the rules, which are the night's.
"""

import json
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from pathlib import Path, PurePosixPath
from typing import Any

import click

from data_contracts.reasons import PermanentFailure
from orchestration.cli.output import CommandError, say, write_table
from orchestration.cli.read_explain import explain
from orchestration.cli.read_lines import Line, judged, measures_of, refused
from orchestration.reports.containers import is_container
from orchestration.reports.filing.sidecar import SUFFIX
from orchestration.reports.limits import MEGABYTE, Limits, limits_set
from orchestration.reports.readers.sniffing import Format, sniff
from orchestration.reports.records import report_id
from orchestration.settings import load_settings
from orchestration.storage.alarm import alarm_set
from orchestration.storage.report_files import is_report_file
from orchestration.storage.report_rows import Reader, ReportRows
from orchestration.storage.worker import Opening, Task
from orchestration.storage.workers import Workers

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
        yield from [part] if isinstance(part, Line) else judged(part.source, rows[id(part)])


def _read(reports: Sequence["_Report"], limits: Limits, workers: Workers) -> list[ReportRows]:
    """All reports read, in worker processes unless each is text: these need no library that can crash."""
    tasks = [Task(report_id(part.content), part.name, part.content, part.sidecar) for part in reports]
    if all(_is_text(part, limits) for part in reports):
        with limits_set(limits):
            return [_read_here(task, workers.reader, limits) for task in tasks]
    return list(workers.read(tasks))


def _read_here(task: Task, reader: Reader, limits: Limits) -> ReportRows:
    with alarm_set(limits):
        return task.done(reader, limits)


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
        yield refused(f"{file}/{reason.location}" if reason.location else str(file), reason)


def _is_container(content: bytes, name: str, limits: Limits) -> bool:
    # A file that is too large, or of which the format cannot be told, is refused where it is read.
    with suppress(Exception):
        return len(content) <= limits.file_megabytes * MEGABYTE and is_container(sniff(content, name))
    return False


def _cells(values: dict[str, Any]) -> list[object]:
    if "row_kind" in values:
        values = {**values, "indicator_code": values["row_label"], "kind": values["row_kind"]}
        measures = {name: values[name] for name in measures_of(values["record"]) if values[name] is not None}
        values["value"] = " ".join(f"{name}={value:g}" for name, value in measures.items())
    days = [values.get(name) for name in ("period_start", "period_end", "as_of")]
    period = " – ".join(str(day) for day in days[:2] if day) or (f"as of {days[2]}" if days[2] else "")
    return [{**values, "period": period}.get(name) for name in SHOWN]


def _as_text(value: object) -> str:
    if isinstance(value, date):  # a datetime is one
        return value.isoformat()
    raise TypeError(f"a record holds no {type(value).__name__}")
