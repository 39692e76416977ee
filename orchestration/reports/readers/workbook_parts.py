"""What calamine does not tell of a workbook.

From the XML of the package itself: number formats, hidden rows and columns, errors, formulas without a value.
"""

from __future__ import annotations

import posixpath
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING
from xml.etree import ElementTree
from xml.parsers import expat

from orchestration.reports.readers.number_format import BUILT_IN_FORMATS

if TYPE_CHECKING:
    import zipfile

_NAMESPACE = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_MAIN = f"{{{_NAMESPACE}}}"
_CELL, _ROW, _COLUMNS, _VALUE, _FORMULA = (f"{_NAMESPACE} {tag}" for tag in ("c", "row", "col", "v", "f"))
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_PACKAGE = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"

_LAST_COLUMN = 16_384


@dataclass(frozen=True, slots=True)
class SheetParts:
    """Of one sheet, by cell names such as "B4"; rows and columns are counted from 1.

    `formats` leaves out General. `unstored` has the formulas whose value the file does not hold, `errors`
    what stands in cells such as "#REF!".
    """

    formats: dict[str, str] = field(default_factory=dict)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    unstored: dict[str, str] = field(default_factory=dict)
    errors: dict[str, str] = field(default_factory=dict)


def sheet_parts(archive: zipfile.ZipFile) -> dict[str, SheetParts]:
    """The parts of every sheet by sheet name.

    Raises:
        KeyError: the package lacks a part.
        ElementTree.ParseError, expat.ExpatError: its XML is broken.
    """
    formats = _Formats(archive)
    return {name: _read_sheet(archive, path, formats) for name, path in sheet_paths(archive).items()}


def sheet_paths(archive: zipfile.ZipFile) -> dict[str, str]:
    """The path of each sheet in the package by its name; KeyError, ParseError as `sheet_parts`."""
    relations = ElementTree.fromstring(archive.read("xl/_rels/workbook.xml.rels"))  # noqa: S314 - size checked before
    targets = {node.get("Id"): node.get("Target", "") for node in relations.iter(_PACKAGE)}
    workbook = ElementTree.fromstring(archive.read("xl/workbook.xml"))  # noqa: S314 - size checked before
    paths = {}
    for sheet in workbook.iter(f"{_MAIN}sheet"):
        target = targets.get(sheet.get(_RELATION), "")
        path = (
            target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join("xl", target))
        )
        if path in archive.namelist():
            paths[sheet.get("name", "")] = path
    return paths


@dataclass(frozen=True)
class _Formats:
    """The format codes of a workbook; its styles are read when a cell names one."""

    archive: zipfile.ZipFile

    def of(self, style: str | None) -> str:
        """The format code of the style that a number names; "" is General."""
        return self._codes.get(style, "") if style else ""

    @cached_property
    def _codes(self) -> dict[str, str]:
        return _codes_by_style(self.archive)


def _codes_by_style(archive: zipfile.ZipFile) -> dict[str, str]:
    if "xl/styles.xml" not in archive.namelist():
        return {}
    styles = ElementTree.fromstring(archive.read("xl/styles.xml"))  # noqa: S314 - size checked before
    own = {
        int(node.get("numFmtId", "0")): node.get("formatCode", "") for node in styles.iter(f"{_MAIN}numFmt")
    }
    cells = styles.find(f"{_MAIN}cellXfs")
    ids = [int(node.get("numFmtId", "0")) for node in cells] if cells is not None else []
    codes = (own.get(number) or BUILT_IN_FORMATS.get(number, "") for number in ids)
    return {str(style): code for style, code in enumerate(codes) if code != "General"}


def _read_sheet(archive: zipfile.ZipFile, path: str, formats: _Formats) -> SheetParts:
    scan = _Scan(formats)
    with archive.open(path) as stream:
        scan.parser.ParseFile(stream)
    return scan.parts


class _Scan:
    """One pass over the XML of a sheet; texts are gathered only in cells with a formula or an error."""

    def __init__(self, formats: _Formats) -> None:
        self.parts = SheetParts()
        self.parser = expat.ParserCreate(namespace_separator=" ")
        self.parser.buffer_text = True
        self.parser.StartElementHandler = self._start
        self._formats = formats
        self._name = self._kind = self._inside = ""
        self._texts: dict[str, str] = {}

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        self._inside = tag
        if tag == _CELL:
            self._name, self._kind = attributes.get("r", ""), attributes.get("t", "n")
            if self._kind == "n" and (code := self._formats.of(attributes.get("s"))):
                self.parts.formats[self._name] = code
        if tag == _FORMULA or (tag == _CELL and self._kind == "e"):
            self._texts = dict.fromkeys((_FORMULA, _VALUE), "")
            self.parser.CharacterDataHandler, self.parser.EndElementHandler = self._text, self._end
        elif tag == _ROW and _is_hidden(attributes):
            self.parts.hidden_rows.add(int(attributes.get("r", "0")))
        elif tag == _COLUMNS and _is_hidden(attributes):
            last = min(int(attributes.get("max", "0")), _LAST_COLUMN)
            self.parts.hidden_columns.update(range(int(attributes.get("min", "1")), last + 1))

    def _text(self, text: str) -> None:
        if self._inside in self._texts:
            self._texts[self._inside] += text

    def _end(self, tag: str) -> None:
        self._inside = ""
        if tag != _CELL:
            return
        formula, value = self._texts[_FORMULA], self._texts[_VALUE]
        if self._kind == "e":
            self.parts.errors[self._name] = value or "#N/A"
        elif not value and self._kind != "str":
            self.parts.unstored[self._name] = f"={formula}"
        self.parser.CharacterDataHandler = self.parser.EndElementHandler = None


def _is_hidden(attributes: dict[str, str]) -> bool:
    return attributes.get("hidden") in {"1", "true"}
