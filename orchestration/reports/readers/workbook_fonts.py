"""Texts of a workbook that stand in legacy Vietnamese fonts, made Unicode.

Only a workbook whose styles name such a font is looked at. Not here: which encoding a font prints
(`cleaning/legacy`), sheets without such fonts (judged by their spelling).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple
from xml.etree import ElementTree

from orchestration.reports.cleaning.legacy import charset_of_font, decode_run
from orchestration.reports.document import clean_text
from orchestration.reports.readers.workbook_parts import sheet_paths

if TYPE_CHECKING:
    import zipfile
    from collections.abc import Iterator

_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_NAME = re.compile(r"([A-Z]{1,3})(\d{1,7})")
_LEGACY = re.compile(rb"val=\"(?:\.?vn|vps|viscii)", re.IGNORECASE)
"""Before any XML is parsed: nearly no workbook names such a font."""
_STYLES, _STRINGS = "xl/styles.xml", "xl/sharedStrings.xml"


class _Piece(NamedTuple):
    """A text, and the font that it states for itself."""

    text: str
    font: str | None


def texts_in_legacy_fonts(archive: zipfile.ZipFile) -> dict[str, dict[tuple[int, int], str]]:
    """By sheet, and by row and column from 1, the texts that a legacy font prints, in Unicode.

    Raises:
        KeyError, ElementTree.ParseError: when the package lacks a part or its XML is broken.
    """
    names = archive.namelist()
    styles = archive.read(_STYLES) if _STYLES in names else b""
    fonts = _fonts_of_cells(styles) if _LEGACY.search(styles) else []
    if not any(map(charset_of_font, fonts)):
        return {}
    strings = list(_shared_strings(archive)) if _STRINGS in names else []
    return {
        name: dict(_decoded_cells(archive, path, fonts, strings))
        for name, path in sheet_paths(archive).items()
    }


def _fonts_of_cells(styles: bytes) -> list[str | None]:
    """The name of the font by the style that a cell names."""
    root = ElementTree.fromstring(styles)  # noqa: S314 - size checked before
    fonts = root.find(f"{_MAIN}fonts")
    names = [_value(font.find(f"{_MAIN}name")) for font in fonts] if fonts is not None else []
    cells = root.find(f"{_MAIN}cellXfs")
    numbers = [int(cell.get("fontId", "0")) for cell in cells] if cells is not None else []
    return [names[number] if number < len(names) else None for number in numbers]


def _shared_strings(archive: zipfile.ZipFile) -> Iterator[list[_Piece]]:
    with archive.open(_STRINGS) as stream:
        for _, node in ElementTree.iterparse(stream):  # noqa: S314 - size checked before
            if node.tag == f"{_MAIN}si":
                yield _pieces(node)
                node.clear()


def _pieces(node: ElementTree.Element) -> list[_Piece]:
    """The runs of a string; what is only read aloud (phonetic runs) is no part of it."""
    pieces = []
    for part in node:
        if part.tag == f"{_MAIN}t":
            pieces.append(_Piece(part.text or "", None))
        elif part.tag == f"{_MAIN}r":
            font = _value(part.find(f"{_MAIN}rPr/{_MAIN}rFont"))
            pieces.append(_Piece(part.findtext(f"{_MAIN}t") or "", font))
    return pieces


def _decoded_cells(
    archive: zipfile.ZipFile, path: str, fonts: list[str | None], strings: list[list[_Piece]]
) -> Iterator[tuple[tuple[int, int], str]]:
    with archive.open(path) as stream:
        for _, node in ElementTree.iterparse(stream):  # noqa: S314 - size checked before
            if node.tag != f"{_MAIN}row":
                continue
            for cell in node.iter(f"{_MAIN}c"):
                name = _NAME.fullmatch(cell.get("r", ""))
                pieces = _text_of(cell, strings)
                style = int(cell.get("s", "0"))
                own = fonts[style] if style < len(fonts) else None
                if name and any(charset_of_font(piece.font or own) for piece in pieces):
                    text = "".join(decode_run(piece.text, piece.font or own) for piece in pieces)
                    yield (int(name[2]), _column(name[1])), clean_text(text)
            node.clear()


def _text_of(cell: ElementTree.Element, strings: list[list[_Piece]]) -> list[_Piece]:
    kind, stored = cell.get("t", "n"), cell.findtext(f"{_MAIN}v") or ""
    if kind == "s":
        number = int(stored) if stored.isdigit() else len(strings)
        return strings[number] if number < len(strings) else []
    if kind == "str":
        return [_Piece(stored, None)]
    inline = cell.find(f"{_MAIN}is")
    return _pieces(inline) if inline is not None else []


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number


def _value(node: ElementTree.Element | None) -> str | None:
    return node.get("val") if node is not None else None
