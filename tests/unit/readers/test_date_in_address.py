"""Days of publication in the addresses of news sites."""

from __future__ import annotations

from datetime import date

import pytest

from orchestration.reports.readers.dates import date_in_address


@pytest.mark.parametrize(
    ("url", "day"),
    [
        ("https://bao.example.vn/xa-hoi/2018/03/15/tin-1.html", date(2018, 3, 15)),
        ("https://bao.example.vn/cai-cach-20240417111143731.htm", date(2024, 4, 17)),
        ("https://bao.example.vn/xa-hoi/201802/535-thu-tuc-787172/index.htm", date(2018, 2, 28)),
        ("https://bao.example.vn/tin-2021-11-05.html", date(2021, 11, 5)),
        ("https://bao.example.vn/chi-so-2023-hai-phong-2040.html", None),
        ("https://bao.example.vn/tin-115240417164329841.htm", None),
        ("https://2018.example.vn/tin.html", None),
    ],
)
def test_address_tells_its_day(url: str, day: date | None) -> None:
    assert date_in_address(url) == day
