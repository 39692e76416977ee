"""A report that was archived and not yet read is told by the health check, until it is read."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from orchestration.settings import load_settings
from orchestration.storage.ingest import read_pending
from orchestration.storage.intake import archive_folder
from orchestration.storage.lake import Lake
from orchestration.storage.report_rows import Reader
from orchestration.watch.health import Check, checks
from tests.installation import Installation

NOW = datetime(2026, 11, 24, 2, tzinfo=UTC)


def pending() -> Check:
    return next(check for check in checks(load_settings(), NOW) if check.name == "pending_reports")


def test_a_report_that_waits_to_be_read_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    installation = Installation(tmp_path)
    installation.use(monkeypatch)
    assert pending().state == "ok"
    (installation.reports / "june.txt").write_text("Không có số liệu.\n", encoding="utf-8")
    lake = Lake(load_settings().lake)
    archive_folder(installation.reports, lake, NOW)
    assert (pending().state, pending().cases) == ("warning", ("june.txt",))
    read_pending(lake, Reader.current(), NOW)
    assert pending().state == "ok"
