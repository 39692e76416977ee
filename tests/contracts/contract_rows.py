"""Rows that keep their contract, to be broken one field at a time."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from data_contracts.enforcement import Enforcement, enforce
from data_contracts.frames import frame_from_records
from data_contracts.model import load_table
from data_contracts.references import References, load_references

REFERENCES: References = load_references()
YEAR = {"period_start": date(2023, 1, 1), "period_end": date(2023, 12, 31)}


def entry(number: int = 1, **changes: Any) -> dict[str, Any]:
    row = {
        "entry_id": f"{number:016x}",
        "report_id": "0123456789abcdef",
        "reader_version": "1+00000000",
        "index_code": "PAR_INDEX",
        "edition": "2023",
        **YEAR,
        "component": "total",
        "agency_code": "province:hai-phong",
        "agency_name": "Hải Phòng",
        "agency_level": "province",
        "unit_set": "provinces_63",
        "score": 91.87,
        "score_text": "91,87",
        "score_unit": "percent",
        "score_max": 100.0,
        "rank": 1,
        "rank_text": "1",
        "rank_of": 63,
        "statistic": "value",
        "location": f'sheet "PAR INDEX 2023", cell C{number}',
        "confidence": 1.0,
    }
    return row | changes


def observation(number: int = 1, **changes: Any) -> dict[str, Any]:
    row = {
        "observation_id": f"{number:016x}",
        "report_id": "0123456789abcdef",
        "reader_version": "1+00000000",
        "indicator_code": "on_time_rate",
        "agency_code": "national",
        "agency_level": "nation",
        "agency_basis": "stated",
        "value": 98.3,
        "value_text": "98,3%",
        "unit": "percent",
        "kind": "actual",
        "qualifier": "exact",
        "statistic": "value",
        **YEAR,
        "period_basis": "stated",
        "evidence": "tỷ lệ giải quyết đúng hạn đạt 98,3%",
        "location": f"paragraph {number}",
        "confidence": 0.9,
    }
    return row | changes


def dossier_row(number: int = 1, **changes: Any) -> dict[str, Any]:
    row = {
        "return_id": f"{number:016x}",
        "report_id": "0123456789abcdef",
        "reader_version": "1+00000000",
        "form": "form_06",
        "agency_code": "province:lam-dong",
        "agency_name": "Lâm Đồng",
        **YEAR,
        "row_label": "Đất đai",
        "row_kind": "detail",
        "row_number": number,
        "location": f"table 1, row {number}",
        "confidence": 1.0,
        "dossiers_received": 100,
        "dossiers_received_online": 60,
        "dossiers_received_offline": 30,
        "dossiers_carried_over": 10,
        "dossiers_settled": 90,
        "dossiers_settled_early": 50,
        "dossiers_settled_on_time": 35,
        "dossiers_settled_overdue": 5,
        "dossiers_pending": 10,
        "dossiers_pending_in_time": 9,
        "dossiers_pending_overdue": 1,
    }
    return row | changes


def enforced(contract: str, rows: list[Mapping[str, Any]]) -> Enforcement:
    table = load_table(contract)
    frame, issues = frame_from_records(rows, table)
    return enforce(frame, table, REFERENCES, issues)


def codes(result: Enforcement) -> list[list[str]]:
    return [[reason.code for reason in reasons] for reasons in result.reasons]
