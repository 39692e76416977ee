"""The report as a paper: its own number ("Số: 123/BC-UBND"), and which paper it says it replaces or adds to.

Here: what is printed. Not here: which report we have under that number (`storage.revisions`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Literal

from orchestration.reports.document import Document, Paragraph
from orchestration.reports.readers.dates import find_date

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

_OPENING_TEXTS = 30
_TITLE_ROWS = 20
_NUMBER = (
    r"(?P<number>\d{1,6})\s*/\s*(?:(?P<year>(?:19|20)\d{2})\s*/\s*)?"
    r"(?P<sign>[A-ZĐ][A-ZĐa-z&]*(?:\s?[-–—.]\s?[A-ZĐ][A-ZĐa-z&]+){0,4})"
)
_OWN = re.compile(rf"^\W*(?i:số)\s*[:.]?\s*{_NUMBER}")
_VERB = r"(?:thay thế|thay cho|thay|đính chính|điều chỉnh|sửa đổi|hiệu chỉnh|cập nhật|thu hồi|bổ sung)"
_WHAT = (
    r"(?:(?:một số |các |toàn bộ )?(?:nội dung|số liệu|thông tin|biểu|phụ lục|kết quả)(?: [^\W\d]+){0,8}? )?"
)
_REFERENCE = re.compile(
    rf"(?i:\b(?P<verbs>{_VERB}(?:(?:,| và|,? hoặc)? {_VERB})*)(?: cho)? {_WHAT}"
    rf"(?:(?:tại|trong|của|vào|cho|ở|kèm theo) )?báo cáo(?: [^\W\d]+){{0,16}}? số)\s*[:.]?\s*{_NUMBER}"
)
_DATED = re.compile(r"^,?\s*(?:(?:đã )?(?:ban hành|ký) )?(?:ngày|ký ngày)\s[^;]{6,40}", re.IGNORECASE)
_ISSUER = re.compile(r"^[^;.]{0,50}?\bcủa (?P<issuer>[^,.;()\n]{3,80})", re.IGNORECASE)
_SENTENCE = re.compile(r"[.;!?]\s+(?=[A-ZĐÀ-Ỹ(])|\n")
_OF_ANOTHER = re.compile(
    r"\d\s*/\s*[A-ZĐ]{2}|\b(?i:không|chưa|sẽ|dự kiến|nếu)\b|\b(?i:đã)\b(?!.*\b(?i:báo cáo này)\b)"
    r"|(?<!\b(?i:theo) )(?<!\b(?i:hiện) )\b(?i:đề nghị|yêu cầu)\b"
)
_ADDS = re.compile(r"^bổ sung(?: cho)?$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Paper:
    """What a report prints of its own number and of the paper it revises; `None` where it prints nothing.

    `dated` is the date beside the number, on the same line. `number` and `revises_number` are written alike:
    "123/BC-UBND", no blanks, no leading zeros.
    """

    number: str | None = None
    dated: date | None = None
    revision: Literal["correction", "addition"] | None = None
    revises_number: str | None = None
    revises_dated: date | None = None
    revises_issuer: str | None = None


def paper_of(document: Document) -> Paper:
    """Number and reference of a report; a paper that names itself revises nothing."""
    opening = islice(_texts(document), _OPENING_TEXTS)
    own, day = next(
        (
            (_written(match), find_date(text[match.end() :]))
            for text in opening
            if (match := _OWN.match(text))
        ),
        (None, None),
    )
    for text in _texts(document):
        for match in _REFERENCE.finditer(text):
            number = _written(match)
            if number != own and _speaks_of_itself(text, match, own):
                after = text[match.end() :]
                dated = _DATED.match(after)
                issuer = _ISSUER.match(after)
                return Paper(
                    number=own,
                    dated=day,
                    revision="addition" if _ADDS.match(match["verbs"]) else "correction",
                    revises_number=number,
                    revises_dated=find_date(dated.group()) if dated else None,
                    revises_issuer=issuer["issuer"].strip() if issuer else None,
                )
    return Paper(own, day)


def _speaks_of_itself(text: str, match: re.Match[str], own: str | None) -> bool:
    """Whether it is this report that replaces: nothing else is said to, and nobody is asked to."""
    before = text[: match.start()]
    start = max((end.end() for end in _SENTENCE.finditer(before)), default=0)
    sentence = before[start:]
    if own is not None:
        numbered = re.compile(_NUMBER)
        sentence = numbered.sub(lambda found: "" if _written(found) == own else found.group(), sentence)
    return _OF_ANOTHER.search(sentence) is None


def _written(match: re.Match[str]) -> str:
    sign = re.sub(r"\s+", "", match["sign"]).replace("–", "-").replace("—", "-").strip("-.").upper()
    return "/".join(filter(None, (str(int(match["number"])), match["year"], sign)))


def _texts(document: Document) -> Iterator[str]:
    """Paragraphs and the cells of the first rows of tables, where letterheads stand side by side."""
    if document.title:
        yield document.title
    for block in document.blocks:
        if isinstance(block, Paragraph):
            yield block.text
        else:
            for row in block.rows[:_TITLE_ROWS]:
                yield from dict.fromkeys(cell.text for cell in row if cell.text)
