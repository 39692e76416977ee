"""Names of departments, districts, communes and levels of a province."""

from __future__ import annotations

from datetime import date

import pytest

from data_contracts.references import load_references
from orchestration.reports.catalogue.agencies import AgencyDirectory
from orchestration.reports.catalogue.codes import agency_of_code
from orchestration.reports.catalogue.offices import local_agency

BEFORE, AFTER = date(2024, 6, 30), date(2025, 9, 30)
DIRECTORY = AgencyDirectory.load()


def code(name: str, on: date, province: str | None = None) -> str | None:
    inside = DIRECTORY.resolve(province, on) if province else None
    agency = local_agency(name, on, DIRECTORY, inside)
    return agency.code if agency else None


@pytest.mark.parametrize(
    ("name", "on", "expected"),
    [
        ("Sở Nội vụ tỉnh Lâm Đồng", BEFORE, "agency:so-noi-vu-lam-dong"),
        ("Sở Nội vụ tỉnh Lâm Đồng", AFTER, "agency:so-noi-vu-lam-dong-2025"),
        ("SỞ NỘI VỤ HÒA BÌNH", BEFORE, "agency:so-noi-vu-hoa-binh"),
        ("Sở Nội vụ (tỉnh Nghệ An)", BEFORE, "agency:so-noi-vu-nghe-an"),
        ("UBND tỉnh Nghệ An - Sở GD&ĐT", BEFORE, "agency:so-giao-duc-va-dao-tao-nghe-an"),
        ("Sở Giáo dục - Đào tạo Nghệ An", BEFORE, "agency:so-giao-duc-va-dao-tao-nghe-an"),
        ("Sở LĐ-TB&XH TP. Đà Nẵng", BEFORE, "agency:so-lao-dong-thuong-binh-va-xa-hoi-da-nang"),
        ("Thanh tra tỉnh Nghệ An", BEFORE, "agency:thanh-tra-nghe-an"),
        ("Công an tỉnh Nghệ An", BEFORE, "agency:cong-an-nghe-an"),
        ("Ban Quản lý Khu kinh tế tỉnh Nghệ An", BEFORE, "agency:ban-quan-ly-khu-kinh-te-nghe-an"),
        ("Các sở, ban, ngành tỉnh Nghệ An", BEFORE, "province:nghe-an/departments"),
        ("UBND các huyện, thị xã, thành phố tỉnh Nghệ An", BEFORE, "province:nghe-an/districts"),
        ("UBND huyện Quỳnh Lưu, tỉnh Nghệ An", BEFORE, "district:421"),
        ("UBND huyện Quỳnh Lưu, tỉnh Nghệ An", AFTER, None),
        ("UBND TP. Đà Lạt", BEFORE, "district:672"),
        ("UBND phường Trúc Bạch, TP Hà Nội", BEFORE, "commune:00004-old"),
        ("UBND phường Trúc Bạch, TP Hà Nội", AFTER, None),
        ("UBND TT. Liên Sơn, tỉnh Đắk Lắk", BEFORE, "commune:24580-old"),
        ("UBND xã Quảng Thành, tỉnh Thừa Thiên Huế", BEFORE, "commune:19891-old"),
        ("UBND THÀNH PHỐ HÒA BÌNH", BEFORE, "district:148"),
        ("UBND xã Quỳnh Lưu, tỉnh Nghệ An", AFTER, "commune:17179"),
        ("UBND xã Quỳnh Lưu, tỉnh Nghệ An", BEFORE, None),
        ("UBND xã Quỳnh Lưu", AFTER, None),
        ("UBND phường Hòa Bình, tỉnh Phú Thọ", AFTER, "commune:04795"),
        ("Phường Bà Rịa - TP. Hồ Chí Minh", AFTER, "commune:26560"),
        ("UBND đặc khu Phú Quốc", AFTER, "commune:31078"),
        ("Văn phòng HĐND và UBND xã Quỳnh Lưu, tỉnh Nghệ An", AFTER, "commune:17179"),
        ("Văn phòng UBND tỉnh Nghệ An", BEFORE, None),
        ("UBND tỉnh Nghệ An", BEFORE, None),
        ("Bộ Nội vụ", BEFORE, None),
        ("Sở Tư pháp", BEFORE, None),
    ],
)
def test_a_name_that_says_all(name: str, on: date, expected: str | None) -> None:
    assert code(name, on) == expected


@pytest.mark.parametrize(
    ("name", "on", "expected"),
    [
        ("Sở Tư pháp", BEFORE, "agency:so-tu-phap-nghe-an"),
        ("Thanh tra tỉnh", BEFORE, "agency:thanh-tra-nghe-an"),
        ("UBND XÃ QUỲNH LƯU", AFTER, "commune:17179"),
        ("Trung tâm Phục vụ hành chính công xã Quỳnh Lưu", AFTER, "commune:17179"),
        ("Trung tâm Phục vụ hành chính công tỉnh", BEFORE, None),
    ],
)
def test_a_name_inside_a_known_province(name: str, on: date, expected: str | None) -> None:
    assert code(name, on, "Nghệ An") == expected


@pytest.mark.parametrize(
    ("printed", "level", "province"),
    [
        ("province:lam-dong-2025", "province", None),
        ("province:lam-dong/communes", "commune", "lam-dong"),
        ("ministry:byt", "ministry", None),
        ("commune:17179", "commune", "nghe-an"),
        ("district:421", "district", "nghe-an"),
        ("commune:00004-old", "commune", "ha-noi"),
        ("agency:so-noi-vu-lam-dong-2025", "agency", "lam-dong-2025"),
    ],
)
def test_codes_that_a_sidecar_may_say(printed: str, level: str, province: str | None) -> None:
    agency = agency_of_code(printed, AFTER, DIRECTORY)
    assert agency is not None
    assert (agency.code, agency.level, agency.province) == (printed, level, province)


@pytest.mark.parametrize(
    "printed", ["province:atlantis", "province:lam-dong/wards", "commune:1", "commune:99999-old", "agency:"]
)
def test_codes_of_nobody(printed: str) -> None:
    assert agency_of_code(printed, AFTER, DIRECTORY) is None


def test_contracts_accept_what_a_report_may_file_as() -> None:
    references = load_references()
    for name in ("Sở LĐ-TB&XH TP. Đà Nẵng", "Sở, ngành tỉnh Nghệ An", "UBND huyện Quỳnh Lưu, tỉnh Nghệ An"):
        found = code(name, BEFORE)
        assert found is not None
        assert references.knows("agencies.agency_code", found)
