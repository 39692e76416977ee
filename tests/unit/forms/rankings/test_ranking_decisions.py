"""Which map, which scale, which figures count; what is refused and not guessed. All figures are invented."""

from __future__ import annotations

from datetime import date

import pytest
from ranking_tables import brief, entries

from data_contracts.reasons import ReasonCode

HEADER = ["STT", "Tỉnh, thành phố", "Điểm", "Xếp hạng"]


def test_names_of_the_rows_decide_the_map_before_the_date() -> None:
    old = entries("DTI 2024", HEADER, ["1", "Đà Nẵng", "0,8", "1"], ["2", "Bình Dương", "0,7", "2"])
    assert brief(old, "agency_code", "unit_set")[0] == ("province:da-nang", "provinces_63")
    new = entries("DTI 2024 của 34 tỉnh, thành phố", HEADER, ["1", "Đà Nẵng", "0,8", "1"])
    assert brief(new, "agency_code", "unit_set", "rank_of") == [("province:da-nang-2025", "provinces_34", 34)]


def test_rank_cells_state_the_map() -> None:
    records = entries("DTI 2024", HEADER, ["1", "Đà Nẵng", "0,7", "17/34"])
    assert brief(records, "agency_code", "rank", "rank_of") == [("province:da-nang-2025", 17, 34)]


@pytest.mark.parametrize(
    ("title", "published_on", "unit_set"),
    [
        ("SIPAS 2025", None, "provinces_34"),
        ("SIPAS 2024", date(2025, 4, 6), "provinces_63"),
        ("DTI 2024", date(2025, 10, 21), "provinces_34"),
        ("PCI 2016", date(2025, 10, 21), "provinces_63"),
        ("PCI 2007", None, "provinces_64"),
    ],
)
def test_without_other_signs_the_dates_decide(title: str, published_on: date | None, unit_set: str) -> None:
    records = entries(title, HEADER, ["1", "Đà Nẵng", "0,7", "1"], published_on=published_on)
    assert brief(records, "unit_set") == [(unit_set,)]


def test_ha_tay_means_the_map_of_64() -> None:
    records = entries("PCI 2008", HEADER, ["1", "Hà Nội", "53,5", "31"], ["2", "Hà Tây", "45,5", "62"])
    assert brief(records, "agency_code", "unit_set") == [
        ("province:ha-noi", "provinces_64"),
        ("province:ha-tay", "provinces_64"),
    ]


def test_dissolved_name_in_a_table_of_34_is_unknown_and_kept() -> None:
    records = entries(
        "SIPAS 2025 của 34 tỉnh", HEADER, ["1", "Đà Nẵng", "84", "1"], ["2", "Bình Dương", "83", "2"]
    )
    assert brief(records, "agency_code", "agency_name", "unit_set")[1] == (None, "Bình Dương", "provinces_34")


def test_unknown_name_is_kept_without_a_code() -> None:
    records = entries(
        "PCI 2018",
        HEADER,
        ["1", "Hà Nội", "65", "1"],
        ["2", "Sông Trăng", "64", "2"],
        ["3", "Hà Nam", "63", "3"],
    )
    assert brief(records, "agency_code", "agency_name", "agency_level", "score")[1] == (
        None,
        "Sông Trăng",
        "province",
        64,
    )


def test_gaps_are_neither_zero_nor_last() -> None:
    records = entries(
        "PAPI 2021",
        HEADER,
        ["1", "Hà Nội", "44,5", "-"],
        ["2", "Bắc Giang", "-", "-"],
        ["3", "Bắc Ninh", "", ""],
        ["4", "Quảng Ninh", "0", ""],
    )
    assert brief(records, "agency_code", "score", "rank") == [("province:ha-noi", 44.5, None)]


