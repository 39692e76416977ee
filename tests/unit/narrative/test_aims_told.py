"""What is aimed at in one sentence stays so in the next, and no headline makes a result of it."""

from __future__ import annotations

from datetime import date

import pytest

from orchestration.reports.catalogue.agencies import AgencyDirectory
from orchestration.reports.narrative import read_prose
from tests.corpus.cases import document

AIM = "Năm 2026, tỉnh Hà Nam phấn đấu tỷ lệ hồ sơ nộp trực tuyến đạt 70%."


def kinds(*paragraphs: str, title: str | None = None) -> dict[float, str]:
    read = read_prose(document("\n".join(paragraphs), title, None, None), AgencyDirectory.load())
    return {float(record.values["value"]): str(record.values["kind"]) for record in read}


@pytest.mark.parametrize(
    ("goes_on", "kind"),
    [
        ("Tỷ lệ hồ sơ thanh toán trực tuyến đạt 45%.", "target"),
        ("Đồng thời, số hóa 45% hồ sơ giải quyết thủ tục hành chính.", "target"),
        ("Đến nay, tỷ lệ hồ sơ thanh toán trực tuyến đạt 45%.", "actual"),
        ("Tỷ lệ hồ sơ thanh toán trực tuyến mới đạt 45%.", "actual"),
    ],
)
def test_a_sentence_after_one_of_aims_aims_too_unless_it_tells_a_result(goes_on: str, kind: str) -> None:
    assert kinds(f"{AIM} {goes_on}")[45] == kind


def test_the_next_paragraph_does_not_go_on_aiming() -> None:
    assert kinds(AIM, "Tỷ lệ hồ sơ thanh toán trực tuyến đạt 45%.")[45] == "actual"


def test_a_headline_of_what_the_text_aims_at_is_no_result() -> None:
    headline = "70% hồ sơ thủ tục hành chính được nộp trực tuyến"
    assert kinds(AIM, title=headline) == {70: "target"}
    reached = "Đến nay, tỷ lệ hồ sơ nộp trực tuyến đã đạt 70%."
    assert kinds(AIM, reached, title=headline)[70] == "actual"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Đến năm 2026, Chỉ số SIPAS của tỉnh Hà Nam đạt trên 88%.", {88: "target"}),
        ("Chỉ số SIPAS của tỉnh Hà Nam đạt 88%.", {88: "actual"}),
        ("Tỉnh Hà Nam phấn đấu Chỉ số PAR INDEX tăng 5 bậc.", {5: "target"}),
        ("Chỉ số PAR INDEX của tỉnh Hà Nam tăng 5 bậc.", {5: "actual"}),
        ("Đến năm 2026, tỷ lệ hồ sơ nộp trực tuyến của tỉnh Hà Nam đạt 60% trở lên.", {60: "target"}),
        (
            "Tỷ lệ hồ sơ nộp trực tuyến của tỉnh Hà Nam đạt 48,6%, chưa đạt mục tiêu 60% đề ra.",
            {48.6: "actual", 60: "target"},
        ),
        ("Các đơn vị có tỷ lệ hồ sơ nộp trực tuyến dưới 40% phải giải trình với UBND tỉnh Hà Nam.", {}),
    ],
)
def test_what_is_yet_to_come_or_set_is_aimed_at(text: str, told: dict[float, str]) -> None:
    read = read_prose(document(text, None, date(2025, 7, 11), None), AgencyDirectory.load())
    assert {float(record.values["value"]): str(record.values["kind"]) for record in read} == told


