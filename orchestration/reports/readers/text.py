"""Plain text, pasted or saved: lines become paragraphs, headings and list items."""

from __future__ import annotations

import re

from orchestration.reports.document import Document, Location, Paragraph, Role, clean_text
from orchestration.reports.readers.encoding import decode

_LIST_ITEM = re.compile(r"^(?:[-–—+*•●▪◦]\s+|[a-zđ]\)\s+)")
_NUMBERED = re.compile(
    r"^(?:[IVX]{1,5}|[0-9]{1,2}(?:\.[0-9]{1,2}){0,3})[.)]?\s+\S|^(?:PHẦN|CHƯƠNG|MỤC|Phần|Chương|Mục)\s"
)
_ENDS = (".", "!", "?", ";", ":", "…", '"', "”", ")", ",")
LONGEST_HEADING = 120
_SHORTEST_WRAPPED_LINE = 60


def read_text(content: bytes, name: str, media_type: str) -> Document:
    """A document of paragraphs; a sentence cut by hard line ends is put together again."""
    paragraphs = [
        Paragraph(text, Location(block=number), role_of(text))
        for number, text in enumerate(_unwrap(decode(content)), 1)
    ]
    return Document(name, media_type, tuple(paragraphs))


def _unwrap(text: str) -> list[str]:
    """The paragraphs, one a line; a long line without an end goes on where the next begins in lower case."""
    paragraphs: list[str] = []
    may_go_on = False
    for raw in text.split("\n"):
        line = clean_text(raw)
        if may_go_on and line and line[0].islower() and not _LIST_ITEM.match(line):
            paragraphs[-1] = f"{paragraphs[-1]} {line}"
        elif line:
            paragraphs.append(line)
        may_go_on = len(line) >= _SHORTEST_WRAPPED_LINE and not is_sentence_end(line)
    return paragraphs


def is_sentence_end(line: str) -> bool:
    """Whether a line ends as a sentence or an announcement does."""
    return line.endswith((".", "!", "?", ";", ":"))


def role_of(text: str) -> Role:
    """Heading, list item or body, by how a line begins and ends."""
    if _LIST_ITEM.match(text):
        return "list_item"
    is_short = len(text) <= LONGEST_HEADING and not text.endswith(_ENDS)
    if is_short and (_NUMBERED.match(text) or text.isupper()):
        return "heading"
    return "body"
