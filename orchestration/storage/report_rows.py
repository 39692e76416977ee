"""One report as typed rows for each contract, whatever happens while it is read.

Here belongs keeping a report's failure to that report. Not here: reading it (`reports.reading`), judging
its rows (`data_contracts.enforcement`).
"""

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from itertools import groupby

from data_contracts.model import load_table
from data_contracts.reasons import Reason, ReasonCode
from data_contracts.typed_values import TypedColumns, typed_columns
from orchestration.reports.limits import Limits, current_limits
from orchestration.reports.reading import CONTAINER, read_report
from orchestration.reports.records import Reading, Record
from orchestration.reports.version import reader_version

HEADER = "documents"
_COUNTS = ("paragraph_count", "table_count", "record_count")


@dataclass(frozen=True, slots=True)
class Reader:
    """How reports are read, and the version that is stored with every row.

    With `limits`, each report is read in a worker process that keeps them; without, in this process.
    """

    version: str
    read: Callable[[bytes, str, str | None], Reading]
    limits: Limits | None = None

    @classmethod
    def current(cls, limits: Limits | None = None) -> "Reader":
        """The reader of this code; other limits than the default ones make another version of it."""
        return cls(_version(limits or Limits()), read_report, limits)


def _version(limits: Limits) -> str:
    version = reader_version()
    if limits == Limits():
        return version
    major, _ = version.split("+")
    return f"{major}+{hashlib.blake2b(f'{version} {limits}'.encode(), digest_size=4).hexdigest()}"


@dataclass(frozen=True, slots=True)
class ReportRows:
    """What one report gave: rows by contract (`documents` among them), or why it was refused as a whole."""

    report_id: str
    rows: Mapping[str, TypedColumns]
    refusal: Reason | None = None
    notice: Reason | None = None


def read_rows(
    report_id: str, name: str, content: bytes, reader: Reader, sidecar: str | None = None
) -> ReportRows:
    """Read a report; an error in our own reader refuses the report and nothing else."""
    try:
        reading = reader.read(content, name, sidecar)
        rows = {HEADER: _typed(HEADER, [reading.header], report_id, reader), **_by_contract(reading, reader)}
    except MemoryError:
        return unread(report_id, out_of_memory(), reader)
    except (KeyboardInterrupt, SystemExit):
        raise
    except BaseException as error:  # noqa: BLE001 - a panic of a Rust library is no Exception; the others go on
        return unread(report_id, reader_error(error), reader)
    if reading.refusals:
        return ReportRows(report_id, {HEADER: rows[HEADER]}, refusal=reading.refusals[0])
    has_figures = reading.records or reading.header["report_kind"] == CONTAINER
    return ReportRows(report_id, rows, notice=None if has_figures else _nothing_recognised(reading))


def unread(report_id: str, reason: Reason, reader: Reader) -> ReportRows:
    """What is known of a report that could not be read at all."""
    header: dict[str, object] = {"report_kind": "unreadable", **dict.fromkeys(_COUNTS, 0)}
    return ReportRows(report_id, {HEADER: _typed(HEADER, [header], report_id, reader)}, refusal=reason)


def _by_contract(reading: Reading, reader: Reader) -> dict[str, TypedColumns]:
    ordered = sorted(reading.records, key=lambda record: record.contract)
    return {
        contract: _typed_records(contract, list(records), reading.report_id, reader)
        for contract, records in groupby(ordered, key=lambda record: record.contract)
    }


def _typed_records(contract: str, records: list[Record], report_id: str, reader: Reader) -> TypedColumns:
    typed = _typed(contract, [record.values for record in records], report_id, reader)
    issues = dict(typed.issues)
    for number, record in enumerate(records):
        if record.issues:
            issues[number] = (*record.issues, *issues.get(number, ()))
    return TypedColumns(typed.columns, issues)


def _typed(contract: str, rows: list[dict[str, object]], report_id: str, reader: Reader) -> TypedColumns:
    stamp = {"report_id": report_id, "reader_version": reader.version}
    return typed_columns([{**row, **stamp} for row in rows], load_table(contract))


def out_of_memory() -> Reason:
    """The reason of what needs more memory than the limits allow."""
    limit = current_limits().memory_megabytes
    return Reason(
        code=ReasonCode.LIMIT_EXCEEDED,
        field=None,
        expected=f"a report that is read in {limit:,} megabytes of memory",
        found="one that needs more",
        advice="Split the report; if it is large rather than broken, raise CCHC_MAX_MEMORY_MEGABYTES.",
    )


def reader_error(error: BaseException) -> Reason:
    """The reason of what failed through an error of ours."""
    return Reason(
        code=ReasonCode.READER_CRASHED,
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
