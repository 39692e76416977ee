"""`cchc verify` and `cchc repair` on an installation: exit codes and what is told."""

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from orchestration.storage.intake import archive_folder
from orchestration.storage.lake import Lake
from tests.installation import Installation


@pytest.fixture
def installation(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Installation:
    installation = Installation(tmp_path)
    installation.use(monkeypatch)
    (installation.reports / "june.txt").write_text("Trong 6 tháng có 12 hồ sơ.\n", encoding="utf-8")
    archive_folder(installation.reports, Lake(tmp_path / "lake"), datetime(2026, 11, 24, 2, tzinfo=UTC))
    return installation


def test_a_sound_lake_is_verified(installation: Installation) -> None:
    result = installation.run("verify")
    assert result.exit_code == 0
    assert "checked 1 archived reports, the landing tables, 0 releases: 0 not sound" in result.output
    assert "nothing to repair" in installation.run("repair").output


def test_damage_is_told_for_people_and_for_machines(installation: Installation, tmp_path: Path) -> None:
    (archived,) = (tmp_path / "lake" / "archive").glob("*/*")
    archived.write_bytes(b"x")
    (tmp_path / "reports" / "june.txt").unlink()
    told = installation.run("verify")
    assert told.exit_code == 1
    assert f"archive/{archived.parent.name}/{archived.name}: expected" in told.output
    (finding,) = json.loads(installation.run("verify", "--format", "json").output)
    assert set(finding) == {"file", "expected", "found", "advice"}

    repaired = installation.run("repair")
    assert repaired.exit_code == 1
    assert "remains   archive/" in repaired.output
    assert "nothing of them was deleted" in str(repaired.exception)
    assert archived.read_bytes() == b"x"
