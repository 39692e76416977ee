"""Numbers in cells: every usual print form, and no guess where two readings are possible."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orchestration.reports.document import Cell, Location
from orchestration.reports.forms.cells import (
    ColumnType,
    ParsedNumber,
    in_percent,
    is_missing,
    parse_number,
    parse_rank,
)
from orchestration.reports.forms.remarks import without_remarks


def cell(text: str, number: float | None = None) -> Cell:
    return Cell(text, Location(block=1, row=1, column=1), number)


@pytest.mark.parametrize(
    ("text", "column", "value"),
    [
        ("1.234,56", None, 1234.56),
        ("1,234.56", None, 1234.56),
        ("1 234", "count", 1234.0),
        ("1\u00a0234,5", None, 1234.5),
        ("1.234.567", None, 1234567.0),
        ("98.5", "score", 98.5),
        ("98,33%", "score", 98.33),
        ("75,2 điểm", "score", 75.2),
        ("1.234", "count", 1234.0),
        ("1.234", "score", 1.234),
        ("0,706", None, 0.706),
        ("0.583", "count", 0.583),
        ("1234.567", None, 1234.567),
        ("-1,2", None, -1.2),
        ("−0,5", None, -0.5),
        ("+3", None, 3.0),
        ("85/100", "score", 85.0),
        ("70,25*", "score", 70.25),
        ("98,33\u00a0%", "score", 98.33),
        ("1\u2009234\u202f567", "count", 1234567.0),
        ("(12)", "count", -12.0),
        ("(1.234,5)", None, -1234.5),
        ("12¹", "count", 12.0),
        ("12 [2]", "count", 12.0),
        ("12 (*)", "count", 12.0),
    ],
)
def test_printed_numbers(text: str, column: ColumnType | None, value: float) -> None:
    assert parse_number(cell(text), column).value == value


@pytest.mark.parametrize("text", ["", " ", "-", "–", "—", "…", "Không", "không có", "N/A", "x"])
def test_missing_is_neither_zero_nor_a_problem(text: str) -> None:
    parsed = parse_number(cell(text), "score")
    assert is_missing(text)
    assert (parsed.value, parsed.problem) == (None, None)


@pytest.mark.parametrize("text", ["Không", "không có", "Không phát sinh", "CHƯA PHÁT SINH"])
def test_none_is_zero_in_a_count_and_missing_in_a_score(text: str) -> None:
    assert parse_number(cell(text), "count").value == 0
    score = parse_number(cell(text), "score")
    assert (score.value, score.problem) == (None, None)


def test_a_dash_is_missing_unless_it_prints_a_stored_zero() -> None:
    assert parse_number(cell("-"), "count").value is None
    assert parse_number(cell("-", 0.0), "count").value == 0


@pytest.mark.parametrize(
    "text", ["7O,12", "12,34,5", "1.23.456", "5-6", "khoảng 70", "70,", "1,2.3,4", "70 71"]
)
def test_unreadable_is_told_and_not_guessed(text: str) -> None:
    parsed = parse_number(cell(text), "score")
    assert (parsed.value, parsed.problem) == (None, "unreadable")


def test_three_digits_after_one_mark_are_ambiguous_without_a_column_type() -> None:
    assert parse_number(cell("1.234"), None).problem == "ambiguous"
    assert parse_number(cell("12,345"), None).problem == "ambiguous"
    assert parse_number(cell("-1.234"), None).problem == "ambiguous"


@pytest.mark.parametrize(
    ("text", "number", "value", "is_percent"),
    [
        ("98.33%", 0.9833, 98.33, True),
        ("98.33%", 98.33, 98.33, True),
        ("58.20", 58.20000000000001, 58.2, False),
        ("1,234.50", 1234.5, 1234.5, False),
    ],
)
def test_stored_number_wins_over_its_print(
    text: str, number: float, value: float, *, is_percent: bool
) -> None:
    parsed = parse_number(cell(text, number), "score")
    assert (parsed.value, parsed.is_percent) == (value, is_percent)


@pytest.mark.parametrize(
    ("text", "number", "percent"),
    [
        ("98,5", None, 98.5),
        ("98,5%", None, 98.5),
        ("98.5", None, 98.5),
        ("98.50%", 0.985, 98.5),
        ("98.5", 98.5, 98.5),
        ("98,125", None, 98.125),
        ("100", None, 100.0),
        ("0,5 %", None, 0.5),
        ("0.50%", 0.005, 0.5),
        ("0", None, 0.0),
        ("Không", None, None),
        ("-", None, None),
    ],
)
def test_rates_come_out_in_percent(text: str, number: float | None, percent: float | None) -> None:
    rate = in_percent(parse_number(cell(text, number), "rate"))
    assert (rate.value, rate.problem) == (percent, None)


@pytest.mark.parametrize(
    ("value", "expected", "others", "percent"),
    [
        (0.985, 98.46, [], 98.5),
        (0.985, 0.99, [], 0.985),
        (1.0, 100.0, [], 100.0),
        (0.985, None, [97.2, 0.4], 0.985),
        (0.985, 40.0, [97.2], 0.985),
        (0.985, 98.46, [97.2], 98.5),
    ],
)
def test_counts_and_then_the_column_tell_whether_a_rate_is_a_share(
    value: float, expected: float | None, others: list[float], percent: float
) -> None:
    rate = in_percent(ParsedNumber(value), expected=expected, others=map(ParsedNumber, others))
    assert (rate.value, rate.problem) == (percent, None)


@pytest.mark.parametrize(("value", "expected"), [(0.985, None), (1.0, None), (0.98, 50.0), (0.3, 0.6)])
def test_a_rate_of_up_to_1_that_nothing_decides_is_ambiguous(value: float, expected: float | None) -> None:
    rate = in_percent(ParsedNumber(value), expected=expected, others=[ParsedNumber(0.4)])
    if expected == 0.6:
        assert rate.value == value
    else:
        assert (rate.value, rate.problem) == (None, "ambiguous")


@pytest.mark.parametrize(
    ("text", "bare"),
    [
        ("12 hồ sơ", "12"),
        ("12 HS.", "12"),
        ("12hs", "12"),
        ("1.234 bộ hồ sơ", "1.234"),
        ("12 (trong đó 3 trực tuyến)", "12"),
        ("12 hồ sơ (gồm 2 hồ sơ kỳ trước)", "12"),
        ("12, trong đó 3 quá hạn", "12"),
        ("12*", "12"),
        ("12 (1)", "12"),
        ("12 (*)", "12"),
        ("12²", "12"),
        ("12 (tăng 3 so với cùng kỳ)", "12"),
        ("12 (98,5%)", "12"),
        ("12 thủ tục", "12 thủ tục"),
        ("khoảng 12", "khoảng 12"),
        ("12 (ước)", "12 (ước)"),
        ("12 (chưa tính 3 hồ sơ rút)", "12 (chưa tính 3 hồ sơ rút)"),
        ("12 triệu hồ sơ", "12 triệu"),
        ("12 trực tuyến", "12 trực tuyến"),
        ("(12)", "(12)"),
        ("hồ sơ", "hồ sơ"),
        ("", ""),
    ],
)
def test_what_stands_around_a_count_of_dossiers(text: str, bare: str) -> None:
    assert without_remarks(text, "dossier") == bare


@pytest.mark.parametrize(
    ("text", "rank", "of"),
    [
        ("5", 5, None),
        ("05", 5, None),
        ("5/63", 5, 63),
        ("Hạng 5", 5, None),
        ("5 (+2)", 5, None),
        ("5 ▲2", 5, None),
        ("17/34", 17, 34),
    ],
)
def test_places(text: str, rank: int, of: int | None) -> None:
    parsed = parse_rank(cell(text))
    assert (parsed.value, parsed.of) == (rank, of)


@pytest.mark.parametrize(("text", "number"), [("5-6", None), ("nhất", None), ("5,5", 5.5), ("Nhóm 1", None)])
def test_what_is_no_place_is_told(text: str, number: float | None) -> None:
    assert parse_rank(cell(text, number)).problem == "unreadable"


def _vietnamese(value: float, decimals: int) -> str:
    return f"{value:,.{decimals}f}".translate(str.maketrans(",.", ".,"))


@given(st.integers(0, 10**11), st.sampled_from([0, 2, 4]))
def test_vietnamese_print_is_read_back(scaled: int, decimals: int) -> None:
    value = scaled / 10**decimals
    assert parse_number(cell(_vietnamese(value, decimals)), "count").value == pytest.approx(value, rel=1e-12)


@given(st.integers(0, 10**11), st.sampled_from([0, 2, 4]))
def test_english_print_is_read_back(scaled: int, decimals: int) -> None:
    value = scaled / 10**decimals
    assert parse_number(cell(f"{value:,.{decimals}f}"), "count").value == pytest.approx(value, rel=1e-12)


@given(st.integers(0, 1_000_000), st.sampled_from([",", "."]))
def test_scores_with_any_decimals_are_read_back(scaled: int, mark: str) -> None:
    value = scaled / 10_000
    assert parse_number(cell(f"{value:.4f}".replace(".", mark)), "score").value == value


@given(st.integers(0, 10**9))
def test_blank_groups_are_read_back(number: int) -> None:
    assert parse_number(cell(f"{number:,}".replace(",", " ")), "count").value == number


@given(st.text(max_size=12))
def test_any_text_gives_an_answer(text: str) -> None:
    parsed = parse_number(cell(text), "score")
    assert parsed.value is None or parsed.problem is None
