"""A unit's share of what all have is no rate of its own, and what several have together is not each one's."""

from __future__ import annotations

from orchestration.reports.catalogue.agencies import AgencyDirectory
from orchestration.reports.narrative import read_prose
from tests.corpus.cases import document, observed

TITLE = "Tỉnh Lào Cai năm 2023: "


def told(text: str) -> set[tuple[str, float]]:
    read = observed(read_prose(document(TITLE + text), AgencyDirectory.load()))
    return {(one.indicator, one.value) for one in read}


def test_a_share_of_the_same_count_of_all_is_no_rate() -> None:
    text = "toàn tỉnh có 500 hồ sơ trả trễ hạn, trong đó huyện Bắc Hà có 200 hồ sơ (40%)."
    assert told(text) == {("dossiers_settled_overdue", 500), ("dossiers_settled_overdue", 200)}


def test_a_share_of_all_that_is_said_is_no_rate() -> None:
    text = "huyện Bắc Hà có 200 hồ sơ trả trễ hạn, chiếm 40% tổng số hồ sơ trễ hạn của cả tỉnh."
    assert told(text) == {("dossiers_settled_overdue", 200)}


def test_what_several_have_together_is_nobodys_and_what_each_has_is_each_ones() -> None:
    together = "huyện Bắc Hà và huyện Bảo Yên có 75 hồ sơ trả trễ hạn."
    assert told(together) == set()
    each = "huyện Bắc Hà và huyện Bảo Yên đều có 75 hồ sơ trả trễ hạn."
    assert told(each) == {("dossiers_settled_overdue", 75)}
