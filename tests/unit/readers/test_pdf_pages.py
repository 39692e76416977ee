"""PDF: columns, letterheads, what repeats or covers text, turned pages, scans. All figures invented."""

from __future__ import annotations

import sys
from types import SimpleNamespace
from typing import TYPE_CHECKING

import pytest
from PIL import Image
from reportlab.lib.utils import ImageReader

from data_contracts.reasons import PermanentFailure, ReasonCode
from orchestration.reports.document import Document, Location, Paragraph
from orchestration.reports.parts import OCR, Part
from orchestration.reports.readers import read_document
from tests.unit.readers.pdfs import BOLD, SERIF, Draw, pdf, ruled, write

if TYPE_CHECKING:
    from reportlab.pdfgen.canvas import Canvas

# Its font is installed with the parts.
pytestmark = pytest.mark.needs_office

PROSE = [
    "Trong kỳ báo cáo, các cơ quan, đơn vị đã tiếp nhận 1.234 hồ sơ, đã giải",
    "quyết 1.200 hồ sơ, trong đó trước hạn và đúng hạn 1.180 hồ sơ, đạt tỷ lệ",
    "98,33%; hồ sơ quá hạn là 20 hồ sơ, các đơn vị đã gửi thư xin lỗi tổ chức",
    "và cá nhân theo đúng quy định hiện hành.",
]
JOINED = " ".join(PROSE)


def read(*pages: Draw) -> Document:
    return read_document(pdf(*pages), "t.pdf")


def texts(document: Document) -> list[str]:
    return [paragraph.text for paragraph in document.paragraphs]


def grids(document: Document) -> list[list[list[str]]]:
    return [[[cell.text for cell in row] for row in table.rows] for table in document.tables]


def test_two_columns_are_read_one_after_the_other() -> None:
    left = [f"cột trái dòng {number} có vài chữ" for number in range(8)]
    right = [f"cột phải dòng {number} có vài chữ" for number in range(8)]

    def page(canvas: Canvas) -> None:
        write(canvas, 80, 60, ["Một tiêu đề dài chạy ngang qua cả hai cột của trang bản tin"], 12)
        write(canvas, 60, 100, left)
        write(canvas, 320, 100, right)

    title, first, second = texts(read(page))
    assert title.startswith("Một tiêu đề dài")
    assert (first, second) == (" ".join(left), " ".join(right))


def test_letterhead_and_signature_are_read_side_by_side() -> None:
    def page(canvas: Canvas) -> None:
        write(canvas, 72, 70, ["UBND TỈNH GIẢ ĐỊNH", "SỞ NỘI VỤ"])
        write(canvas, 300, 70, ["CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc"])
        write(canvas, 90, 105, ["Số: 12/BC-SNV"])
        write(canvas, 320, 105, ["Giả Định, ngày 05 tháng 4 năm 2024"])
        write(canvas, 270, 150, ["BÁO CÁO"], 12, BOLD)
        write(canvas, 72, 190, PROSE)
        write(canvas, 72, 300, ["Nơi nhận:", "- Như trên;", "- Lưu: VT."], 8)
        write(canvas, 350, 297, ["KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC"], 10, BOLD)

    document = read(page)
    assert texts(document) == [
        *("UBND TỈNH GIẢ ĐỊNH", "SỞ NỘI VỤ", "Số: 12/BC-SNV"),
        *("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc"),
        *("Giả Định, ngày 05 tháng 4 năm 2024", "BÁO CÁO", JOINED),
        *("Nơi nhận:", "- Như trên;", "- Lưu: VT.", "KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC"),
    ]
    assert document.publisher == "SỞ NỘI VỤ, UBND TỈNH GIẢ ĐỊNH"


def test_a_signature_stamp_over_the_letterhead_is_no_text() -> None:
    stamp = ["Ký bởi: Sở Nội vụ", "Email: snv@example.org", "Thời gian ký: 05.04.2024", "10:11:12 +07:00"]

    def page(canvas: Canvas) -> None:
        write(canvas, 72, 70, [PROSE[0]])
        write(canvas, 300, 60, stamp, 5)

    assert texts(read(page)) == [PROSE[0]]


def test_watermarks_are_no_text() -> None:
    def page(canvas: Canvas) -> None:
        write(canvas, 72, 100, PROSE)
        canvas.saveState()
        canvas.setFillGray(0.8)
        write(canvas, 80, 130, ["DỰ THẢO"], 40, BOLD)
        for number, letter in enumerate("TAILIEUMAT"):
            write(canvas, 300, 90 + 9 * number, [letter])
        canvas.translate(200, 600)
        canvas.rotate(45)
        canvas.drawString(0, 0, "LƯU HÀNH NỘI BỘ")
        canvas.restoreState()

    assert texts(read(page)) == [JOINED]


