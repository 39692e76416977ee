"""Whose paper or site a text comes from."""

from __future__ import annotations

from datetime import date

import pytest

from orchestration.reports.catalogue.agencies import AgencyDirectory
from orchestration.reports.document import Document, Location, Paragraph
from orchestration.reports.narrative.issuer import find_issuer


def issuer_of(*lines: str, url: str | None = None, on: date = date(2023, 5, 1)) -> str | None:
    blocks = tuple(Paragraph(text, Location(block=number), "body") for number, text in enumerate(lines, 1))
    document = Document("text.html", "text/html", blocks, source_url=url, published_on=on)
    issuer = find_issuer(document, AgencyDirectory.load(), on)
    return issuer.agency.code if issuer else None


@pytest.mark.parametrize(
    ("url", "code"),
    [
        ("https://www.kontum.gov.vn/tin/1", "province:kon-tum"),
        ("https://sonoivu.bacgiang.gov.vn/x", "province:bac-giang"),
        ("https://baobariavungtau.com.vn/a.html", "province:ba-ria-vung-tau"),
        ("https://baria-vungtau.gov.vn/a", "province:ba-ria-vung-tau"),
        ("https://hanoimoi.vn/a", "province:ha-noi"),
        ("http://thainguyentv.vn/a", "province:thai-nguyen"),
        ("https://thangbinh.quangnam.gov.vn/a", "province:quang-nam"),
        ("https://gov.vn/a", None),
        ("https://vnexpress.net/ha-noi", None),
        ("https://thanhnien.vn/a", None),
    ],
)
def test_host_names_its_province(url: str, code: str | None) -> None:
    assert issuer_of("Cải cách hành chính", url=url) == code


def test_host_is_read_by_the_map_of_its_time() -> None:
    assert issuer_of("x", url="https://baobinhduong.vn/a", on=date(2024, 1, 5)) == "province:binh-duong"
    assert issuer_of("x", url="https://hue.gov.vn/a", on=date(2025, 9, 5)) == "province:hue"


@pytest.mark.parametrize(
    ("line", "code"),
    [("Báo Đồng Khởi", "province:ben-tre"), ("Báo Hà Nội mới", "province:ha-noi"), ("Báo Tuổi trẻ", None)],
)
def test_paper_that_is_not_named_after_its_province(line: str, code: str | None) -> None:
    assert issuer_of(line) == code
