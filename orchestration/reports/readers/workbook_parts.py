"""What calamine does not tell of a workbook.

From the XML of the package itself: number formats, hidden rows and columns, errors, formulas without a value.
"""

from __future__ import annotations

import io
import posixpath
import zipfile
from dataclasses import dataclass, field
from xml.etree import ElementTree

from orchestration.reports.readers.number_format import BUILT_IN_FORMATS

_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
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
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    unstored: dict[str, str] = field(default_factory=dict)
    errors: dict[str, str] = field(default_factory=dict)


def sheet_parts(content: bytes) -> dict[str, SheetParts]:
    """The parts of every sheet by sheet name.

    Raises:
        KeyError, ElementTree.ParseError: when the package lacks a part or its XML is broken.
    """
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        formats = _cell_formats(archive)
        return {name: _read_sheet(archive, path, formats) for name, path in _sheet_paths(archive).items()}


def _sheet_paths(archive: zipfile.ZipFile) -> dict[str, str]:
    relations = ElementTree.fromstring(archive.read("xl/_rels/workbook.xml.rels"))  # noqa: S314 - size checked before
    targets = {node.get("Id"): node.get("Target", "") for node in relations.iter(_PACKAGE)}
    workbook = ElementTree.fromstring(archive.read("xl/workbook.xml"))  # noqa: S314
    paths = {}
    for sheet in workbook.iter(f"{_MAIN}sheet"):
        target = targets.get(sheet.get(_RELATION), "")
        path = (
            target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join("xl", target))
        )
        if path in archive.namelist():
            paths[sheet.get("name", "")] = path
    return paths


def _cell_formats(archive: zipfile.ZipFile) -> list[str]:
    """Format code by the index that a cell names; "" is General."""
    if "xl/styles.xml" not in archive.namelist():
        return []
    styles = ElementTree.fromstring(archive.read("xl/styles.xml"))  # noqa: S314
    own = {
        int(node.get("numFmtId", "0")): node.get("formatCode", "") for node in styles.iter(f"{_MAIN}numFmt")
    }
    cells = styles.find(f"{_MAIN}cellXfs")
    ids = [int(node.get("numFmtId", "0")) for node in cells] if cells is not None else []
    codes = (own.get(number) or BUILT_IN_FORMATS.get(number, "") for number in ids)
    return ["" if code == "General" else code for code in codes]


def _read_sheet(archive: zipfile.ZipFile, path: str, formats: list[str]) -> SheetParts:
    codes: dict[str, str] = {}
    unstored: dict[str, str] = {}
    errors: dict[str, str] = {}
    rows: set[int] = set()
    columns: set[int] = set()
    with archive.open(path) as stream:
        for _, node in ElementTree.iterparse(stream):  # noqa: S314
            if node.tag == f"{_MAIN}col" and _is_hidden(node):
                last = min(int(node.get("max", "0")), _LAST_COLUMN)
                columns.update(range(int(node.get("min", "1")), last + 1))
            if node.tag != f"{_MAIN}row":
                continue
            if _is_hidden(node):
                rows.add(int(node.get("r", "0")))
            for cell in node.iter(f"{_MAIN}c"):
                name, kind, style = cell.get("r", ""), cell.get("t", "n"), int(cell.get("s", "0"))
                stored, formula = cell.findtext(f"{_MAIN}v"), cell.find(f"{_MAIN}f")
                if kind == "n" and style < len(formats) and formats[style]:
                    codes[name] = formats[style]
                if kind == "e":
                    errors[name] = stored or "#N/A"
                elif formula is not None and not stored and kind != "str":
                    unstored[name] = f"={formula.text or ''}"
            node.clear()
    return SheetParts(codes, frozenset(rows), frozenset(columns), unstored, errors)


def _is_hidden(node: ElementTree.Element) -> bool:
    return node.get("hidden") in {"1", "true"}
