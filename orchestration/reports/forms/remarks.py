"""Words and marks around a figure: what may stand there without changing the number, and what does not.

Not here: the number itself (`cells.py`), and what a refused cell costs (`returns/figures.py`).
"""

from __future__ import annotations

import re
from functools import cache
from typing import Literal

Counted = Literal["dossier", "procedure"]

_UNITS: dict[Counted, str] = {
    "dossier": r"(?:bộ\s+)?(?:hồ\s*sơ|hs)(?:\s+(?:tthc|thủ tục hành chính))?|bộ|trường hợp|lượt(?: hồ sơ)?",
    "procedure": r"(?:bộ\s+)?(?:thủ tục(?: hành chính)?|tthc)|quy trình(?: nội bộ)?|qtnb|dvc(?:tt)?"
    r"|dịch vụ(?: công)?",
}
_PART = re.compile(
    r"\s*[(\[]\s*(?:"
    r"(?:trong đó|gồm|bao gồm|gồm có|có|tức|tăng|giảm|chiếm|đạt|tương ứng|tương đương|so với)\b[^()\[\]]*"
    r"|(?:tỷ|tỉ) lệ:?\s*[^()\[\]]*|(?:xem\s+)?(?:ghi chú|chú thích)[^()\[\]]*"
    r"|[+-]?\d[\d.,]*\s*%|\d{1,2}|[*a-eA-E])\s*[)\]]\s*$",
    re.IGNORECASE,
)
_AFTER = re.compile(r"\s*[,;]?\s*(?:trong đó|bao gồm)\b.*$", re.IGNORECASE | re.DOTALL)
_SIGN = re.compile(r"\s*(?:[*†‡¹²³⁰⁴-⁹]+|\(\*+\)|\[\*+\])$")
_EXCLUDES = re.compile(r"\b(?:không|chưa|trừ|ngoài|khoảng|ước|dự kiến|lũy kế|luỹ kế)\b", re.IGNORECASE)
_MULTIPLIER = re.compile(r"\b(?:triệu|tr|tỷ|tỉ|nghìn|ngàn|ngh|trăm|chục|vạn)\b", re.IGNORECASE)


def without_remarks(text: str, counted: Counted | None = None) -> str:
    """A figure without its unit, its footnote marks and a remark on a part of it; any other text as it is.

    A remark that takes something out of the figure, or makes it an estimate, stays: it changes the number.

    >>> without_remarks("12 hồ sơ (trong đó 3 trực tuyến)*", "dossier")
    '12'
    >>> without_remarks("12 (chưa tính 3 hồ sơ rút)", "dossier")
    '12 (chưa tính 3 hồ sơ rút)'
    """
    bare, before = text.strip(), ""
    while bare != before:
        before = bare
        bare = _SIGN.sub("", bare)
        for remark in (_PART, _AFTER):
            found = remark.search(bare)
            if found and not _EXCLUDES.search(found[0]):
                bare = bare[: found.start()]
        if counted:
            bare = _unit(counted).sub("", bare)
        bare = bare.strip()
    return bare if bare and (bare[0].isdigit() or bare[0] in "+-–−") else text.strip()


def multiplies(words: str) -> bool:
    """Whether words after a figure make it another one: "triệu", "tỷ", "nghìn"."""
    return bool(_MULTIPLIER.search(words))


def changes_figure(words: str) -> bool:
    """Whether words after a figure multiply it, take something out of it, or make it an estimate."""
    return multiplies(words) or bool(_EXCLUDES.search(words))


@cache
def _unit(counted: Counted) -> re.Pattern[str]:
    return re.compile(rf"(?<=[\d\s%)])\s*(?:{_UNITS[counted]})\.?$", re.IGNORECASE)
