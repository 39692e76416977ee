"""Patterns by their first words: the words themselves, and the search, which must find what "|" finds."""

from __future__ import annotations

import re

import pytest
import yaml

from orchestration.reports.narrative.measures import CATALOGUE, load_measures
from orchestration.reports.narrative.openings import DIGIT, openings
from orchestration.reports.narrative.phrases import Phrases, words_of
from orchestration.reports.narrative.text import fold

TEXT = fold(
    "Quý I/2023, các sở, ngành của tỉnh Lào Cai tiếp nhận 10.250 hồ sơ TTHC "
    "(trong đó 2.100 hồ sơ nộp trực tuyến); Sở Y tế giải quyết 1.020 hồ sơ. "
    "Toàn tỉnh đã cắt giảm 12/340 thủ tục, tỷ lệ đúng hạn 99,2%, tăng 3 bậc năm 2022."
)


@pytest.mark.parametrize(
    ("pattern", "words"),
    [
        ("hồ sơ(?: trực tuyến)?", {"hồ"}),
        ("(?:các |khối )?(?:sở|ngành) nào", {"các", "khối", "sở", "ngành"}),
        (r"(?<!\w)(?:34|63) tỉnh|cả nước", {DIGIT, "cả"}),
        (r"\bf[0-2]\b", {"f0", "f1", "f2"}),
        (r" ?(?:năm )?\d{4}", {" năm", "năm", " 0", "0"}),
        (r"\(?\d+\)", {"(", "0"}),
        ("tổng hợp[^,;.]{0,9}", {"tổng"}),
        ("đạt$", {"đạt"}),
        (r"\w+ này", None),
        ("[^,]{0,5}sẽ", None),
        ("(?:rất )*tốt", {"rất", "tốt"}),
        ("(?:ab)*c", None),
    ],
)
def test_first_words_of_a_pattern(pattern: str, words: set[str] | None) -> None:
    assert openings(pattern) == words


def test_a_search_finds_what_one_joined_pattern_finds() -> None:
    raw = yaml.safe_load((CATALOGUE / "subjects.yml").read_text(encoding="utf-8"))
    for name in ("self", "groups", "foreign"):
        joined = re.compile(r"\b(?:" + "|".join(raw[name]) + ")")
        found = [match.span() for match in Phrases(raw[name], r"\b").finditer(TEXT)]
        assert found == [match.span() for match in joined.finditer(TEXT)]


def test_the_pattern_named_first_wins_and_matches_do_not_overlap() -> None:
    phrases = Phrases(["hồ sơ", "hồ sơ nộp", r"\d+ hồ", r"\w+ tuyến"])
    assert [match[0] for match in phrases.finditer("100 hồ sơ nộp trực tuyến")] == ["100 hồ", "trực tuyến"]
    assert [match[0] for match in phrases.finditer("100 hồ sơ nộp trực tuyến", 4)] == ["hồ sơ", "trực tuyến"]


def test_a_search_stays_in_its_bounds() -> None:
    phrases = Phrases(["đạt(?: mức)?$"])
    assert phrases.ends_at("tỷ lệ đạt mức 80%", 0, len("tỷ lệ đạt mức"))
    assert not phrases.ends_at("tỷ lệ đạt mức 80%", 0, len("tỷ lệ đạt mức 80"))


def test_words_of_the_last_texts_only_are_kept() -> None:
    for number in range(1_000):
        load_measures().find_cues(f"tiếp nhận {number} hồ sơ")
    assert words_of.cache_info().currsize <= words_of.cache_info().maxsize < 1_000
