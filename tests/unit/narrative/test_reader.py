"""What every value of the prose reader carries, and what must not change it."""

from __future__ import annotations

import random
from datetime import date

import pytest

from orchestration.reports.catalogue.agencies import AgencyDirectory
from orchestration.reports.narrative import read_prose
from tests.corpus.cases import Observation, document, load_cases, observed

PARAGRAPHS = (
    "Năm 2022, tỉnh Lai Châu tiếp nhận 80.100 hồ sơ thủ tục hành chính, đã giải quyết 79.000 hồ sơ.",
    "Quý I/2023, tỉnh Sơn La cung cấp 900 dịch vụ công trực tuyến toàn trình.",
    "Chỉ số PCI năm 2022 của tỉnh Phú Thọ đạt 66,30 điểm, xếp thứ 24/63.",
    "Năm 2021, Bộ Xây dựng đã cắt giảm, đơn giản hóa 42 quy định kinh doanh.",
)


def read(*paragraphs: str) -> frozenset[Observation]:
    shuffled = document("\n".join(paragraphs), published=date(2023, 6, 1))
    return observed(read_prose(shuffled, AgencyDirectory.load()))


@pytest.mark.parametrize("seed", range(5))
def test_the_order_of_paragraphs_does_not_matter_where_each_says_all(seed: int) -> None:
    shuffled = random.Random(seed).sample(PARAGRAPHS, len(PARAGRAPHS))  # noqa: S311
    assert read(*shuffled) == read(*PARAGRAPHS)
    assert len(read(*PARAGRAPHS)) == 6


def test_every_value_shows_its_words_place_rules_and_confidence() -> None:
    for case in load_cases("tuned")[:40]:
        places = {str(paragraph.location) for paragraph in case.document.paragraphs}
        for record in read_prose(case.document, AgencyDirectory.load()):
            assert str(record.values["value_text"]) in str(record.values["evidence"])
            assert str(record.location) in places
            assert record.values["rules"]
            assert 0 < float(str(record.values["confidence"])) < 1


def test_what_the_sentence_does_not_say_lowers_confidence() -> None:
    stated = "Năm 2022, tỉnh Lai Châu tiếp nhận 80.100 hồ sơ thủ tục hành chính."
    case = document(stated)
    carried = document(f"{stated}\nĐã giải quyết 79.000 hồ sơ thủ tục hành chính.")
    (sure,) = read_prose(case, AgencyDirectory.load())
    _, unsure = read_prose(carried, AgencyDirectory.load())
    assert unsure.values["agency_code"] == sure.values["agency_code"]
    assert float(str(unsure.values["confidence"])) < float(str(sure.values["confidence"]))


def test_a_figure_without_any_agency_is_kept_as_a_row_to_refuse() -> None:
    nobodys = document("Đã tiếp nhận 500 hồ sơ thủ tục hành chính trong năm 2022.")
    (record,) = read_prose(nobodys, AgencyDirectory.load())
    assert record.values["value"] == 500
    assert record.values["agency_code"] is None
    assert [issue.code for issue in record.issues] == ["unknown_agency"]
