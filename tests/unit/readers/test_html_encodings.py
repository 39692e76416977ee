"""Pages in old Vietnamese encodings: told by fonts, by what the page states, by spelling where both lie."""

from __future__ import annotations

import pytest

from data_contracts.reasons import PermanentFailure
from orchestration.reports.cleaning.charsets import Charset, table
from orchestration.reports.cleaning.documents import decode_document
from orchestration.reports.readers.html import read_html

TITLE = "Báo cáo kết quả cải cách hành chính quý I"
SHORT = "Sở Nội vụ"


def printed(text: str, charset: Charset) -> str:
    """The text as a program shows it that takes the encoding for Western letters."""
    codes: dict[str, str] = {}
    for code, letter in table(charset).items():
        codes.setdefault(letter, code)
    return "".join(codes.get(letter, letter) for letter in text)


def as_bytes(text: str) -> bytes:
    return b"".join(
        character.encode("cp1252", "ignore") or character.encode("latin-1", "ignore") for character in text
    )


def lines(page: str | bytes) -> list[str]:
    content = page if isinstance(page, bytes) else page.encode()
    document = decode_document(read_html(content, "trang.html", "text/html"))
    cells = [cell.text for block in document.tables for row in block.rows for cell in row]
    return [paragraph.text for paragraph in document.paragraphs] + cells


@pytest.mark.parametrize(
    ("charset", "markup"),
    [
        ("tcvn3", '<font face=".VnTime">{}</font>'),
        ("vni", '<span style="font-family: VNI-Times, serif">{}</span>'),
        ("tcvn3", "<span style='font:12.0pt \".VnTime\"'>{}</span>"),
        ("tcvn3", '<b class="old">{}</b>'),
        ("vni", "<h6>{}</h6>"),
        ("vps", '<font face="VPS Times" size=2><i>{}</i></font>'),
    ],
)
def test_a_font_decodes_even_one_short_text(charset: Charset, markup: str) -> None:
    styles = (
        '<style><!-- p.x, .old {font-family:".VnTime"} h6 { color:red; font-family:VNI-Helve; } --></style>'
    )
    old = markup.format(printed(SHORT, charset))
    page = f"<html><head>{styles}</head><body><p>Unicode: Đơn vị</p><p>{old}</p>"
    assert lines(page)[:2] == ["Unicode: Đơn vị", SHORT]


def test_fonts_of_two_encodings_in_one_table() -> None:
    rows = "".join(
        f'<tr><td><font face="{font}">{printed(text, charset)}</font></td><td>{number}</td></tr>'
        for font, charset, text, number in (
            (".VnTime", "tcvn3", "Đất đai", 12), ("VNI-Times", "vni", "Hộ tịch", 34), ("Arial", "vni", "", 5),
        )
    )  # fmt: skip
    page = f"<html><body><table>{rows}</table></body></html>"
    assert lines(page) == ["Đất đai", "12", "Hộ tịch", "34", "", "5"]
    assert lines(as_bytes(page)) == ["Đất đai", "12", "Hộ tịch", "34", "", "5"]


def test_text_that_is_unicode_already_keeps_its_letters_under_an_old_font() -> None:
    assert lines(f'<body><p><font face=".VnTime">{TITLE}</font></p></body>') == [TITLE]


@pytest.mark.parametrize(
    ("stated", "charset"),
    [("windows-1258", "cp1258"), ("viscii", "viscii"), ("x-viet-vps", "vps"), ("x-viet-tcvn5712", "tcvn3")],
)
@pytest.mark.parametrize(
    "head",
    ['<meta charset="{}">', '<meta http-equiv="Content-Type" content="text/html; charset={}">',
     '<?xml version="1.0" encoding="{}"?>'],
)  # fmt: skip
def test_a_short_page_is_read_as_it_states(stated: str, charset: Charset, head: str) -> None:
    if charset == "cp1258":
        content = f"{head.format(stated)}<html><body><p>Nội vụ</p></body></html>"
        codes = {"ộ": b"\xf4\xf2", "ụ": b"u\xf2"}
        page = b"".join(codes.get(letter) or letter.encode("latin-1") for letter in content)
    else:
        page = as_bytes(f"{head.format(stated)}<html><body><p>{printed('Nội vụ', charset)}</p></body></html>")
    assert lines(page) == ["Nội vụ"]


@pytest.mark.parametrize("stated", ["utf-8", "windows-1252", "iso-8859-1", "windows-1258"])
def test_spelling_decides_where_the_page_lies(stated: str) -> None:
    text = printed("Thủ tục hành chính được giải quyết đúng hạn trên địa bàn tỉnh", "tcvn3")
    assert lines(as_bytes(f"<meta charset={stated}><body><p>{text}</p></body>")) == [
        "Thủ tục hành chính được giải quyết đúng hạn trên địa bàn tỉnh"
    ]


def test_western_letters_that_are_meant_stay() -> None:
    page = "<meta charset=windows-1252><body><p>Total – “on time”: 98.5</p></body>"
    assert lines(as_bytes(page)) == ["Total – “on time”: 98.5"]


def test_bytes_that_nothing_explains_are_refused() -> None:
    page = b"<meta charset=windows-1252><body><p>\xd0\xdf\xe5 \xf0\xdf\xee\xe7 \xcf\xd0\xce</p></body>"
    with pytest.raises(PermanentFailure):
        read_html(page, "trang.html", "text/html")
