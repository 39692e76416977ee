"""What is aimed at in one sentence stays so in the next, and no headline makes a result of it."""

from __future__ import annotations

from datetime import date

import pytest

from orchestration.reports.catalogue.agencies import AgencyDirectory
from orchestration.reports.narrative import read_prose
from tests.corpus.cases import document

AIM = "Năm 2026, tỉnh Hà Nam phấn đấu tỷ lệ hồ sơ nộp trực tuyến đạt 70%."


def kinds(*paragraphs: str, title: str | None = None) -> dict[float, str]:
    read = read_prose(document("\n".join(paragraphs), title, None, None), AgencyDirectory.load())
    return {float(record.values["value"]): str(record.values["kind"]) for record in read}


@pytest.mark.parametrize(
    ("goes_on", "kind"),
    [
        ("Tỷ lệ hồ sơ thanh toán trực tuyến đạt 45%.", "target"),
        ("Đồng thời, số hóa 45% hồ sơ giải quyết thủ tục hành chính.", "target"),
        ("Đến nay, tỷ lệ hồ sơ thanh toán trực tuyến đạt 45%.", "actual"),
        ("Tỷ lệ hồ sơ thanh toán trực tuyến mới đạt 45%.", "actual"),
    ],
)
def test_a_sentence_after_one_of_aims_aims_too_unless_it_tells_a_result(goes_on: str, kind: str) -> None:
    assert kinds(f"{AIM} {goes_on}")[45] == kind


def test_the_next_paragraph_does_not_go_on_aiming() -> None:
    assert kinds(AIM, "Tỷ lệ hồ sơ thanh toán trực tuyến đạt 45%.")[45] == "actual"


def test_a_headline_of_what_the_text_aims_at_is_no_result() -> None:
    headline = "70% hồ sơ thủ tục hành chính được nộp trực tuyến"
    assert kinds(AIM, title=headline) == {70: "target"}
    reached = "Đến nay, tỷ lệ hồ sơ nộp trực tuyến đã đạt 70%."
    assert kinds(AIM, reached, title=headline)[70] == "actual"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Đến năm 2026, Chỉ số SIPAS của tỉnh Hà Nam đạt trên 88%.", {88: "target"}),
        ("Chỉ số SIPAS của tỉnh Hà Nam đạt 88%.", {88: "actual"}),
        ("Tỉnh Hà Nam phấn đấu Chỉ số PAR INDEX tăng 5 bậc.", {5: "target"}),
        ("Chỉ số PAR INDEX của tỉnh Hà Nam tăng 5 bậc.", {5: "actual"}),
        ("Đến năm 2026, tỷ lệ hồ sơ nộp trực tuyến của tỉnh Hà Nam đạt 60% trở lên.", {60: "target"}),
        (
            "Tỷ lệ hồ sơ nộp trực tuyến của tỉnh Hà Nam đạt 48,6%, chưa đạt mục tiêu 60% đề ra.",
            {48.6: "actual", 60: "target"},
        ),
        ("Các đơn vị có tỷ lệ hồ sơ nộp trực tuyến dưới 40% phải giải trình với UBND tỉnh Hà Nam.", {}),
    ],
)
def test_what_is_yet_to_come_or_set_is_aimed_at(text: str, told: dict[float, str]) -> None:
    read = read_prose(document(text, None, date(2025, 7, 11), None), AgencyDirectory.load())
    assert {float(record.values["value"]): str(record.values["kind"]) for record in read} == told
