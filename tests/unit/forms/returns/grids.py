"""Forms as grids, for the tests of this room. All figures are invented (số liệu giả định)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from orchestration.reports.document import Cell, Document, Location, Paragraph, Table
from orchestration.reports.forms.returns.reading import read_returns

if TYPE_CHECKING:
    from collections.abc import Sequence

    from orchestration.reports.records import Record

HEADS = ["Đơn vị báo cáo: UBND tỉnh Lâm Đồng", "Kỳ báo cáo: từ ngày 15/6/2025 đến ngày 14/9/2025"]
LABELS = ["TT", "Lĩnh vực, công việc giải quyết theo cấp"]
_RECEIVED, _SETTLED, _PENDING = "Số hồ sơ nhận giải quyết", "Số lượng hồ sơ đã giải quyết", "Đang giải quyết"
_ALL = "Tổng số"
OFFICIAL = [
    [*LABELS, _RECEIVED, "", "", "", _SETTLED, "", "", "", _PENDING, "", ""],
    [
        "",
        "",
        _ALL,
        "Trong kỳ",
        "",
        "Từ kỳ trước",
        _ALL,
        "Trước hạn",
        "Đúng hạn",
        "Quá hạn",
        _ALL,
        "Trong hạn",
        "Quá hạn",
    ],
    ["", "", "", "Trực tuyến", "Trực tiếp, dịch vụ bưu chính"],
    ["(1)", "(2)", "(3)=(4)+(5)+(6)", *(f"({n})" for n in range(4, 14))],
]

Value = str | int | float | Cell


def grid(rows: Sequence[Sequence[Value]], *, sheet: str = "Biểu", page: int | None = None) -> Table:
    """A table of these texts and stored numbers, padded to the widest row."""
    width = max(map(len, rows))
    cells = []
    for at, row in enumerate(rows, 1):
        places = [
            Location(page, None if page else sheet, 1 if page else None, at, n + 1) for n in range(width)
        ]
        padded = [*row, *[""] * (width - len(row))]
        cells.append(tuple(_cell(value, place) for value, place in zip(padded, places, strict=True)))
    return Table(tuple(cells), cells[0][0].location)


def _cell(value: Value, place: Location) -> Cell:
    if isinstance(value, Cell):
        return Cell(value.text, place, value.number, confidence=value.confidence)
    return Cell(str(value), place, None if isinstance(value, str) else float(value))


def document(*tables: Table, heads: Sequence[str] = HEADS) -> Document:
    """A document of the heads and the tables."""
    lines = tuple(Paragraph(line, Location(block=n)) for n, line in enumerate(heads, 1))
    return Document("bao-cao.xlsx", "application/x", (*lines, *tables))


def official(*body: Sequence[Value], heads: Sequence[str] = HEADS) -> tuple[Record, ...]:
    """The rows of a form 06 in its official layout with this body."""
    return read_returns(document(grid([*OFFICIAL, *body]), heads=heads))


def kinds(records: Sequence[Record]) -> dict[object, object]:
    """The kind of each row by its label."""
    return {record.values["row_label"]: record.values["row_kind"] for record in records}
