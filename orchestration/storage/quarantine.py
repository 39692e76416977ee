"""The quarantine: every refused row as it was read, with all its reasons and what to do.

Here belongs the `rejected_rows` table. Not here: refusing (`data_contracts.enforcement`), files that are
refused as a whole (`outcomes`).
"""

import hashlib
import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import polars as pl

from data_contracts.frames import frame_from_records
from data_contracts.model import load_table
from data_contracts.reasons import Reason
from orchestration.storage import partitions
from orchestration.storage.landing import Landing


@dataclass(frozen=True, slots=True)
class Quarantine:
    """One row per refused row, replaced when its report is read again."""

    landing: Landing

    def rows(self) -> pl.DataFrame:
        """All refused rows, in the columns of the contract."""
        return self.landing.read("rejected_rows")

    def replace(
        self,
        rejected: Mapping[str, pl.DataFrame],
        report_ids: Collection[str],
        received: Mapping[str, datetime],
    ) -> None:
        """Let these be all refused rows of the reports.

        `rejected` has, by contract, the frames that enforcement refused: the contract's columns and
        `reasons`.
        """
        rows = [row for contract, frame in rejected.items() for row in quarantined(contract, frame)]
        frame = frame_from_records(rows, load_table("rejected_rows")).frame
        months = partitions.arrival_months("rejected_rows", frame, received)
        self.landing.land("rejected_rows", frame, months, report_ids)


def quarantined(contract: str, rejected: pl.DataFrame) -> list[dict[str, Any]]:
    """The refused rows of one contract as rows of `rejected_rows`."""
    return [_row(contract, row) for row in rejected.iter_rows(named=True)]


def _row(contract: str, row: dict[str, Any]) -> dict[str, Any]:
    reasons = [Reason(**reason) for reason in row["reasons"]]
    values = {name: value for name, value in row.items() if name != "reasons" and value is not None}
    text = json.dumps(values, ensure_ascii=False, sort_keys=True, default=_as_text)
    return {
        "rejected_id": hashlib.blake2b(f"{contract}\x1f{text}".encode(), digest_size=8).hexdigest(),
        "report_id": row["report_id"],
        "reader_version": row["reader_version"],
        "contract": contract,
        "location": row["location"],
        "reason_codes": ",".join(dict.fromkeys(str(reason.code) for reason in reasons)),
        "reasons": "\n".join(reason.message for reason in reasons),
        "advice": "\n".join(dict.fromkeys(reason.advice for reason in reasons)),
        "agency_name": row.get("agency_name"),
        "row_json": text,
    }


def _as_text(value: object) -> str:
    if isinstance(value, date):  # a datetime is one
        return value.isoformat()
    raise TypeError(f"a landing row holds no {type(value).__name__}")
