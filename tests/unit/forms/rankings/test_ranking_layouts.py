"""Golden readings of tables in the layouts that publishers use. All figures are invented; names are real."""

from __future__ import annotations

from ranking_tables import brief, entries

MAIN = ("edition", "component", "agency_code", "score", "rank")


def test_plain_table() -> None:
    records = entries(
        "Chỉ số năng lực cạnh tranh cấp tỉnh (PCI) năm 2016 – 63 tỉnh, thành phố",
        ["STT", "Tỉnh, thành phố", "Điểm số", "Xếp hạng"],
        ["1", "TT-Huế", "70,25", "2"],
        ["2", "Tp.HCM", "71.5", "01"],
    )
    assert brief(records, *MAIN) == [
        ("2016", "total", "province:thua-thien-hue", 70.25, 2),
        ("2016", "total", "province:ho-chi-minh", 71.5, 1),
    ]
    first = records[0].values
    assert (first["score_text"], first["rank_text"], first["agency_name"]) == ("70,25", "2", "TT-Huế")
    assert (first["score_unit"], first["score_max"], first["rank_of"]) == ("points", 100, 63)
    assert (first["unit_set"], first["statistic"], first["agency_level"]) == (
        "provinces_63",
        "value",
        "province",
    )
    assert first["evidence"] == "1 | TT-Huế | 70,25 | 2"
    assert str(records[0].location) == "table 1, row 2, column 3"


def test_years_over_merged_headers_with_a_numbering_row() -> None:
    records = entries(
        "Tổng hợp chỉ số PCI",
        ["STT", "Tỉnh", "Năm 2015", "Năm 2015", "Năm 2016", "Năm 2016"],
        ["STT", "Tỉnh", "Điểm", "Hạng", "Điểm", "Hạng"],
        ["(1)", "(2)", "(3)", "(4)", "(5)", "(6)"],
        ["1", "Hà Nội", "51,5", "24", "52,5", "14"],
        ["2", "Hà Giang", "50,5", "61", "-", "–"],
    )
    assert brief(records, *MAIN) == [
        ("2015", "total", "province:ha-noi", 51.5, 24),
        ("2015", "total", "province:ha-giang", 50.5, 61),
        ("2016", "total", "province:ha-noi", 52.5, 14),
    ]


def test_one_column_for_each_year_is_told_by_its_content() -> None:
    scores = entries(
        "Chỉ số PAPI qua các năm", ["Tỉnh", "2017", "2018"], ["Hà Nội", "32,5", "40,5"], ["Cà Mau", "0", "41"]
    )
    assert brief(scores, "edition", "agency_code", "score", "rank", "score_max") == [
        ("2017", "province:ha-noi", 32.5, None, 60),
        ("2018", "province:ha-noi", 40.5, None, 80),
        ("2018", "province:ca-mau", 41.0, None, 80),
    ]
    ranks = entries(
        "Xếp hạng PCI qua các năm", ["Tỉnh", "2017", "2018"], ["Hà Nội", "13", "9"], ["Cà Mau", "40", "41"]
    )
    assert {(score, type(rank)) for score, rank in brief(ranks, "score", "rank")} == {(None, int)}


def test_two_halves_side_by_side() -> None:
    records = entries(
        "PCI 2012",
        ["Hạng", "Tỉnh", "Điểm", "Hạng", "Tỉnh", "Điểm"],
        ["1", "Đồng Tháp", "63,5", "3", "Long An", "60,5"],
        ["2", "An Giang", "62,5", "", "", ""],
    )
    assert brief(records, *MAIN[2:]) == [
        ("province:dong-thap", 63.5, 1),
        ("province:an-giang", 62.5, 2),
        ("province:long-an", 60.5, 3),
    ]


def test_group_rows_means_and_footnotes() -> None:
    records = entries(
        "PAR INDEX 2019 của 63 tỉnh, thành phố",
        ["STT", "Tỉnh, thành phố", "Chỉ số (%)", "Xếp hạng"],
        ["I. Vùng Đồng bằng sông Hồng"] * 4,
        ["1", "Hà Nội", "84,5", "2"],
        ["II", "Vùng Tây Nguyên", "80,5", ""],
        ["2", "Kon Tum", "79,5%", "3"],
        ["Trung bình cả nước", "Trung bình cả nước", "81,5", ""],
        ["", "Bình quân các tỉnh", "81,25", ""],
        ["", "Trung vị", "80,25", ""],
        ["Ghi chú: số liệu giả định", "", "", ""],
    )
    assert brief(records, "agency_code", "statistic", "agency_level", "score", "rank_of") == [
        ("province:ha-noi", "value", "province", 84.5, 63),
        ("region:tay-nguyen", "value", "region", 80.5, None),
        ("province:kon-tum", "value", "province", 79.5, 63),
        ("national", "mean", "nation", 81.5, None),
        ("provinces", "mean", "province", 81.25, None),
        ("provinces", "median", "province", 80.25, None),
    ]
    assert {record.values["score_unit"] for record in records} == {"percent"}


def test_sub_indices_share_the_row_and_take_their_own_scale() -> None:
    records = entries(
        "PCI năm 2016 và các chỉ số thành phần",
        ["Tỉnh", "Gia nhập thị trường", "Tính minh bạch", "PCI", "Xếp hạng"],
        ["Hà Nội", "8,1", "-", "60,5", "14"],
    )
    assert brief(records, *MAIN, "score_max") == [
        ("2016", "entry", "province:ha-noi", 8.1, None, 10),
        ("2016", "total", "province:ha-noi", 60.5, 14, 100),
    ]


