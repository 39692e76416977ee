"""Whose report it is and for which period, by order of trust."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from data_contracts.reasons import PermanentFailure, ReasonCode
from orchestration.reports.document import Document
from orchestration.reports.filing import Filing, filing_of, missing, read_sidecar
from orchestration.reports.filing.folder import period_in_path
from orchestration.reports.readers import read_document

TABLE = (
    "<table><tr><th>TT</th><th>Lĩnh vực</th><th>Tổng số</th></tr>"
    "<tr><td>1</td><td>Đất đai</td><td>5</td></tr></table>"
)
QUARTER_3 = (date(2024, 7, 1), date(2024, 9, 30))


def document(*lines: str, name: str = "bieu.html") -> Document:
    body = "".join(f"<p>{line}</p>" for line in lines)
    return read_document(f"<html><body>{body}{TABLE}</body></html>".encode(), name)


def filing(*lines: str, name: str = "bieu.html", sidecar: str = "") -> Filing:
    read = document(*lines, name=name)
    told = read_sidecar(sidecar.encode(), "x") if sidecar else None
    return filing_of(replace(read, sidecar=told), read.tables[0])


def period(found: Filing) -> tuple[date | None, date | None]:
    return found.period_start, found.period_end


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (["Kỳ báo cáo: Quý III năm 2024"], QUARTER_3),
        (
            ["Kỳ báo cáo: Quý III/2024", "(Từ ngày 15/6/2024 đến ngày 14/9/2024)"],
            (date(2024, 6, 15), date(2024, 9, 14)),
        ),
        (["(Từ ngày 01 tháng 7 năm 2024 đến ngày 30 tháng 9 năm 2024)"], QUARTER_3),
        (["Số liệu 6 tháng đầu năm 2024"], (date(2024, 1, 1), date(2024, 6, 30))),
        (
            ["Công tác kiểm soát thủ tục 6 tháng đầu năm, nhiệm vụ 6 tháng cuối năm 2024"],
            (date(2024, 1, 1), date(2024, 6, 30)),
        ),
        (["Kết quả quý III, phương hướng, nhiệm vụ quý IV năm 2024"], QUARTER_3),
        (
            ["Kết quả công tác năm 2024, kế hoạch năm 2025"],
            (date(2024, 1, 1), date(2024, 12, 31)),
        ),
        (["Kết quả quý IV, nhiệm vụ quý I năm 2025"], (None, None)),
        (["BÁO CÁO tháng 9 và quý III năm 2024"], (None, None)),
        (["Ban hành theo Thông tư số 01/2020/TT-VPCP ngày 21/10/2020"], (None, None)),
    ],
)
def test_period_of_a_form_head(lines: list[str], expected: tuple[date | None, date | None]) -> None:
    assert period(filing(*lines)) == expected


@pytest.mark.parametrize(
    ("lines", "code"),
    [
        (
            ["Đơn vị báo cáo: UBND tỉnh Nghệ An", "Đơn vị nhận báo cáo: Văn phòng Chính phủ"],
            "province:nghe-an",
        ),
        (["Đơn vị nhận báo cáo: Bộ Tư pháp"], None),
        (["Đơn vị nhận báo cáo: Bộ Tư pháp", "- Đơn vị báo cáo: Bộ Y tế"], "ministry:byt"),
        (["- Đơn vị báo cáo: Bộ Y tế - Đơn vị nhận báo cáo: Văn phòng Chính phủ"], "ministry:byt"),
        (["UBND TỈNH NGHỆ AN", "VĂN PHÒNG"], "province:nghe-an"),
        (["ỦY BAN NHÂN DÂN", "TỈNH NGHỆ AN"], "province:nghe-an"),
        (["UBND TỈNH NGHỆ AN", "SỞ TƯ PHÁP"], "agency:so-tu-phap-nghe-an"),
        (["SỞ TƯ PHÁP"], None),
        (
            ["- Đơn vị báo cáo: Sở Tư pháp", "- Đơn vị nhận báo cáo: UBND tỉnh Nghệ An"],
            "agency:so-tu-phap-nghe-an",
        ),
        (["Đơn vị báo cáo: UBND huyện Quỳnh Lưu", "Kỳ báo cáo: Quý III năm 2024"], "district:421"),
        (["Đơn vị báo cáo: UBND xã Quỳnh Lưu", "Kỳ báo cáo: Quý III năm 2025"], None),
        (
            ["Đơn vị báo cáo: UBND xã Quỳnh Lưu, tỉnh Nghệ An", "Kỳ báo cáo: Quý III năm 2025"],
            "commune:17179",
        ),
        (["UBND HUYỆN QUỲNH LƯU", "UBND XÃ NGHĨA BÌNH", "Kỳ báo cáo: Quý III năm 2024"], None),
        (["Đơn vị báo cáo: UBND thành phố Huế", "Kỳ báo cáo: Quý III năm 2024"], None),
        (["Đơn vị báo cáo: Sở Tư pháp tỉnh Nghệ An"], "agency:so-tu-phap-nghe-an"),
    ],
)
def test_agency_of_a_form_head(lines: list[str], code: str | None) -> None:
    assert filing(*lines).agency_code == code


def test_the_name_of_a_department_is_kept_as_printed_with_its_committee() -> None:
    found = filing("UBND TỈNH NGHỆ AN", "SỞ TƯ PHÁP")
    assert found.agency_name == "SỞ TƯ PHÁP, UBND TỈNH NGHỆ AN"
    assert found.agency is not None
    assert found.agency.province == "nghe-an"


def test_the_folder_says_in_which_province_a_commune_lies() -> None:
    found = filing("Đơn vị báo cáo: UBND xã Quỳnh Lưu", "Quý III năm 2025", name="nghe-an/bieu-06.html")
    assert (found.agency_code, found.agency_basis) == ("commune:17179", "form_head")
    assert found.conflicts == ()


def test_a_sidecar_may_say_a_code() -> None:
    found = filing("Kỳ báo cáo: Quý III năm 2025", sidecar="agency: commune:17179\n")
    assert (found.agency_code, found.agency_name) == ("commune:17179", "commune:17179")


def test_a_sidecar_wins_and_the_conflict_is_told() -> None:
    found = filing(
        "Đơn vị báo cáo: UBND tỉnh Nghệ An",
        "Kỳ báo cáo: Quý II năm 2024",
        sidecar="agency: Lâm Đồng\nperiod: 2024-Q3\n",
    )
    assert (found.agency_code, period(found)) == ("province:lam-dong", QUARTER_3)
    assert (found.agency_basis, found.period_basis) == ("sidecar", "sidecar")
    assert len(found.conflicts) == 2


def test_the_head_wins_over_the_folder_and_the_conflict_is_told() -> None:
    found = filing("Kỳ báo cáo: Quý III năm 2024", name="2024/quy-2/nghe-an/bieu-06.html")
    assert (found.agency_code, found.agency_basis) == ("province:nghe-an", "folder")
    assert (period(found), found.period_basis) == (QUARTER_3, "form_head")
    assert found.conflicts == (
        "period: form_head says 2024-07-01..2024-09-30, folder 2024-04-01..2024-06-30",
    )
    assert found.confidence == 0.75


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("2025/quy-2/lam-dong/bieu-06.xlsx", (date(2025, 4, 1), date(2025, 6, 30))),
        ("BC_Q3_2024.docx", QUARTER_3),
        ("BC quý IV năm 2023.pdf", (date(2023, 10, 1), date(2023, 12, 31))),
        ("bao-cao-6-thang-2025.doc", (date(2025, 1, 1), date(2025, 6, 30))),
        ("thang_09_2024.xls", (date(2024, 9, 1), date(2024, 9, 30))),
        ("bao-cao-nam-2024.docx", (date(2024, 1, 1), date(2024, 12, 31))),
        ("2024-09.xlsx", (date(2024, 9, 1), date(2024, 9, 30))),
        ("2024/bieu-06.xlsx", None),
        ("bao-cao-2023-2024.docx", None),
        ("bieu-06.xlsx", None),
    ],
)
def test_period_in_a_path(name: str, expected: tuple[date, date] | None) -> None:
    found = period_in_path(name)
    assert (found and (found.start, found.end)) == expected


def test_what_is_missing_is_told_with_the_lines_to_write() -> None:
    reasons = missing(filing("Bảng số liệu"), "2024/bieu.html")
    assert [reason.code for reason in reasons] == [ReasonCode.UNKNOWN_AGENCY, ReasonCode.UNKNOWN_PERIOD]
    assert "bieu.html.meta.yml" in reasons[0].advice
    assert "agency:" in reasons[0].advice
    assert "period: 2025-Q2" in reasons[1].advice


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("agencie: Lâm Đồng", "agencie"),
        ("period: 2024-Q5", "2024-Q5"),
        ("from: 2024-03-01\nto: 2024-01-01", "last day"),
        ("from: 2024-03-01", "last day"),
        ("revision: second", "revision"),
        ("- a list", "keys and values"),
        ("a: [", "flow"),
    ],
)
def test_a_wrong_sidecar_is_refused_with_the_key(text: str, found: str) -> None:
    with pytest.raises(PermanentFailure) as failure:
        read_sidecar(text.encode(), "bieu.xlsx.meta.yml")
    assert found in failure.value.reason.found
    assert "bieu.xlsx.meta.yml" in failure.value.reason.advice
