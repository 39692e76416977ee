"""The text of one Word paragraph as printed: what was deleted or hidden is gone, fields show their results.

Belongs here: everything inside a paragraph. Not here: tables and the order of blocks (`docx`, `docx_table`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from orchestration.reports.cleaning.legacy import decode_run
from orchestration.reports.readers.docx_package import Package, Style, W, font_of, is_on, value
from orchestration.reports.readers.symbols import is_symbol_font, symbol_text

if TYPE_CHECKING:
    from collections.abc import Callable

    from lxml import etree

_MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_GONE = frozenset(
    f"{W}{tag}" for tag in ("del", "moveFrom", "instrText", "delText", "pPr", "rPr", "rt", "sdtPr")
)
_BREAKS = frozenset({f"{W}br", f"{W}cr"})
_NOTE_MARKS = frozenset(f"{W}{tag}" for tag in ("footnoteReference", "endnoteReference"))
_PLAIN = {f"{W}tab": "\t", f"{W}noBreakHyphen": "-", f"{W}ptab": "\t"}
_RAISED_MARK = re.compile(r"\s*[(\[]?(?:\d{1,2}|\*{1,3})[)\]]?\s*")
_UNIT_BEFORE_EXPONENT = re.compile(r"(?:^|[\s\d/(])[kcdmh]?[ma]$")
LINE_BREAK = "\v"


@dataclass(slots=True)
class Line:
    """What a paragraph holds: text with `LINE_BREAK` at soft breaks, and the boxes anchored in it."""

    pieces: list[tuple[str, str | None]] = field(default_factory=list)
    boxes: list[etree._Element] = field(default_factory=list)
    letters: int = 0
    bold_letters: int = 0
    pictures: int = 0

    def add(self, text: str, font: str | None = None, *, is_bold: bool = False) -> None:
        """Go on with a text; runs of one font stay together, for a letter may be cut by a run's end."""
        if self.pieces and self.pieces[-1][1] == font:
            text = self.pieces.pop()[0] + text
        self.pieces.append((text, font))
        self.letters += sum(map(str.isalpha, text))
        self.bold_letters += sum(map(str.isalpha, text)) if is_bold else 0

    @property
    def text(self) -> str:
        """All pieces joined."""
        return "".join(decode_run(text, font) for text, font in self.pieces)


