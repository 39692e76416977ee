"""Which indices a sentence names, and which of them own what is said next."""

from __future__ import annotations

import pytest

from orchestration.reports.catalogue.agencies import AgencyDirectory
from orchestration.reports.narrative import read_prose
from orchestration.reports.narrative.indices import all_indices, find_indices
from tests.corpus.cases import document


def test_a_statistic_that_ranks_nobody_is_passing_and_another_ranking_is_not() -> None:
    found = find_indices("pci tăng 3 bậc, chỉ số sản xuất công nghiệp tăng 8%, pgi xếp thứ 4")
    assert [(m.index.code if m.index else None, m.is_passing) for m in found] == [
        ("PCI", False),
        (None, True),
        (None, False),
    ]


@pytest.mark.parametrize(
    "words", ["bộ chỉ số trên cổng dịch vụ công quốc gia", "cổng dịch vụ công quốc gia đánh giá"]
)
def test_the_index_of_the_national_portal_is_that_of_decision_766(words: str) -> None:
    assert [m.index.code for m in find_indices(words) if m.index] == ["SERVICE_766"]


def test_a_whole_index_has_scores_above_those_of_its_parts() -> None:
    whole = [index for index in all_indices().values() if index.largest > 1]
    assert all(index.least > index.largest_part for index in whole if index.largest_part < index.largest)


@pytest.mark.parametrize(
    ("told", "values"),
    [
        ("chỉ số Chất lượng các quy định xếp vị trí 44, giảm 7 bậc.", [12]),
        ("chi số Chất lượng các quy định xếp vị trí 44.", [12]),
        ("giảm 7 bậc so với năm 2022.", [12, -7]),
    ],
)
def test_a_change_goes_with_the_place_before_it_and_that_of_another_index_is_no_change_of_ours(
    told: str, values: list[float]
) -> None:
    text = f"Năm 2023, Chỉ số PAPI của tỉnh Hà Nam đứng thứ 12; {told}"
    read = read_prose(document(text), AgencyDirectory.load())
    assert [float(record.values["value"]) for record in read] == values
