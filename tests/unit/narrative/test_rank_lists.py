"""Places told by the order of a list, and moves from one place to another."""

from __future__ import annotations

from datetime import date

import pytest

from orchestration.reports.catalogue.agencies import AgencyDirectory
from orchestration.reports.narrative.indices import all_indices
from orchestration.reports.narrative.measures import load_measures
from orchestration.reports.narrative.rank_lists import ordered
from orchestration.reports.narrative.rank_view import Carried
from orchestration.reports.narrative.rankings import RankReader
from orchestration.reports.narrative.sentences import Sentence, analyse
from orchestration.reports.narrative.subjects import SubjectFinder
from orchestration.reports.narrative.text import fold

TODAY = date(2023, 5, 1)


def sentence_of(text: str) -> Sentence:
    finder = SubjectFinder(AgencyDirectory.load(), TODAY, None)
    return analyse(text, fold(text), finder, load_measures(), None, TODAY)


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("Ba tỉnh đứng đầu PCI lần lượt là Bến Tre, Cà Mau và Long An.", [1, 2, 3]),
        ("Vị trí thứ 4 đến thứ 5 về PCI thuộc về Bến Tre, Cà Mau.", [4, 5]),
        ("Ba tỉnh đứng đầu PCI lần lượt là Bến Tre và Cà Mau.", []),
        ("Hai tỉnh thấp nhất về PCI lần lượt là Bến Tre và Cà Mau.", []),
        ("Hai tỉnh đứng đầu khu vực về PCI lần lượt là Bến Tre và Cà Mau.", []),
    ],
)
def test_a_list_gives_places_when_it_holds_as_many_names(text: str, places: list[int]) -> None:
    assert [place for place, _ in ordered(sentence_of(text))] == places


def test_a_score_beside_the_place_left_behind_is_left_behind_too() -> None:
    text = "Từ hạng 30 (61,5 điểm) năm 2021, Bến Tre lên hạng 9 với 66,2 điểm trong PCI năm 2022."
    found = RankReader(sentence_of(text), Carried(all_indices()["PCI"]), is_of_viet_nam=False).read()
    assert [(v.value, v.moved_from, v.moved_to) for v in found] == [
        (30, True, False),
        (61.5, True, False),
        (9, False, True),
        (66.2, False, True),
    ]


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        (
            "Về DTI, tỉnh xếp thứ 9 trong bảo đảm an toàn thông tin, thứ 4 về thể chế số.",
            {9: "information_security", 4: "digital_institutions"},
        ),
        (
            "Về DTI, chính quyền số và kinh tế số lần lượt xếp thứ 7/63, 12/63.",
            {7: "digital_government", 12: "digital_economy"},
        ),
        ("Về DTI, trụ cột này xếp thứ 8/63.", {8: "digital_society"}),
    ],
)
def test_a_part_is_found_after_its_place_in_turn_or_by_what_was_said_before(
    text: str, parts: dict[int, str]
) -> None:
    carried = Carried(part="digital_society")
    found = RankReader(sentence_of(text), carried, is_of_viet_nam=False).read()
    assert {int(value.value): value.about.part for value in found} == parts


def test_several_indices_named_before_are_meant_together() -> None:
    carried = Carried(indices=(all_indices()["PAPI"], all_indices()["SIPAS"]))
    (found,) = RankReader(
        sentence_of("Cả hai chỉ số này, Quảng Ninh đều đứng đầu."), carried, is_of_viet_nam=False
    ).read()
    assert [value.index.code for value in found.each] == ["PAPI", "SIPAS"]
