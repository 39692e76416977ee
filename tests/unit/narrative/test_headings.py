"""Which headings open and end sections of tasks."""

from __future__ import annotations

import pytest

from orchestration.reports.document import Location, Paragraph
from orchestration.reports.narrative.headings import Section, is_heading
from orchestration.reports.readers.html import read_html


def after(*headings: str) -> str:
    section = Section()
    for text in headings:
        section = section.after(Paragraph(text, Location(block=1), "heading"))
    return section.context


@pytest.mark.parametrize(
    ("heading", "context"),
    [
        ("II. PHƯƠNG HƯỚNG, NHIỆM VỤ QUÝ IV", "tasks"),
        ("2. Chỉ tiêu năm sau", "tasks"),
        ("2. Các chỉ tiêu đạt được", "results"),
        ("Nhiệm vụ đã hoàn thành", "results"),
        ("Kế hoạch năm đạt và vượt", "results"),
        ("Chỉ tiêu đã đề ra", "tasks"),
        ("Sở Kế hoạch và Đầu tư", "open"),
        ("Phòng Tài chính - Kế hoạch", "open"),
        ("Bộ KẾ HOẠCH & ĐẦU TƯ", "open"),
        ("Chương trình mục tiêu quốc gia", "open"),
        ("IV. Đề xuất, kiến nghị", "open"),
        ("Phản ánh, kiến nghị của doanh nghiệp", "open"),
        ("Sở Nội vụ kiểm tra kế hoạch của huyện (ảnh tư liệu)", "open"),
    ],
)
def test_what_a_heading_announces(heading: str, context: str) -> None:
    assert after(heading) == context


@pytest.mark.parametrize(
    ("headings", "context"),
    [
        (("II. Nhiệm vụ năm tới", "1. Thể chế"), "tasks"),
        (("II. Nhiệm vụ năm tới", "1. Kết quả cần có"), "tasks"),
        (("II. Nhiệm vụ năm tới", "III. Số hóa"), "open"),
        (("2. Nhiệm vụ năm tới", "2.1. Số hóa"), "tasks"),
        (("2. Nhiệm vụ năm tới", "3. Số hóa"), "open"),
        (("2. Nhiệm vụ năm tới", "II. Kết quả"), "results"),
    ],
)
def test_a_heading_beside_that_of_the_tasks_ends_them(headings: tuple[str, str], context: str) -> None:
    assert after(*headings) == context


def test_the_levels_of_a_page_tell_which_heading_stands_beside_another() -> None:
    page = "<body><h2>Mục tiêu</h2><p>A.</p><h3>Số hóa</h3><p>B.</p><h2>Thể chế</h2><p>C.</p></body>"
    document = read_html(page.encode(), "page.html", "text/html")
    headings = [paragraph for paragraph in document.paragraphs if is_heading(paragraph)]
    assert [heading.depth for heading in headings] == [2, 3, 2]
    contexts, section = [], Section()
    for heading in headings:
        section = section.after(heading)
        contexts.append(section.context)
    assert contexts == ["tasks", "tasks", "open"]