def test_figure_that_cannot_be_read_is_an_issue_with_its_place() -> None:
    (record,) = entries("PCI 2018", HEADER, ["1", "Hà Nội", "7O,5", "5-6"])
    assert (record.values["score"], record.values["rank"], record.values["score_text"]) == (
        None,
        None,
        "7O,5",
    )
    assert [(issue.code, issue.field) for issue in record.issues] == [
        (ReasonCode.UNREADABLE_NUMBER, "score"),
        (ReasonCode.UNREADABLE_NUMBER, "rank"),
    ]
    assert record.issues[0].location == "table 1, row 2, column 3"
    assert '"7O,5"' in record.issues[0].message


def test_score_over_the_scale_is_read_as_printed_for_the_contract_to_refuse() -> None:
    (record,) = entries("SIPAS 2022", HEADER, ["1", "Hà Nội", "104,0", "1"])
    assert (record.values["score"], record.values["score_max"]) == (104, 100)


@pytest.mark.parametrize("printed", ["0,785", "0.785", "78,5%", "78,5"])
def test_index_from_0_to_1_is_read_from_every_print(printed: str) -> None:
    records = entries("DTI 2023", HEADER, ["1", "Đà Nẵng", printed, "1"])
    assert brief(records, "score", "score_text", "score_max", "score_unit") == [(0.785, printed, 1, "points")]


@pytest.mark.parametrize(
    ("header", "unit"), [("Chỉ số (%)", "percent"), ("Điểm số", "points"), ("Kết quả", "percent")]
)
def test_unit_is_what_the_header_says(header: str, unit: str) -> None:
    records = entries("PAR INDEX 2023", ["Tỉnh", header], ["Hà Nội", "91,5"])
    assert brief(records, "score_unit") == [(unit,)]


def test_running_index_without_a_date_has_an_issue() -> None:
    (record,) = entries("Bộ chỉ số 766 của tỉnh", HEADER, ["1", "Sơn La", "86,5", "29/34"], name="bang.html")
    assert record.values["edition"] is None
    assert [issue.code for issue in record.issues] == [ReasonCode.UNKNOWN_PERIOD]


def test_list_is_counted_only_when_it_is_complete() -> None:
    top = [
        [str(n), name, f"{80 - n},5", str(n)] for n, name in enumerate(("Hà Nội", "Hải Phòng", "Đà Nẵng"), 1)
    ]
    assert {
        rank_of for (rank_of,) in brief(entries("PCI 2023: ba địa phương đầu", HEADER, *top), "rank_of")
    } == {None}


def test_name_of_the_file_helps_with_less_confidence() -> None:
    (named,) = entries("", HEADER, ["1", "Đà Nẵng", "70,5", "1"], name="pci_2016.xlsx")
    assert (named.values["index_code"], named.values["edition"], named.values["confidence"]) == (
        "PCI",
        "2016",
        0.75,
    )


@pytest.mark.parametrize(
    ("title", "rows"),
    [
        ("PAR INDEX 2021 cấp huyện", [["Huyện, thị xã", "Điểm"], ["Điện Biên", "84,5"]]),
        ("Kết quả giải quyết hồ sơ năm 2021", [["Tỉnh", "Điểm"], ["Hà Nội", "84,5"]]),
        ("PAR INDEX 2021", [["Tỉnh", "Tổng số hồ sơ"], ["Hà Nội", "84"]]),
        ("PAR INDEX 2021", [["Nội dung", "Điểm"], ["Cải cách thể chế", "84"]]),
    ],
)
def test_other_tables_are_left_alone(title: str, rows: list[list[str]]) -> None:
    assert entries(title, *rows) == []


def test_year_of_a_decision_in_a_header_is_no_edition() -> None:
    header = ["Tỉnh", "Điểm (theo Quyết định 876/QĐ-BNV năm 2022)", "Hạng (so với năm 2023)"]
    records = entries("PAR INDEX 2024", header, ["Hà Nội", "91,5", "+1"], ["Hà Nam", "90,5", "-2"])
    assert brief(records, "edition", "score", "rank") == [("2024", 91.5, None), ("2024", 90.5, None)]
