"""One report as typed rows for each contract, whatever happens while it is read.

Here belongs keeping a report's failure to that report. Not here: reading it (`reports.reading`), judging
its rows (`data_contracts.enforcement`).
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from itertools import groupby

import polars as pl

from data_contracts.frames import TypedRows, empty_frame, frame_from_records
from data_contracts.model import load_table
from data_contracts.reasons import Reason, ReasonCode
from orchestration.reports.reading import read_report
from orchestration.reports.records import Reading, Record
from orchestration.reports.version import reader_version

HEADER = "documents"
_COUNTS = ("paragraph_count", "table_count", "record_count")


@dataclass(frozen=True, slots=True)
class Reader:
    """How reports are read, and the version that is stored with every row."""

    version: str
    read: Callable[[bytes, str], Reading]

    @classmethod
    def current(cls) -> "Reader":
        """The reader of this code."""
        return cls(reader_version(), read_report)


@dataclass(frozen=True, slots=True)
class ReportRows:
    """What one report gave: rows by contract (`documents` among them), or why it was refused as a whole."""

    report_id: str
    rows: Mapping[str, TypedRows]
    refusal: Reason | None = None
    notice: Reason | None = None


def read_rows(report_id: str, name: str, content: bytes, reader: Reader) -> ReportRows:
    """Read a report; an error in our own reader refuses the report and nothing else."""
    try:
        reading = reader.read(content, name)
        rows = {HEADER: _typed(HEADER, [reading.header], report_id, reader), **_by_contract(reading, reader)}
    except Exception as error:  # noqa: BLE001 - whatever the reader trips over, the other reports go on
        unread: dict[str, object] = {"report_kind": "unreadable", **dict.fromkeys(_COUNTS, 0)}
        header = {HEADER: _typed(HEADER, [unread], report_id, reader)}
        return ReportRows(report_id, header, refusal=_reader_error(error))
    if reading.refusals:
        return ReportRows(report_id, {HEADER: rows[HEADER]}, refusal=reading.refusals[0])
    return ReportRows(report_id, rows, notice=None if reading.records else _nothing_recognised(reading))


def joined(contract: str, reports: Iterable[ReportRows]) -> TypedRows:
    """The rows of all reports for one contract, their issues renumbered."""
    frames = [empty_frame(load_table(contract))]
    issues: dict[int, tuple[Reason, ...]] = {}
    height = 0
    for report in reports:
        if contract in report.rows:
            frame, found = report.rows[contract]
            issues |= {height + number: reasons for number, reasons in found.items()}
            height += frame.height
            frames.append(frame)
    return TypedRows(pl.concat(frames), issues)


def _by_contract(reading: Reading, reader: Reader) -> dict[str, TypedRows]:
    ordered = sorted(reading.records, key=lambda record: record.contract)
    return {
        contract: _typed_records(contract, list(records), reading.report_id, reader)
        for contract, records in groupby(ordered, key=lambda record: record.contract)
    }


def _typed_records(contract: str, records: list[Record], report_id: str, reader: Reader) -> TypedRows:
    typed = _typed(contract, [record.values for record in records], report_id, reader)
    issues = dict(typed.issues)
    for number, record in enumerate(records):
        if record.issues:
            issues[number] = (*record.issues, *issues.get(number, ()))
    return TypedRows(typed.frame, issues)


def _typed(contract: str, rows: list[dict[str, object]], report_id: str, reader: Reader) -> TypedRows:
    stamp = {"report_id": report_id, "reader_version": reader.version}
    return frame_from_records([{**row, **stamp} for row in rows], load_table(contract))


def _reader_error(error: Exception) -> Reason:
    return Reason(
        code=ReasonCode.UNREADABLE_FILE,
        field=None,
        expected="a report that the reader can take apart",
        found=f"{type(error).__name__}: {error}",
        advice="This is an error of the reader, not of the report. Tell its maintainers; the next version of "
        "the reader will read the archived file again.",
    )


def _nothing_recognised(reading: Reading) -> Reason:
    header = reading.header
    return Reason(
        code=ReasonCode.NOTHING_RECOGNISED,
        field=None,
        expected="a ranking table, a form, or a sentence with an indicator, a value and a period",
        found=f"none in {header.get('paragraph_count', 0)} paragraphs, {header.get('table_count', 0)} tables",
        advice="If there are figures in it that matter, add their wording or their columns to the catalogue.",
    )
