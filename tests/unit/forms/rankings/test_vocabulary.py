"""The catalogue of ranking words agrees with the reference list of indices and with itself."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from orchestration.reports.forms.rankings.columns import role_of
from orchestration.reports.forms.rankings.vocabulary import fold, load_vocabulary

SEED = Path(__file__).parents[4] / "dbt_project" / "seeds" / "ranking_indices.csv"


def _ranked_indices() -> dict[str, dict[str, str]]:
    with SEED.open(encoding="utf-8", newline="") as handle:
        return {
            row["index_code"]: row for row in csv.DictReader(handle) if row["agency_levels"] != "national"
        }


def test_every_index_of_provinces_is_catalogued_with_its_scale() -> None:
    indices = load_vocabulary().indices
    seeds = _ranked_indices()
    assert set(indices) == set(seeds)
    for code, seed in seeds.items():
        assert indices[code].unit == seed["score_unit"]
        assert indices[code].score_max(2024, "total") == float(seed["score_max"])


def test_official_names_name_their_index() -> None:
    vocabulary = load_vocabulary()
    for code, seed in _ranked_indices().items():
        assert vocabulary.index_in(fold(seed["name_vi"])) == code
        assert vocabulary.index_in(fold(seed["name_en"])) == code or code == "SERVICE_766"


def test_papi_changed_its_scale_in_2018() -> None:
    papi = load_vocabulary().indices["PAPI"]
    assert [papi.score_max(year, "total") for year in (2011, 2017, 2018, 2024)] == [60, 60, 80, 80]
    assert papi.score_max(2024, "transparency") == 10


@pytest.mark.parametrize(
    ("header", "role"),
    [
        ("STT", "ordinal"),
        ("Tỉnh, thành phố", "name"),
        ("Tinh/Thanh pho", "name"),
        ("Bộ, cơ quan ngang bộ", "name"),
        ("Vùng kinh tế - xã hội", "name"),
        ("Tên cơ quan", "name"),
        ("Sở, ban, ngành", "local_name"),
        ("Xã, phường", "local_name"),
        ("Tổng điểm chưa có trọng số", "score"),
        ("Chỉ số (%)", "score"),
        ("Mức độ hài lòng (%)", "score"),
        ("Diem PCI", "score"),
        ("Thứ hạng báo chí nêu", "rank"),
        ("Xếp hạng (34 tỉnh, thành phố)", "rank"),
        ("Thay đổi thứ hạng", "change"),
        ("Tăng/giảm bậc", "change"),
        ("Nhóm xếp hạng", "group"),
        ("Tổng số hồ sơ", "count"),
        ("Nguồn", "source"),
        ("Ghi chú", "note"),
        ("Năm", "year"),
        ("PAR INDEX 2023", None),
    ],
)
def test_headers_have_roles(header: str, role: str | None) -> None:
    assert role_of(fold(header), load_vocabulary()) == role
