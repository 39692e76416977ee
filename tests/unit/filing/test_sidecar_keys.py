"""What a sidecar may say beside agency and period, and what reading makes of it."""

from __future__ import annotations

from datetime import date

import pytest

from data_contracts.reasons import PermanentFailure
from orchestration.reports.filing import read_sidecar
from orchestration.reports.reading import read_report
from orchestration.reports.records import Reading

PROSE = "Toàn tỉnh đã tiếp nhận 12.345 hồ sơ thủ tục hành chính."
FORM = """<html><body><p>Đơn vị báo cáo: UBND tỉnh Nghệ An</p><p>Kỳ báo cáo: Quý II năm 2024</p>
<p>Trong quý II năm 2024, tỉnh Nghệ An đã tiếp nhận 999 hồ sơ thủ tục hành chính.</p>
<table><tr><th rowspan="2">TT</th><th rowspan="2">Lĩnh vực</th><th colspan="4">Số hồ sơ nhận giải quyết</th>
<th colspan="4">Số hồ sơ đã giải quyết</th><th colspan="3">Số hồ sơ đang giải quyết</th></tr>
<tr><th>Tổng số</th><th>Trực tuyến</th><th>Trực tiếp, dịch vụ bưu chính</th><th>Từ kỳ trước</th>
<th>Tổng số</th><th>Trước hạn</th><th>Đúng hạn</th><th>Quá hạn</th>
<th>Tổng số</th><th>Trong hạn</th><th>Quá hạn</th></tr>
<tr><td>1</td><td>Đất đai</td>
<td>13</td><td>5</td><td>5</td><td>3</td><td>10</td><td>4</td><td>5</td><td>1</td>
<td>3</td><td>2</td><td>1</td></tr></table></body></html>"""


def read(text: str, sidecar: str, name: str = "x.txt") -> Reading:
    return read_report(text.encode(), name, sidecar)


def contracts(reading: Reading) -> set[str]:
    return {record.contract for record in reading.records}


def test_publisher_address_and_day_are_taken_from_the_sidecar() -> None:
    told = "published_by: UBND tỉnh Nghệ An\nsource_url: https://example.vn/bai/1\nas_of: 2024-06-20\n"
    reading = read(PROSE, told)
    assert reading.header["publisher"] == "UBND tỉnh Nghệ An"
    assert reading.header["source_url"] == "https://example.vn/bai/1"
    assert reading.header["agency_code"] == "province:nghe-an"
    (record,) = reading.records
    assert (record.values["agency_code"], record.values["value"]) == ("province:nghe-an", 12345)
    assert (record.values["period_end"], record.values["as_of"]) == (None, date(2024, 6, 20))


def test_the_day_of_the_sidecar_leaves_a_period_of_the_text_alone() -> None:
    reading = read(f"Quý I năm 2024: {PROSE}", "published_by: UBND tỉnh Nghệ An\nas_of: 2024-06-20\n")
    (record,) = reading.records
    assert (record.values["period_end"], record.values["as_of"]) == (date(2024, 3, 31), None)


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        ("mixed", {"dossier_returns", "observations"}),
        ("form", {"dossier_returns"}),
        ("prose", {"observations"}),
        ("ranking_table", set()),
    ],
)
def test_the_kind_of_report_wins_over_what_is_recognised(kind: str, expected: set[str]) -> None:
    reading = read(FORM, f"kind: {kind}", "bieu.html")
    assert reading.header["report_kind"] == kind
    assert contracts(reading) == expected
    assert contracts(read(FORM, "", "bieu.html")) == {"dossier_returns", "observations"}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("kind: table", "kind"),
        ("as_of: soon", "as_of"),
        ("source_url: www.example.vn", "source_url"),
        ("source_url: javascript:alert(1)", "source_url"),
        ("published_by: ''", "published_by"),
    ],
)
def test_a_wrong_value_is_refused_with_its_key(text: str, found: str) -> None:
    with pytest.raises(PermanentFailure) as failure:
        read_sidecar(text.encode(), "x.meta.yml")
    assert found in failure.value.reason.found
