"""Places told by the order of a list, and moves from one place to another."""

from __future__ import annotations

from datetime import date

import pytest

from orchestration.reports.catalogue.agencies import AgencyDirectory
from orchestration.reports.narrative.indices import all_indices
from orchestration.reports.narrative.measures import load_measures
from orchestration.reports.narrative.rank_lists import ordered
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
    found = RankReader(sentence_of(text), all_indices()["PCI"], is_of_viet_nam=False).read()
    assert [(v.value, v.moved_from, v.moved_to) for v in found] == [
        (30, True, False),
        (61.5, True, False),
        (9, False, True),
        (66.2, False, True),
    ]