def test_several_indices_in_one_table() -> None:
    records = entries(
        "Các chỉ số năm 2023 của một số địa phương",
        ["Địa phương", "PAR INDEX", "PAR INDEX", "SIPAS", "SIPAS"],
        ["Địa phương", "Điểm", "Hạng", "Điểm", "Hạng"],
        ["Hà Nội", "90,5", "3", "82,5", "30"],
    )
    assert brief(records, "index_code", "edition", "score", "rank") == [
        ("PAR_INDEX", "2023", 90.5, 3),
        ("SIPAS", "2023", 82.5, 30),
    ]


def test_columns_for_index_and_year() -> None:
    records = entries(
        "Số liệu giả định",
        ["Mã chỉ số", "Năm", "Tỉnh", "Điểm", "Hạng"],
        ["PCI", "2015", "Hà Nội", "59,5", "24"],
        ["PAPI", "2016", "Hà Nội", "34,5", ""],
    )
    assert brief(records, "index_code", "edition", "score", "score_max") == [
        ("PCI", "2015", 59.5, 100),
        ("PAPI", "2016", 34.5, 60),
    ]


def test_previous_year_is_its_own_edition_and_change_is_no_figure() -> None:
    records = entries(
        "PAR INDEX 2022",
        ["Xếp hạng", "Địa phương", "Điểm", "Xếp hạng năm trước", "Thay đổi thứ hạng"],
        ["1", "Quảng Ninh", "90,5", "2", "+1"],
    )
    assert brief(records, "edition", "score", "rank") == [("2022", 90.5, 1), ("2021", None, 2)]
    assert records[1].values["confidence"] < records[0].values["confidence"]  # type: ignore[operator]


def test_headers_repeated_on_a_new_page_and_a_second_table_below() -> None:
    records = entries(
        "",
        ["PCI năm 2016", "", ""],
        ["Hạng", "Tỉnh", "Điểm"],
        ["1", "Đà Nẵng", "70,5"],
        ["Hạng", "Tỉnh", "Điểm"],
        ["2", "Quảng Ninh", "65,5"],
        ["", "", ""],
        ["PAPI năm 2016", "", ""],
        ["Tỉnh", "Tổng điểm", ""],
        ["Đà Nẵng", "36,5", ""],
    )
    assert brief(records, "index_code", "agency_code", "score") == [
        ("PCI", "province:da-nang", 70.5),
        ("PCI", "province:quang-ninh", 65.5),
        ("PAPI", "province:da-nang", 36.5),
    ]


def test_ministries_are_ranked_apart() -> None:
    records = entries(
        "Công bố tháng 4/2025: PAR INDEX 2024 của 17 bộ, cơ quan ngang bộ",
        ["Hạng", "Bộ, ngành", "Kết quả (%)"],
        ["1", "Bộ Tư pháp", "89,5"],
        ["", "Trung bình các bộ", "84,5"],
    )
    assert brief(records, "edition", "agency_code", "unit_set", "rank_of", "statistic") == [
        ("2024", "ministry:btp", "ministries", 17, "value"),
        ("2024", "ministries", "ministries", None, "mean"),
    ]


def test_sources_and_remarks() -> None:
    records = entries(
        "SIPAS 2023",
        ["Tỉnh", "Điểm", "Nguồn", "Ghi chú"],
        ["Hà Nội", "82,5", "https://example.org/a", "số giả định"],
        ["Hà Nam", "83,5", "Báo Giả Định", "-"],
        ["Hà Giang", "84,5", "", "hạng công bố theo https://example.org/hang"],
        below="Nguồn: https://example.org/bang.",
    )
    assert brief(records, "source_url", "source_note") == [
        ("https://example.org/a", "số giả định"),
        (None, "Báo Giả Định"),
        ("https://example.org/bang", "hạng công bố theo https://example.org/hang"),
    ]


def test_years_under_unmerged_headers() -> None:
    records = entries(
        "Điểm số PCI",
        ["Tỉnh", "Điểm", "Điểm"],
        ["", "2015", "2016"],
        ["Hà Nội", "51,5", "52,5"],
        ["Hà Nam", "50,5", "51"],
    )
    assert brief(records, "edition", "agency_code", "score")[:2] == [
        ("2015", "province:ha-noi", 51.5),
        ("2015", "province:ha-nam", 50.5),
    ]


def test_index_that_is_not_read_is_not_taken_for_its_neighbour() -> None:
    records = entries(
        "PCI và các chỉ số khác năm 2023",
        ["Tỉnh", "PCI", "PGI", "PAPI"],
        ["Hà Nội", "66,5", "25,5", "42,5"],
    )
    assert brief(records, "index_code", "score") == [("PCI", 66.5), ("PAPI", 42.5)]
    assert (
        entries("Chỉ số Xanh cấp tỉnh năm 2023 trong khuôn khổ PCI", ["Tỉnh", "Điểm"], ["Hà Nội", "25,5"])
        == []
    )


def test_labels_beside_their_values_are_lines() -> None:
    records = entries(
        "",
        ["Chỉ số:", "PCI", ""],
        ["Năm:", "2016", ""],
        ["Tỉnh", "Điểm", "Hạng"],
        ["Hà Nội", "60,5", "14"],
        ["Nguồn", "https://example.org/pci-2016", ""],
    )
    assert brief(records, "index_code", "edition", "score", "source_url") == [
        ("PCI", "2016", 60.5, "https://example.org/pci-2016")
    ]


def test_single_whole_number_under_the_name_of_an_index_is_a_score() -> None:
    for title in ("PAPI 2018 của tỉnh", "Điểm số các địa phương năm 2018"):
        records = entries(title, ["Tỉnh", "PAPI 2018"], ["Hà Nội", "42"])
        assert brief(records, "score", "rank") == [(42.0, None)]
