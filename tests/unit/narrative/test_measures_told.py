"""Which measure a figure tells, where several are named, or where the words that name it stand apart."""

from __future__ import annotations

import pytest

from orchestration.reports.catalogue.agencies import AgencyDirectory
from orchestration.reports.narrative import read_prose
from tests.corpus.cases import document, observed

YEAR = "Cải cách hành chính năm 2023 của tỉnh Lai Châu: "


def told(text: str) -> set[tuple[str, float, str]]:
    read = observed(read_prose(document(YEAR + text), AgencyDirectory.load()))
    return {(one.indicator, one.value, one.kind) for one in read}


def test_rates_told_in_turn_take_their_figures_and_their_targets_in_order() -> None:
    text = "tỷ lệ hồ sơ nộp trực tuyến và tỷ lệ hồ sơ thanh toán trực tuyến lần lượt là 41,5% và 62,8%."
    assert told(text) == {
        ("online_submission_rate", 41.5, "actual"),
        ("online_payment_rate", 62.8, "actual"),
    }


def test_one_rate_of_several_agencies_in_turn_stays_one_rate() -> None:
    text = "tỷ lệ hồ sơ nộp trực tuyến của cấp tỉnh và cấp xã lần lượt là 41,5% và 62,8%."
    assert {indicator for indicator, _, _ in told(text)} == {"online_submission_rate"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("có 90/120 TTHC (75%) được cung cấp dịch vụ công trực tuyến toàn trình.",
         {("full_online_procedures", 90, "actual"), ("full_online_procedures_rate", 75, "actual")}),
        ("75% (90/120 TTHC) được cung cấp dịch vụ công trực tuyến toàn trình.",
         {("full_online_procedures", 90, "actual"), ("full_online_procedures_rate", 75, "actual")}),
        ("có 7.100 hồ sơ TTHC được thực hiện trực tuyến/tổng số hơn 9.300 hồ sơ đã giải quyết.",
         {("dossiers_received_online", 7100, "actual"), ("dossiers_received", 9300, "actual")}),
    ],
)  # fmt: skip
def test_words_after_a_share_and_its_brackets_name_both(
    text: str, expected: set[tuple[str, float, str]]
) -> None:
    assert told(text) == expected


def test_what_a_plan_will_cut_is_approved_and_what_was_carried_out_is_done() -> None:
    plan = "đã phê duyệt phương án của 9 bộ; cụ thể: số TTHC sẽ cắt giảm, đơn giản hóa là 150/300."
    done = "đã hoàn thành việc đơn giản hóa 150/300 TTHC đã được phê duyệt phương án."
    assert told(plan) == {("procedures_simplification_approved", 150, "actual")}
    assert told(done) == {("procedures_simplified", 150, "actual")}


def test_parts_in_brackets_inside_a_part_are_parts_of_it() -> None:
    text = "tiếp nhận 900 hồ sơ TTHC, trong đó đúng hạn 800 hồ sơ (cấp tỉnh 500 hồ sơ, cấp xã 300 hồ sơ)."
    values: dict[str, set[float]] = {indicator: set() for indicator, _, _ in told(text)}
    for indicator, value, _ in told(text):
        values[indicator].add(value)
    assert values == {"dossiers_received": {900}, "dossiers_settled_in_time": {800, 500, 300}}


@pytest.mark.parametrize(
    "text",
    [
        "đã cấp kết quả cho lĩnh vực vận tải đường bộ (9.246 hồ sơ).",
        "100% các xã, phường cung cấp dịch vụ công trực tuyến toàn trình.",
        "kết quả lấy phiếu: rất hài lòng 61%, không hài lòng 2%.",
        "tổng số TTHC thuộc thẩm quyền ban hành là 11 thủ tục.",
        "100% dịch vụ công trực tuyến được thiết kế lại.",
    ],
)
def test_examples_agencies_degrees_and_other_verbs_are_no_measures(text: str) -> None:
    assert told(text) == set()
