"""Form II.07b, and several forms in one workbook. All figures are invented (số liệu giả định)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from grids import OFFICIAL, document, grid

from orchestration.reports.filing import Sidecar
from orchestration.reports.forms import recognise
from orchestration.reports.forms.returns.reading import read_returns

TOTAL = "Tổng số TTHC thuộc thẩm quyền giải quyết của địa phương"
ONE_STOP = "TTHC được thực hiện theo CCMC, MCLT"
PROCESSES = "Quy trình nội bộ giải quyết TTHC theo CCMC, MCLT được ban hành"
LEVELS = ["Cấp tỉnh", "Cấp huyện", "Cấp xã"]
BPMC = [f"Tại BPMC {level.lower()}" for level in LEVELS]
FORM = [
    ["TT", "Đơn vị", TOTAL, "", "", "", ONE_STOP, "", "", "", PROCESSES, "", "", ""],
    ["", "", "Tổng số TTHC", *LEVELS, "Tổng số TTHC", *BPMC, "Tổng số quy trình", *LEVELS],
    [*(f"({n})" for n in range(1, 15))],
    ["1", "Sở Tư pháp", "120", "80", "50", "30", "118", "80", "50", "30", "110", "70", "30", "10"],
    ["", "Tổng cộng", "120", "80", "50", "30", "118", "80", "50", "30", "110", "70", "30", "10"],
]


def test_procedures_by_level_where_levels_are_no_parts_of_the_total() -> None:
    heads = ["Đơn vị báo cáo: UBND tỉnh Thanh Hóa", "Từ ngày 01/01/2025 đến ngày 31/3/2025"]
    rows = read_returns(document(grid(FORM), heads=[*heads, "Đơn vị tính: Số hồ sơ TTHC"]))
    assert {row.contract for row in rows} == {"procedure_returns"}
    total = rows[-1].values
    assert (total["row_kind"], total["form"]) == ("total", "form_II_07b")
    assert total["procedures_in_force"] == 120
    assert total["procedures_one_stop_commune_level"] == 30
    assert total["internal_processes_issued_province_level"] == 70
    assert all(not row.issues for row in rows)


def test_each_sheet_of_a_workbook_is_a_form_of_its_own_agency() -> None:
    body = ["1", "Đất đai", 10, 5, 5, 0, 8, 4, 3, 1, 2, 2, 0]
    period = ["Từ ngày 01/01/2025 đến ngày 31/3/2025"]
    sheets = [
        grid([[f"Đơn vị báo cáo: UBND tỉnh {name}"], period, *OFFICIAL, body], sheet=name)
        for name in ("Thanh Hóa", "Nghệ An")
    ]
    rows = read_returns(document(*sheets, heads=[]))
    assert [row.values["agency_code"] for row in rows] == ["province:thanh-hoa", "province:nghe-an"]


def test_a_second_form_lower_on_the_sheet_has_its_own_head() -> None:
    body = ["1", "Đất đai", 10, 5, 5, 0, 8, 4, 3, 1, 2, 2, 0]
    stacked = [
        row
        for name, days in (
            ("Thanh Hóa", "01/01/2025 đến ngày 31/3/2025"),
            ("Nghệ An", "01/4/2025 đến ngày 30/6/2025"),
        )
        for row in ([f"Đơn vị báo cáo: UBND tỉnh {name}"], [f"Từ ngày {days}"], *OFFICIAL, body)
    ]
    rows = read_returns(document(grid(stacked), heads=[]))
    assert [(row.values["agency_code"], row.values["period_end"]) for row in rows] == [
        ("province:thanh-hoa", date(2025, 3, 31)),
        ("province:nghe-an", date(2025, 6, 30)),
    ]


def test_the_sidecar_goes_before_the_form() -> None:
    told = Sidecar(agency="UBND tỉnh Nghệ An", period_start=date(2025, 1, 1), period_end=date(2025, 3, 31))
    rows = recognise(replace(document(grid(FORM), heads=["Biểu số II.07b"]), sidecar=told))
    assert {row.values["agency_code"] for row in rows} == {"province:nghe-an"}
    assert not any(row.issues for row in rows)


def test_a_ministry_files_a_form_of_its_own_and_identifiers_are_kept() -> None:
    owned = "Tổng số TTHC thuộc thẩm quyền giải quyết của Bộ, cơ quan"
    rows = read_returns(
        document(
            grid(
                [
                    ["TT", "Mã định danh", "Đơn vị", owned, "", "", "", ONE_STOP, PROCESSES],
                    [
                        "",
                        "",
                        "",
                        "Tổng số TTHC",
                        "Trung ương",
                        "Cấp tỉnh",
                        "Cấp xã",
                        "Tổng số TTHC",
                        "Tổng số",
                    ],
                    ["1", "G09.05", "Cục Hộ tịch", "40", "12", "20", "8", "40", "38"],
                    ["", "", "Tổng cộng", "40", "12", "20", "8", "40", "38"],
                ]
            ),
            heads=["Biểu số II.07a/VPCP/KSTT", "Đơn vị báo cáo: Bộ Tư pháp", "Kỳ báo cáo: Quý I năm 2025"],
        )
    )
    assert {row.values["form"] for row in rows} == {"form_II_07a"}
    detail, total = (row.values for row in rows)
    assert (total["agency_code"], total["form_conflict"]) == ("ministry:btp", None)
    assert (total["procedures_in_force"], total["procedures_in_force_province_level"]) == (40, 20)
    assert (total["procedures_one_stop"], total["internal_processes_issued"]) == (40, 38)
    assert '"Mã định danh": "G09.05"' in str(detail["other_measures"])
    assert '"12"' in str(detail["other_measures"])


def test_a_form_of_a_province_under_the_code_of_ministries_is_flagged() -> None:
    heads = ["Biểu số II.07a/VPCP/KSTT", "Đơn vị báo cáo: UBND tỉnh Thanh Hóa", "Quý I năm 2025"]
    rows = read_returns(document(grid(FORM), heads=heads))
    assert {row.values["form"] for row in rows} == {"form_II_07b"}
    assert "form_II_07a" in str(rows[0].values["form_conflict"])
