"""Plain text: paragraphs with roles, and what the text says of itself. All texts are made up."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orchestration.reports.document import clean_text
from orchestration.reports.readers import read_document
from orchestration.reports.readers.dates import find_date, find_dates

ARTICLE = """\
HỘI NGHỊ SƠ KẾT
Cập nhật: 10:20 ngày 15/7/2024

I. Kết quả
- Việc thứ nhất đã xong.
+ Việc thứ hai chưa xong;
Đoạn này bị ngắt dòng cứng ở giữa câu vì được dán từ một tệp PDF rất hẹp nên
phần sau phải được nối lại với phần trước.
Nguồn: Báo Giả Định (https://example.org/bai-1.html).
"""


def test_lines_become_paragraphs_with_roles() -> None:
    document = read_document(ARTICLE.encode(), "tin.txt")
    roles = [(paragraph.role, paragraph.text[:12]) for paragraph in document.paragraphs]
    assert roles == [
        ("heading", "HỘI NGHỊ SƠ "),
        ("body", "Cập nhật: 10"),
        ("heading", "I. Kết quả"),
        ("list_item", "- Việc thứ n"),
        ("list_item", "+ Việc thứ h"),
        ("body", "Đoạn này bị "),
        ("body", "Nguồn: Báo G"),
    ]
    assert document.paragraphs[5].text.endswith("rất hẹp nên phần sau phải được nối lại với phần trước.")
    assert [str(paragraph.location) for paragraph in document.paragraphs][-1] == "paragraph 7"


def test_header_lines_are_understood() -> None:
    document = read_document(ARTICLE.encode("utf-16"), "tin.txt")
    assert document.title == "HỘI NGHỊ SƠ KẾT"
    assert document.published_on == date(2024, 7, 15)
    assert document.publisher == "Báo Giả Định"
    assert document.source_url == "https://example.org/bai-1.html"


@pytest.mark.parametrize(
    ("line", "published"),
    [
        ("Hà Nội, ngày 6 tháng 4 năm 2025", date(2025, 4, 6)),
        ("Ngày đăng: 06/04/2025", date(2025, 4, 6)),
        ("Thứ Hai, 15/07/2024 14:30 GMT+7", date(2024, 7, 15)),
        ("Published on 2025-10-21", date(2025, 10, 21)),
        ("Nguồn: https://example.org/a (07/10/2025)", date(2025, 10, 7)),
        ("06/4/2025", date(2025, 4, 6)),
        ("Hà Nội, 23/8/2025", date(2025, 8, 23)),
        ("Ngày 04 tháng 01 năm 2024", date(2024, 1, 4)),
        ("Tháng 7/2022", None),
        ("Hội nghị ngày 15/7/2024 đã bàn nhiều việc.", None),
        ("Ngày công bố: 31/02/2025", None),
    ],
)
def test_only_a_publication_line_dates_a_report(line: str, published: date | None) -> None:
    assert read_document(f"Bài viết giả định\n{line}\n".encode(), "tin.txt").published_on == published


@pytest.mark.parametrize(
    "furniture",
    [
        "06/4/2025",
        "Hà Nội, tháng 7/2024",
        "Quý I/2024",
        "Thứ Hai, 15/07/2024 14:30",
        "Ngày đăng: 06/04/2025",
        "UBND TỈNH GIẢ ĐỊNH",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Số: 12/BC-UBND",
        "Tác giả: N. V. A",
    ],
)
def test_title_is_no_date_letterhead_or_byline(furniture: str) -> None:
    text = f"{furniture}\nBộ chỉ số giả định cập nhật\nI. KẾT QUẢ\nMột câu."
    assert read_document(text.encode(), "tin.txt").title == "Bộ chỉ số giả định cập nhật"


def test_title_of_a_paper_says_more_than_its_kind() -> None:
    assert read_document("BÁO CÁO\nKết quả quý I\n".encode(), "t.txt").title == "BÁO CÁO Kết quả quý I"
    text = "Trong năm, tỉnh đã làm nhiều việc.\nI. KẾT QUẢ CHUNG\n"
    assert read_document(text.encode(), "t.txt").title == "I. KẾT QUẢ CHUNG"


@pytest.mark.parametrize(
    ("line", "publisher"),
    [
        ("Nguồn số liệu: Báo Giả Định, chuyên mục Đời sống, 3/2020 (example.org)", "Báo Giả Định"),
        ("Nguồn: báo cáo của Bộ Giả Định về 6 tháng đầu năm 2024", "Bộ Giả Định"),
        ("Nguồn: báo cáo của Bộ Giả Định, theo tin của Cổng thông tin X (7/2024)", "Bộ Giả Định"),
        ("Nguồn: đăng lại theo tin của Báo Giả Định", "Báo Giả Định"),
        ("Nguồn: Nghị quyết số 1/NQ-XX (example.org/a.html)", None),
        ("Cơ quan công bố: Viện Giả Định", "Viện Giả Định"),
        ("Cổng Dịch vụ công Giả Định", "Cổng Dịch vụ công Giả Định"),
        ("(Theo Hãng tin Giả Định)", "Hãng tin Giả Định"),
        ("Theo kế hoạch, việc này xong trong năm.", None),
    ],
)
def test_publisher_is_who_the_text_names(line: str, publisher: str | None) -> None:
    assert read_document(f"Bài viết giả định\nMột câu.\n{line}\n".encode(), "tin.txt").publisher == publisher


def test_address_without_name_gives_no_publisher() -> None:
    document = read_document("Bài\nNguồn: https://example.org/x; 17/4/2024\n".encode(), "tin.txt")
    assert document.publisher is None
    assert document.source_url == "https://example.org/x"


@given(st.dates(date(2000, 1, 1), date(2049, 12, 31)))
def test_dates_are_found_in_every_usual_form(day: date) -> None:
    worded = f"ngày {day.day} tháng {day.month} năm {day.year}"
    for text in (f"{day:%d/%m/%Y}", f"{day.day}-{day.month}-{day.year}", worded, day.isoformat()):
        assert find_date(f"vào {text} tại") == day


def test_dates_come_in_the_order_of_the_text() -> None:
    found = [day for _, _, day in find_dates("từ 2024-01-31 đến 1/2/2024, không phải 32/1/2024")]
    assert found == [date(2024, 1, 31), date(2024, 2, 1)]


@given(st.text(alphabet=st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"]), min_size=1))
def test_no_word_is_lost(text: str) -> None:
    line = f"A {text}"
    document = read_document(f"{line}\n".encode(), "tin.txt")
    words = [word for block in document.blocks for word in _texts(block)]
    # A soft hyphen only tells where a word may be cut.
    assert clean_text(" ".join(words)) == clean_text(line.replace("\u00ad", ""))


def _texts(block: object) -> list[str]:
    rows = getattr(block, "rows", None)
    return [cell.text for row in rows for cell in row] if rows else [block.text]  # type: ignore[attr-defined]
