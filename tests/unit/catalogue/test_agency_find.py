"""Running text: which names are found, and which only look like names."""

import unicodedata
from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from orchestration.reports.catalogue import seeds
from orchestration.reports.catalogue.agencies import AgencyDirectory

DIRECTORY = AgencyDirectory.load()
BEFORE, AFTER = date(2024, 6, 30), date(2025, 12, 31)
NAMES_63 = sorted(
    {r["name_vi"] for r in seeds.rows("provinces") if r["valid_to"] >= "2025-01-01"} - {"Huế", "Hồ Chí Minh"}
)


def found(text: str, on: date = BEFORE) -> list[str]:
    return [mention.agency.code.removeprefix("province:") for mention in DIRECTORY.find(text, on)]


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("Khu vực Châu Á – Thái Bình Dương tăng trưởng.", []),
        ("Cùng vì hòa bình và ổn định; ngành hải dương học; công tác bình định.", []),
        ("Phó Thủ tướng Nguyễn Hòa Bình ký quyết định.", []),
        ("Nguyễn Hòa Bình chủ trì họp.", []),
        ("Vùng Đồng Tháp Mười và tỉnh Đồng Tháp.", ["dong-thap"]),
        ("Học viện Chính trị quốc gia Hồ Chí Minh tổ chức lớp.", []),
        ("Viếng Lăng Chủ tịch Hồ Chí Minh, Đoàn TNCS Hồ Chí Minh, đường Hồ Chí Minh.", []),
        ("Đại học Quốc gia TP Hồ Chí Minh và Đại học Thái Nguyên.", []),
        ("Theo Báo Bình Dương, sông Đồng Nai, cầu Long An, đường Điện Biên.", []),
        ("Công ty Cấp nước Hải Phòng và Bệnh viện Đa khoa Hà Đông, Hà Nội.", ["ha-noi"]),
        ("Yêu cầu Hà Nội báo cáo; tại điểm cầu Bình Dương.", ["ha-noi", "binh-duong"]),
        ("Đặc biệt, Hà Tĩnh tăng 5 bậc còn Hà Tính giảm.", ["ha-tinh", "ha-tinh"]),
        ("gia lai, long an, ha nam, Ha Nam", []),
    ],
)
def test_words_that_only_look_like_a_province(text: str, codes: list[str]) -> None:
    assert found(text) == codes


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("Bắc Ninh Bình Dương", ["bac-ninh", "binh-duong"]),
        ("Khánh Hòa Bình Phước", ["khanh-hoa", "binh-phuoc"]),
        ("Vĩnh Long An Giang", ["vinh-long", "an-giang"]),
        ("Hưng Yên Yên Bái", ["hung-yen", "yen-bai"]),
        ("Hưng Yên Bái", []),
        ("Quảng Ninh Bình", []),
        ("Hà Nam Định", []),
        ("Hưng Yên, Bái", ["hung-yen"]),
        ("Quảng Ninh; Bình Dương – Hà Nam và Nam Định", ["quang-ninh", "binh-duong", "ha-nam", "nam-dinh"]),
        ("Thừa Thiên Huế, Thừa Thiên - Huế, TT-Huế, TT. Huế", ["thua-thien-hue"] * 4),
        ("Bà Rịa - Vũng Tàu, Bà Rịa–Vũng Tàu, Bà Rịa Vũng Tàu, BR-VT, BRVT", ["ba-ria-vung-tau"] * 5),
        ("TP.HCM, TPHCM, Tp. HCM, TP Hồ Chí Minh, thành phố Hồ Chí Minh", ["ho-chi-minh"] * 5),
    ],
)
def test_lists_and_joints(text: str, codes: list[str]) -> None:
    assert found(text) == codes


@pytest.mark.parametrize("size", [2, 3])
def test_any_list_with_separators_is_read_in_full(size: int) -> None:
    slugs = {name: found(f"tỉnh {name}") for name in NAMES_63}
    for start in range(len(NAMES_63) - size):
        names = NAMES_63[start : start + size]
        expected = [code for name in names for code in slugs[name]]
        assert len(expected) == size
        assert found(", ".join(names)) == expected
        assert found(" và ".join(names)) == expected


