"""The monitoring sheets of Decision 766: known by columns, counts as filed, rates never as counts."""

from __future__ import annotations

import json

import pytest

from data_contracts.model import load_table
from orchestration.reports.forms.returns.signature import load_signatures
from orchestration.reports.reading import read_report

HEAD = "<p>Đơn vị báo cáo: UBND tỉnh Nghệ An</p><p>Kỳ báo cáo: Tháng 5 năm 2025 (số liệu giả định)</p>"


def rows(*lines: str) -> list[dict[str, object]]:
    table = "".join(
        f"<tr>{''.join(f'<td>{cell.strip()}</td>' for cell in line.split('|'))}</tr>" for line in lines
    )
    return [r.values for r in read_report(f"<html>{HEAD}<table>{table}</table></html>".encode(), "x").records]


def test_online_dossiers_in_process_are_no_dossiers_in_process() -> None:
    (row,) = rows(
        "STT | Đơn vị | Tiếp nhận trực tuyến | Tiếp nhận trực tiếp | HS trực tuyến đang xử lý đúng hạn"
        " | Tỷ lệ đúng hạn | Số hồ sơ có NVTC | Số hồ sơ đã thanh toán trực tuyến",
        "1 | Sở Y tế | 120 | 8 | 30 | 100% | 40 | 25",
    )
    assert row["form"] == "sheet_766_online"
    assert (row["dossiers_received_online"], row["dossiers_with_fees"], row["online_payments"]) == (
        120,
        40,
        25,
    )
    assert row.get("dossiers_pending_in_time") is None
    others = json.loads(str(row["other_measures"]))
    assert others["HS trực tuyến đang xử lý đúng hạn"] == "30"
    assert others["Tỷ lệ đúng hạn"] == "100%"


@pytest.mark.parametrize(
    ("header", "form", "expected"),
    [
        (
            "TT | Tên đơn vị | Tổng số hồ sơ có nghĩa vụ tài chính | Hồ sơ thanh toán trực tuyến",
            "sheet_766_payment",
            {"dossiers_with_fees": 50, "online_payments": 20},
        ),
        (
            "TT | Đơn vị | Số hồ sơ có NVTC | Số hồ sơ đã TTTT",
            "sheet_766_payment",
            {"dossiers_with_fees": 50, "online_payments": 20},
        ),
        (
            "TT | Tên đơn vị | Có số hóa TPHS | Đã số hóa kết quả | Tiếp nhận",
            "sheet_766_digitisation",
            {"dossiers_digitised": 50, "results_digitised": 20, "dossiers_received": 70},
        ),
    ],
)
def test_sheets_are_told_by_their_columns(header: str, form: str, expected: dict[str, int]) -> None:
    (row,) = rows(header, "1 | Sở Y tế | 50 | 20" + (" | 70" if header.count("|") == 4 else ""))
    assert row["form"] == form
    assert {name: row.get(name) for name in expected} == expected


def test_every_column_of_a_signature_is_a_field_of_its_contract() -> None:
    for signature in load_signatures():
        fields = {column.name for column in load_table(signature.contract).columns}
        assert {column.code for column in signature.columns} <= fields, signature.form


COMMUNES = (
    "TT | Mã | Xã, phường | Tiếp nhận trực tuyến | Trực tiếp | BCCI | Tỷ lệ | Đồng bộ | Có NVTC | TTTT",
    "1 | H36.1 | UBND xã Di Linh | 120 | 8 | 2 | 92,3% | 120 | 40 | 25",
    "2 | H36.2 | P. Phan Thiết | 12 | 8 | 0 | 60% | 12 | 4 | 2",
    "3 | H36.3 | Đặc khu Phú Quý | 5 | 1 | 1 | 71,4% | 5 | 1 | 1",
    "4 | H36.4 | Xã Không Có Thật | 7 | 1 | 0 | 87,5% | 7 | 2 | 1",
    "| | Tổng cộng | 144 | 18 | 3 | 87,3% | 144 | 47 | 29",
)


def communes(agency: str, period: str) -> list[tuple[object, ...]]:
    table = "".join(
        f"<tr>{''.join(f'<td>{cell.strip()}</td>' for cell in line.split('|'))}</tr>" for line in COMMUNES
    )
    head = f"<p>Đơn vị báo cáo: {agency}</p><p>Kỳ báo cáo: {period} (số liệu giả định)</p>"
    records = read_report(f"<html>{head}<table>{table}</table></html>".encode(), "x").records
    assert all(not record.issues for record in records)
    names = ("agency_code", "row_agency_code", "row_level", "row_kind", "dossiers_received_by_post")
    return [tuple(record.values.get(name) for name in names) for record in records]


def test_communes_of_one_of_34_provinces_have_their_codes() -> None:
    own = "province:lam-dong-2025"
    assert communes("UBND tỉnh Lâm Đồng", "Tháng 9 năm 2025") == [
        (own, "commune:25000", "commune", "detail", 2),
        (own, "commune:22945", "commune", "detail", 0),
        (own, "commune:23272", "commune", "detail", 1),
        (own, None, "commune", "detail", 0),
        (own, None, "province", "total", 3),
    ]


def test_communes_of_one_of_63_provinces_have_their_level_and_no_code_of_today() -> None:
    own = "province:binh-thuan"
    assert communes("UBND tỉnh Bình Thuận", "Tháng 5 năm 2025")[:4] == [
        (own, None, "commune", "detail", 2),
        (own, None, None, "detail", 0),
        (own, None, "commune", "detail", 1),
        (own, None, "commune", "detail", 0),
    ]
