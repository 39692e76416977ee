"""Stamps of digital signatures, printed in small type over or beside the text: who signed and when.

They say nothing of the report's figures, and their lines run into those of the text.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from orchestration.reports.readers.pdf.lines import Line

_STAMP = re.compile(
    r"^(?:(?:được )?ký (?:điện tử |số )?(?:bởi|ngày)|người ký|ngày ký|thời gian ký|giờ ký"
    r"|signature (?:not verified|valid)|digitally signed|chữ ký (?:số|điện tử)"
    r"|signed by|signing (?:date|time)|ký số bởi)\b",
    re.IGNORECASE,
)
_FIELD = re.compile(
    r"^(?:email|e-mail|cơ quan|đơn vị|tổ chức|chức vụ|date|reason|location|dn|thời gian|ngày)\s*:"
    r"|\+07'?:?00'?",
    re.IGNORECASE,
)
_SMALL = 0.88


def without_stamps(lines: Sequence[Line], body_size: float) -> list[Line]:
    """The lines without the stamps, which may share a height with other text: only their part of it goes."""
    kept: list[Line] = []
    stamp: Line | None = None
    for line in lines:
        parts = []
        for part in line.fragments(0.9):
            if _STAMP.match(part.text):
                stamp = part
            elif stamp is not None and _belongs(part, stamp, body_size):
                stamp = part if part.bottom > stamp.bottom else stamp
            else:
                parts.append(part)
        if len(parts) == 1:
            kept.append(parts[0])
        elif parts:
            kept.append(type(line)(tuple(word for part in parts for word in part.words)))
    return kept


def _belongs(part: Line, stamp: Line, body_size: float) -> bool:
    """Whether a line goes on a stamp: close below it, at its left end, in type of its size."""
    is_near = 0 <= part.baseline - stamp.baseline <= 2.2 * stamp.size
    is_aligned = abs(part.x0 - stamp.x0) <= 3 * stamp.size
    is_alike = abs(part.size - stamp.size) <= 0.15 * stamp.size
    is_small = part.size <= _SMALL * body_size
    return is_near and is_aligned and is_alike and (is_small or _FIELD.search(part.text) is not None)