class TextReader:
    """Reads the paragraphs of one part in order: a field may begin in one of them and end in another."""

    def __init__(self, package: Package) -> None:
        self._package = package
        self._fields: list[bool] = []
        """For each field that is open: whether its result has begun."""
        self._contents: list[int] = []
        """The depths of the open fields that are tables of contents."""

    def read(self, paragraph: etree._Element) -> Line:
        """The line of a paragraph; empty inside a table of contents, which repeats the headings."""
        line = Line()
        style = self.style_of(paragraph)
        if not style.is_hidden:
            self._walk(paragraph, line, style)
        return line

    def style_of(self, paragraph: etree._Element) -> Style:
        """The style of a paragraph, or the document's own where it names none."""
        name = value(paragraph, f"{W}pPr/{W}pStyle")
        return self._package.styles.get(name or "", self._package.default_style)

    def _walk(self, node: etree._Element, line: Line, style: Style) -> None:
        for child in node:
            tag = child.tag
            if tag in _GONE or not isinstance(tag, str):
                continue
            if tag == f"{W}r":
                self._run(child, line, style)
            elif tag == f"{W}fldSimple":
                if not _is_contents(child.get(f"{W}instr", "")):
                    self._walk(child, line, style)
            elif tag == f"{_MATH}f":
                self._fraction(child, line, style)
            elif tag == f"{_MATH}t":
                line.add(child.text or "")
            elif tag == f"{_MC}AlternateContent":
                self._alternative(child, line, lambda inner: self._walk(inner, line, style))
            else:
                self._walk(child, line, style)

    def _fraction(self, node: etree._Element, line: Line, style: Style) -> None:
        for number, part in enumerate(("num", "den")):
            line.add("/" if number else "")
            for inner in node.iter(f"{_MATH}{part}"):
                self._walk(inner, line, style)
                break

    def _run(self, run: etree._Element, line: Line, style: Style) -> None:
        properties = run.find(f"{W}rPr")
        own = self._package.styles.get(value(properties, f"{W}rStyle") or "")
        is_hidden = is_on(properties, f"{W}vanish") or (own is not None and own.is_hidden)
        font = font_of(properties) or (own.font if own else None) or style.font
        is_bold = is_on(properties, f"{W}b")
        piece = Line()
        has_own_mark = False
        for child in run:
            if child.tag == f"{W}fldChar":
                self._field(child)
            elif child.tag == f"{W}instrText":
                self._instruction(child.text or "")
            elif is_hidden or any(not has_result for has_result in self._fields) or self._contents:
                continue
            elif child.tag in _NOTE_MARKS:
                has_own_mark = has_own_mark or child.get(f"{W}customMarkFollows") in {"1", "true"}
            else:
                self._content(child, piece, font)
        if not has_own_mark and not (_is_raised(properties) and _is_mark(piece.text, line.text)):
            for text, its_font in piece.pieces:
                line.add(text, its_font, is_bold=is_bold)
        line.boxes.extend(piece.boxes)
        line.pictures += piece.pictures

    def _content(self, node: etree._Element, line: Line, font: str | None) -> None:
        tag = node.tag
        if tag == f"{W}t":
            text = node.text or ""
            line.add(symbol_text(text, font) if is_symbol_font(font) else text, font)
        elif tag in _BREAKS:
            line.add(LINE_BREAK)
        elif tag in _PLAIN:
            line.add(_PLAIN[tag])
        elif tag == f"{W}sym":
            code = node.get(f"{W}char", "")
            symbol = chr(int(code, 16)) if re.fullmatch("[0-9A-Fa-f]{1,4}", code) else ""
            line.add(symbol_text(symbol, node.get(f"{W}font")))
        elif tag == f"{_MC}AlternateContent":
            self._alternative(node, line, lambda inner: self._contents_of(inner, line, font))
        elif tag in {f"{W}drawing", f"{W}pict", f"{W}object"}:
            self._drawing(node, line)

    def _contents_of(self, node: etree._Element, line: Line, font: str | None) -> None:
        for child in node:
            self._content(child, line, font)

    @staticmethod
    def _drawing(node: etree._Element, line: Line) -> None:
        boxes = [
            box
            for box in node.iter(f"{W}txbxContent")
            if not any(outer.tag == f"{W}txbxContent" for outer in _ancestors_below(box, node))
            and not any(outer.tag == f"{_MC}Fallback" for outer in _ancestors_below(box, node))
        ]
        line.boxes.extend(boxes)
        line.pictures += 0 if boxes else 1

    @staticmethod
    def _alternative(node: etree._Element, line: Line, read: Callable[[etree._Element], None]) -> None:
        """Read the newer of two ways to say the same, or the older where the newer says nothing."""
        before = len(line.pieces), len(line.boxes), line.pictures
        for choice in (*node.iter(f"{_MC}Choice"), *node.iter(f"{_MC}Fallback")):
            read(choice)
            if (len(line.pieces), len(line.boxes), line.pictures) != before:
                return

    def _field(self, mark: etree._Element) -> None:
        kind = mark.get(f"{W}fldCharType")
        if kind == "begin":
            self._fields.append(False)
        elif kind == "separate" and self._fields:
            self._fields[-1] = True
        elif kind == "end" and self._fields:
            if self._contents and self._contents[-1] == len(self._fields):
                self._contents.pop()
            self._fields.pop()

    def _instruction(self, text: str) -> None:
        is_of_open_field = bool(self._fields) and not self._fields[-1]
        if is_of_open_field and _is_contents(text) and len(self._fields) not in self._contents:
            self._contents.append(len(self._fields))


def _is_contents(instruction: str) -> bool:
    return instruction.strip().upper().startswith("TOC ")


def _ancestors_below(node: etree._Element, top: etree._Element) -> list[etree._Element]:
    found = []
    for ancestor in node.iterancestors():
        if ancestor is top:
            break
        found.append(ancestor)
    return found


def _is_raised(properties: etree._Element | None) -> bool:
    return value(properties, f"{W}vertAlign") == "superscript"


def _is_mark(text: str, before: str) -> bool:
    """Whether a raised text is the mark of a note: "98,5" and a raised 1 are not 98,51; m and 2 are m2."""
    return _RAISED_MARK.fullmatch(text) is not None and not _UNIT_BEFORE_EXPONENT.search(before)
