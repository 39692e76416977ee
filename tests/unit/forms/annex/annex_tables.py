"""Annexes for the tests, built as documents.

All figures are invented (số liệu giả định). No test lives here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from orchestration.reports.document import Cell, Document, Location, Paragraph, Table
from orchestration.reports.forms.annex.reading import read_annexes

if TYPE_CHECKING:
    from orchestration.reports.records import Record

HEADER = "STT | Tiêu chí | Đơn vị tính | Kết quả | Ghi chú"
TITLE = (
    "UBND TỈNH BẮC KẠN",
    "Phụ lục: Thống kê số liệu cải cách hành chính quý III năm 2024 (từ ngày 15/6/2024 đến ngày 14/9/2024)",
    "(số liệu giả định)",
)


def table(text: str, page: int = 1, block: int = 1) -> Table:
    """A table of one row a line, cells parted by "|"; a cell "^" repeats the one above."""
    lines = [[cell.strip() for cell in line.split("|")] for line in text.strip().splitlines()]
    rows: list[tuple[Cell, ...]] = []
    for number, line in enumerate(lines, 1):
        row = []
        for column, cell in enumerate(line, 1):
            place = Location(page=page, block=block, row=number, column=column)
            above = rows[-1][column - 1].text if cell == "^" else cell
            row.append(Cell(above, place, is_repeated=cell == "^"))
        rows.append(tuple(row))
    return Table(tuple(rows), rows[0][0].location)


def document(*tables: Table, title: tuple[str, ...] = TITLE) -> Document:
    lines = tuple(Paragraph(line, Location(page=1, block=number)) for number, line in enumerate(title, 1))
    return Document("phu-luc.docx", "application/x-test", (*lines, *tables))


def read(*rows: str, header: str = HEADER, title: tuple[str, ...] = TITLE) -> list[Record]:
    """The records of an annex with these rows under a header."""
    return list(read_annexes(document(table("\n".join((header, *rows))), title=title)))


def told(records: list[Record]) -> list[str]:
    """Each record in a line: indicator, layer or kind where not plain, value; refusals by their reason."""
    lines = []
    for record in records:
        values = record.values
        code = str(values["agency_code"] or "?")
        layer = code.partition("/")[2]
        kind = "" if values["kind"] == "actual" else f" [{values['kind']}]"
        refused = f" ✗ {record.issues[0].code}" if record.issues else ""
        value = values["value"]
        shown = f"{value:g}" if isinstance(value, float) else "none"
        lines.append(f"{values['indicator_code']}{'@' + layer if layer else ''}{kind} = {shown}{refused}")
    return lines
