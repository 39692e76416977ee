"""Rows of the landing tables for tests of the dbt project, and writing them as the lake does.

Belongs here: what every row needs, so that a test states only what it is about. Not here: reading reports.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime, timedelta
from hashlib import blake2b
from itertools import count
from pathlib import Path

from data_contracts.frames import frame_from_records
from data_contracts.model import tables

Row = dict[str, object]
_NUMBERS = count(1)
RECEIVED = datetime(2025, 1, 1, tzinfo=UTC)


def an_id(*parts: object) -> str:
    """16 hexadecimal digits that are the same for the same parts."""
    return blake2b("|".join(map(str, parts)).encode(), digest_size=8).hexdigest()


class LandingRows:
    """Rows by contract, in the order in which they were added."""

    def __init__(self) -> None:
        self.rows: dict[str, list[Row]] = defaultdict(list)

    def add(self, table: str, **values: object) -> None:
        """Add one row to a landing table as it is given."""
        self.rows[table].append(values)

    def report(
        self, name: str, *, revision: int = 1, publisher: str | None = None, issued_on: date | None = None
    ) -> str:
        """A report that was archived and read; returns its id."""
        report_id = an_id(name, revision)
        self.add(
            "reports",
            report_id=report_id,
            original_report_id=an_id(name, 1),
            content_sha256=report_id * 4,
            source_name=name,
            size_bytes=1,
            received_at=RECEIVED + timedelta(days=revision - 1),
            arrived_at=RECEIVED + timedelta(days=revision - 1),
            revision=revision,
            revision_kind="original" if revision == 1 else "correction",
        )
        counts: Row = {"paragraph_count": 1, "table_count": 0, "record_count": 1}
        header: Row = {"report_kind": "prose", "publisher": publisher, "issued_on": issued_on, "title": name}
        self.add("documents", report_id=report_id, reader_version="1+test", **counts, **header)
        self.outcome(report_id, "landing", "ok")
        return report_id

    def outcome(self, report_id: str, stage: str, status: str, **values: object) -> None:
        """What became of a report at a stage."""
        self.add("outcomes", report_id=report_id, stage=stage, status=status, finished_at=RECEIVED, **values)

    def observation(self, report_id: str, indicator_code: str, value: float, **values: object) -> str:
        """A value of prose; exact, actual, national and for the first half of 2024 unless said otherwise."""
        row: Row = {
            "observation_id": an_id(report_id, indicator_code, value, sorted(values.items()), next(_NUMBERS)),
            "report_id": report_id,
            "reader_version": "1+test",
            "indicator_code": indicator_code,
            "agency_code": "national",
            "agency_level": "nation",
            "agency_basis": "stated",
            "value": value,
            "value_text": str(values.get("value_text", f"{value:g}".replace(".", ","))),
            "unit": "procedure",
            "kind": "actual",
            "qualifier": "exact",
            "statistic": "value",
            "period_start": date(2024, 1, 1),
            "period_end": date(2024, 6, 30),
            "period_basis": "stated",
            "evidence": f"{value}",
            "location": "paragraph 1",
            "confidence": 0.9,
        }
        self.add("observations", **(row | values))
        return str(row["observation_id"])

    def entry(
        self, report_id: str, index_code: str, edition: str, agency_code: str, **values: object
    ) -> None:
        """A row of a ranking table of one year, among the 34 provinces unless said otherwise."""
        row: Row = {
            "entry_id": an_id(report_id, index_code, edition, agency_code),
            "report_id": report_id,
            "reader_version": "1+test",
            "index_code": index_code,
            "edition": edition,
            "period_start": date(int(edition[:4]), 1, 1),
            "period_end": date(int(edition[:4]), 12, 31),
            "component": "total",
            "agency_code": agency_code,
            "agency_name": agency_code,
            "agency_level": "province",
            "unit_set": "provinces_34",
            "statistic": "value",
            "score_unit": "points",
            "location": "row 1",
            "confidence": 1.0,
        }
        self.add("ranking_entries", **(row | values))

    def form_row(self, report_id: str, row_label: str, row_kind: str, **values: object) -> str:
        """One row of a form 06 of Lâm Đồng's third quarter of 2025; returns its id."""
        return_id = an_id(report_id, "form", next(_NUMBERS))
        row: Row = {
            "return_id": return_id,
            "report_id": report_id,
            "reader_version": "1+test",
            "form": "form_06",
            "agency_code": "province:lam-dong-2025",
            "agency_name": "UBND tỉnh Lâm Đồng",
            "period_start": date(2025, 6, 15),
            "period_end": date(2025, 9, 14),
            "row_label": row_label,
            "row_kind": row_kind,
            "includes_lower_levels": False,
            "location": f"table 1, row {next(_NUMBERS)}",
            "confidence": 0.95,
        }
        self.add("dossier_returns", **{**row, **values})
        return return_id

    def rejected(self, report_id: str, contract: str, **values: object) -> None:
        """A row in quarantine."""
        row: Row = {
            "rejected_id": an_id(report_id, contract, next(_NUMBERS)),
            "report_id": report_id,
            "reader_version": "1+test",
            "contract": contract,
            "location": "row 9",
            "reason_codes": "unknown_agency",
            "reasons": "row 9: expected a known agency, found another name",
            "advice": "Add the spelling to the agency's aliases.",
            "row_json": "{}",
        }
        self.add("rejected_rows", **(row | values))

    def write(self, folder: Path) -> Path:
        """One typed Parquet file for each landing contract, with rows or without; returns the folder."""
        for contract, rows in _complete(self.rows):
            table = next(table for table in tables("landing") if table.name == contract)
            typed = frame_from_records(rows, table)
            assert not typed.issues, typed.issues
            (folder / contract).mkdir(parents=True)
            typed.frame.write_parquet(folder / contract / "0000-00.parquet")
        return folder


def _complete(rows: Mapping[str, list[Row]]) -> Iterator[tuple[str, list[Row]]]:
    for table in tables("landing"):
        yield table.name, rows.get(table.name, [])
