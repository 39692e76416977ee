"""Rows of form 06: kinds, levels, agencies, numbers, and what is refused with its cell."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest
from grids import HEADS, LABELS, OFFICIAL, document, grid, kinds, official

from orchestration.reports.document import Cell, Location
from orchestration.reports.forms import recognise
from orchestration.reports.forms.returns.reading import read_returns

if TYPE_CHECKING:
    from orchestration.reports.records import Record

LAND = ["1", "Đất đai", "100", "60", "30", "10", "90", "50", "38", "2", "10", "9", "1"]
CIVIL = ["2", "Hộ tịch", "1.200", "1.000", "100", "100", "1.100", "1.000", "90", "10", "100", "90", "10"]
BOTH = ["", "Tổng cộng", "1.300", "1.060", "130", "110", "1.190", "1.050", "128", "12", "110", "99", "11"]
NOWHERE = Location()


def unread(row: Record) -> dict[str, str]:
    """The reasons of the cells of a row that are no figure."""
    return dict(json.loads(str(row.values["unread_values"] or "{}")))


def test_rows_by_field_with_a_total() -> None:
    records = official(LAND, CIVIL, BOTH, ["", "Người lập biểu", "", "", "", "Thủ trưởng"])
    assert kinds(records) == {"Đất đai": "detail", "Hộ tịch": "detail", "Tổng cộng": "total"}
    first = records[0].values
    assert first["field_name"] == "Đất đai"
    assert (first["agency_code"], first["period_end"]) == ("province:lam-dong-2025", date(2025, 9, 14))
    assert records[1].values["dossiers_received"] == 1200
    assert json.loads(str(records[1].values["raw_values"]))["dossiers_received"] == "1.200"
    assert str(records[0].location) == 'sheet "Biểu", cell A5'


def test_a_row_that_is_the_sum_of_its_neighbours_is_no_detail() -> None:
    summed = ["", "Chung các lĩnh vực", *BOTH[2:]]
    assert kinds(official(LAND, CIVIL, summed))[summed[1]] == "total"


def test_numbered_groups_are_subtotals() -> None:
    rows = official(
        ["I", "Sở, ban, ngành", *BOTH[2:]],
        ["1", "Sở Tư pháp", *LAND[2:]],
        ["2", "Sở Xây dựng", *CIVIL[2:]],
        ["II", "Cấp xã", *LAND[2:]],
        ["1", "Xã Di Linh", *LAND[2:]],
        ["", "Tổng cộng", "1.400", "1.120"],
    )
    assert list(kinds(rows).values()) == ["subtotal", "detail", "detail", "subtotal", "detail", "total"]
    assert [row.values["row_level"] for row in rows] == [
        "departments",
        "departments",
        "departments",
        "commune",
        "commune",
        "province",
    ]
    assert rows[0].values["row_agency_code"] == "province:lam-dong-2025/departments"
    assert str(rows[4].values["row_agency_code"]).startswith("commune:")
    assert rows[1].values["row_agency_code"] is None
    assert rows[1].values["field_name"] is None


def test_fields_under_a_department_are_its_own_and_not_the_levels() -> None:
    rows = official(
        ["A", "Cấp tỉnh"],
        ["I", "Sở Tư pháp", *BOTH[2:]],
        ["1", "Hộ tịch", *LAND[2:]],
        ["2", "Công chứng", *CIVIL[2:]],
    )
    assert kinds(rows) == {"Sở Tư pháp": "subtotal", "Hộ tịch": "detail", "Công chứng": "detail"}
    assert [row.values["row_agency_code"] for row in rows] == [None, None, None]
    assert [row.values["field_name"] for row in rows[1:]] == ["Hộ tịch", "Công chứng"]
    assert {row.values["row_level"] for row in rows[1:]} == {"departments"}


def test_districts_that_say_so_or_prove_it_include_their_communes() -> None:
    said = official(["I", "Cấp huyện (bao gồm các huyện, thành phố và xã, phường, thị trấn)", *LAND[2:]])
    assert said[0].values["includes_lower_levels"] is True
    proven = official(
        ["I", "Cấp tỉnh", *CIVIL[2:]], ["II", "Cấp huyện", *LAND[2:]], ["III", "Cấp xã", *LAND[2:]], BOTH
    )
    assert [row.values["includes_lower_levels"] for row in proven] == [False, True, False, False]


def test_a_number_stored_with_a_decimal_point_is_settled_by_the_sums() -> None:
    wrong = [*LAND]
    told = [1.3, 1060, 130, 110, 1190, 1050, 128, 12, 110, 99, 11]
    settled = official(["1", "Đất đai", *told])[0]
    assert settled.values["dossiers_received"] == 1300
    assert settled.issues == ()
    told = unread(official([*wrong[:2], 1.234, *wrong[3:]])[0])
    assert 'sheet "Biểu", cell C5' in told["dossiers_received"]
    assert "[ambiguous_number]" in told["dossiers_received"]


@pytest.mark.parametrize(
    "printed",
    ["98,5%", "12/15", "xem phụ lục", "khoảng 900", "~900", "900 ngày", "900 (chưa tính hồ sơ rút)"],
)
def test_a_cell_that_is_no_count_costs_its_own_measure_and_is_named(printed: str) -> None:
    row = official([*LAND[:3], printed, *LAND[4:]])[0]
    assert row.issues == ()
    assert "dossiers_received_online" not in row.values
    assert row.values["dossiers_received"] == 100
    told = unread(row)
    assert set(told) == {"dossiers_received_online"}
    assert 'sheet "Biểu", cell D5' in told["dossiers_received_online"]
    assert "[unreadable_number]" in told["dossiers_received_online"]


@pytest.mark.parametrize(
    "printed",
    [
        "1.060 hồ sơ",
        "1.060 HS",
        "1060 (trong đó 3 hồ sơ phi địa giới)",
        "1.060*",
        "1060 (1)",
        "1.060 (81,5%)",
    ],
)
def test_units_footnotes_and_remarks_leave_a_count_as_it_is(printed: str) -> None:
    row = official([*LAND[:3], printed, *LAND[4:]])[0]
    assert (row.issues, unread(row)) == ((), {})
    assert row.values["dossiers_received_online"] == 1060
    assert printed in str(row.values["raw_values"])


def test_a_row_of_which_nothing_can_be_read_is_refused_with_each_cell() -> None:
    refused = official([*LAND[:2], *("khoảng 5" for _ in LAND[2:])])[0]
    assert {reason.code for reason in refused.issues} == {"unreadable_number"}
    assert len(refused.issues) == len(LAND) - 2


def test_a_sum_is_known_as_one_where_a_cell_of_its_details_cannot_be_read() -> None:
    rows = official(LAND, [*CIVIL[:4], "khoảng 100", *CIVIL[5:]], ["", "Cả hai", *BOTH[2:]])
    assert kinds(rows)["Cả hai"] in ("subtotal", "total")


def test_a_doubtful_cell_counts_only_with_a_sum_that_confirms_it() -> None:
    unsure = [Cell(text, NOWHERE, confidence=0.4) if n == 2 else text for n, text in enumerate(LAND)]
    confirmed = official(unsure)[0]
    assert confirmed.issues == ()
    assert 0.5 < float(str(confirmed.values["confidence"])) < 0.9
    broken = [Cell("700", NOWHERE, confidence=0.4) if n == 2 else text for n, text in enumerate(LAND)]
    row = official(broken)[0]
    assert "dossiers_received" not in row.values
    assert "[doubtful_number]" in unread(row)["dossiers_received"]


def test_unknown_agency_or_period_refuses_every_row_with_what_to_write() -> None:
    rows = official(LAND, CIVIL, heads=["Biểu 06"])
    assert len(rows) == 2
    for row in rows:
        assert {reason.code for reason in row.issues} == {"unknown_agency", "unknown_period"}
        assert all("bao-cao.xlsx.meta.yml" in reason.advice for reason in row.issues)


def test_a_code_of_another_form_is_flagged_and_the_columns_decide() -> None:
    rows = official(LAND, heads=[*HEADS, "Biểu số II.07b/VPCP/KSTT"])
    assert rows[0].values["form"] == "form_06"
    assert "form_II_07b" in str(rows[0].values["form_conflict"])
    assert official(LAND, heads=[*HEADS, "Biểu số 06 /VPCP/KSTT"])[0].values["form_conflict"] is None


def test_columns_in_another_order_and_unknown_ones() -> None:
    headers = ["TT", "Lĩnh vực", "Hồ sơ đang giải quyết", "Tổng số hồ sơ tiếp nhận", "Tỷ lệ đúng hạn"]
    headers += [
        "Hồ sơ đã giải quyết trước hạn",
        "Hồ sơ đã giải quyết đúng hạn",
        "Hồ sơ đã giải quyết quá hạn",
    ]
    row = read_returns(document(grid([headers, ["1", "Đất đai", 3, 10, "100%", 4, 3, 0]])))[0].values
    assert (row["dossiers_pending"], row["dossiers_received"], row["dossiers_settled_on_time"]) == (3, 10, 3)
    assert row["other_measures"] == '{"Tỷ lệ đúng hạn": "100%"}'


def test_a_form_goes_on_after_a_page_break_with_its_header_or_without() -> None:
    first, second = grid([*OFFICIAL, LAND], page=1), grid([CIVIL, BOTH], page=2)
    assert len(read_returns(document(first, second))) == 3
    repeated = grid([*OFFICIAL, CIVIL, BOTH], page=2)
    assert kinds(read_returns(document(first, repeated)))["Tổng cộng"] == "total"


def test_tables_side_by_side() -> None:
    headers = ["TT", "Lĩnh vực", "Tiếp nhận", "Đã giải quyết", "Đã giải quyết trước hạn"]
    headers += ["Đã giải quyết đúng hạn", "Đã giải quyết quá hạn"]
    rows = read_returns(
        document(grid([headers * 2, ["1", "Đất đai", 9, 8, 4, 3, 1, "2", "Hộ tịch", 5, 5, 1, 4, 0]]))
    )
    assert [(row.values["row_label"], row.values["dossiers_received"]) for row in rows] == [
        ("Đất đai", 9),
        ("Hộ tịch", 5),
    ]


def test_a_form_is_read_once_and_not_as_a_ranking() -> None:
    records = recognise(document(grid([*OFFICIAL, LAND, CIVIL, BOTH])))
    assert {record.contract for record in records} == {"dossier_returns"}


def test_an_empty_form_has_no_rows() -> None:
    assert official(["1", "Đất đai"], ["2", "Hộ tịch", "-", "-"]) == ()
    assert LABELS[0] == "TT"


def test_a_folder_that_names_another_period_is_told_in_the_row() -> None:
    named = replace(document(grid([*OFFICIAL, LAND])), name="2024/quy-1/bieu-06.xlsx")
    (row,) = read_returns(named)
    assert row.values["period_end"] == date(2025, 9, 14)
    assert row.values["form_conflict"] == (
        "period: form_head says 2025-06-15..2025-09-14, folder 2024-01-01..2024-03-31"
    )
