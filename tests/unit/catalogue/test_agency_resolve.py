"""A whole cell: which unit it names, on which date, in which list."""

import csv
import unicodedata
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from orchestration.reports.catalogue import seeds
from orchestration.reports.catalogue.agencies import (
    Agency,
    AgencyDirectory,
    province_unit_set,
)

DIRECTORY = AgencyDirectory.load()
NAMED = [*seeds.provinces(), *seeds.ministries(), *seeds.regions(), *seeds.collectives()]
NAMES_64 = sorted({row["name_vi"] for row in seeds.rows("provinces")} - {"Huế"})
BEFORE, AFTER = date(2024, 6, 30), date(2025, 12, 31)
with Path(__file__).with_name("printed_names.csv").open(encoding="utf-8") as file:
    PRINTED = list(csv.DictReader(file))


def code_of(name: str, on: date | None, **options: bool | None) -> str | None:
    agency = DIRECTORY.resolve(name, on, **options)  # type: ignore[arg-type]
    return agency and agency.code


def a_day_inside(agency: Agency) -> date:
    if agency.valid_to is not None:
        return agency.valid_to - timedelta(days=1)
    return agency.valid_from or AFTER


@pytest.mark.parametrize("named", NAMED, ids=lambda named: f"{named.agency.code}@{named.agency.valid_from}")
def test_every_alias_of_the_seeds_finds_its_unit_inside_its_validity(named: seeds.Named) -> None:
    on = a_day_inside(named.agency)
    for name in (named.agency.name_vi, *named.aliases, *named.names):
        assert code_of(name, on) == named.agency.code, name


@pytest.mark.parametrize("row", PRINTED, ids=lambda row: f"{row['name']}-{row['provinces_listed']}")
def test_every_name_of_the_published_rankings_is_known(row: dict[str, str]) -> None:
    merged_map = {"34": True, "63": False}.get(row["provinces_listed"])
    for year in (row["first_year"], row["last_year"]):
        assert code_of(row["name"], date(int(year), 12, 31), merged_map=merged_map) == row["agency_code"]


def test_no_two_of_the_64_names_are_confused() -> None:
    on = date(2007, 12, 31)
    found = {name: code_of(name, on) for name in NAMES_64}
    assert len(NAMES_64) == 64
    assert None not in found.values()
    assert len(set(found.values())) == 64


@pytest.mark.parametrize("name", NAMES_64)
def test_one_letter_more_or_less_is_another_name(name: str) -> None:
    for i in range(len(name)):
        damaged = name[:i] + name[i + 1 :]
        if name[i] not in " -":
            assert code_of(damaged, BEFORE) != code_of(name, BEFORE)


@st.composite
def spellings(draw: st.DrawFn) -> tuple[str, str]:
    """A province's name as somebody may type it, and the name."""
    row = draw(st.sampled_from([r for r in seeds.rows("provinces") if r["valid_to"] == "2025-07-01"]))
    name = row["name_vi"]
    words = {"tinh": ["", "Tỉnh ", "tỉnh ", "UBND tỉnh ", "TỈNH "]}.get(
        row["unit_type"], ["", "Thành phố ", "TP. ", "TP.", "Tp ", "thành phố ", "UBND thành phố ", "TP"]
    )
    head = draw(st.sampled_from([word for word in words if word != "TP"]))
    text = head + name.replace(" - ", draw(st.sampled_from([" - ", "-", " – ", "–", " — ", " "])))
    text = draw(st.sampled_from([str, str.upper, str.lower, _new_style]))(text)
    text = draw(st.sampled_from([str, lambda t: t.replace("Đ", "Ð"), lambda t: t.replace(" ", "\u00a0 ")]))(
        text
    )
    text = unicodedata.normalize(draw(st.sampled_from(["NFC", "NFD"])), text)
    return draw(st.sampled_from([text, f" {text} ", f"{text}*", f"{text} (1)", f"12. {text}"])), name


def _new_style(text: str) -> str:
    return text.replace("Hòa", "Hoà").replace("Hóa", "Hoá")


