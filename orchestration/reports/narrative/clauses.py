"""Sentences, and the boundaries inside them that limit what a word can govern.

Belongs here: where a sentence or a part of it ends. Does not belong here: what the parts mean.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from orchestration.reports.narrative.text import UPPER

BoundaryKind = Literal["weak", "strong", "child", "open", "close"]

_SENTENCE_END = re.compile(r"(?<=[.!?…])[\"”’)\]]?\s+(?=[\"“‘(\[]?[" + UPPER + r"0-9+•-])|\s*\n\s*")
_ABBREVIATION = re.compile(
    r"(?:\b(?:TP|Tp|tp|TX|Tx|Q|P|H|X|TT|ThS|Th\.S|TS|PGS|GS|BS|KS|LS|CN|Mr|Mrs|Dr|No|St|tr|Tr|Đ/c|đ/c|UBND|BT|CT|["
    + UPPER
    + r"])"
    r"|^\s*(?:\d{1,2}|[IVX]{1,4}|[a-zđ]))\.$"
)
_BOUNDARY = re.compile(
    r"(?P<open>\()|(?P<close>\))|(?P<strong>;|[,.]? ?\b(?:trong khi(?: đó)?|tuy nhiên|nhưng(?! (?:chưa"
    r"|chậm|vẫn|không|quá|mới))|đồng thời|ngoài ra|bên cạnh đó"
    r"|cùng với đó)\b|, ?(?:còn|riêng|song)\b(?! đang| trong| lại)"
    r"|(?<!\btp)(?<!\btx)(?<!\btt)(?<!\bq)(?<!\bp)\. )"
    r"|(?P<child>,? ?\b(?:trong đó|(?<!% )trong số (?:này|đó)|(?<!không )(?<!chưa )bao gồm"
    r"|(?<!bao )gồm(?: có)?|cụ thể(?: là)?)\b:?|:)"
    r"|(?P<weak>,(?! (?:doanh nghiệp|tổ chức|cá nhân)\b)|\bvà\b(?! (?:doanh nghiệp|tổ chức|cá nhân)\b)"
    r"|\bcũng như\b| - )"
)


@dataclass(frozen=True, slots=True)
class Boundary:
    """The end of a segment at [start, end) of a sentence.

    `strong` ends a clause; `child` opens parts of what was just counted; `open` and `close` are brackets.
    """

    start: int
    end: int
    kind: BoundaryKind


def split_sentences(text: str) -> list[tuple[int, str]]:
    """Offset and text of each sentence; a full stop after an abbreviation ends none."""
    sentences: list[tuple[int, str]] = []
    start = 0
    for match in _SENTENCE_END.finditer(text):
        if _ABBREVIATION.search(text[max(start, match.start() - 8) : match.start()]):
            continue
        sentences.append((start, text[start : match.start()]))
        start = match.end()
    sentences.append((start, text[start:]))
    return [(offset, sentence) for offset, sentence in sentences if sentence.strip()]


def find_boundaries(folded: str, protected: list[tuple[int, int]]) -> list[Boundary]:
    """Segment ends in order; punctuation inside a protected span (a cue, a number, a name) is none."""
    return [
        Boundary(match.start(), match.end(), str(match.lastgroup))  # type: ignore[arg-type]
        for match in _BOUNDARY.finditer(folded)
        if not any(start <= match.start() < end for start, end in protected)
    ]


def brackets_around(place: int, boundaries: list[Boundary]) -> tuple[int, int] | None:
    """Where the brackets begin and end that a place stands in, if it stands in any."""
    opened: list[int] = []
    for boundary in boundaries:
        if boundary.start >= place:
            break
        if boundary.kind == "open":
            opened.append(boundary.end)
        elif boundary.kind == "close" and opened:
            opened.pop()
    if not opened:
        return None
    end = next((b.start for b in boundaries if b.kind == "close" and b.start >= place), 1 << 30)
    return opened[-1], end
