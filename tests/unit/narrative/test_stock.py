"""Stocks told by no more than a verb of having, and what only looks like one."""

from __future__ import annotations

from datetime import date

import pytest

from tests.corpus.cases import document, read


def _told(text: str) -> set[tuple[str, str, float]]:
    found = read(document(text, published=date(2019, 3, 5)))
    return {(f.indicator, f.agency, f.value) for f in found if f.kind == "actual"}


@pytest.mark.parametrize(
    ("text", "agency", "value"),
    [
        ("Bộ Xây dựng có 143 thủ tục hành chính.", "ministry:bxd", 143),
        ("Tỉnh Hà Giang có tổng cộng 1.640 TTHC các cấp.", "province:ha-giang", 1640),
        ("Bộ Công Thương đang quản lý và kiểm soát 402 TTHC từ cấp trung ương.", "ministry:bct", 402),
        ("Hiện số TTHC của Bộ Y tế ở 4 cấp là 377 thủ tục.", "ministry:byt", 377),
        ("Tỉnh Hà Giang thực hiện 291 TTHC cấp huyện.", "province:ha-giang/districts", 291),
    ],
)  # fmt: skip
def test_procedures_that_an_agency_has(text: str, agency: str, value: float) -> None:
    assert _told(text) == {("procedures_in_force", agency, value)}


@pytest.mark.parametrize(
    "text",
    [
        "Bộ Xây dựng đã cắt giảm 90 TTHC. Cục Hàng hải có 30 TTHC.",
        "Danh mục của tỉnh Hà Giang có 45 thủ tục hành chính.",
        "Tỉnh Hà Giang có 45 thủ tục hành chính đủ điều kiện thí điểm.",
        "Năm 2018 có 45 thủ tục hành chính.",
        "Tỉnh Hà Giang thực hiện 45 thủ tục hành chính.",
        "Tỉnh Hà Giang có 18.400 thủ tục hành chính.",
    ],
)
def test_counts_that_are_no_stock(text: str) -> None:
    assert not any(indicator == "procedures_in_force" for indicator, _, _ in _told(text))


def test_both_ends_of_a_change_are_stocks() -> None:
    told = _told("Bộ Y tế cắt giảm 48 thủ tục; TTHC cấp huyện giảm 12 thủ tục (từ 41 xuống còn 29).")
    assert ("procedures_in_force", "provinces/districts", 29) in told
    assert ("procedures_simplified", "ministry:byt", 48) in told
    assert not any(value == 41 for _, _, value in told)


@pytest.mark.parametrize(
    ("text", "total"),
    [
        ("Tỉnh Hà Giang có 1.380 TTHC cung cấp trực tuyến (chiếm 76% tổng số 1.810 TTHC).", 1810),
        ("Tỉnh Hà Giang bãi bỏ 14 TTHC trong tổng số 1.810 TTHC của tỉnh.", 1810),
        ("Tỉnh Hà Giang bãi bỏ 14 TTHC trong tổng số 96 TTHC lĩnh vực đất đai.", None),
    ],
)
def test_the_total_beside_a_part(text: str, total: float | None) -> None:
    stock = [value for indicator, _, value in _told(text) if indicator == "procedures_in_force"]
    assert stock == ([total] if total else [])


def test_what_is_merged_or_still_to_be_done_was_not_cut() -> None:
    told = _told("Bộ Y tế đã bãi bỏ 11 TTHC, gộp 9 TTHC thành 3 TTHC; còn 25 TTHC chưa được cắt giảm.")
    assert told == {("procedures_abolished", "ministry:byt", 11)}


@pytest.mark.parametrize(
    ("text", "stock"),
    [
        ("Bộ Y tế đã cắt giảm được tổng cộng 130 thủ tục hành chính, còn lại 316 thủ tục.", [316]),
        ("Trong 90 TTHC được rà soát, Bộ Y tế đã đơn giản hóa 52 TTHC, còn lại 38 TTHC.", []),
    ],
)
def test_what_is_left_after_cuts(text: str, stock: list[float]) -> None:
    told = _told(text)
    assert [value for indicator, _, value in told if indicator == "procedures_in_force"] == stock
    assert not any(value in (316, 38) for indicator, _, value in told if indicator == "procedures_simplified")


def test_new_amended_and_abolished_together_are_announced() -> None:
    text = "Tỉnh Hà Giang đã công bố 214 thủ tục hành chính (TTHC) mới, sửa đổi, thay thế hoặc bãi bỏ."
    assert _told(text) == {("procedures_announced", "province:ha-giang", 214)}


def test_the_share_of_costs_after_their_sum() -> None:
    text = "Bộ Y tế đơn giản hóa 33 TTHC, giúp cắt giảm 1,2 tỷ đồng chi phí tuân thủ, tương ứng 24,5%."
    assert ("compliance_cost_cut_rate", "ministry:byt", 24.5) in _told(text)


def test_what_is_done_to_a_thing_stands_behind_it() -> None:
    text = "Tỉnh Hà Giang công bố 12 TTHC mới, 9 TTHC sửa đổi và 3 TTHC bị bãi bỏ tại 4 văn bản."
    assert {(indicator, value) for indicator, _, value in _told(text)} == {
        ("procedures_new", 12),
        ("procedures_amended", 9),
        ("procedures_abolished", 3),
    }


def test_a_cut_goes_on_past_lines_of_business() -> None:
    told = _told("Đến nay, Bộ Y tế đã bãi bỏ 21 ngành nghề, 139 điều kiện kinh doanh.")
    assert told == {("business_conditions_cut", "ministry:byt", 139)}
