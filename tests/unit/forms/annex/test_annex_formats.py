"""One annex as a workbook, a web page and a Word file gives the same rows, and they keep the contract."""

from __future__ import annotations

from io import BytesIO

import docx
import openpyxl
import pytest
from annex_tables import HEADER, TITLE, told

from data_contracts.enforcement import enforce
from data_contracts.frames import frame_from_records
from data_contracts.model import load_table
from data_contracts.references import load_references
from orchestration.reports.reading import read_report

ROWS = (
    HEADER,
    "1 | CÔNG TÁC CHỈ ĐẠO | | |",
    "1.1 | Số nhiệm vụ đề ra trong kế hoạch | Nhiệm vụ | 45 |",
    "1.2 | Hình thức khảo sát (Trực tuyến = 0; Phát phiếu = 1) | | 1 |",
    "3.1 | Tỷ lệ hồ sơ do UBND cấp xã giải quyết đúng hạn | % | 98,5 |",
    "- | Tổng số hồ sơ đã giải quyết | Hồ sơ | 20.000 |",
    "- | Số hồ sơ giải quyết đúng hạn | Hồ sơ | 19.700 |",
    "5.5 | Số cây xanh đã trồng | Cây | 400 |",
    "6.1 | Kế hoạch vốn đầu tư công được giao | Triệu đồng | 3.000.000 |",
)
GRID = [[cell.strip() for cell in row.split("|")] for row in ROWS]
EXPECTED = [
    "reform_tasks_planned = 45",
    "on_time_rate@communes = 98.5",
    "dossiers_settled@communes = 20000",
    "dossiers_settled_in_time@communes = 19700",
    "None = 400 ✗ unknown_indicator",
    "public_investment_planned = 3000",
]


def _html() -> bytes:
    lines = "".join(f"<p>{line}</p>" for line in TITLE)
    rows = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in GRID)
    return f"<html><body>{lines}<table>{rows}</table></body></html>".encode()


def _xlsx() -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    for line in TITLE:
        sheet.append([line])
    for row in GRID:
        sheet.append(row)
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def _docx() -> bytes:
    word = docx.Document()
    for line in TITLE:
        word.add_paragraph(line)
    grid = word.add_table(len(GRID), len(GRID[0]))
    for number, row in enumerate(GRID):
        for column, cell in enumerate(row):
            grid.cell(number, column).text = cell
    out = BytesIO()
    word.save(out)
    return out.getvalue()


@pytest.mark.parametrize(
    ("name", "content"), [("pl.html", _html()), ("pl.xlsx", _xlsx()), ("pl.docx", _docx())]
)
def test_an_annex_reads_alike_in_every_format(name: str, content: bytes) -> None:
    reading = read_report(content, name)
    assert reading.refusals == ()
    annex = [record for record in reading.records if "annex" in str(record.values.get("rules"))]
    assert told(annex) == EXPECTED
    assert {record.values["agency_name"] for record in annex} == {"UBND TỈNH BẮC KẠN"}
    contract = load_table("observations")
    typed = frame_from_records([record.values for record in annex], contract)
    issues = {number: record.issues for number, record in enumerate(annex) if record.issues}
    outcome = enforce(typed.frame, contract, load_references(), {**issues, **typed.issues})
    assert outcome.accepted.height == len(EXPECTED) - 1
    assert outcome.rejected["evidence"].to_list() == ["5.5 | Số cây xanh đã trồng | Cây | 400"]
