"""Figures in running text: every printed form, and what only looks like a figure."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orchestration.reports.narrative.masks import find_masks
from orchestration.reports.narrative.numbers import Number, find_numbers, parse_figure
from orchestration.reports.narrative.text import fold


def numbers_in(text: str) -> list[Number]:
    folded = fold(text)
    return find_numbers(text, folded, find_masks(folded))


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("tiếp nhận 1.234.567 hồ sơ", 1234567, "plain"),
        ("đạt 1.234,56 điểm", 1234.56, "points"),
        ("đạt 98,33%", 98.33, "percent"),
        ("đạt 90.17%", 90.17, "percent"),
        ("chiếm 3,45 %", 3.45, "percent"),
        ("10,18 ngàn hồ sơ", 10180, "plain"),
        ("2,513 triệu hồ sơ", 2513000, "plain"),
        ("hơn 1,49 triệu hồ sơ", 1490000, "plain"),
        ("công bố 09 (chín) thủ tục", 9, "plain"),
        ("bãi bỏ sáu thủ tục", 6, "plain"),
        ("bãi bỏ hai mươi lăm thủ tục", 25, "plain"),
        ("tăng 2,58 điểm phần trăm", 2.58, "percentage_point"),
        ("tăng hai bậc", 2, "place"),
        ("1 313 hồ sơ", 1313, "plain"),
        ("DTI đạt 0,7955", 0.7955, "plain"),
        ("thu 23 nghìn tỷ đồng", 23e12, "money"),
        ("số hoá 75 phần trăm", 75, "percent"),
    ],
)
def test_reads_a_printed_figure(text: str, value: float, unit: str) -> None:
    (number,) = numbers_in(text)
    assert number.value == pytest.approx(value)
    assert number.unit == unit


@pytest.mark.parametrize(
    "text",
    [
        "Nghị định số 61/2018/NĐ-CP ngày 23/4/2018",
        "Nghị quyết 66 và Quyết định 766, Chỉ thị 10, Đề án 06",
        "Nghị quyết 66.7/2025/NQ-CP",
        "điều 12, khoản 3, trang 45, phụ lục 2",
        "lúc 8 giờ 30, từ 7h30 đến 16:45",
        "năm 2024, giai đoạn 2021-2025, tháng 9/2025, quý 3",
        "6 tháng đầu năm, trong 30 ngày, 24/7",
        "phiên họp thứ 9, lần thứ 12, khóa 13",
        "tới 63 tỉnh, thành phố; 17 bộ; 12/12 huyện",
        "văn bản[1] và chú thích[12]",
        "gọi 1900 1009 hoặc 0243.123.456",
        "dịch vụ mức độ 3, 4",
        "mã hồ sơ 0163",
    ],
)
def test_sees_no_figure_in_dates_laws_and_labels(text: str) -> None:
    assert numbers_in(text) == []


@pytest.mark.parametrize(
    ("text", "qualifier"),
    [
        ("hơn 500 hồ sơ", "at_least"),
        ("trên 90%", "at_least"),
        ("tối thiểu 80%", "at_least"),
        ("gần 98%", "at_most"),
        ("dưới 10%", "at_most"),
        ("khoảng 62%", "approx"),
        ("cả nước là 82%", "exact"),
    ],
)
def test_bound_words(text: str, qualifier: str) -> None:
    assert numbers_in(text)[0].qualifier == qualifier


def test_fractions_carry_their_denominator() -> None:
    for text in ("3.071/4.888 TTHC", "3.071 TTHC/4.888 TTHC", "3.071 trên tổng số 4.888 TTHC"):
        first, second = numbers_in(text)
        assert (first.value, first.denominator, second.is_denominator) == (3071, 4888, True)


def test_both_ends_of_a_range_are_marked() -> None:
    assert [number.is_range for number in numbers_in("từ 80% đến 90%; 70-75%")] == [True] * 4


def test_a_comma_before_three_digits_is_marked_as_ambiguous() -> None:
    assert parse_figure("12,345") == (12345, True)
    assert parse_figure("12,345", is_decimal=True) == (12.345, False)


@given(st.integers(min_value=10_000, max_value=10**9))
def test_grouped_counts_round_trip(value: int) -> None:
    (number,) = numbers_in(f"tiếp nhận {value:,} hồ sơ".replace(",", "."))
    assert number.value == value


@given(st.integers(min_value=0, max_value=10_000), st.sampled_from([",", "."]))
def test_percentages_round_trip_with_either_mark(hundredths: int, mark: str) -> None:
    text = f"{hundredths // 100}{mark}{hundredths % 100:02d}%"
    (number,) = numbers_in(f"đạt {text}")
    assert number.value == pytest.approx(hundredths / 100)
    assert number.text == text


@given(st.integers(min_value=1, max_value=999), st.integers(min_value=0, max_value=99))
def test_millions_round_trip(whole: int, hundredths: int) -> None:
    (number,) = numbers_in(f"{whole},{hundredths:02d} triệu hồ sơ")
    assert number.value == pytest.approx((whole + hundredths / 100) * 1e6)


@given(st.text(max_size=80))
def test_folding_keeps_every_offset(text: str) -> None:
    assert len(fold(text)) == len(text)
    numbers = numbers_in(text)
    assert all(text[number.start : number.end] == number.text for number in numbers)
