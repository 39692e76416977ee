"""The blocks of a part of a Word file: paragraphs with their roles, tables, the tables that only place text.

Not here: which parts a file has (`docx`), the text of a paragraph (`docx_text`).
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from orchestration.reports.document import Block, Location, Paragraph, Role, Table, clean_text
from orchestration.reports.readers.docx_numbering import Numbering
from orchestration.reports.readers.docx_package import RELATION_ID, W, numbering_of
from orchestration.reports.readers.docx_table import (
    PlacedCell,
    has_borders,
    has_inner_lines,
    place_cells,
    rows_of,
)
from orchestration.reports.readers.docx_text import LINE_BREAK, Line, TextReader
from orchestration.reports.readers.grid import Span, table_of_spans
from orchestration.reports.readers.html import read_html
from orchestration.reports.readers.html_archive import read_html_archive
from orchestration.reports.readers.page_tables import is_page_table, is_page_text, join_names
from orchestration.reports.readers.sniffing import Format, sniff
from orchestration.reports.readers.text import LONGEST_HEADING, is_sentence_end, role_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml import etree

    from orchestration.reports.readers.docx_package import Package, Style

_CONTAINERS = frozenset(
    f"{W}{tag}" for tag in ("sdt", "sdtContent", "customXml", "ins", "moveTo", "txbxContent", "smartTag")
)
_CONTENTS_STYLE = re.compile(r"^(?:toc \d|table of figures)$")
_PAGES = {Format.HTML: read_html, Format.HTML_ARCHIVE: read_html_archive}
_MOST_CELLS_OF_A_FRAME = 4
_SENTENCE_ENDS = ".,;:!?…"
_PAGE_NUMBER = re.compile(r"^\W*(?:(?:trang|page)\s*)?\d*(?:\s*(?:/|of|trên)\s*\d+)?\W*$", re.IGNORECASE)


class BlockReader:
    """Collects the blocks of a document, part after part, in reading order."""

    def __init__(self, package: Package) -> None:
        self.blocks: list[Block] = []
        self.pictures = 0
        self._package = package
        self._numbering = Numbering(package.part("numbering"))
        self._text = TextReader(package)
        self._paragraphs = 0
        self._tables = 0
        self._pending = ""
        styles = package.part("styles")
        self._lined = frozenset(
            style.get(f"{W}styleId", "")
            for style in (styles.iter(f"{W}style") if styles is not None else ())
            if has_inner_lines(style)
        )

    def read(self, part: etree._Element) -> None:
        """Add all blocks of a part."""
        for node in _block_nodes(part):
            if node.tag == f"{W}p":
                self._add_paragraph(node)
            elif node.tag == f"{W}tbl":
                self._add_table(node)
            else:
                self._add_page(node)

    def read_caption(self, part: etree._Element) -> None:
        """Add a note as one caption."""
        self.add_caption(self._joined(part))

    def add_caption(self, text: str) -> None:
        """Add a text as a caption, unless it is empty."""
        self._add(text, "caption")

    def running_lines(self, part: etree._Element, *, may_be_letterhead: bool) -> list[str]:
        """The lines of a page head or foot without page numbers; a letterhead becomes blocks instead."""
        outer, self.blocks = self.blocks, []
        self.read(part)
        blocks, self.blocks = self.blocks, outer
        lines = [block.text for block in blocks if isinstance(block, Paragraph)]
        if may_be_letterhead and any(map(is_page_text, lines)):
            self.blocks.extend(blocks)
            return []
        rows = (row for table in blocks if isinstance(table, Table) for row in table.rows)
        lines += [" ".join(cell.text for cell in row if not cell.is_repeated) for row in rows]
        return [line for line in map(clean_text, lines) if not _PAGE_NUMBER.match(line)]

    def _add_paragraph(self, node: etree._Element) -> None:
        style = self._text.style_of(node)
        line = self._text.read(node)
        self.pictures += line.pictures
        lines = _lines(self._pending + line.text)
        self._pending = ""
        if node.find(f"{W}pPr/{W}rPr/{W}del") is not None:
            # the end of this paragraph was deleted: it goes on in the next
            self._pending = line.text
        elif lines and not _CONTENTS_STYLE.match(style.name):
            label = self._label(node, style)
            lines[0] = f"{label} {lines[0]}" if label else lines[0]
            depth = 0 if style.outline is None else style.outline + 1
            for text in lines:
                self._add(text, _role(text, style, line, is_bullet=label == ""), depth)
        for box in line.boxes:
            self.read(box)

    def _add_page(self, node: etree._Element) -> None:
        """An HTML page that stands for a part of the text, as web applications export it."""
        path = dict(self._package.related("aFChunk")).get(node.get(RELATION_ID, ""), "")
        content = self._package.content(path) or b""
        kind = sniff(content, path)
        if kind not in _PAGES:
            self.add_caption(f"(embedded {kind.value}, not read)")
            return
        for block in _PAGES[kind](content, path, kind.value).blocks:
            if isinstance(block, Paragraph):
                self._add(block.text, block.role, block.depth)
            else:
                self._tables += 1
                self.blocks.append(_renumbered(block, self._tables))

    def _label(self, node: etree._Element, style: Style) -> str | None:
        listed = numbering_of(node.find(f"{W}pPr")) or style.numbering
        return self._numbering.label(*listed) if listed else None

    def _add(self, text: str, role: Role, depth: int = 0) -> None:
        if text:
            self._paragraphs += 1
            self.blocks.append(Paragraph(text, Location(block=self._paragraphs), role, depth=depth))

    def _add_table(self, node: etree._Element) -> None:
        cells = place_cells(node, rows_of(node))
        inner = [table for cell in cells for table in _outermost_tables(cell.node)]
        is_frame = bool(inner) and len(cells) <= _MOST_CELLS_OF_A_FRAME
        if is_frame or len({cell.left for cell in cells}) <= 1:
            for cell in cells:
                self.read(cell.node)
            return
        texts = [self._joined(cell.node, has_labels=False) for cell in cells]
        rows: dict[int, list[str]] = {}
        for cell, text in zip(cells, texts, strict=True):
            rows.setdefault(cell.top, []).append(text)
        if is_page_table(list(rows.values()), has_borders=has_borders(node, self._lined)):
            self._read_columns(cells)
            return
        placed = [
            Span(self._joined(cell.node), cell.top, cell.left, cell.bottom, cell.right) for cell in cells
        ]
        table = table_of_spans(placed, self._tables + 1)
        if table.rows:
            self._tables += 1
            self.blocks.append(table)
        for nested in inner:
            self._add_table(nested)

    def _read_columns(self, cells: list[PlacedCell]) -> None:
        """A table that places text, column by column: all lines of a body's name before the motto."""
        for cell in sorted(cells, key=lambda cell: cell.left):
            start = len(self.blocks)
            self.read(cell.node)
            added = self.blocks[start:]
            lines = [block.text for block in added if isinstance(block, Paragraph)]
            if len(lines) == len(added):
                del self.blocks[start:]
                self._paragraphs -= len(added)
                for text in join_names(lines):
                    self._add(text, "body")

    def _joined(self, node: etree._Element, *, has_labels: bool = True) -> str:
        """All text of a cell or a note in one line, without that of tables inside it.

        Labels of lists are counted on as they are read: a cell that is read again asks for none.
        """
        texts = []
        for paragraph in _block_nodes(node):
            if paragraph.tag != f"{W}p":
                continue
            style, line = self._text.style_of(paragraph), self._text.read(paragraph)
            self.pictures += line.pictures
            label = self._label(paragraph, style) if has_labels else None
            boxes = (self._joined(box, has_labels=has_labels) for box in line.boxes)
            texts.append(" ".join(filter(None, (label, line.text.replace(LINE_BREAK, " "), *boxes))))
        return clean_text(" ".join(texts))


