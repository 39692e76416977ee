"""The catalogue of the annex: it names known indicators, and its little language means what it says."""

from __future__ import annotations

import pytest

from orchestration.reports.catalogue import seeds
from orchestration.reports.forms.annex.phrases import Phrase, key_of
from orchestration.reports.forms.annex.vocabulary import load_vocabulary

KNOWN = {row["indicator_code"]: row for row in seeds.rows("indicators")}


def test_rates_are_made_of_counts() -> None:
    for criterion in load_vocabulary().criteria:
        is_rate = KNOWN[criterion.indicator]["value_type"] == "rate"
        assert criterion.ratio is None or is_rate, criterion.indicator
        for code in (criterion.ratio.numerator, criterion.ratio.denominator) if criterion.ratio else ():
            assert KNOWN[code]["value_type"] in {"flow", "stock"}


@pytest.mark.parametrize(
    ("phrase", "label", "is_found"),
    [
        ("nhiệm vụ … hoàn thành", "Số nhiệm vụ trong năm đã hoàn thành", True),
        ("nhiệm vụ … hoàn thành", "Số NHIỆM VỤ hoàn thành", True),
        ("(đã|được|) giao", "Tổng số được giao", True),
        ("tỷ lệ hồ sơ", "Tỉ lệ HS TTHC", True),
        ("lũy kế", "Luỹ kế", True),
        ("số hóa", "SO HOA thanh phan ho so", True),
        ("hoàn thành … nhiệm vụ", "Số nhiệm vụ đã hoàn thành", False),
        ("giao", "giao dịch", True),
        ("sở", "cơ sở dữ liệu", True),
        ("xã", "xãi", False),
    ],
)
def test_phrases(phrase: str, label: str, is_found: bool) -> None:
    short = {"hs": "hồ sơ", "tthc": "thủ tục hành chính"}
    assert Phrase(phrase, short).found_in(key_of(label, short)) is is_found


def test_a_phrase_with_an_open_bracket_is_refused() -> None:
    with pytest.raises(ValueError, match="phrase"):
        Phrase("(đã|được giao", {})


@pytest.mark.parametrize(
    ("text", "code", "scale"),
    [
        ("%", "percent", 1),
        ("Triệu đồng", "billion_vnd", 0.001),
        ("Nhiệm vụ", "task", 1),
        ("Lượt người", "person", 1),
    ],
)
def test_units(text: str, code: str, scale: float) -> None:
    unit = load_vocabulary().unit(text)
    assert unit is not None
    assert (unit.code, unit.scale) == (code, scale)


def test_a_label_of_two_layers_is_about_none() -> None:
    words = load_vocabulary()
    assert words.layer(words.key("UBND cấp huyện")) == "districts"
    assert words.layer(words.key("cấp huyện và cấp xã")) is None
