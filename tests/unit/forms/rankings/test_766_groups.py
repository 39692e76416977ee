"""Score tables of Decision 766, with five groups, with six, and with the codes of the portal."""

from __future__ import annotations

import pytest

from orchestration.reports.document import Cell, Document, Location, Paragraph, Table
from orchestration.reports.forms.rankings.reading import read_rankings

TITLE = "Kết quả Bộ chỉ số theo Quyết định 766/QĐ-TTg, tháng 10/2025 (số liệu giả định)"
SIX = (
    "transparency",
    "progress",
    "online_services",
    "online_payment",
    "digitisation",
    "satisfaction",
    "total",
)
FIVE = tuple(part for part in SIX if part != "online_payment")


@pytest.mark.parametrize(
    ("groups", "parts"),
    [
        (
            (
                "Công khai, minh bạch|Tiến độ giải quyết|Dịch vụ công trực tuyến|Thanh toán trực tuyến"
                "|Mức độ số hóa|Mức độ hài lòng|Tổng điểm"
            ),
            SIX,
        ),
        (
            (
                "Công khai, minh bạch|Tiến độ giải quyết|Cung cấp dịch vụ trực tuyến|Số hóa hồ sơ"
                "|Mức độ hài lòng|Tổng điểm"
            ),
            FIVE,
        ),
        ("CKMB|TDGQ|CLGQ|TTTT|MDSH|MDHL|Tổng điểm", SIX),
    ],
)
def test_groups_of_766_are_read(groups: str, parts: tuple[str, ...]) -> None:
    scores = [f"{10 + number},5" for number in range(len(parts))]
    lines = [
        ["STT", "Tỉnh, thành phố", *groups.split("|")],
        *([str(number), name, *scores] for number, name in enumerate(("Hà Nội", "Lào Cai", "Huế"), 1)),
    ]
    rows = tuple(
        tuple(Cell(text, Location(1, None, 1, row, column)) for column, text in enumerate(line, 1))
        for row, line in enumerate(lines, 1)
    )
    table = Table(rows, rows[0][0].location)
    document = Document("766.docx", "x", (Paragraph(TITLE, Location(1, None, 1)), table))
    found = [r.values for r in read_rankings(document, table) if r.values["agency_name"] == "Hà Nội"]
    assert [(v["component"], v["score"]) for v in found] == [(p, 10.5 + n) for n, p in enumerate(parts)]
