"""Refused rows: as they were read, with every reason, and gone when their report comes back mended."""

import json
from datetime import date
from pathlib import Path

import polars as pl
import pytest
from lakes import START, observation

from data_contracts.enforcement import enforce
from data_contracts.frames import frame_from_records
from data_contracts.model import load_table
from data_contracts.reasons import Reason, ReasonCode
from data_contracts.references import load_references
from orchestration.storage.folder import Folder
from orchestration.storage.landing import Landing
from orchestration.storage.quarantine import Quarantine

REPORTS = ["0" * 15 + "1", "0" * 15 + "2"]
RECEIVED = dict.fromkeys(REPORTS, START)


def rejected(report: str, *values: float) -> pl.DataFrame:
    """Observations with an unknown indicator and a reader's own issue: two reasons a row."""
    rows = [
        {
            **observation(value, date(2024, 6, 30), "no_such_indicator").values,
            "observation_id": f"{report[-8:]}{number:08x}",
            "report_id": report,
            "reader_version": "1+00000001",
            "location": f"table 1, row {number}",
            "agency_name": "Cả nước",
        }
        for number, value in enumerate(values, 2)
    ]
    issue = Reason(
        ReasonCode.UNREADABLE_NUMBER, "value", "a number", "“1.2.3”", "Look at the cell.", "cell B4"
    )
    table = load_table("observations")
    frame = frame_from_records(rows, table).frame
    return enforce(frame, table, load_references(), dict.fromkeys(range(frame.height), (issue,))).rejected


@pytest.fixture
def quarantine(tmp_path: Path) -> Quarantine:
    return Quarantine(Landing(Folder(tmp_path)))


def test_a_row_is_kept_with_all_its_reasons(quarantine: Quarantine) -> None:
    quarantine.replace({"observations": rejected(REPORTS[0], 168)}, REPORTS[:1], RECEIVED)
    (row,) = quarantine.rows().to_dicts()
    assert row["report_id"] == REPORTS[0]
    assert row["contract"] == "observations"
    assert row["location"] == "table 1, row 2"
    assert row["agency_name"] == "Cả nước"
    assert row["reason_codes"].split(",") == ["unreadable_number", "unknown_reference"]
    assert len(row["reasons"].split("\n")) == 2
    assert "cell B4: value: expected a number, found “1.2.3”." in row["reasons"]
    assert "no_such_indicator" in row["reasons"]
    assert row["advice"].startswith("Look at the cell.\n")
    values = json.loads(row["row_json"])
    assert (values["value"], values["period_end"], values["evidence"]) == (168, "2024-06-30", "168 hồ sơ")
    assert "hồ sơ" in row["row_json"]
    assert "reasons" not in values


def test_the_rows_of_a_report_are_replaced_and_no_others(quarantine: Quarantine) -> None:
    for report in REPORTS:
        quarantine.replace({"observations": rejected(report, 1, 2)}, [report], RECEIVED)
    assert quarantine.rows()["rejected_id"].n_unique() == 4
    others = quarantine.rows().filter(report_id=REPORTS[1])
    quarantine.replace({"observations": rejected(REPORTS[0], 3)}, REPORTS[:1], RECEIVED)
    assert quarantine.rows().height == 3
    quarantine.replace({}, REPORTS[:1], RECEIVED)
    assert quarantine.rows().equals(others)