TOPIC = "Kết quả giải quyết thủ tục hành chính của tỉnh Hà Nam."


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "UBND huyện tập trung chỉ đạo các xã cải cách. Tỷ lệ hồ sơ nộp trực tuyến đạt 61,3%.",
            {61.3: "actual"},
        ),
        (
            "Chủ tịch UBND tỉnh yêu cầu các sở chấn chỉnh. Qua rà soát, toàn tỉnh có 2.417 hồ sơ trễ hạn.",
            {2417: "actual"},
        ),
        (
            "Chủ tịch UBND tỉnh yêu cầu các sở chấn chỉnh. Tỷ lệ hồ sơ nộp trực tuyến đạt 60%.",
            {60: "target"},
        ),
        ("Thực hiện việc số hóa hồ sơ thủ tục hành chính: 71,36%.", {71.36: "actual"}),
        (
            "Tỷ lệ hồ sơ nộp trực tuyến mới đạt 41,8%, phấn đấu cuối năm đạt 55%.",
            {41.8: "actual", 55: "target"},
        ),
        ("Theo kế hoạch, 85% hồ sơ thủ tục hành chính được nộp trực tuyến.", {85: "target"}),
        ("Từ tháng sau, 100% hồ sơ thủ tục hành chính phải nộp trực tuyến.", {100: "target"}),
        ("Có ngày cao điểm, bộ phận một cửa của tỉnh Hà Nam tiếp nhận tới 350 hồ sơ.", {}),
        ("Tại bộ phận một cửa của tỉnh Hà Nam, mỗi cán bộ xử lý 15 hồ sơ.", {}),
        (
            "Từ chỗ chỉ có 21% hồ sơ thủ tục hành chính nộp trực tuyến, đến nay tỷ lệ này là 71%.",
            {21: "previous", 71: "actual"},
        ),
        (
            "Kết quả thực hiện các chỉ tiêu của tỉnh Hà Nam: tỷ lệ hồ sơ nộp trực tuyến 72% (mục tiêu 70%).",
            {72: "actual", 70: "target"},
        ),
        ("UBND tỉnh yêu cầu nâng tỷ lệ hồ sơ nộp trực tuyến lên 62,35%.", {62.35: "target"}),
        ("Nhiệm kỳ tới, tỷ lệ hồ sơ nộp trực tuyến của tỉnh Hà Nam đạt 85%.", {85: "target"}),
        ("Nếu tỷ lệ hồ sơ nộp trực tuyến đạt 85% thì mỗi năm tiết kiệm được nhiều tỷ đồng.", {}),
        (
            "Năm 2022, tỷ lệ hồ sơ nộp trực tuyến đạt 63,1%, trong khi năm 2021 chỉ đạt 29,4%.",
            {63.1: "actual", 29.4: "previous"},
        ),
    ],
)
def test_what_was_counted_is_no_aim(text: str, told: dict[float, str]) -> None:
    assert kinds(TOPIC, text) == told


def test_long_before_a_time_nobody_tells_what_was_reached_by_then() -> None:
    text = "Đến hết năm 2025, tỷ lệ hồ sơ thủ tục hành chính nộp trực tuyến của tỉnh Hà Nam đạt 80%."
    for day, kind in ((date(2025, 4, 2), "target"), (date(2026, 1, 9), "actual")):
        read = read_prose(document(text, None, day, None), AgencyDirectory.load())
        assert [record.values["kind"] for record in read] == [kind]


def test_a_headline_of_a_proposal_is_no_result() -> None:
    proposal = "Bộ Công Thương vừa đề xuất phương án bãi bỏ 58 điều kiện kinh doanh."
    assert kinds(proposal, title="Bộ Công Thương bỏ 58 điều kiện kinh doanh") == {58: "target"}


def test_a_headline_that_calls_for_a_share_in_the_running_year_is_no_result() -> None:
    headline = "Cắt giảm 30% chi phí tuân thủ thủ tục hành chính trong năm 2025"
    for day, kind in ((date(2025, 3, 5), "target"), (date(2026, 2, 3), "actual")):
        read = read_prose(document("Nghị quyết vừa ban hành.", headline, day, None), AgencyDirectory.load())
        assert [record.values["kind"] for record in read] == [kind]


def test_in_the_first_days_of_a_half_year_its_results_are_aims() -> None:
    text = "Trong 6 tháng cuối năm 2024, tỉnh Hà Nam số hóa 100% hồ sơ thủ tục hành chính."
    for day, kind in ((date(2024, 7, 4), "target"), (date(2025, 1, 6), "actual")):
        read = read_prose(document(text, None, day, None), AgencyDirectory.load())
        assert [record.values["kind"] for record in read] == [kind]


def test_numbered_paragraphs_after_a_demand_are_demanded() -> None:
    demand = "Chủ tịch UBND tỉnh Hà Nam yêu cầu các sở tập trung thực hiện các nhiệm vụ sau:"
    first = "1. Tỷ lệ hồ sơ thủ tục hành chính nộp trực tuyến đạt 80%."
    assert kinds(demand, first, "2. Số hóa 95% hồ sơ.") == {80: "target", 95: "target"}
    assert kinds(demand, "Tỷ lệ hồ sơ nộp trực tuyến đạt 80%.") == {80: "actual"}
