"""Lines that only name whose figures follow, and titles under letterheads."""

from __future__ import annotations

import pytest

from orchestration.reports.reading import read_report

HEAD = """ỦY BAN NHÂN DÂN
TỈNH TUYÊN QUANG
-------
Số: 12/BC-UBND
Tuyên Quang, ngày 20 tháng 6 năm 2022

BÁO CÁO
Kết quả cải cách hành chính 6 tháng đầu năm 2022
Kính gửi: Bộ Nội vụ. Thực hiện Công văn số 581/BNV-CCHC của Bộ Nội vụ:
"""


def told(text: str) -> list[tuple[str, float, str, str]]:
    records = read_report(text.encode(), "paper.txt").records
    return [(str(v["indicator_code"]), v["value"], str(v["agency_code"]), str(v["kind"]))  # type: ignore[misc]
            for v in (record.values for record in records)]  # fmt: skip


def test_a_province_owns_the_paper_that_it_heads_whoever_receives_it() -> None:
    assert told(HEAD + "Đã tiếp nhận 61.442 hồ sơ TTHC.") == [
        ("dossiers_received", 61442.0, "province:tuyen-quang", "actual")
    ]
    assert read_report((HEAD + "Một dòng.").encode(), "paper.txt").document.title == (  # type: ignore[union-attr]
        "BÁO CÁO Kết quả cải cách hành chính 6 tháng đầu năm 2022"
    )


@pytest.mark.parametrize(
    ("heading", "layer"),
    [("a) Cấp tỉnh", "departments"), ("II. TẠI CẤP XÃ", "communes"), ("* Tại UBND các xã:", "communes")],
)
def test_a_line_that_names_a_level_holds_for_the_lines_under_it(heading: str, layer: str) -> None:
    item = "- Tổng số hồ sơ tiếp nhận: 5.117 hồ sơ.\n- Đã giải quyết: 4.902 hồ sơ."
    agency = f"province:tuyen-quang/{layer}"
    assert told(f"{HEAD}I. KẾT QUẢ\n{heading}\n{item}\n") == [
        ("dossiers_received", 5117.0, agency, "actual"),
        ("dossiers_settled", 4902.0, agency, "actual"),
    ]
    after = f"{HEAD}I. KẾT QUẢ\n{heading}\n{item}\nIII. KHÁC\nTỷ lệ hồ sơ trực tuyến đạt 41,6%."
    assert told(after)[-1] == ("online_submission_rate", 41.6, "province:tuyen-quang", "actual")


def test_a_demand_holds_for_the_lines_numbered_below_it() -> None:
    text = (
        "UBND tỉnh Tuyên Quang yêu cầu các sở, UBND cấp huyện thực hiện cải cách hành chính:\n"
        "1. Tỷ lệ hồ sơ trực tuyến đạt 60%.\na) Tỷ lệ thanh toán trực tuyến đạt 30%.\n"
    )
    assert [kind for *_, kind in told(text)] == ["target", "target"]


def test_a_section_on_petitions_tells_results() -> None:
    text = (
        HEAD
        + "4. Tiếp nhận, xử lý phản ánh, kiến nghị\n- Tổng số PAKN tiếp nhận: 19 PAKN; đã xử lý: 18 PAKN.\n"
    )
    assert [(code, value, kind) for code, value, _, kind in told(text)] == [
        ("petitions_received", 19.0, "actual"),
        ("petitions_settled", 18.0, "actual"),
    ]
