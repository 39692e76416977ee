"""Killed anywhere: what is there is the old or the new, and the next run ends with the same content."""

import multiprocessing
import random
import shutil
import signal
from pathlib import Path

import polars as pl
import pytest
from crash_child import Night, prepare_release, run, second_night, second_release
from lakes import START, contents, line_reader, moment
from warehouses import rows

from orchestration.storage.ingest import read_pending
from orchestration.storage.intake import archive_folder
from orchestration.storage.lake import Lake
from orchestration.storage.release_files import ReleaseFiles
from orchestration.storage.releases import already_released, current_release

KILLS = 12


def run_in_child(night: Night, root: Path, kill_before: int | None) -> int:
    """Number of changes that the night made to the disk; 0 if it was killed."""
    # A fork server imports polars and DuckDB once, and no thread of theirs runs where a child is forked.
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["orchestration.storage.ingest", "orchestration.storage.releases"])
    report = root.with_suffix(".changes")
    child = context.Process(target=run, args=(night, root, kill_before, report))
    child.start()
    child.join()
    if kill_before is not None:
        assert child.exitcode == -signal.SIGKILL
        return 0
    assert child.exitcode == 0
    return int(report.read_text())


def kill_points(total: int, seed: int) -> list[int]:
    """One change in each of `KILLS` equal spans of the night, so that no stage of it is spared."""
    chance = random.Random(seed)  # noqa: S311
    spans = min(KILLS, total)
    return [chance.randint(total * n // spans + 1, total * (n + 1) // spans) for n in range(spans)]


@pytest.fixture
def lake_root(tmp_path: Path) -> Path:
    root = tmp_path / "start"
    drop = root / "reports"
    drop.mkdir(parents=True)
    (drop / "june.txt").write_text("2024-06-30 168\n2024-03-31 55\n")
    (drop / "july.txt").write_text("2024-07-31 12\n")
    lake = Lake(root / "lake")
    archive_folder(drop, lake, START)
    read_pending(lake, line_reader(), START)
    (drop / "july.txt").write_text("2024-08-31 13\n")
    (drop / "august.txt").write_text("2024-08-31 70\nno number\n")
    (drop / "september.txt").write_text("2024-09-30 71\n2024-06-30 5\n")
    return root


def assert_every_file_is_whole(root: Path) -> None:
    for path in (root / "lake" / "landing").rglob("[!.]*.parquet"):
        pl.read_parquet(path)
    lake = Lake(root / "lake")
    for path in (root / "lake" / "archive").glob("*/[!.]*"):
        lake.archive.get(path.name)


def test_a_night_that_is_killed_is_made_good_by_the_next(lake_root: Path, tmp_path: Path) -> None:
    whole = tmp_path / "whole"
    shutil.copytree(lake_root, whole)
    total = run_in_child(second_night, whole, None)
    expected = contents(Lake(whole / "lake"))
    assert expected["observations"].height == 6

    for kill_before in kill_points(total, seed=1):
        root = tmp_path / f"killed-{kill_before}"
        shutil.copytree(lake_root, root)
        run_in_child(second_night, root, kill_before)
        assert_every_file_is_whole(root)
        second_night(root)
        lake = Lake(root / "lake")
        after = contents(lake)
        assert all(after[name].equals(frame) for name, frame in expected.items()), kill_before
        assert lake.landing.fingerprint() == Lake(whole / "lake").landing.fingerprint()
        assert not list((root / "lake").rglob(".*"))
        shutil.rmtree(root)


def test_after_a_kill_the_older_reader_may_come_back(lake_root: Path, tmp_path: Path) -> None:
    def second_night_with_the_older_reader(root: Path) -> Lake:
        lake = Lake(root / "lake")
        archive_folder(root / "reports", lake, moment(24))
        read_pending(lake, line_reader(), moment(24))
        return lake

    whole = tmp_path / "whole"
    shutil.copytree(lake_root, whole)
    expected = contents(second_night_with_the_older_reader(whole))
    total = run_in_child(second_night, shutil.copytree(lake_root, tmp_path / "counted"), None)
    for kill_before in kill_points(total, seed=3)[::3]:
        root = shutil.copytree(lake_root, tmp_path / f"killed-{kill_before}")
        run_in_child(second_night, root, kill_before)
        after = contents(second_night_with_the_older_reader(root))
        assert all(after[name].equals(frame) for name, frame in expected.items()), kill_before


def test_a_release_that_is_killed_shows_the_old_or_the_new(tmp_path: Path) -> None:
    start, whole = tmp_path / "start", tmp_path / "whole"
    prepare_release(start)
    shutil.copytree(start, whole, symlinks=True)
    total = run_in_child(second_release, whole, None)
    old, new = sorted(ReleaseFiles(whole / "warehouse").ids())

    seen = set()
    for kill_before in kill_points(total, seed=2):
        root = tmp_path / f"killed-{kill_before}"
        shutil.copytree(start, root, symlinks=True)
        run_in_child(second_release, root, kill_before)
        warehouse = root / "warehouse"
        ((value,),) = rows(warehouse / "cchc.duckdb", "select value from fct_indicator_observations")
        current = current_release(warehouse)
        assert current is not None
        assert (value, current.release_id) in {(168, old), (170, new)}
        seen.add(value)

        if already_released(warehouse, "b") is None:
            second_release(root)
        assert rows(warehouse / "cchc.duckdb", "select value from fct_indicator_observations") == [(170,)]
        assert rows(warehouse / "cchc.duckdb", "select old_value, new_value from release_changes") == [
            (168, 170)
        ]
        assert {path.name for path in warehouse.iterdir()} <= {
            "cchc.duckdb",
            "releases",
            ".refresh.lock",
            ".publishing",
        }
        shutil.rmtree(root)
    assert seen == {168, 170}