def _block_nodes(part: etree._Element) -> Iterator[etree._Element]:
    """The paragraphs, tables and embedded pages of a part, also those in content controls."""
    for node in part:
        if node.tag in {f"{W}p", f"{W}tbl", f"{W}altChunk"}:
            yield node
        elif node.tag in _CONTAINERS:
            yield from _block_nodes(node)


def _renumbered(table: Table, number: int) -> Table:
    rows = tuple(
        tuple(cell._replace(location=cell.location._replace(block=number)) for cell in row)
        for row in table.rows
    )
    return replace(table, rows=rows, location=table.location._replace(block=number))


def _outermost_tables(node: etree._Element) -> list[etree._Element]:
    return [child for child in _block_nodes(node) if child.tag == f"{W}tbl"]


def _lines(text: str) -> list[str]:
    """The lines between soft breaks; one that begins in lower case goes on with an unfinished one."""
    lines: list[str] = []
    for raw in text.split(LINE_BREAK):
        line = clean_text(raw)
        if line and lines and line[0].islower() and not is_sentence_end(lines[-1]):
            lines[-1] = f"{lines[-1]} {line}"
        elif line:
            lines.append(line)
    return lines


def _role(text: str, style: Style, line: Line, *, is_bullet: bool) -> Role:
    if style.outline is not None or style.name.startswith("heading") or style.name in {"title", "subtitle"}:
        return "heading"
    if style.name == "caption":
        return "caption"
    if is_bullet or style.name.startswith("list bullet"):
        return "list_item"
    is_bold = line.letters > 0 and line.bold_letters == line.letters
    is_marked = is_bold and len(text) <= LONGEST_HEADING and text[-1:] not in _SENTENCE_ENDS
    return "heading" if is_marked else role_of(text)
