"""Damage is found by its hash, told, and made good: the lake ends as one that was never damaged."""

import shutil
from pathlib import Path

import polars as pl
import pytest
from lakes import START, contents, line_reader, moment
from warehouses import build, release, rows

from orchestration.storage import parquet
from orchestration.storage.folder import Folder
from orchestration.storage.healing import heal_archive, heal_lake, heal_releases
from orchestration.storage.ingest import read_pending
from orchestration.storage.intake import archive_folder
from orchestration.storage.lake import Lake
from orchestration.storage.release_files import ReleaseFiles
from orchestration.storage.soundness import (
    broken_link,
    damaged_archive,
    damaged_landing,
    damaged_releases,
    registry_against_archive,
)

TABLES = ("observations", "documents", "outcomes", "rejected_rows", "reports", "arrivals")


@pytest.fixture
def lake_root(tmp_path: Path) -> Path:
    root = tmp_path / "installation"
    drop = root / "reports"
    drop.mkdir(parents=True)
    (drop / "june.txt").write_text("2024-06-30 168\n2024-03-31 nan\n")
    (drop / "july.txt").write_text("2024-07-31 12\n")
    lake = Lake(root / "lake")
    archive_folder(drop, lake, START)
    read_pending(lake, line_reader(), START)
    (drop / "july.txt").write_text("2024-07-31 13\n")
    archive_folder(drop, lake, moment(24 * 40))
    read_pending(lake, line_reader(), moment(24 * 40))
    return root


def night(root: Path) -> tuple[str, ...]:
    lake = Lake(root / "lake")
    intake = archive_folder(root / "reports", lake, moment(24 * 41))
    read_pending(lake, line_reader(), moment(24 * 41))
    return intake.healed


def text_format(content: bytes, name: str) -> str:
    return "text"


@pytest.mark.parametrize("table", TABLES)
@pytest.mark.parametrize("how", ["cut short", "a bit turned", "emptied"])
def test_the_next_night_makes_a_damaged_landing_file_good(lake_root: Path, table: str, how: str) -> None:
    expected = contents(Lake(lake_root / "lake"))
    arrivals = Lake(lake_root / "lake").registry.arrivals()
    file = min((lake_root / "lake" / "landing" / table).glob("2*.parquet"))
    content = file.read_bytes()
    middle = len(content) // 2
    turned = content[:middle] + bytes([content[middle] ^ 1]) + content[middle + 1 :]
    broken = {"cut short": content[:middle], "a bit turned": turned, "emptied": b""}[how]
    file.write_bytes(broken)

    (told,) = night(lake_root)
    assert told.startswith(f"landing/{table}/")
    assert "set-aside/landing" in told
    lake = Lake(lake_root / "lake")
    after = contents(lake)
    assert all(after[name].equals(frame) for name, frame in expected.items())
    assert lake.registry.arrivals().equals(arrivals)
    (kept,) = (lake_root / "lake" / "set-aside").rglob("*.parquet.*")
    assert kept.read_bytes() == broken
    assert not list(damaged_landing(lake))
    assert night(lake_root) == ()


def test_a_report_that_left_the_drop_folder_is_registered_again_as_it_first_came(lake_root: Path) -> None:
    before = Lake(lake_root / "lake").registry.rows()
    shutil.rmtree(lake_root / "reports")
    (lake_root / "reports").mkdir()
    for file in (lake_root / "lake" / "landing" / "reports").glob("2*.parquet"):
        file.write_bytes(file.read_bytes()[:-1])
    night(lake_root)
    assert Lake(lake_root / "lake").registry.rows().equals(before)


