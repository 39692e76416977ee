"""Short forms in brackets do not come between words that belong together."""

from __future__ import annotations

import pytest

from orchestration.reports.narrative.abbreviations import cues_past, short_forms
from orchestration.reports.narrative.measures import load_measures
from orchestration.reports.narrative.text import fold


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("dịch vụ công trực tuyến (DVCTT) toàn trình", [" (DVCTT)"]),
        ("thủ tục hành chính (sau đây gọi tắt là TTHC)", [" (sau đây gọi tắt là TTHC)"]),
        ("chỉ số PAPI (PAPI) năm nay", []),
        ("hồ sơ (12)", []),
        ("Đà Nẵng (67%)", []),
    ],
)
def test_short_forms_are_capitals_alone_in_brackets(text: str, found: list[str]) -> None:
    assert [text[start:end] for start, end in short_forms(text)] == found


def test_words_around_a_short_form_are_one_cue_at_its_own_place() -> None:
    text = "có 90 dịch vụ công trực tuyến (DVCTT) toàn trình"

    cues = cues_past(load_measures(), fold(text), short_forms(text))

    assert [(text[cue.start : cue.end], dict(cue.features)) for cue in cues if "channel" in cue.features] == [
        ("dịch vụ công trực tuyến (DVCTT) toàn trình", {"noun": "service", "channel": "full"})
    ]
