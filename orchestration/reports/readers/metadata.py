"""What a report says of itself in so many words: title, date of publication, publisher, source address.

Belongs here: lines that every format has ("Nguồn: …", "Ngày đăng: …"). Not the markup of one format.
"""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import islice
from typing import TYPE_CHECKING

from orchestration.reports.document import Document, Paragraph
from orchestration.reports.readers.dates import date_in_address, find_date
from orchestration.reports.readers.grid import line_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

URL = re.compile(r"(?:https?://|github:)[^\s<>\"“”]+[^\s<>\"“”.,;:)\]]")
_SOURCE = re.compile(
    r"^\W*(?:nguồn(?: (?:số liệu|dữ liệu|tin|bài))?|source|đường dẫn|link)\s*[:：]\s*(?P<source>.+)$",
    re.IGNORECASE,
)
_PUBLISHER = re.compile(
    r"^\W*(?:(?:cơ quan|đơn vị|nơi) (?:công bố|ban hành|phát hành|chủ trì)|publisher|published by)"
    r"\s*[:：]\s*(?P<name>.+)$",
    re.IGNORECASE,
)
_PORTAL = re.compile(r"^\W*(?P<name>cổng (?:thông tin|dịch vụ công|ttđt)[^,.;:]{0,50})$", re.IGNORECASE)
_BYLINE = re.compile(r"^\W*(?i:theo|tin từ)\s+(?P<name>[^\W\d_].{2,58})$")
_REPOSTED = re.compile(r"\btheo (?:tin|bài|thông tin|số liệu) (?:của|từ)? ?(?P<name>.+)$", re.IGNORECASE)
_PAPER = re.compile(
    r"^(?:báo cáo|nghị quyết|quyết định|công điện|công văn|thông báo|kế hoạch|chỉ thị)\b"
    r"(?:.*? của (?P<name>.+))?",
    re.IGNORECASE,
)
_PUBLISHED = re.compile(
    r"(?:ngày (?:đăng|công bố|ban hành|phát hành|xuất bản|cập nhật)|đăng (?:ngày|lúc)|cập nhật(?: lúc| ngày)?"
    r"|công bố ngày|xuất bản|published(?: on)?|thứ (?:hai|ba|tư|năm|sáu|bảy|[2-7])|chủ nhật)\b",
    re.IGNORECASE,
)
_PLACE = r"(?:[^\W\d][^,.;:]{1,40}, )?"
_DATELINE = re.compile(r"^[A-ZĐ][^,.;:]{1,40}, ngày \d", re.UNICODE)
_LONE_DATE = re.compile(
    rf"^\W*{_PLACE}(?:ngày )?\d{{1,2}}(?:[/.-]\d{{1,2}}[/.-]| tháng \d{{1,2}} năm )\d{{4}}\W*$", re.IGNORECASE
)
_LONE_PERIOD = re.compile(
    rf"^\W*{_PLACE}(?:tháng|quý|năm) [\dIV]{{1,4}}(?:(?:[/.-]| năm )\d{{4}})?\W*$", re.IGNORECASE
)
_NO_TITLE = re.compile(
    r"^\W*(?:cộng hòa xã hội|độc lập - tự do|số\s*[:：]|theo (?!dõi)[^:]{3,60}$|tác giả|nguồn)", re.IGNORECASE
)
_KIND_OF_PAPER = re.compile(
    r"^(?:BÁO CÁO(?: (?:TUẦN|THÁNG|NHANH|TÓM TẮT|TỔNG HỢP|CHUYÊN ĐỀ))?|PHỤ LỤC(?: [IVX\d]{1,4})?"
    r"|(?:BIỂU|Biểu) (?:SỐ|số) .{1,30}"
    r"|THÔNG BÁO|CÔNG ĐIỆN|CÔNG VĂN|KẾ HOẠCH|BẢN TIN|TỜ TRÌNH|(?:BÀI )?THAM LUẬN|BÀI PHÁT BIỂU)$"
)
_LETTERHEAD = re.compile(
    r"^(?:[ỦU][YỶ] BAN NHÂN DÂN|UBND|CHÍNH PHỦ|VĂN PHÒNG|TRUNG TÂM|BAN QUẢN LÝ|PHÒNG|SỞ"
    r"|BỘ(?! CHỈ| TIÊU| THỦ))(?: (?:[^\W\d_,-]+[,-]?|[–-])){0,12}$"
)
_BODY_WITHOUT_SEAT = re.compile(r"^(?:[ỦU][YỶ] BAN NHÂN DÂN|UBND)$")
_SEAT = re.compile(
    r"^(?:TỈNH|THÀNH PHỐ|TP\.?|QUẬN|HUYỆN|THỊ XÃ|PHƯỜNG|XÃ|THỊ TRẤN|ĐẶC KHU)(?: [^\W\d_]+){1,6}$"
)
_MOTTO = re.compile(r"\s*(?:CỘNG H(?:ÒA|OÀ) XÃ HỘI|Độc lập\s*[-–])[^\n]*$")
_LONGEST_LINE = 300
_LONGEST_TITLE = 250
_SENTENCE_ENDS = (".", ":", ";", ",")
_CLOSING_LINES = 4
_LONGEST_LETTERHEAD = 3
_OPENING_LINES = 12
"""So far down a paper may say "BÁO CÁO" under its letterhead, number, place and date."""


