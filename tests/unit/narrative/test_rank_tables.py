"""Ranking tables that stand flattened in paragraphs: a row a line, or a cell a line."""

from __future__ import annotations

import pytest

from orchestration.reports.catalogue.agencies import AgencyDirectory
from orchestration.reports.narrative.explanation import explain_prose
from tests.corpus.cases import document, read

ROWS = {("province:ben-tre", 1, 46.74), ("province:bac-giang", 2, 45.92), ("province:quang-ninh", 3, 44.66)}


def told(text: str) -> set[tuple[str, float, float]]:
    found = read(document(text))
    assert {o.period for o in found} <= {"2019-01-01/2019-12-31"}
    ranks = {o.agency: o.value for o in found if o.indicator == "PAPI.index_rank"}
    scores = {o.agency: o.value for o in found if o.indicator == "PAPI.index_score"}
    assert len(found) == len(ranks) + len(scores)
    return {(agency, rank, scores[agency]) for agency, rank in ranks.items()}


@pytest.mark.parametrize(
    "text",
    [
        "Bảng xếp hạng PAPI 2019\nBến Tre 46,74 1 Cao\nBắc Giang 45,92 2 Cao\nQuảng Ninh 44,66 3 Cao",
        "Bảng xếp hạng PAPI 2019\n1\nBến Tre\n46,74\n2\nBắc Giang\n45,92\n3\nQuảng Ninh\n44,66",
        "\n|\n".join(
            [
                "Điểm PAPI năm 2019",
                "Tỉnh",
                "Hạng",
                "Bến Tre",
                "46,74",
                "1",
                "Bắc Giang",
                "45,92",
                "2",
                "Quảng Ninh",
                "44,66",
                "3",
            ]
        ),
        "Chỉ số PAPI 2019 của các tỉnh:\n1. Bến Tre: 46,74\n2. Bắc Giang: 45,92\n3. Quảng Ninh: 44,66",
    ],
)
def test_rows_give_place_and_score_by_line_or_by_cell(text: str) -> None:
    assert told(text) == ROWS


@pytest.mark.parametrize(
    "text",
    [
        "Thời tiết ngày mai\nBến Tre 26,74 1\nBắc Giang 25,92 2\nQuảng Ninh 24,66 3",
        "Bảng xếp hạng PAPI 2019\nBến Tre 46,74 3\nBắc Giang 45,92 1\nQuảng Ninh 44,66 2",
        "Công khai, minh bạch (PAPI 2019)\nBến Tre 6,74 1\nBắc Giang 5,92 2\nQuảng Ninh 4,66 3",
    ],
)
def test_no_places_where_caption_or_order_do_not_bear_them_out(text: str) -> None:
    assert not {o for o in read(document(text)) if o.indicator.endswith("index_rank")}


def test_a_figure_of_a_table_is_explained() -> None:
    text = "Bảng xếp hạng PAPI 2019\nBến Tre 46,74 1\nBắc Giang 45,92 2\nQuảng Ninh 44,66 3"
    (verdict,) = [v for v in explain_prose(document(text), AgencyDirectory.load(), None) if v.text == "45,92"]
    assert verdict.reason == "ranking_table:index_score"
