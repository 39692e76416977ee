"""What a report says of itself in so many words: title, date of publication, publisher, source address.

Belongs here: lines that every format has ("Nguồn: …", "Ngày đăng: …"). Not the markup of one format.
"""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from orchestration.reports.document import Document, Paragraph
from orchestration.reports.readers.grid import line_of

if TYPE_CHECKING:
    from collections.abc import Iterator

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
_PUBLISHED = re.compile(
    r"(?:ngày (?:đăng|công bố|ban hành|phát hành|xuất bản|cập nhật)|đăng (?:ngày|lúc)|cập nhật(?: lúc| ngày)?"
    r"|công bố ngày|xuất bản|published(?: on)?|thứ (?:hai|ba|tư|năm|sáu|bảy|[2-7])|chủ nhật)\b",
    re.IGNORECASE,
)
_DATELINE = re.compile(r"^[A-ZĐ][^,.;:]{1,40}, ngày \d", re.UNICODE)
_NUMERIC_DATE = re.compile(r"(?<!\d)(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})(?!\d)")
_ISO_DATE = re.compile(r"(?<!\d)(\d{4})-(\d{2})-(\d{2})(?!\d)")
_WORDED_DATE = re.compile(r"(?:ngày )?(\d{1,2}) tháng (\d{1,2}) năm (\d{4})", re.IGNORECASE)
_LONGEST_LINE = 300
_LONGEST_TITLE = 250


def describe(document: Document) -> Document:
    """The document with what it lacks filled from its own lines; what its markup says stays."""
    lines = [line for line in _lines(document) if len(line) <= _LONGEST_LINE]
    source = next((match["source"] for line in lines if (match := _SOURCE.match(line))), None)
    publisher = next((match["name"] for line in lines if (match := _PUBLISHER.match(line))), None)
    url = URL.search(source) if source else None
    return replace(
        document,
        title=document.title or _first_line(document),
        published_on=document.published_on
        or next(filter(None, map(_publication_date, lines)), None)
        or (find_date(source) if source else None),
        publisher=document.publisher or publisher or _name_in(source),
        source_url=document.source_url or (url.group() if url else None),
    )


def find_date(text: str) -> date | None:
    """The first full date in a text."""
    return next((found for _, _, found in find_dates(text)), None)


def find_dates(text: str) -> list[tuple[int, int, date]]:
    """Full dates with their span, in order: day/month/year as Vietnam writes it, in words, or ISO."""
    found = []
    for pattern, order in ((_NUMERIC_DATE, (3, 2, 1)), (_WORDED_DATE, (3, 2, 1)), (_ISO_DATE, (1, 2, 3))):
        for match in pattern.finditer(text):
            year, month, day = (int(match[group]) for group in order)
            if 1 <= month <= 12 and 1 <= day <= monthrange(max(year, 1), month)[1]:
                found.append((match.start(), match.end(), date(year, month, day)))
    return sorted(found)


def _publication_date(line: str) -> date | None:
    cue = _PUBLISHED.search(line[:60])
    if cue:
        return find_date(line[cue.end() :])
    return find_date(line) if _DATELINE.match(line) else None


def _first_line(document: Document) -> str | None:
    headings = (block.text for block in document.paragraphs if block.role == "heading")
    first = next(headings, None) or next(_lines(document), None)
    return first if first and len(first) <= _LONGEST_TITLE else None


def _name_in(source: str | None) -> str | None:
    """The name before the address, date or remark of a source line."""
    name = re.split(r"[(;]|https?:|github:", source)[0].strip(" -–,.:") if source else ""
    return name if sum(map(str.isalpha, name)) >= 3 else None


def _lines(document: Document) -> Iterator[str]:
    for block in document.blocks:
        if isinstance(block, Paragraph):
            yield block.text
        else:
            yield from (line for row in block.rows if (line := line_of(row)))
