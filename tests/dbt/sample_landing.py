"""One small country of reports: revisions, rivals, targets, ties, gaps, refusals, sums that do not add up.

Every figure is made up except where a test says so; what matters is how the figures stand to each other.
"""

import csv
import json
from datetime import date

from landing_rows import LandingRows

from data_contracts.references import SEEDS


def _units_in_force() -> list[str]:
    with (SEEDS / "provinces.csv").open(encoding="utf-8", newline="") as file:
        return sorted(f"province:{row['unit_id']}" for row in csv.DictReader(file) if not row["valid_to"])


UNITS = _units_in_force()
"""The 34 provinces in force."""


def sample() -> LandingRows:
    """All rows of the sample."""
    rows = LandingRows()
    _values(rows)
    _complete_lists(rows)
    _incomplete_lists(rows)
    _dossiers(rows)
    _forms(rows)
    _offices(rows)
    _refusals(rows)
    return rows


def _values(rows: LandingRows) -> None:
    first = rows.report("half-year.txt", publisher="Bộ Nội vụ", issued_on=date(2024, 7, 15))
    rows.observation(first, "procedures_simplified", 240)
    rows.observation(first, "procedures_new", 12)
    second = rows.report("half-year.txt", revision=2, publisher="Bộ Nội vụ", issued_on=date(2024, 7, 20))
    rows.observation(second, "procedures_simplified", 247)
    rows.observation(second, "procedures_simplified", 300, kind="target")
    rows.observation(second, "procedures_simplified", 190, kind="previous")
    paper = rows.report("paper.html", publisher="VnExpress", issued_on=date(2024, 7, 30))
    rows.observation(paper, "procedures_simplified", 274)
    online = {"unit": "percent", "as_of": date(2024, 6, 30), "period_start": None, "period_end": None}
    rows.observation(second, "online_procedures_rate", 81, **online)
    ministries = {"agency_code": "ministries", "agency_level": "ministry", "unit": "percent"}
    rows.observation(second, "full_online_submission_rate", 61, **ministries)
    rows.observation(second, "full_online_submission_rate", 70, kind="target", **ministries)


def _complete_lists(rows: LandingRows) -> None:
    """766 in 2023 and 2024: scores 90, 89 … with a tie of the second and the third in 2024."""
    tables = {
        year: rows.report(f"766-{year}.xlsx", publisher="dichvucong.gov.vn") for year in ("2023", "2024")
    }
    for number, unit in enumerate(UNITS):
        rows.entry(tables["2023"], "SERVICE_766", "2023", unit, score=90.0 - number, score_max=100.0)
        score = 89.0 if number == 2 else 90.0 - number
        rank = {"rank": number + 1, "rank_of": 34} if number < 3 else {}
        rows.entry(tables["2024"], "SERVICE_766", "2024", unit, score=score, score_max=100.0, **rank)


def _incomplete_lists(rows: LandingRows) -> None:
    old = {"unit_set": "provinces_63"}
    table = rows.report("dti-2023.csv", publisher="dti.gov.vn")
    rows.entry(table, "DTI", "2023", "province:ha-noi", score=0.7, rank=6, rank_of=63, **old)
    rows.entry(table, "DTI", "2023", "province:da-nang", score=0.83, rank=1, rank_of=63, **old)
    new = rows.report("dti-2024.csv", publisher="dti.gov.vn")
    rows.entry(new, "DTI", "2024", "province:ha-noi", score=0.8, rank=1, rank_of=34)
    rows.entry(new, "DTI", "2024", "province:da-nang-2025", score=0.7069, rank=17, rank_of=34)
    lossy = rows.report("766-2022.csv", publisher="dichvucong.gov.vn")
    for number, unit in enumerate(UNITS[1:]):
        rows.entry(lossy, "SERVICE_766", "2022", unit, score=80.0 - number)
    lost = {"index_code": "SERVICE_766", "edition": "2022", "component": "total", "agency_code": UNITS[0]}
    rows.rejected(lossy, "ranking_entries", reason_codes="out_of_range", row_json=json.dumps(lost))
    elsewhere = rows.report("766-2022.html", publisher="VnExpress")
    rows.entry(elsewhere, "SERVICE_766", "2022", UNITS[0], score=81.0)


