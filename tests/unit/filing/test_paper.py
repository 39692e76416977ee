"""A report's own number and the paper that it says it replaces or adds to."""

from __future__ import annotations

from datetime import date

import pytest

from orchestration.reports.document import Document
from orchestration.reports.filing.paper import Paper, paper_of
from orchestration.reports.readers import read_document


def document(*lines: str) -> Document:
    return read_document("\n\n".join(("UBND TỈNH NGHỆ AN", *lines)).encode(), "x.txt")


@pytest.mark.parametrize(
    ("line", "number"),
    [
        ("Số: 123/BC-UBND", "123/BC-UBND"),
        ("Số: 0123 /BC – UBND", "123/BC-UBND"),
        ("Số 45/2024/BC-UBND", "45/2024/BC-UBND"),
        ("Số: 87/BC-SNV Nghệ An, ngày 05 tháng 7 năm 2024", "87/BC-SNV"),
        ("Số: 1961/QĐUBND", "1961/QĐUBND"),
        ("Số: 7/BC-UBND.VX", "7/BC-UBND.VX"),
        ("Số:      /BC-UBND", None),
        ("Số hồ sơ: 12/15", None),
        ("Thực hiện Quyết định số 766/QĐ-TTg", None),
        ("(Kèm theo Báo cáo số 12/BC-STP ngày 05/7/2024)", None),
    ],
)
def test_the_number_on_the_letterhead(line: str, number: str | None) -> None:
    assert paper_of(document(line)).number == number
    assert paper_of(document(line)).revises_number is None


def test_the_date_beside_the_number() -> None:
    paper = paper_of(document("Số: 87/BC-SNV Nghệ An, ngày 05 tháng 7 năm 2024"))
    assert (paper.number, paper.dated) == ("87/BC-SNV", DAY)


def test_the_number_in_a_cell_beside_the_motto() -> None:
    rows = "<tr><td>Số: 12/BC-SNV</td><td>Nghệ An, ngày 05 tháng 7 năm 2024</td></tr>"
    html = f"<html><body><table><tr><td>SỞ NỘI VỤ</td><td>CỘNG HÒA</td></tr>{rows}</table></body></html>"
    assert paper_of(read_document(html.encode(), "x.html")).number == "12/BC-SNV"


DAY = date(2024, 7, 5)


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Báo cáo này thay thế Báo cáo số 123/BC-UBND ngày 05/7/2024.", ("correction", DAY, None)),
        (
            "(Thay thế Báo cáo số 123/BC-UBND ngày 05 tháng 7 năm 2024 của UBND tỉnh Nghệ An)",
            ("correction", DAY, "UBND tỉnh Nghệ An"),
        ),
        ("BÁO CÁO Đính chính số liệu tại Báo cáo số 123/BC-UBND", ("correction", None, None)),
        ("V/v đính chính một số nội dung trong Báo cáo số 123/BC-UBND", ("correction", None, None)),
        ("Bổ sung Báo cáo số 123/BC-UBND ngày 5/7/2024", ("addition", DAY, None)),
        ("Bổ sung số liệu quý vào Báo cáo số 123/BC-UBND", ("addition", None, None)),
        ("Sửa đổi, bổ sung Báo cáo số 123/BC-UBND", ("correction", None, None)),
        (
            "UBND tỉnh gửi kết quả này để thay cho Báo cáo cải cách quý hai số 123/BC-UBND, ngày 5/7/2024",
            ("correction", DAY, None),
        ),
        (
            "Theo đề nghị của Bộ Nội vụ, UBND tỉnh điều chỉnh Báo cáo số 123/BC-UBND.",
            ("correction", None, None),
        ),
        ("Báo cáo số 150/BC-UBND thay thế Báo cáo số 123/BC-UBND.", ("correction", None, None)),
    ],
)
def test_what_a_report_says_it_revises(line: str, expected: tuple[str, date | None, str | None]) -> None:
    paper = paper_of(document("Số: 150/BC-UBND", line))
    assert (paper.number, paper.revises_number) == ("150/BC-UBND", "123/BC-UBND")
    assert (paper.revision, paper.revises_dated, paper.revises_issuer) == expected


@pytest.mark.parametrize(
    "line",
    [
        "Thực hiện Báo cáo số 123/BC-UBND ngày 05/7/2024",
        "Báo cáo này không thay thế Báo cáo số 123/BC-UBND.",
        "Sở Y tế có Báo cáo số 99/BC-SYT thay thế Báo cáo số 90/BC-SYT.",
        "Đề nghị Sở Tài chính bổ sung Báo cáo số 123/BC-STC.",
        "UBND tỉnh đã thay thế Báo cáo số 90/BC-UBND trong quý I.",
        "Quyết định số 766/QĐ-TTg thay thế Quyết định số 45/QĐ-TTg",
        "Bổ sung kinh phí theo đề án; xem Báo cáo số 123/BC-UBND",
        "Thay thế Báo cáo số 150/BC-UBND",
    ],
)
def test_what_is_no_revision_of_its_own(line: str) -> None:
    assert paper_of(document("Số: 150/BC-UBND", line)) == Paper("150/BC-UBND")