def test_a_kill_between_forgetting_and_removing_leaves_the_same_to_be_done(
    lake_root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    expected = contents(Lake(lake_root / "lake"))
    lake = Lake(lake_root / "lake")
    file = min((lake_root / "lake" / "landing" / "observations").glob("2*.parquet"))
    file.write_bytes(b"")
    real = Folder.remove

    def killed(folder: Folder, name: str) -> None:
        if "observations" in name:
            raise KeyboardInterrupt
        real(folder, name)

    with monkeypatch.context() as patched:
        patched.setattr(Folder, "remove", killed)
        with pytest.raises(KeyboardInterrupt):
            heal_lake(lake, text_format)
    night(lake_root)
    after = contents(Lake(lake_root / "lake"))
    assert all(after[name].equals(frame) for name, frame in expected.items())


def test_archived_bytes_are_put_back_from_the_drop_folder_or_told(lake_root: Path) -> None:
    lake = Lake(lake_root / "lake")
    places = {
        row["source_name"] + str(row["revision"]): row["content_sha256"]
        for row in lake.registry.rows().to_dicts()
    }
    here, gone = places["june.txt1"], places["july.txt1"]
    for sha256 in (here, gone):
        file = lake_root / "lake" / "archive" / sha256[:2] / sha256
        file.write_bytes(b"x" * len(file.read_bytes()))
    assert {sha256 for sha256, _ in damaged_archive(lake)} == {here, gone}

    told, left = heal_archive(lake, Folder(lake_root / "reports"))
    assert len(told) == 1
    assert "june.txt" in told[0]
    (finding,) = left
    assert gone in finding.file
    assert "backup" in finding.advice
    assert [sha256 for sha256, _ in damaged_archive(lake)] == [gone]
    (lake_root / "lake" / "archive" / gone[:2] / gone).unlink()
    assert [finding.found for finding in registry_against_archive(lake)] == ["no file"]


def test_archived_bytes_that_nobody_registered_are_told(lake_root: Path) -> None:
    lake = Lake(lake_root / "lake")
    assert not list(registry_against_archive(lake))
    sha256 = lake.archive.put(b"2024-01-31 5\n")
    (finding,) = registry_against_archive(lake)
    assert sha256 in finding.file


def test_a_file_of_before_seals_is_sound_if_it_can_be_read() -> None:
    import io

    buffer = io.BytesIO()
    pl.DataFrame({"a": ["x" * 100]}).write_parquet(buffer)
    assert parquet.damage(buffer.getvalue()) is None
    cut = buffer.getvalue()
    assert "cannot be read" in str(parquet.damage(cut[:4] + cut[60:]))


def test_a_damaged_release_gives_way_to_the_one_before(tmp_path: Path) -> None:
    warehouse, built = tmp_path / "warehouse", tmp_path / "build" / "cchc.duckdb"
    for hours, value in ((0, 168), (1, 170)):
        release(build(built, {"simplified": (value, "r1")}), warehouse, str(hours), now=moment(hours))
    files = ReleaseFiles(warehouse)
    newest, older = files.ids()
    assert not list(damaged_releases(warehouse))
    damaged = bytearray(files.path(newest).read_bytes())
    damaged[len(damaged) // 2] ^= 1
    files.path(newest).chmod(0o644)
    files.path(newest).write_bytes(damaged)

    ((found, finding),) = damaged_releases(warehouse)
    assert found == newest
    assert "sha256" in finding.found
    told = heal_releases(warehouse)
    assert any(older in line for line in told)
    assert rows(files.link, "select value from fct_indicator_observations") == [(168,)]
    assert (warehouse / "set-aside" / f"cchc-{newest}.duckdb").read_bytes() == bytes(damaged)
    assert heal_releases(warehouse) == []


def test_the_only_release_damaged_is_taken_from_analysts_rather_than_read(tmp_path: Path) -> None:
    warehouse = tmp_path / "warehouse"
    release(build(tmp_path / "build" / "cchc.duckdb", {"simplified": (1, "r1")}), warehouse, "a", now=START)
    files = ReleaseFiles(warehouse)
    (only,) = files.ids()
    files.path(only).chmod(0o644)
    files.path(only).write_bytes(files.path(only).read_bytes()[:5000])
    told = heal_releases(warehouse)
    assert "no sound release until the next" in told[-1]
    assert files.current() is None
    release(build(tmp_path / "build" / "cchc.duckdb", {"simplified": (1, "r1")}), warehouse, "a", now=START)
    assert rows(files.link, "select value from fct_indicator_observations") == [(1,)]


def test_a_link_to_nowhere_is_found_and_set_right(tmp_path: Path) -> None:
    warehouse = tmp_path / "warehouse"
    release(build(tmp_path / "build" / "cchc.duckdb", {"simplified": (1, "r1")}), warehouse, "a", now=START)
    files = ReleaseFiles(warehouse)
    files.link.unlink()
    assert len(list(broken_link(warehouse))) == 1
    heal_releases(warehouse)
    assert rows(files.link, "select value from fct_indicator_observations") == [(1,)]
    assert not list(broken_link(warehouse))