@pytest.mark.parametrize("on", [date(2007, 6, 30), BEFORE, AFTER])
def test_every_unit_of_a_day_is_found_by_its_official_name(on: date) -> None:
    day = on.isoformat()
    for seed, code, level in (("provinces", "unit_id", "province"), ("ministries", "code", "ministry")):
        for row in seeds.rows(seed):
            if row["valid_from"] <= day and (not row["valid_to"] or day < row["valid_to"]):
                is_city = row["unit_type"].startswith("thanh_pho")
                head = {"province": "thành phố " if is_city else "tỉnh ", "ministry": ""}[level]
                mentions = DIRECTORY.find(f"Năm nay, {head}{row['name_vi']} dẫn đầu.", on)
                assert [m.agency.code for m in mentions] == [f"{level}:{row[code]}"], row["name_vi"]


def test_hue_and_ho_chi_minh_need_a_city_word_or_a_list() -> None:
    assert found("Hồ Chí Minh sinh năm 1890. Huế mộng mơ.") == []
    assert found("Dẫn đầu là Hà Nội, Hồ Chí Minh, Huế và Đà Nẵng.") == [
        "ha-noi",
        "ho-chi-minh",
        "thua-thien-hue",
        "da-nang",
    ]


def test_hue_as_the_subject_of_a_result_is_the_city() -> None:
    assert found("Huế đạt 0,7951, xếp thứ 2/34. Trong khi đó, Huế tăng 3 bậc.", AFTER) == ["hue", "hue"]


def test_the_list_that_a_text_speaks_of_outweighs_its_date() -> None:
    def codes(on: date, *, merged_map: bool) -> list[str]:
        mentions = DIRECTORY.find("Hải Phòng, Quảng Ninh và Hải Dương", on, merged_map=merged_map)
        return [mention.agency.code.removeprefix("province:") for mention in mentions]

    assert codes(AFTER, merged_map=False) == ["hai-phong", "quang-ninh", "hai-duong"]
    assert codes(BEFORE, merged_map=True) == ["hai-phong-2025", "quang-ninh", "hai-duong"]


def test_hue_is_a_city_in_its_province_before_2025_and_a_central_city_since() -> None:
    text = "TP. Huế và thành phố Huế"
    assert found(text, date(2024, 12, 31)) == []
    assert found(text, date(2025, 1, 1)) == ["hue", "hue"]


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("Bình Dương đạt 95%", ["binh-duong"]),
        ("tỉnh Hà Giang cũ và Bình Dương (cũ)", ["ha-giang", "binh-duong"]),
        ("Phú Thọ và Phú Thọ (cũ)", ["phu-tho-2025", "phu-tho"]),
        ("phường Bình Dương, xã Bình Minh và Phường Sài Gòn", ["commune:25760", "commune:26740"]),
        ("Sài Gòn", []),
        ("thành phố Thái Nguyên", []),
    ],
)
def test_names_after_the_merger(text: str, codes: list[str]) -> None:
    assert found(text, AFTER) == codes


def test_a_unit_below_the_province_is_itself() -> None:
    text = "thành phố Thái Nguyên 95%, tỉnh Thái Nguyên 90%, huyện Quảng Ninh (Quảng Bình), TX. Phú Thọ"
    assert found(text) == ["district:164", "thai-nguyen", "district:456", "quang-binh", "district:228"]
    assert found("huyện Châu Thành, tỉnh Tây Ninh") == ["tay-ninh"]
    assert found("xã Hòa Bình, thị trấn Thái Bình") == []