def test_running_headers_page_numbers_and_scanner_marks_are_no_text() -> None:
    def page(number: int) -> Draw:
        def draw(canvas: Canvas) -> None:
            write(canvas, 72, 40, ["Báo cáo cải cách hành chính quý I"], 8)
            write(canvas, 72, 100, [f"Nội dung riêng của trang có số {number * 7}."])
            write(canvas, 280, 815, [f"Trang {number}/3"], 8)
            write(canvas, 72, 800, ["Scanned by CamScanner"], 7)

        return draw

    assert texts(read(page(1), page(2), page(3))) == [
        f"Nội dung riêng của trang có số {figure}." for figure in (7, 14, 21)
    ]


def test_a_paragraph_and_a_table_go_on_over_the_page_break() -> None:
    head = ["TT", "Đơn vị", "Số hồ sơ"]

    def first(canvas: Canvas) -> None:
        write(canvas, 72, 100, PROSE[:2])

    def second(canvas: Canvas) -> None:
        write(canvas, 72, 60, PROSE[2:])
        ruled(canvas, [72, 110, 300, 400], [700, 720, 740], [head, ["1", "Sở A", "1.234"]])

    def third(canvas: Canvas) -> None:
        rows = [head, ["", "và các phòng", ""], ["2", "Sở B", "567"]]
        ruled(canvas, [72, 110, 300, 400], [60, 80, 100, 120], rows)

    document = read(first, second, third)
    assert texts(document) == [JOINED]
    assert grids(document) == [[head, ["1", "Sở A và các phòng", "1.234"], ["2", "Sở B", "567"]]]
    last = document.tables[0].rows[-1][-1].location
    assert last == Location(page=3, block=1, row=3, column=3)


def test_raised_marks_and_doubled_letters_do_not_spoil_figures() -> None:
    def page(canvas: Canvas) -> None:
        for offset in (0, 0.4):
            write(canvas, 72 + offset, 100, ["Đã giải quyết 1.100"])
        width = canvas.stringWidth("Đã giải quyết 1.100", SERIF, 10)
        write(canvas, 72 + width, 96, ["2"], 6)
        write(canvas, 72, 140, ["Diện tích 12 m"])
        write(canvas, 72 + canvas.stringWidth("Diện tích 12 m", SERIF, 10), 136, ["2"], 6)

    assert texts(read(page)) == ["Đã giải quyết 1.100", "Diện tích 12 m2"]


def turned_page(canvas: Canvas) -> None:
    canvas.translate(595, 0)
    canvas.rotate(90)
    canvas.translate(0, -247)
    ruled(canvas, [50, 100, 300, 400], [100, 120, 140], [["TT", "Đơn vị", "Số"], ["1", "Sở A", "1.234"]])


@pytest.mark.parametrize("rotation", [0, 270])
def test_a_landscape_form_is_read_whichever_way_the_page_is_turned(rotation: int) -> None:
    def page(canvas: Canvas) -> None:
        turned_page(canvas)
        canvas.setPageRotation(rotation)

    assert grids(read(page)) == [[["TT", "Đơn vị", "Số"], ["1", "Sở A", "1.234"]]]


def scanned_page(canvas: Canvas) -> None:
    canvas.drawImage(ImageReader(Image.new("L", (620, 877), 255)), 0, 0, 595, 842)


def page_with_hidden_text(canvas: Canvas) -> None:
    scanned_page(canvas)
    text = canvas.beginText(72, 700)
    text.setTextRenderMode(3)
    text.setFont(SERIF, 10)
    for line in PROSE * 2:
        text.textLine(line)
    canvas.drawText(text)


def page_on_a_picture(canvas: Canvas) -> None:
    scanned_page(canvas)
    write(canvas, 72, 100, PROSE)


def text_page(canvas: Canvas) -> None:
    write(canvas, 72, 100, ["Một trang chữ."])


@pytest.mark.parametrize("scan", [scanned_page, page_with_hidden_text])
def test_a_scanned_page_is_recognised_and_keeps_its_place(
    scan: Draw, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = []

    def read_page_image(
        image: Image.Image, page: int, first_table: int, first_paragraph: int
    ) -> tuple[Paragraph]:
        asked.append((round(image.width / 100), page, first_table))
        return (Paragraph("Chữ nhận dạng.", Location(page=page, block=first_paragraph), confidence=0.8),)

    module = SimpleNamespace(read_page_image=read_page_image)
    monkeypatch.setitem(sys.modules, "orchestration.reports.readers.scan", module)
    monkeypatch.setattr(Part, "is_installed", True)
    document = read(text_page, scan, text_page)
    assert asked == [(25, 2, 1)]
    assert [(paragraph.location.page, paragraph.location.block) for paragraph in document.paragraphs] == [
        (1, 1),
        (2, 2),
        (3, 3),
    ]


def test_scans_wait_for_ocr(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Part, "is_installed", False)
    with pytest.raises(PermanentFailure) as failure:
        read(text_page, scanned_page)
    assert failure.value.reason.code == ReasonCode.MISSING_PART
    assert failure.value.reason.found == "1 of 2 pages are scans"
    assert OCR.packages[0] in failure.value.reason.advice


def test_text_upon_a_picture_is_text() -> None:
    assert texts(read(page_on_a_picture)) == [JOINED]
