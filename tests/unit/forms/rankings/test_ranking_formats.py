"""One ranking table in every format gives the same entries. All figures are invented."""

from __future__ import annotations

import csv
import io

import openpyxl
import pytest

from orchestration.reports.forms import recognise
from orchestration.reports.readers import read_document

TITLE = "Chỉ số năng lực cạnh tranh cấp tỉnh (PCI) năm 2016"
HEADER = ("STT", "Tỉnh, thành phố", "Điểm số", "Xếp hạng")
ROWS = ((1, "Hà Nội", 60.5, 2), (2, "Bà Rịa - Vũng Tàu", 61.25, 1), (3, "Thừa Thiên – Huế", 55, 3))
SOURCE = "Nguồn: https://example.org/pci-2016"


def _comma(value: object) -> str:
    return str(value).replace(".", ",")


def _workbook() -> bytes:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    for row in ((TITLE,), HEADER, *ROWS, (SOURCE,)):
        sheet.append(row)
    sheet.merge_cells("A1:D1")
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def _csv(separator: str, encoding: str) -> bytes:
    buffer = io.StringIO()
    rows = ((TITLE, "", "", ""), HEADER, *(tuple(map(_comma, row)) for row in ROWS), (SOURCE, "", "", ""))
    csv.writer(buffer, delimiter=separator).writerows(rows)
    return buffer.getvalue().encode(encoding)


def _html(*, title_inside: bool) -> bytes:
    cells = "".join(
        f"<tr>{''.join(f'<td>{_comma(value)}</td>' for value in row)}</tr>" for row in (HEADER, *ROWS)
    )
    title = f"<tr><td colspan='30'>{TITLE}</td></tr>" if title_inside else ""
    heading = "" if title_inside else f"<h2>{TITLE}</h2>"
    return (
        f"<html><body>{heading}<table border=1>{title}{cells}</table><p>{SOURCE}</p></body></html>".encode()
    )


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (_workbook(), "a.xlsx"),
        (_csv(";", "utf-8-sig"), "a.csv"),
        (_csv("\t", "utf-16"), "a.txt"),
        (_csv(",", "utf-8"), "a.csv"),
        (_html(title_inside=False), "a.html"),
        (_html(title_inside=True), "a.xls"),
    ],
)
def test_every_format_gives_the_same_entries(content: bytes, name: str) -> None:
    records = recognise(read_document(content, name))
    figures = [
        tuple(record.values[field] for field in ("agency_code", "score", "rank")) for record in records
    ]
    assert figures == [
        ("province:ha-noi", 60.5, 2),
        ("province:ba-ria-vung-tau", 61.25, 1),
        ("province:thua-thien-hue", 55, 3),
    ]
    common = {
        (v["index_code"], v["edition"], v["unit_set"], v["source_url"]) for v in (r.values for r in records)
    }
    assert common == {("PCI", "2016", "provinces_63", "https://example.org/pci-2016")}
    assert all(record.issues == () for record in records)