@settings(deadline=None)  # the first example reads the long lists
@given(spellings())
def test_spelling_does_not_change_the_unit(case: tuple[str, str]) -> None:
    printed, name = case
    on = date(2025, 3, 31)
    assert code_of(printed, on) == code_of(name, on) is not None


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("TT-Huế", "province:thua-thien-hue"),
        ("TT- Huế", "province:thua-thien-hue"),
        ("TT. Huế", "province:thua-thien-hue"),
        ("Thừa Thiên – Huế", "province:thua-thien-hue"),
        ("TP. Huế", "province:thua-thien-hue"),
        ("Tp.HCM", "province:ho-chi-minh"),
        ("TP HCM", "province:ho-chi-minh"),
        ("HCMC", "province:ho-chi-minh"),
        ("Sài Gòn", "province:ho-chi-minh"),
        ("BRVT", "province:ba-ria-vung-tau"),
        ("Bà Rịa–Vũng Tàu", "province:ba-ria-vung-tau"),
        ("Bắc Cạn", "province:bac-kan"),
        ("Đắc Lắk", "province:dak-lak"),
        ("ĐắkLắk", "province:dak-lak"),
        ("Đak Nông", "province:dak-nong"),
        ("Đăk Nông", "province:dak-nong"),
        ("Kontum", "province:kon-tum"),
        ("Can Tho City", "province:can-tho"),
        ("Ha Nam province", "province:ha-nam"),
        ("Thủ đô Hà Nội", "province:ha-noi"),
        ("Thanh Hoá", "province:thanh-hoa"),
        ("Bộ KH&CN", "ministry:bkhcn"),
        ("Bộ LĐTB&XH", "ministry:bldtbxh"),
        ("Bộ LĐ-TB&XH", "ministry:bldtbxh"),
        ("LĐTB-XH", None),
        ("Bộ Lao động, Thương binh và Xã hội", "ministry:bldtbxh"),
        ("BNNPTNT", "ministry:bnnptnt"),
        ("Bộ Văn hoá - Thể thao & Du lịch", "ministry:bvhttdl"),
        ("Bộ VH,TT&DL", "ministry:bvhttdl"),
        ("NHNN", "ministry:nhnn"),
        ("Ngân hàng Nhà nước", "ministry:nhnn"),
        ("Trung bình 63 tỉnh, thành phố", "provinces"),
        ("Toàn quốc", "national"),
        ("Đồng bằng sông Cửu Long", "region:dong-bang-song-cuu-long"),
        ("Atlantis", None),
        ("", None),
        ("-", None),
        ("Bình", None),
        ("Sở Nội vụ Hà Nam", None),
        ("Hà Nam, Nam Định", None),
    ],
)
def test_printed_spellings_in_2024(name: str, code: str | None) -> None:
    assert code_of(name, BEFORE) == code


@pytest.mark.parametrize(
    ("name", "on", "code"),
    [
        ("Bộ Nội vụ", date(2025, 2, 28), "ministry:bnv"),
        ("Bộ Nội vụ", date(2025, 3, 1), "ministry:bnv-2025"),
        ("Bộ Khoa học và Công nghệ", date(2025, 6, 30), "ministry:bkhcn-2025"),
        ("Bộ Thông tin và Truyền thông", date(2025, 6, 30), "ministry:btttt"),
        ("Huế", date(2024, 12, 31), "province:thua-thien-hue"),
        ("Huế", date(2025, 1, 1), "province:hue"),
        ("Thừa Thiên Huế", date(2025, 3, 31), "province:thua-thien-hue"),
        ("Phú Thọ", date(2025, 6, 30), "province:phu-tho"),
        ("Phú Thọ", date(2025, 7, 1), "province:phu-tho-2025"),
        ("Phú Thọ (cũ)", date(2025, 12, 31), "province:phu-tho"),
        ("Tỉnh Hà Giang cũ", date(2025, 12, 31), "province:ha-giang"),
        ("Bình Dương", date(2025, 12, 31), "province:binh-duong"),
        ("Lâm Đồng (mới)", date(2025, 6, 30), "province:lam-dong-2025"),
        ("Sài Gòn", date(2025, 12, 31), None),
        ("Đồng Nai", date(2026, 5, 1), "province:dong-nai-2026"),
        ("Hà Tây", date(2006, 12, 31), "province:ha-tay"),
        ("Hà Nội", date(2006, 12, 31), "province:ha-noi"),
        ("Phú Thọ", None, "province:phu-tho-2025"),
        ("Bộ Tài chính", None, "ministry:btc-2025"),
        ("Hà Tây", None, "province:ha-tay"),
    ],
)
def test_the_date_decides_among_units_of_one_name(name: str, on: date | None, code: str | None) -> None:
    assert code_of(name, on) == code


@pytest.mark.parametrize(
    ("name", "of_63", "of_34"),
    [
        ("Đà Nẵng", "province:da-nang", "province:da-nang-2025"),
        ("An Giang", "province:an-giang", "province:an-giang-2025"),
        ("Quảng Ninh", "province:quang-ninh", "province:quang-ninh"),
        ("Bình Dương", "province:binh-duong", None),
        ("Thừa Thiên Huế", "province:thua-thien-hue", "province:hue"),
        ("Huế", "province:thua-thien-hue", "province:hue"),
        ("Đồng Nai", "province:dong-nai", "province:dong-nai-2025"),
    ],
)
def test_the_list_of_a_table_decides_whatever_the_date(name: str, of_63: str, of_34: str | None) -> None:
    on = date(2024, 12, 31)
    assert code_of(name, on, merged_map=False) == of_63
    assert code_of(name, on, merged_map=True) == of_34


