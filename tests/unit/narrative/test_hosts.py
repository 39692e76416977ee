"""The office or unit on whose own site a text stands."""

from __future__ import annotations

from datetime import date

import pytest

from orchestration.reports.catalogue.agencies import AgencyDirectory
from orchestration.reports.narrative.hosts import office_of_host, speaks_of_itself


def house_of(url: str, province: str, on: date = date(2022, 5, 1)) -> str | None:
    agencies = AgencyDirectory.load()
    house = office_of_host(url, agencies.resolve(province, on, "province"), on, agencies)
    return house.code if house else None


@pytest.mark.parametrize(
    ("url", "code"),
    [
        ("https://stp.binhthuan.gov.vn/tin-1.html", "agency:so-tu-phap-binh-thuan"),
        ("https://sonoivu.binhthuan.gov.vn/tin-1.html", "agency:so-noi-vu-binh-thuan"),
        ("https://sotttt.binhthuan.gov.vn/a", "agency:so-thong-tin-va-truyen-thong-binh-thuan"),
        ("https://bacbinh.binhthuan.gov.vn/a", "district:596"),
        ("https://huyenbacbinh2.binhthuan.gov.vn/a", "district:596"),
        ("https://baobinhthuan.com.vn/huyen-bac-binh/ho-so-1.html", "district:596"),
        ("https://baobinhthuan.com.vn/xa-hoi/ho-so-1.html", None),
        ("https://binhthuan.gov.vn/a", None),
        ("https://cchc.binhthuan.gov.vn/a", None),
    ],
)
def test_address_names_an_office_or_unit(url: str, code: str | None) -> None:
    assert house_of(url, "Bình Thuận") == code


def test_no_province_no_house() -> None:
    assert office_of_host("https://stp.binhthuan.gov.vn/a", None, None, AgencyDirectory.load()) is None


def test_text_speaks_of_its_own_house_or_of_another() -> None:
    agencies, on = AgencyDirectory.load(), date(2022, 5, 1)
    place = agencies.resolve("Bình Thuận", on, "province")
    office = office_of_host("https://stp.binhthuan.gov.vn/a", place, on, agencies)
    unit = office_of_host("https://bacbinh.binhthuan.gov.vn/a", place, on, agencies)
    assert office
    assert unit
    assert speaks_of_itself(office, ["Trong quý, Sở tiếp nhận 90 hồ sơ."], [])
    assert not speaks_of_itself(office, ["Trong quý, Sở Y tế tiếp nhận 90 hồ sơ."], [])
    assert speaks_of_itself(unit, [], ["trong quý, toàn huyện có 90 hồ sơ."])
    assert not speaks_of_itself(unit, [], ["trong quý, tỉnh có 90 hồ sơ."])
