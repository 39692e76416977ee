"""Rows of the statistics annex against the observations that they must give. Figures are invented."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from annex_tables import HEADER, document, read, table, told

from orchestration.reports.forms.annex.reading import read_annexes

PLAN = (
    "1.1 | Kế hoạch CCHC | | |",
    "1.1.1 | Số nhiệm vụ đề ra trong kế hoạch | Nhiệm vụ | 45 |",
)

BLOCKS = {
    "tasks of the plan and of the government are told apart by their heading": (
        [
            *PLAN,
            "1.1.2 | Số nhiệm vụ đã hoàn thành | Nhiệm vụ | 30 |",
            "1.3 | Nhiệm vụ Chính phủ, Thủ tướng Chính phủ giao | | |",
            "1.3.1 | Tổng số nhiệm vụ được giao | Nhiệm vụ | 64 |",
            "1.3.2 | Số nhiệm vụ hoàn thành đúng hạn | Nhiệm vụ | 60 |",
            "1.3.3 | Số nhiệm vụ hoàn thành nhưng quá hạn | Nhiệm vụ | 3 |",
            "1.3.4 | Số nhiệm vụ quá hạn chưa hoàn thành | Nhiệm vụ | 1 |",
        ],
        [
            "reform_tasks_planned = 45",
            "reform_tasks_completed = 30",
            "government_tasks_assigned = 64",
            "government_tasks_on_time = 60",
            "government_tasks_late = 3",
            "government_tasks_overdue = 1",
        ],
    ),
    "checks and reviews have the same words under different headings": (
        [
            "2.1 | Tổng số VBQPPL ban hành | Văn bản | 57 |",
            " | Số VBQPPL do cấp tỉnh ban hành | Văn bản | 30 |",
            "2.2 | Kiểm tra, xử lý VBQPPL | | |",
            "- | Số VBQPPL cần xử lý | Văn bản | 4 |",
            "- | Số VBQPPL đã xử lý xong | Văn bản | 3 |",
            "2.3 | Rà soát VBQPPL | | |",
            "- | Số VBQPPL cần xử lý | Văn bản | 10 |",
            "- | Số VBQPPL đã xử lý xong | Văn bản | 5 |",
        ],
        [
            "legal_documents_issued = 57",
            "legal_documents_issued@departments = 30",
            "legal_documents_check_actionable = 4",
            "legal_documents_check_resolved = 3",
            "legal_documents_review_actionable = 10",
            "legal_documents_review_resolved = 5",
        ],
    ),
    "a part that only names a layer takes the measure of the row above": (
        [
            *PLAN,
            "3.1 | Tổng số TTHC thuộc thẩm quyền giải quyết | Thủ tục | 1.900 |",
            "a | Cấp tỉnh | Thủ tục | 1.500 |",
            "b | Trong đó: cấp xã | | 400 |",
            "3.2 | Số TTHC công bố mới | Thủ tục | 12 |",
        ],
        [
            "reform_tasks_planned = 45",
            "procedures_in_force = 1900",
            "procedures_in_force@departments = 1500",
            "procedures_in_force@communes = 400",
            "procedures_new = 12",
        ],
    ),
    "coded answers are no measures, printed code or not": (
        [
            *PLAN,
            "1.4.1 | Số lượng phiếu khảo sát | Phiếu | 1.200 |",
            "1.4.2 | Hình thức khảo sát (Trực tuyến = 0; Phát phiếu = 1; Kết hợp = 2) | | 2 |",
            "1.5 | Tổ chức đối thoại với doanh nghiệp | Không = 0, Có = 1 | 1 |",
            "1.6 | Số cuộc đối thoại | Cuộc | 4 |",
            "7.1 | Cập nhật Kiến trúc Chính quyền điện tử | | 1 | Chưa = 0, Đã = 1",
            "7.2 | Xây dựng và vận hành hệ thống họp trực tuyến | | 2 |",
        ],
        ["reform_tasks_planned = 45", "satisfaction_survey_forms = 1200", "dialogues_held = 4"],
    ),
    "empty and dash say nothing, 0 is a zero, so is none in words": (
        [
            *PLAN,
            "1.2.1 | Số sở, ngành đã kiểm tra | Cơ quan | |",
            "1.2.2 | Số UBND cấp huyện đã kiểm tra | Cơ quan | - |",
            "1.2.3 | Số vấn đề phát hiện qua kiểm tra | Vấn đề | 0 |",
            "1.2.4 | Số vấn đề đã xử lý xong | Vấn đề | Không có |",
            "5.4 | Số công chức bị kỷ luật | Người | Không phát sinh |",
        ],
        [
            "reform_tasks_planned = 45",
            "inspection_issues_found = 0",
            "inspection_issues_resolved = 0",
            "officials_disciplined = 0",
        ],
    ),
    "posts of agencies and of public service units are told apart": (
        [
            "4.2 | Biên chế công chức | | |",
            "- | Tổng số được giao | Người | 1.700 |",
            "- | Có mặt tại thời điểm báo cáo | Người | 1.620 |",
            "4.3 | Số người làm việc trong các ĐVSNCL | | |",
            "- | Tổng số được giao | Người | 11.000 |",
            "- | Có mặt tại thời điểm báo cáo | Người | 10.500 |",
        ],
        [
            "civil_servants_assigned = 1700",
            "civil_servants_present = 1620",
            "public_employees_assigned = 11000",
            "public_employees_present = 10500",
        ],
    ),
    "money is held in billions": (
        [
            *PLAN,
            "6.1 | Tỷ lệ giải ngân vốn đầu tư công | % | 45 |",
            "- | Kế hoạch được giao | Triệu đồng | 3.000.000 |",
            "- | Đã thực hiện | Tỷ đồng | 1.350 |",
        ],
        [
            "reform_tasks_planned = 45",
            "public_investment_disbursement_rate = 45",
            "public_investment_planned = 3000",
            "public_investment_disbursed = 1350",
        ],
    ),
    "what nobody knows and what is no number is refused, not lost": (
        [
            *PLAN,
            "1.2.1 | Số sở, ngành đã kiểm tra | Cơ quan | 3 |",
            "1.2.2 | Số cây xanh đã trồng | Cây | 400 |",
            "1.2.3 | Số vấn đề phát hiện qua kiểm tra | Vấn đề | theo báo cáo riêng |",
        ],
        [
            "reform_tasks_planned = 45",
            "agencies_inspected@departments = 3",
            "None = 400 ✗ unknown_indicator",
            "inspection_issues_found = none ✗ unreadable_number",
        ],
    ),
}


@pytest.mark.parametrize(("rows", "expected"), BLOCKS.values(), ids=BLOCKS.keys())
def test_rows_give_these_observations(rows: list[str], expected: list[str]) -> None:
    assert told(read(*rows)) == expected


def _rate(printed: str, settled: str, in_time: str, note: str = "") -> tuple[str, dict[str, object]]:
    records = read(
        *PLAN,
        f"3.3 | Tỷ lệ hồ sơ TTHC được giải quyết đúng hạn | % | {printed} | {note}",
        f"- | Tổng số hồ sơ đã giải quyết | Hồ sơ | {settled} |",
        f"- | Số hồ sơ giải quyết đúng hạn | Hồ sơ | {in_time} |",
    )
    (rate,) = [r for r in records if r.values["indicator_code"] == "on_time_rate"]
    return ",".join(str(reason.code) for reason in rate.issues), rate.values


def test_a_rate_that_its_counts_confirm_has_their_formula() -> None:
    refused, values = _rate("98,5", "20.000", "19.700")
    assert (refused, values["value"], values["rate_formula"]) == ("", 98.5, "F1")
    assert "rate_recomputed" in str(values["rules"])


def test_a_rate_that_its_counts_deny_is_kept_and_flagged() -> None:
    refused, values = _rate("99", "10.000", "9.700")
    assert (refused, values["value"], values["rate_formula"]) == ("", 99.0, None)
    assert "rate_mismatch" in str(values["rules"])
    assert "9700/10000 = 97 %" in str(values["evidence"])


def test_a_share_of_1_is_brought_to_percent_where_the_counts_say_so() -> None:
    refused, values = _rate("0,985", "20.000", "19.700")
    assert (refused, values["value"], values["value_text"]) == ("", 98.5, "0,985")
    assert "rate_recomputed" in str(values["rules"])


def test_a_stored_rate_of_up_to_1_that_nothing_decides_is_refused_with_its_cell() -> None:
    text = "\n".join((HEADER, *PLAN, "3.3 | Tỷ lệ hồ sơ TTHC được giải quyết đúng hạn | % | 0,985 |"))
    annex = table(text)
    *rows, last = annex.rows
    stored = last[3]._replace(number=0.985)
    annex = replace(annex, rows=(*rows, (*last[:3], stored, *last[4:])))
    rate = read_annexes(document(annex))[-1]
    assert [(reason.code, reason.location) for reason in rate.issues] == [
        ("ambiguous_number", str(stored.location))
    ]
    shown = stored._replace(text="98.50%")
    annex = replace(annex, rows=(*rows, (*last[:3], shown, *last[4:])))
    assert read_annexes(document(annex))[-1].values["value"] == 98.5


@pytest.mark.parametrize("figure", ["1,2 triệu", "90 (ước)", "khoảng 90"])
def test_words_that_change_a_figure_refuse_it(figure: str) -> None:
    assert _rate(figure, "", "")[0] == "unreadable_number"


def test_a_denominator_in_the_remark_is_used() -> None:
    _, values = _rate("97,0", "", "9.700", note="trên tổng số 10.000 hồ sơ")
    assert "rate_recomputed" in str(values["rules"])


def test_a_rate_of_nothing_is_refused() -> None:
    assert _rate("100", "0", "0")[0] == "broken_rule"


@pytest.mark.parametrize(
    ("figure", "value"),
    [("45/50", 90.0), ("90%", 90.0), ("90,5 %", 90.5), ("1.800/2.000", 90.0), ("1.800/2.000 (90%)", 90.0)],
)
def test_a_rate_may_be_printed_as_a_fraction(figure: str, value: float) -> None:
    assert _rate(figure, "", "")[1]["value"] == value


def test_units_may_stand_in_the_label() -> None:
    records = read(
        "1 | Số nhiệm vụ đề ra trong kế hoạch (nhiệm vụ) | 45",
        "2 | Tổng số TTHC thuộc thẩm quyền giải quyết (thủ tục) | 1.900",
        "3 | Tỷ lệ hồ sơ giải quyết đúng hạn (%) | 98,5",
        "4 | Số TTHC công bố mới | 12 thủ tục",
        header="STT | Nội dung | Số liệu",
    )
    assert told(records) == [
        "reform_tasks_planned = 45",
        "procedures_in_force = 1900",
        "on_time_rate = 98.5",
        "procedures_new = 12",
    ]


def test_columns_of_plan_last_period_and_cumulation_are_told_apart() -> None:
    records = read(
        "1 | Số TTHC công bố mới | Thủ tục | 20 | 12 | 9 | 31",
        header="TT | Chỉ tiêu | ĐVT | Kế hoạch | Thực hiện kỳ này | Cùng kỳ năm trước | Lũy kế từ đầu năm",
    )
    assert told(records) == [
        "procedures_new [target] = 20",
        "procedures_new = 12",
        "procedures_new [previous] = 9",
        "procedures_new = 31",
    ]
    periods = [(r.values["period_start"], r.values["period_end"], r.values["as_of"]) for r in records]
    assert periods == [
        (date(2024, 6, 15), date(2024, 9, 14), None),
        (date(2024, 6, 15), date(2024, 9, 14), None),
        (date(2023, 6, 15), date(2023, 9, 14), None),
        (None, None, date(2024, 9, 14)),
    ]


def test_headers_of_two_rows_and_merged_numbers() -> None:
    grid = table(
        "STT | Tiêu chí | Kết quả thống kê | Kết quả thống kê | Ghi chú\n"
        "^ | ^ | Đơn vị tính | Số liệu | ^\n"
        "(1) | (2) | (3) | (4) | (5)\n"
        "3.3 | Tỷ lệ hồ sơ do UBND cấp xã giải quyết đúng hạn | % | 97 |\n"
        "^ | Tổng số hồ sơ đã giải quyết | Hồ sơ | 10.000 |\n"
        "^ | Số hồ sơ giải quyết đúng hạn | Hồ sơ | 9.700 |"
    )
    records = list(read_annexes(document(grid)))
    assert told(records) == [
        "on_time_rate@communes = 97",
        "dossiers_settled@communes = 10000",
        "dossiers_settled_in_time@communes = 9700",
    ]


def test_an_annex_goes_on_over_pages() -> None:
    header = "STT | Tiêu chí | Đơn vị tính | Kết quả | Ghi chú\n"
    first = table(header + "2.3 | Rà soát VBQPPL | | |\n- | Số VBQPPL cần xử lý | Văn bản | 10 |")
    second = table(header + "- | Số VBQPPL đã xử lý xong | Văn bản | 5 |", page=2, block=2)
    third = table("3.1 | Số TTHC công bố mới | Thủ tục | 12 |", page=3, block=3)
    records = list(read_annexes(document(first, second, third)))
    assert told(records) == [
        "legal_documents_review_actionable = 10",
        "legal_documents_review_resolved = 5",
        "procedures_new = 12",
    ]
    assert str(records[2].location) == "page 3, table 3, row 1, column 4"


def test_agency_and_window_are_those_of_the_head() -> None:
    values = read(*PLAN)[0].values
    assert values["agency_code"] == "province:bac-kan"
    assert (values["period_start"], values["period_end"]) == (date(2024, 6, 15), date(2024, 9, 14))


def test_an_unknown_agency_is_told() -> None:
    record = read(*PLAN, title=("Phụ lục thống kê số liệu cải cách hành chính quý III năm 2024",))[0]
    assert [str(reason.code) for reason in record.issues] == ["unknown_agency"]


def test_other_tables_of_criteria_are_left_alone() -> None:
    title = ("Tình hình kinh tế - xã hội quý III năm 2024",)
    rows = (
        "1 | Diện tích lúa | Ha | 1.200 |",
        "2 | Sản lượng thịt | Tấn | 45 |",
        "3 | Số hộ nghèo | Hộ | 9 |",
    )
    assert read(*rows, title=title) == []


def test_a_second_row_for_one_measure_is_not_mixed_with_the_first() -> None:
    records = read(*PLAN, "1.1.2 | Số nhiệm vụ đặt ra trong kế hoạch năm | Nhiệm vụ | 50 |")
    assert told(records) == ["reform_tasks_planned = 45", "reform_tasks_planned = 50 ✗ unknown_indicator"]