def test_a_department_leads_to_its_province_and_says_so() -> None:
    mentions = DIRECTORY.find(
        "Sở Nội vụ Hà Nam, Sở Y tế tỉnh Nam Định, Công an TP Hà Nội và UBND tỉnh Thái Bình", BEFORE
    )
    assert [(m.text, m.agency.code, m.role) for m in mentions] == [
        ("Hà Nam", "province:ha-nam", "department"),
        ("Nam Định", "province:nam-dinh", "department"),
        ("Hà Nội", "province:ha-noi", "department"),
        ("Thái Bình", "province:thai-binh", None),
    ]


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("Bộ Tài chính, bộ Tư pháp và BỘ NỘI VỤ", ["btc", "btp", "bnv"]),
        ("đội ngũ cán bộ Tài chính, nội bộ Y tế", []),
        ("Bộ chỉ số phục vụ; toàn bộ hồ sơ; Bộ Chính trị", []),
        ("Bộ NN&PTNT, Bộ LĐTB&XH, Bộ VH,TT&DL, Bộ KH-ĐT", ["bnnptnt", "bldtbxh", "bvhttdl", "bkhdt"]),
        ("Bộ Lao động, Thương binh và Xã hội; Bộ Giao thông Vận tải", ["bldtbxh", "bgtvt"]),
        ("các Bộ: Tài chính, Tư pháp, Y tế và Nội vụ", ["ministries", "btc", "btp", "byt", "bnv"]),
        ("các Bộ Tài chính, Công an; Quốc phòng", ["btc", "bca", "bqp"]),
        ("Quyết định 150/QĐ-BTC, Thông tư 01/2018/TT-VPCP", []),
        ("VPCP, NHNN và Ngân hàng Nhà nước Việt Nam", ["vpcp", "nhnn", "nhnn"]),
        ("Thanh tra Chính phủ, Ủy ban Dân tộc", ["ttcp", "ubdt"]),
    ],
)
def test_ministries(text: str, codes: list[str]) -> None:
    assert [code.removeprefix("ministry:") for code in found(text)] == codes


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("tới 63/63 tỉnh, thành phố trực thuộc Trung ương", ["provinces"]),
        ("các Bộ, ngành: 70%; cấp tỉnh, thành phố: 30%", ["ministries", "provinces"]),
        ("100% các Bộ, ngành địa phương đã kết nối", ["national"]),
        ("Các bộ, ngành, địa phương trên phạm vi cả nước", ["national", "national"]),
        ("cấp xã và cấp huyện", ["provinces/communes", "provinces/districts"]),
        ("vùng Đồng bằng sông Hồng, Tây Nguyên", ["region:dong-bang-song-hong", "region:tay-nguyen"]),
    ],
)
def test_collectives(text: str, codes: list[str]) -> None:
    assert found(text) == codes


def test_capitals_say_nothing_where_all_is_in_capitals() -> None:
    assert found("VÌ HÒA BÌNH") == []
    assert found("UBND TỈNH HÒA BÌNH") == ["hoa-binh"]
    assert found("HẢI PHÒNG DẪN ĐẦU") == ["hai-phong"]


@settings(deadline=None)  # the first example reads the long lists
@given(
    st.lists(
        st.sampled_from([*NAMES_63, "tỉnh", ",", "và", "đạt 95%", "Sở", "Bộ Tài chính", "cả nước", "."]),
        max_size=12,
    )
)
def test_mentions_are_in_order_apart_and_as_printed(words: list[str]) -> None:
    text = " ".join(words)
    mentions = DIRECTORY.find(text, BEFORE)
    assert all(text[m.start : m.end] == m.text for m in mentions)
    assert all(first.end <= second.start for first, second in pairwise(mentions))
    decomposed = DIRECTORY.find(unicodedata.normalize("NFD", text), BEFORE)
    assert [m.agency for m in decomposed] == [m.agency for m in mentions]


def test_every_mention_of_a_long_report_is_found() -> None:
    text = "Trong 6 tháng đầu năm, tỉnh Hà Nam tiếp nhận 12.345 hồ sơ; Bộ Tài chính đạt 95%. " * 200
    assert len(DIRECTORY.find(text, BEFORE)) == 400
