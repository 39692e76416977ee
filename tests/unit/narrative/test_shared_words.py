"""Figures that share words: rates with one figure, parts with one verb, wholes that share none."""

from __future__ import annotations

from datetime import date

import pytest

from tests.corpus.cases import document, read


def _told(text: str) -> set[tuple[str, str, float]]:
    """Indicator, agency and value of what a text of Ninh Thuận tells as actual."""
    title = "Kết quả cải cách hành chính của tỉnh Ninh Thuận"
    found = read(document(text, title, date(2024, 7, 5)))
    return {(o.indicator, o.agency, o.value) for o in found if o.kind == "actual"}


NINH_THUAN = "province:ninh-thuan"


def test_rates_joined_by_nothing_but_a_word_share_their_figure() -> None:
    joined = _told("Tỷ lệ hồ sơ nộp trực tuyến và tỷ lệ thanh toán trực tuyến đều đạt 91%.")
    assert joined == {
        ("online_submission_rate", NINH_THUAN, 91.0),
        ("online_payment_rate", NINH_THUAN, 91.0),
    }
    apart = _told("Tỷ lệ hồ sơ nộp trực tuyến chưa cao, tỷ lệ thanh toán trực tuyến đạt 91%.")
    assert apart == {("online_payment_rate", NINH_THUAN, 91.0)}


@pytest.mark.parametrize("joint", [", ", "; "])
def test_parts_with_an_agency_alone_share_the_verb_of_the_part_before(joint: str) -> None:
    text = (
        f"Tỉnh tiếp nhận 900 hồ sơ. Trong đó, cấp tỉnh tiếp nhận trực tuyến 90 hồ sơ{joint}cấp xã 60 hồ sơ."
    )
    assert ("dossiers_received_online", f"{NINH_THUAN}/communes", 60.0) in _told(text)


def test_a_whole_shares_no_verb_with_its_part() -> None:
    told = _told("Trong 1.000 hồ sơ nộp vào thì chỉ có khoảng 120 hồ sơ nộp trực tuyến.")
    assert told == {("dossiers_received_online", NINH_THUAN, 120.0)}


def test_a_hundred_percent_is_aimed_at_only_with_a_date_after_it() -> None:
    done = _told("100% thủ tục hành chính được cung cấp dịch vụ công trực tuyến.")
    assert done == {("online_procedures_rate", NINH_THUAN, 100.0)}
    assert _told("100% thủ tục hành chính được cung cấp dịch vụ công trực tuyến trước năm 2030.") == set()
