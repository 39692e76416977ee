"""Tables that only place text on a page: the head of an official paper, its signatures, boxes.

Belongs here: telling them from tables of data, and the lines of a head in the order in which they are meant.
Knows no format: the caller says whether a table has borders, where the format tells.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

_HEAD = re.compile(
    r"cộng h(?:òa|oà) xã hội chủ nghĩa|đ[ộo]c lập\s*[-–]\s*tự do|đảng cộng sản việt nam|^\W*biểu (?:mẫu )?số"
    r"|^\W*đơn vị (?:nhận )?báo cáo\s*:|^\W*(?:ban hành|kèm) theo (?:thông tư|quyết định|công văn)",
    re.IGNORECASE,
)
_FOOT = re.compile(
    r"^\W*(?:nơi nhận\s*:|người (?:làm báo cáo|lập b(?:iểu|áo cáo)|tổng hợp|báo cáo|kiểm (?:tra|soát))\b"
    r"|(?:tm|kt|tl|tuq|q)\.\s|thủ trưởng (?:đơn vị|cơ quan)|\(?k[ýí](?:,| và) (?:ghi|họ|đóng))",
    re.IGNORECASE,
)
_PLACE_AND_DATE = re.compile(
    r"^[^\d:;]{2,40},\s*ngày\s*[\d.…_ ]{1,8}\s*tháng\s*[\d.…_ ]{1,8}\s*năm", re.IGNORECASE
)
_FIGURE = re.compile(r"^[+\-−–]?\d[\d.,\s]*%?$")
_GOES_ON = re.compile(r"^(?:TỈNH|THÀNH PHỐ|TP\.?|HUYỆN|QUẬN|THỊ XÃ|XÃ|PHƯỜNG|THỊ TRẤN|ĐẶC KHU|VÀ|CỦA) ")
_MOST_COLUMNS = 4
_MOST_ROWS = 12
_MOST_FIGURES = 0.15
"""Share of cells that hold only a figure: a head and its signatures have next to none."""


def is_page_table(rows: Sequence[Sequence[str]], *, has_borders: bool | None) -> bool:
    """Whether a table places text only.

    Args:
        rows: the texts of its cells, each merged cell once.
        has_borders: whether lines are drawn between its cells; `None` where that is unknown.
    """
    texts = [text for row in rows for text in row if text]
    if max(map(len, rows), default=0) > _MOST_COLUMNS or len(rows) > _MOST_ROWS:
        return False
    if sum(bool(_FIGURE.match(text)) for text in texts) > _MOST_FIGURES * len(texts):
        return False
    return has_borders is False or any(map(is_page_text, texts))


def is_page_text(text: str) -> bool:
    """Whether a text belongs to the head or the foot of an official paper."""
    return any(pattern.search(text) for pattern in (_HEAD, _FOOT, _PLACE_AND_DATE))


def join_names(lines: Sequence[str]) -> list[str]:
    """The lines with a body's name put together that was printed on two: "ỦY BAN NHÂN DÂN", "TỈNH …"."""
    joined: list[str] = []
    for line in lines:
        if joined and line.isupper() and joined[-1].isupper() and _GOES_ON.match(line):
            joined[-1] = f"{joined[-1]} {line}"
        else:
            joined.append(line)
    return joined
