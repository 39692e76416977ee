"""What the weekly tidying takes from the warehouse folder, and what it must leave."""

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from lakes import moment
from warehouses import build, release

from orchestration.storage.release_files import ReleaseFiles
from orchestration.storage.releases import rollback
from orchestration.storage.removal import Removal, Tidying, remember, tidyings
from orchestration.storage.tidying import tidy

NOW = datetime.now(UTC)
READER = (
    "import duckdb,sys; c=duckdb.connect(sys.argv[1], read_only=True); print('open', flush=True); input()"
)


@pytest.fixture
def warehouse(tmp_path: Path) -> Path:
    return tmp_path / "warehouse"


@pytest.fixture(autouse=True)
def scratch(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    return folder


def released(tmp_path: Path, warehouse: Path, count: int) -> list[str]:
    """Ids, oldest first."""
    built = build(tmp_path / "cchc.duckdb", {"simplified": (168, "r1")})
    return [release(built, warehouse, str(n), now=moment(n), keep=99).release_id for n in range(count)]


def put(path: Path, days: float = 0, text: str = "x" * 5000) -> Path:
    """A file that was last written so many days ago."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)
    written = (NOW - timedelta(days=days)).timestamp()
    os.utime(path, (written, written))
    return path


def removed(warehouse: Path, kind: str, keep: int = 7) -> Removal:
    told = {one.kind: one for one in tidy(warehouse, keep_releases=keep, keep_days=30, now=NOW)}
    return told[kind]


@contextmanager
def read_elsewhere(file: Path) -> Iterator[None]:
    """Another process has the file open."""
    with subprocess.Popen(
        [sys.executable, "-c", READER, str(file)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as reader:
        assert reader.stdout is not None
        assert reader.stdout.readline() == "open\n"
        yield
        reader.communicate("\n")


def test_releases_beyond_those_kept_go_and_are_counted(tmp_path: Path, warehouse: Path) -> None:
    made = released(tmp_path, warehouse, 5)
    files = ReleaseFiles(warehouse)
    held = sum(files.path(one).stat().st_blocks * 512 for one in made[:2])
    assert removed(warehouse, "releases", keep=3) == Removal("releases", 2, held)
    assert files.ids() == made[:1:-1]
    assert removed(warehouse, "releases", keep=3) == Removal("releases")


def test_the_published_release_and_the_one_before_it_stay(tmp_path: Path, warehouse: Path) -> None:
    made = released(tmp_path, warehouse, 5)
    rollback(warehouse, made[2])
    assert removed(warehouse, "releases", keep=1).things == 2
    assert ReleaseFiles(warehouse).ids() == [made[4], made[2], made[1]]
    assert ReleaseFiles(warehouse).current() == made[2]


def test_a_release_that_another_process_reads_stays_until_it_is_closed(
    tmp_path: Path, warehouse: Path
) -> None:
    made = released(tmp_path, warehouse, 4)
    files = ReleaseFiles(warehouse)
    with read_elsewhere(files.path(made[0])):
        assert removed(warehouse, "releases", keep=2).things == 1
        assert files.ids() == [made[3], made[2], made[0]]
    assert removed(warehouse, "releases", keep=2).things == 1
    assert files.ids() == [made[3], made[2]]


def test_old_logs_and_compiled_sql_go_and_what_dbt_reads_again_stays(warehouse: Path) -> None:
    state = warehouse / "state"
    gone = [put(state / "dbt" / "logs" / "dbt.log.3", 40), put(state / "logs" / "refresh.log.1", 40)]
    fresh = [put(state / "dbt" / "logs" / "dbt.log"), put(state / "dbt" / "target" / "run" / "new.sql", 2)]
    compiled = put(state / "dbt" / "target" / "compiled" / "old.sql", 40)
    needed = [
        put(state / "dbt" / "target" / name, 400) for name in ("manifest.json", "partial_parse.msgpack")
    ]
    needed.append(put(state / "dbt" / "build" / "cchc.duckdb", 400))
    told = {one.kind: one for one in tidy(warehouse, keep_releases=7, keep_days=30, now=NOW)}
    assert (told["logs"].things, told["compiled_sql"].things) == (2, 1)
    assert told["logs"].bytes >= 10_000
    assert not any(path.exists() for path in [*gone, compiled])
    assert all(path.exists() for path in [*fresh, *needed])


def test_what_killed_processes_left_goes_and_nothing_of_a_living_one(warehouse: Path, scratch: Path) -> None:
    ended = subprocess.Popen(["true"])
    ended.wait()
    left = [
        put(warehouse / ".publishing" / "cchc.duckdb"),
        put(warehouse / "state" / f".prepared.{ended.pid}.0123abcd.tmp"),
        put(scratch / "cchc-worker-dead" / "page.png"),
    ]
    os.utime(left[2].parent, (0, 0))
    alive = [
        put(warehouse / "state" / f".prepared.{os.getpid()}.0123abcd.tmp"),
        put(scratch / "cchc-worker-at-work" / "page.png"),
        put(scratch / "of-another-program" / "page.png", 400),
    ]
    assert removed(warehouse, "leftovers").things == 3
    assert not any(path.exists() for path in left)
    assert all(path.exists() for path in alive)


def test_set_aside_files_are_nobodys_to_remove(warehouse: Path) -> None:
    damaged = put(warehouse / "set-aside" / "cchc-20260101T000000Z.duckdb", 400)
    tidy(warehouse, keep_releases=1, keep_days=1, now=NOW)
    assert damaged.exists()


def test_every_tidying_is_remembered(warehouse: Path) -> None:
    first = Tidying(NOW, (Removal("runs", 3, 1024),))
    second = Tidying(NOW + timedelta(days=7), (Removal("runs"), Removal("releases", 1, 4096)))
    remember(warehouse, first)
    remember(warehouse, second)
    assert tidyings(warehouse) == [first, second]