def test_each_list_resolves_to_as_many_units_as_it_has() -> None:
    old = {code_of(name, BEFORE, merged_map=False) for name in NAMES_64 if name != "Hà Tây"}
    new = {code_of(name, BEFORE, merged_map=True) for name in NAMES_64} - {None}
    assert (len(old), len(new)) == (63, 34)
    assert len(old & new) == 10  # of the eleven unchanged units Huế had another name


@pytest.mark.parametrize(
    ("on", "unit_set"),
    [
        (date(2008, 7, 31), "provinces_64"),
        (date(2008, 8, 1), "provinces_63"),
        (date(2025, 6, 30), "provinces_63"),
        (date(2025, 7, 1), "provinces_34"),
    ],
)
def test_a_unit_says_in_which_list_it_is(on: date, unit_set: str) -> None:
    assert province_unit_set(on) == unit_set
    units = [
        agency
        for name in (*NAMES_64, "Huế")
        if (agency := DIRECTORY.resolve(name, on)) and agency.is_valid(on)
    ]
    assert {unit.unit_set for unit in units} == {unit_set}
    assert len({unit.code for unit in units}) == int(unit_set.removeprefix("provinces_"))


def test_a_level_allows_a_name_without_its_type_word() -> None:
    assert DIRECTORY.resolve("Tài chính", BEFORE) is None
    assert DIRECTORY.resolve("Tài chính", BEFORE, "ministry") == DIRECTORY.resolve("Bộ Tài chính", BEFORE)
    district = DIRECTORY.resolve("Bàu Bàng", BEFORE, "district")
    assert district is not None
    assert (district.code, district.province) == ("district:719", "binh-duong")
    assert DIRECTORY.resolve("Hà Nội", BEFORE, "ministry") is None


def test_a_city_inside_a_province_is_not_the_province() -> None:
    city = DIRECTORY.resolve("Thành phố Thái Nguyên", BEFORE)
    assert city is not None
    assert (city.level, city.province) == ("district", "thai-nguyen")
    assert DIRECTORY.resolve("TP. Thái Nguyên", BEFORE) == city
    assert DIRECTORY.resolve("TX. Phú Thọ", BEFORE, "district") is not None
    assert DIRECTORY.resolve("Thành phố Thái Nguyên", AFTER) is None


def test_a_name_that_several_units_share_is_not_guessed() -> None:
    assert DIRECTORY.resolve("Huyện Châu Thành", BEFORE) is None
    assert DIRECTORY.resolve("Xã Hòa Bình", AFTER) is None


def test_a_name_of_a_commune_is_the_commune_of_its_day() -> None:
    ward = DIRECTORY.resolve("Phường Bình Dương", AFTER)
    assert ward is not None
    assert (ward.level, ward.province) == ("commune", "ho-chi-minh-2025")
    assert DIRECTORY.resolve("P. Bình Dương", AFTER) == ward
    before = DIRECTORY.resolve("Phường Bình Dương", BEFORE)
    assert before is not None
    assert (before.code, before.province) == ("commune:07090-old", "quang-ninh")
    assert DIRECTORY.resolve("Phường Trúc Bạch", AFTER) is None


def test_communes_of_one_name_in_several_provinces_are_nobody() -> None:
    assert DIRECTORY.resolve("Xã Tân Lập", BEFORE) is None


def test_the_directory_is_read_only_once() -> None:
    assert AgencyDirectory.load() is DIRECTORY


def test_a_layer_inside_a_province_has_the_code_of_the_contract() -> None:
    province = DIRECTORY.resolve("Hà Nam", BEFORE)
    assert province is not None
    layers = {layer: DIRECTORY.inside(province, layer) for layer in ("departments", "districts", "communes")}
    assert {layer: (unit.code, unit.level) for layer, unit in layers.items()} == {
        "departments": ("province:ha-nam/departments", "agency"),
        "districts": ("province:ha-nam/districts", "district"),
        "communes": ("province:ha-nam/communes", "commune"),
    }


@settings(deadline=None)  # the first example reads the long lists
@given(st.text(max_size=30), st.one_of(st.none(), st.dates()))
def test_any_text_is_a_known_unit_or_nothing(name: str, on: date | None) -> None:
    agency = DIRECTORY.resolve(name, on)
    assert (
        agency is None
        or DIRECTORY.resolve(agency.name_vi, on, agency.level) is not None
        or agency.level in ("district", "commune")
    )
