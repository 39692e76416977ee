"""Word files: text as printed, roles, tables with merged cells, heads and notes. All figures are invented."""

from __future__ import annotations

import io
import zipfile
from datetime import date

import pytest
from word_files import add_grid, add_xml, grid, new_document, repeated, saved, with_parts

from data_contracts.reasons import PermanentFailure, ReasonCode
from orchestration.reports.document import Document
from orchestration.reports.readers import read_document
from orchestration.reports.readers.metadata import letterhead

_MOTTO = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc"


def texts(document: Document) -> list[str]:
    return [paragraph.text for paragraph in document.paragraphs]


def read_paragraphs(*bodies: str) -> list[str]:
    document = new_document()
    for body in bodies:
        add_xml(document, body)
    return texts(read_document(saved(document), "t.docx"))


def run(text: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def field(kind: str) -> str:
    return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'


def test_paragraphs_have_roles_and_places() -> None:
    document = new_document()
    document.add_heading("Kết quả", 1)
    document.add_paragraph("Đã tiếp nhận 10 hồ sơ (giả định).")
    document.add_paragraph("mục đầu", "List Bullet")
    document.add_paragraph("Bảng 1", "Caption")
    read = read_document(saved(document), "t.docx")
    assert [paragraph.role for paragraph in read.paragraphs] == ["heading", "body", "list_item", "caption"]
    assert str(read.paragraphs[1].location) == "paragraph 2"


def test_what_was_deleted_or_hidden_is_gone_and_what_was_inserted_stays() -> None:
    body = (
        "<w:p>" + run("Đạt ") + '<w:del w:id="1"><w:r><w:delText>90</w:delText></w:r></w:del>'
        f'<w:ins w:id="2">{run("95")}</w:ins>{run("%")}{run(" bí mật", "<w:vanish/>")}</w:p>'
    )
    assert read_paragraphs(body) == ["Đạt 95%"]


def test_a_paragraph_whose_end_was_deleted_goes_on_in_the_next() -> None:
    body = f'<w:p><w:pPr><w:rPr><w:del w:id="1"/></w:rPr></w:pPr>{run("Đạt ")}</w:p>'
    assert read_paragraphs(body, f"<w:p>{run('95%')}</w:p>") == ["Đạt 95%"]


def test_fields_show_their_result_and_contents_are_left_out() -> None:
    instruction = "<w:r><w:instrText> PAGEREF x </w:instrText></w:r>"
    body = (
        f"<w:p>{run('Tổng ')}{field('begin')}{instruction}{field('separate')}{run('12')}{field('end')}</w:p>"
    )
    toc = instruction.replace("PAGEREF x", 'TOC \\o "1-3" ')
    contents = f"<w:p>{field('begin')}{toc}{field('separate')}{run('I. Kết quả 7')}</w:p>"
    assert read_paragraphs(body, contents, f"<w:p>{field('end')}{run('Hết')}</w:p>") == ["Tổng 12", "Hết"]


def test_soft_breaks_end_a_line_unless_it_goes_on_in_lower_case() -> None:
    body = f"<w:p>{run('BÁO CÁO')}<w:r><w:br/></w:r>{run('Kết quả')}<w:r><w:br/></w:r>{run('quý I')}</w:p>"
    assert read_paragraphs(body) == ["BÁO CÁO", "Kết quả quý I"]


@pytest.mark.parametrize(
    ("before", "raised", "read"),
    [
        ("98,5", "1", "98,5"),
        ("98,5%", "(2)", "98,5%"),
        ("diện tích 5 m", "2", "diện tích 5 m2"),
        ("1", "st", "1st"),
    ],
)
def test_a_raised_mark_is_no_digit_of_a_figure(before: str, raised: str, read: str) -> None:
    raised_run = run(raised, '<w:vertAlign w:val="superscript"/>')
    assert read_paragraphs(f"<w:p>{run(before)}{raised_run}</w:p>") == [read]


def test_symbols_are_the_letters_that_they_look_like() -> None:
    body = '<w:p><w:r><w:sym w:font="Symbol" w:char="F0B3"/><w:t> 90%</w:t></w:r></w:p>'
    assert read_paragraphs(body) == ["≥ 90%"]


def test_text_boxes_content_controls_and_links_are_read_once() -> None:
    box = f"<w:txbxContent><w:p>{run('Trong hộp')}</w:p></w:txbxContent>"
    body = (
        '<w:p xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">'
        f"<w:sdt><w:sdtContent>{run('Trong ô')}</w:sdtContent></w:sdt>"
        f"<w:hyperlink>{run(' và liên kết')}</w:hyperlink>"
        f"<w:r><mc:AlternateContent><mc:Choice><w:drawing>{box}</w:drawing></mc:Choice>"
        f"<mc:Fallback><w:pict>{box}</w:pict></mc:Fallback></mc:AlternateContent></w:r></w:p>"
    )
    assert read_paragraphs(body) == ["Trong ô và liên kết", "Trong hộp"]


def test_numbers_of_lists_are_printed() -> None:
    document = new_document()
    for text in ("một", "hai"):
        document.add_paragraph(text, "List Number")
    assert texts(read_document(saved(document), "t.docx")) == ["1. một", "2. hai"]


def test_merged_cells_are_repeated() -> None:
    document = new_document()
    table = add_grid(
        document, [["STT", "Số hồ sơ", "", "x"], ["", "Tổng", "Quá hạn", "x"], ["1", "20", "3", "x"]]
    )
    table.cell(0, 1).merge(table.cell(0, 2))
    table.cell(0, 0).merge(table.cell(1, 0))
    (read,) = read_document(saved(document), "t.docx").tables
    assert grid(read) == [
        ["STT", "Số hồ sơ", "Số hồ sơ", "x"],
        ["STT", "Tổng", "Quá hạn", "x"],
        ["1", "20", "3", "x"],
    ]
    assert repeated(read) == [[0, 0, 1, 0], [1, 0, 0, 0], [0, 0, 0, 0]]
    assert str(read.rows[2][1].location) == "table 1, row 3, column 2"


def test_old_merge_marks_and_lines_drawn_beside_each_other_give_the_meant_grid() -> None:
    def cell(text: str, properties: str = "") -> str:
        return f"<w:tc><w:tcPr>{properties}</w:tcPr><w:p>{run(text)}</w:p></w:tc>"

    start, goes_on = '<w:hMerge w:val="restart"/>', "<w:hMerge/>"
    borders = '<w:tblPr><w:tblBorders><w:insideV w:val="single"/></w:tblBorders></w:tblPr>'
    columns = "".join(f'<w:gridCol w:w="{width}"/>' for width in (2000, 40, 1960, 2000))
    rows = (
        cell("Tên") + cell("Điểm", f'<w:gridSpan w:val="2"/>{start}') + cell("", goes_on),
        cell("A", '<w:gridSpan w:val="2"/>') + cell("1") + cell("2"),
    )
    body = "".join(f"<w:tr>{row}</w:tr>" for row in rows)
    document = new_document()
    add_xml(document, f"<w:tbl>{borders}<w:tblGrid>{columns}</w:tblGrid>{body}</w:tbl>")
    (table,) = read_document(saved(document), "t.docx").tables
    assert grid(table) == [["Tên", "Điểm", "Điểm"], ["A", "1", "2"]]


def test_nested_table_follows_the_table_of_data_and_a_frame_is_read_through() -> None:
    document = new_document()
    outer = add_grid(document, [["Đơn vị", "Số", "x"], ["A", "", "x"]])
    outer.cell(1, 1).add_table(1, 2).rows[0].cells[0].text = "trong"
    outer.cell(1, 1).tables[0].rows[0].cells[1].text = "7"
    frame = document.add_table(1, 1)
    add = frame.cell(0, 0).add_table(2, 2)
    for row, values in zip(add.rows, (["p", "1"], ["q", "2"]), strict=True):
        row.cells[0].text, row.cells[1].text = values
    read = read_document(saved(document), "t.docx")
    assert [grid(table) for table in read.tables] == [
        [["Đơn vị", "Số", "x"], ["A", "", "x"]],
        [["trong", "7"]],
        [["p", "1"], ["q", "2"]],
    ]


def test_letterhead_and_signatures_are_paragraphs() -> None:
    document = new_document()
    head = [
        ["ỦY BAN NHÂN DÂN\nTỈNH GIẢ ĐỊNH\nSỞ NỘI VỤ", _MOTTO],
        ["Số: 12/BC-SNV", "Giả Định, ngày 5 tháng 4 năm 2025"],
    ]
    add_grid(document, head, style=None)
    document.add_paragraph("BÁO CÁO")
    add_grid(document, [["Tỉnh", "Điểm"], ["A", "90"], ["B", "80"]])
    add_grid(document, [["Nơi nhận:\n- Như trên;\n- Lưu: VT.", "KT. GIÁM ĐỐC\nNguyễn Văn A"]], style=None)
    read = read_document(saved(document), "t.docx")
    assert [grid(table) for table in read.tables] == [[["Tỉnh", "Điểm"], ["A", "90"], ["B", "80"]]]
    assert letterhead(read)[-1] == "SỞ NỘI VỤ"
    assert texts(read)[:3] == ["ỦY BAN NHÂN DÂN TỈNH GIẢ ĐỊNH", "SỞ NỘI VỤ", "Số: 12/BC-SNV"]
    assert read.published_on == date(2025, 4, 5)


def test_running_lines_come_last_without_page_numbers() -> None:
    document = new_document()
    section = document.sections[0]
    section.header.paragraphs[0].text = "Báo cáo giả định"
    section.footer.paragraphs[0].text = "Trang 2/9"
    document.add_paragraph("Nội dung.")
    read = read_document(saved(document), "t.docx")
    assert [(p.text, p.role) for p in read.paragraphs] == [
        ("Nội dung.", "body"),
        ("Báo cáo giả định", "caption"),
    ]


def test_letterhead_in_the_page_head_comes_first() -> None:
    document = new_document()
    header = document.sections[0].header
    header.paragraphs[0].text = "UBND TỈNH GIẢ ĐỊNH"
    header.add_paragraph("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM")
    document.add_paragraph("Nội dung.")
    read = read_document(saved(document), "t.docx")
    assert texts(read)[0] == "UBND TỈNH GIẢ ĐỊNH"


def test_an_embedded_page_is_read_in_its_place() -> None:
    document = new_document()
    add_grid(document, [["a", "1"], ["b", "2"]])
    relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    add_xml(document, f'<w:altChunk r:id="rId99" xmlns:r="{relations}"/>')
    content = saved(document)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        links = archive.read("word/_rels/document.xml.rels").decode()
    link = f'<Relationship Id="rId99" Type="{relations}/aFChunk" Target="page.html"/></Relationships>'
    read = read_document(
        with_parts(
            content,
            word___rels__document_dot_xml_dot_rels=links.replace("</Relationships>", link).encode(),
            word__page_dot_html=b"<html><body><p>Trong trang</p><table><tr><td>c<td>3</table>",
        ),
        "t.docx",
    )
    assert texts(read) == ["Trong trang"]
    assert str(read.tables[1].rows[0][1].location) == "table 2, row 1, column 2"


def test_a_document_type_is_refused() -> None:
    document = new_document()
    document.add_paragraph("x")
    attack = b'<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>'
    content = with_parts(saved(document), word__document_dot_xml=attack)
    with pytest.raises(PermanentFailure) as failure:
        read_document(content, "t.docx")
    assert failure.value.reason.code == ReasonCode.UNREADABLE_FILE


def test_a_document_without_text_is_refused() -> None:
    with pytest.raises(PermanentFailure) as failure:
        read_document(saved(new_document()), "t.docx")
    assert failure.value.reason.code == ReasonCode.EMPTY_FILE