def _dossiers(rows: LandingRows) -> None:
    """Lâm Đồng's first quarter of 2020 as published, which does not add up; and a rate of nothing."""
    where = {
        "agency_code": "province:lam-dong",
        "agency_level": "province",
        "unit": "dossier",
        "period_start": date(2020, 1, 1),
        "period_end": date(2020, 3, 31),
    }
    report = rows.report("lam-dong.txt", publisher="Báo Lâm Đồng")
    rows.observation(report, "dossiers_received", 659245, value_text="659.245", **where)
    rows.observation(report, "dossiers_settled", 643272, value_text="643.272", **where)
    rows.observation(report, "dossiers_pending", 7172, value_text="7.172", **where)
    rows.observation(report, "dossiers_settled_in_time", 643000, value_text="643.000", **where)
    nothing = where | {"agency_code": "province:ca-mau"}
    rows.observation(report, "dossiers_settled", 0, **nothing)
    rows.observation(report, "dossiers_settled_in_time", 0, **nothing)
    rows.observation(report, "on_time_rate", 100, **(nothing | {"unit": "percent"}))


def _forms(rows: LandingRows) -> None:
    """A form 06 with two levels, a department of no code, a commune and fields; figures invented."""
    report = rows.report("bieu-06.xlsx", publisher="UBND tỉnh Lâm Đồng", issued_on=date(2025, 9, 20))
    departments = {"row_level": "departments", "row_agency_code": "province:lam-dong-2025/departments"}
    communes = {"row_level": "commune", "row_agency_code": "province:lam-dong-2025/communes"}
    rows.form_row(report, "Cấp tỉnh", "subtotal", dossiers_received=100, dossiers_settled=90, **departments)
    rows.form_row(report, "Đất đai", "detail", field_name="Đất đai", dossiers_received=60, **departments)
    rows.form_row(report, "Hộ tịch", "detail", field_name="Hộ tịch", dossiers_received=40, **departments)
    rows.form_row(report, "Sở Tư pháp", "detail", row_level="departments", dossiers_received=40)
    rows.form_row(report, "Cấp xã", "subtotal", dossiers_received=30, dossiers_settled=30, **communes)
    commune = {"row_level": "commune", "row_agency_code": "commune:25000"}
    rows.form_row(report, "Xã Di Linh", "detail", dossiers_received=30, **commune)
    rows.form_row(
        report,
        "Tổng cộng",
        "total",
        row_level="province",
        dossiers_received=130,
        dossiers_settled=120,
        dossiers_pending=9,
    )


def _offices(rows: LandingRows) -> None:
    """A department and a commune of Lâm Đồng file the form of the same quarter themselves."""
    report = rows.report("so-tu-phap.xlsx", publisher="Sở Tư pháp tỉnh Lâm Đồng")
    office = {"agency_code": "agency:so-tu-phap-lam-dong-2025", "agency_name": "Sở Tư pháp tỉnh Lâm Đồng"}
    rows.form_row(report, "Tổng cộng", "total", dossiers_received=40, row_level="departments", **office)
    report = rows.report("xa-di-linh.xlsx", publisher="UBND xã Di Linh")
    commune = {"agency_code": "commune:25000", "agency_name": "UBND xã Di Linh, tỉnh Lâm Đồng"}
    rows.form_row(report, "Tổng cộng", "total", dossiers_received=30, row_level="commune", **commune)


def _refusals(rows: LandingRows) -> None:
    report = rows.report("names.csv")
    for _ in range(2):
        rows.rejected(report, "ranking_entries", agency_name="Tỉnh Không Có")
    broken = rows.report("broken.xlsx")
    rows.outcome(
        broken, "read", "refused", reason_code="unreadable_file", expected="a workbook", found="noise"
    )
