"""Builds Word files for tests: by python-docx, with XML put in where it has no words for something."""

from __future__ import annotations

import io
import re
import zipfile
from typing import TYPE_CHECKING

import docx
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

if TYPE_CHECKING:
    from docx.document import Document as WordDocument
    from docx.table import Table as WordTable

    from orchestration.reports.document import Table


def new_document() -> WordDocument:
    return docx.Document()


def saved(document: WordDocument) -> bytes:
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def add_xml(document: WordDocument, body: str) -> None:
    """Put a paragraph or a table, written as XML with the prefix w, at the end of a document."""
    body = re.sub(r"^<[\w:]+", lambda tag: f"{tag.group()} {nsdecls('w')}", body)
    document.element.body.insert(len(document.element.body) - 1, parse_xml(body))


def with_parts(content: bytes, **changed: bytes) -> bytes:
    """A package with parts replaced or added; "__" in a name stands for "/", "_dot_" for a point."""
    parts = {name.replace("__", "/").replace("_dot_", "."): part for name, part in changed.items()}
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(buffer, "w") as new:
        for name in dict.fromkeys((*old.namelist(), *parts)):
            new.writestr(name, parts[name] if name in parts else old.read(name))
    return buffer.getvalue()


def add_grid(document: WordDocument, rows: list[list[str]], style: str | None = "Table Grid") -> WordTable:
    table = document.add_table(len(rows), len(rows[0]), style)
    for row, texts in zip(table.rows, rows, strict=True):
        for cell, text in zip(row.cells, texts, strict=True):
            cell.text = text
    return table


def grid(table: Table) -> list[list[str]]:
    return [[cell.text for cell in row] for row in table.rows]


def repeated(table: Table) -> list[list[int]]:
    return [[int(cell.is_repeated) for cell in row] for row in table.rows]
