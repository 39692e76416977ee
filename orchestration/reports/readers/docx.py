"""Word files (DOCX, DOCM): heads, paragraphs and tables in reading order, then notes and running lines.

Belongs here: the order and the roles of blocks. Macros are never run, outside content is never fetched.
"""

from __future__ import annotations

import zipfile
from typing import TYPE_CHECKING

from lxml import etree

from data_contracts.reasons import PermanentFailure, ReasonCode
from orchestration.reports.document import Document, Paragraph
from orchestration.reports.readers.docx_blocks import BlockReader
from orchestration.reports.readers.docx_package import W, open_package
from orchestration.reports.readers.failures import refusal

if TYPE_CHECKING:
    from orchestration.reports.document import Block
    from orchestration.reports.readers.docx_package import Package

_NOTE_KINDS = (("footnotes", "footnote"), ("endnotes", "endnote"))


def read_docx(content: bytes, name: str, media_type: str) -> Document:
    """A document of the file's paragraphs and tables.

    A letterhead in the page head comes first; footnotes, endnotes and other lines of page heads and feet come
    last, as captions, each text once.

    Raises:
        PermanentFailure: damaged, or without any text.
    """
    try:
        blocks, pictures = _read(open_package(content))
    except (zipfile.BadZipFile, etree.XMLSyntaxError, KeyError, RecursionError, RuntimeError) as error:
        raise _damaged(str(error) or type(error).__name__) from error
    if not blocks:
        found = f"{pictures} pictures and no text" if pictures else "no text"
        advice = "Where its pages are pictures, save it as PDF and drop that: a PDF is read by recognition."
        raise refusal(ReasonCode.EMPTY_FILE, "a document with text", found, advice)
    return Document(name, media_type, tuple(blocks))


def _read(package: Package) -> tuple[list[Block], int]:
    root = package.xml(package.main_path)
    body = root.find(f"{W}body") if root is not None else None
    if body is None:
        raise KeyError(f"{package.main_path} has no body")
    reader = BlockReader(package)
    running = []
    for kind in ("header", "footer"):
        for _, path in package.related(kind):
            part = package.xml(path)
            if part is not None:
                running.append(reader.running_lines(part, may_be_letterhead=kind == "header"))
    reader.read(body)
    for kind, tag in _NOTE_KINDS:
        notes = package.part(kind)
        if notes is not None:
            for note in notes.iterchildren(f"{W}{tag}"):
                reader.read_caption(note)
    seen = {block.text for block in reader.blocks if isinstance(block, Paragraph)}
    for text in dict.fromkeys(text for lines in running for text in lines):
        if text not in seen:
            reader.add_caption(text)
    return reader.blocks, reader.pictures


def _damaged(detail: str) -> PermanentFailure:
    return refusal(
        ReasonCode.UNREADABLE_FILE,
        "a complete Word file",
        f"a damaged one ({detail})",
        "Open it in a word processor, save it as a new .docx, and drop that file.",
    )
