"""Parts of a count with the verb of their whole, and numbers in the names of units."""

from __future__ import annotations

from datetime import date

from orchestration.reports.catalogue.agencies import AgencyDirectory
from orchestration.reports.document import Document, Location, Paragraph
from orchestration.reports.narrative.explanation import explain_prose


def told(text: str, on: date) -> dict[str, str]:
    """The indicator of every figure that is told, by its text."""
    lines = ("Kết quả giải quyết thủ tục hành chính", text)
    blocks = tuple(Paragraph(line, Location(block=at), "body") for at, line in enumerate(lines, 1))
    document = Document("text.html", "text/html", blocks, published_on=on)
    verdicts = explain_prose(document, AgencyDirectory.load(), None)
    return {verdict.text: verdict.value.indicator for verdict in verdicts if verdict.value}


def test_parts_keep_what_their_whole_is() -> None:
    found = told(
        "Năm 2022, tỉnh Hậu Giang có 710 hồ sơ giải quyết quá hạn (cấp huyện giải quyết 410 hồ sơ, cấp xã"
        " giải quyết 300 hồ sơ).",
        date(2023, 1, 5),
    )
    assert found == dict.fromkeys(("710", "410", "300"), "dossiers_settled_overdue")


def test_number_in_a_name_counts_nothing() -> None:
    found = told(
        "9 tháng năm 2025, UBND xã Bảo Lâm 4 đã tiếp nhận 1.360 hồ sơ, giải quyết 1.290 hồ sơ.",
        date(2025, 10, 5),
    )
    assert found == {"1.360": "dossiers_received", "1.290": "dossiers_settled"}


def test_province_before_a_share_is_no_comparison() -> None:
    found = told(
        "Năm 2022, tỷ lệ hồ sơ giải quyết đúng hạn: Bắc Giang 97,5%; Cao Bằng 95,25%.", date(2023, 1, 5)
    )
    assert found == dict.fromkeys(("97,5%", "95,25%"), "on_time_rate")
