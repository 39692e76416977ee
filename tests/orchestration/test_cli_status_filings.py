"""`cchc status`: which filings are overdue and due today, by the calendar of the release."""

from datetime import date
from pathlib import Path

import duckdb
import pytest

from orchestration.cli import status
from orchestration.settings import load_settings

ROWS = """
    ('province:lao-cai', 'cchc_report', date '2025-12-15', date '2026-03-14', date '2026-03-20', null),
    ('province:lao-cai', 'cchc_report', date '2025-12-15', date '2026-06-14', date '2026-06-20', null),
    ('province:hue', 'cchc_report', date '2025-12-15', date '2026-06-14', date '2026-06-20',
        date '2026-06-18'),
    ('province:hue', 'cchc_report', date '2026-06-15', date '2026-09-14', date '2026-09-20', null)"""


@pytest.fixture
def told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> str:
    monkeypatch.setenv("CCHC_WAREHOUSE", str(tmp_path))
    released = load_settings().released_file
    released.parent.mkdir(parents=True, exist_ok=True)
    with duckdb.connect(str(released)) as connection:
        connection.execute(
            f"create table quality_filing_calendar as select * from (values {ROWS}) "
            "as t(agency_code, obligation_code, period_start, period_end, due_on, filed_on)"
        )
    status.say_filings(date(2026, 6, 16))
    return capsys.readouterr().out


def test_what_has_passed_is_overdue_and_what_has_ended_is_due(told: str) -> None:
    assert "overdue       1 filings" in told
    assert "province:lao-cai: cchc_report of 2025-12-15 – 2026-03-14, due 2026-03-20" in told
    assert "due           1 filings" in told
    assert "province:lao-cai: cchc_report of 2025-12-15 – 2026-06-14, due 2026-06-20" in told


def test_what_was_filed_or_has_not_ended_is_not_asked_for(told: str) -> None:
    assert "province:hue" not in told