def describe(document: Document) -> Document:
    """The document with what it lacks filled from its own lines; what its markup says stays."""
    all_lines = list(_lines(document))
    lines = [line for line in all_lines if len(line) <= _LONGEST_LINE]
    source = next((match["source"] for line in lines if (match := _SOURCE.match(line))), None)
    printed = URL.search(source) if source else None
    url = document.source_url or (printed.group() if printed else None)
    return replace(
        document,
        title=document.title or _title_of(document, all_lines),
        published_on=document.published_on
        or next(filter(None, map(_publication_date, lines)), None)
        or (find_date(source) if source else None)
        or (date_in_address(url) if url else None),
        publisher=document.publisher or _publisher_of(all_lines, lines, source),
        source_url=url,
    )


def letterhead(document: Document) -> tuple[str, ...]:
    """The lines of a letterhead, the superior body first ("UBND TỈNH …", "SỞ …"); empty without one."""
    return _letterhead(_lines(document))


def _letterhead(lines: Iterable[str]) -> tuple[str, ...]:
    opening = list(islice(lines, _OPENING_LINES))
    is_paper = any(map(_KIND_OF_PAPER.match, opening))
    return tuple(
        line
        for line in _head_lines(opening)
        if (line.isupper() or (is_paper and line[0].isupper())) and _LETTERHEAD.match(line.upper())
    )


def _head_lines(lines: Iterable[str]) -> list[str]:
    """The first lines without the motto beside them, "ỦY BAN NHÂN DÂN" and its "TỈNH …" as one."""
    first = (_MOTTO.sub("", line) for line in islice(lines, 2 * _LONGEST_LETTERHEAD))
    heads: list[str] = []
    for line in filter(None, first):
        if heads and _BODY_WITHOUT_SEAT.match(heads[-1]) and _SEAT.match(line):
            heads[-1] += f" {line}"
        else:
            heads.append(line)
    return heads[:_LONGEST_LETTERHEAD]


def _publication_date(line: str) -> date | None:
    cue = _PUBLISHED.search(line[:60])
    if cue:
        return find_date(line[cue.end() :])
    return find_date(line) if _DATELINE.match(line) or _LONE_DATE.match(line) else None


def _title_of(document: Document, lines: list[str]) -> str | None:
    """The line under "BÁO CÁO", with it; else the first line that can be a title.

    Where it is a sentence, the first heading.
    """
    kind = next((n for n, line in enumerate(lines[:_OPENING_LINES]) if _KIND_OF_PAPER.match(line)), 0)
    titles = filter(_can_be_title, lines[kind:])
    first = next(titles, None)
    if first and _KIND_OF_PAPER.match(first):
        first = " ".join(filter(None, (first, next(titles, None))))
    elif first and first.endswith(_SENTENCE_ENDS):
        headings = (block.text for block in document.paragraphs if block.role == "heading")
        first = next(filter(_can_be_title, headings), first)
    return first if first and len(first) <= _LONGEST_TITLE else None


def _can_be_title(line: str) -> bool:
    """Whether a line is more than a date, a letterhead, a byline or a source."""
    furniture = (_NO_TITLE, _LONE_DATE, _LONE_PERIOD, _DATELINE, _PUBLISHED, _PUBLISHER)
    is_letterhead = line.isupper() and (_LETTERHEAD.match(line) or _SEAT.match(line))
    has_words = any(map(str.isalnum, line))
    return has_words and not is_letterhead and not any(pattern.match(line) for pattern in furniture)


def _publisher_of(all_lines: list[str], lines: list[str], source: str | None) -> str | None:
    """Who published, in this order: a line "Cơ quan công bố: …", the letterhead, the source, a byline."""
    stated = (match["name"] for line in lines if (match := _PUBLISHER.match(line)))
    portals = (match["name"] for line in lines[1:] if (match := _PORTAL.match(line)))
    closing = (line for line in reversed(lines[-_CLOSING_LINES:]) if not line.endswith(_SENTENCE_ENDS))
    bylines = (match["name"].strip(" )") for line in closing if (match := _BYLINE.match(line)))
    byline = next((name for name in bylines if name[0].isupper()), None)
    heads = ", ".join(reversed(_letterhead(all_lines)))
    return next(stated, None) or heads or _name_in(source) or next(portals, None) or byline


def _name_in(source: str | None) -> str | None:
    """The name before the address, date or remark of a source line.

    Of a paper such as a report or a decision that of its issuer, who stands for the figures whoever
    reprints them; of a repost that of the one who was quoted.
    """
    text = re.split(r"[(;]|https?:|github:", source)[0] if source else ""
    if paper := _PAPER.match(text):
        text = re.split(r" về | năm \d", paper["name"] or "")[0]
    elif reposted := _REPOSTED.search(text):
        text = reposted["name"]
    name = text.split(",")[0].strip(" -–.:")
    return name if sum(map(str.isalpha, name)) >= 3 else None


def _lines(document: Document) -> Iterator[str]:
    for block in document.blocks:
        if isinstance(block, Paragraph):
            yield block.text
        else:
            yield from (line for row in block.rows if (line := line_of(row)))
