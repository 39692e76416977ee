"""Local files that are there as a whole, and what is swept up after a kill."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from orchestration.storage import durable


def test_a_write_that_fails_leaves_the_old_file_and_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "a" / "b" / "month.parquet"
    durable.write_file(file, b"old")

    def full(descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", full)
        with pytest.raises(OSError, match="No space left"):
            durable.write_file(file, b"new")
    assert file.read_bytes() == b"old"
    assert [path.name for path in file.parent.iterdir()] == ["month.parquet"]
    durable.write_file(file, b"new")
    assert file.read_bytes() == b"new"


def test_only_leftovers_of_dead_processes_are_removed(tmp_path: Path) -> None:
    dead = subprocess.Popen([sys.executable, "-c", ""])
    dead.wait()
    left = tmp_path / "a" / f".month.parquet.{dead.pid}.0123abcd.tmp"
    ours = durable.temporary_name(tmp_path / "a" / "month.parquet")
    foreign = [tmp_path / "a" / name for name in (".editor.tmp", "report.tmp", ".hidden")]
    left.parent.mkdir()
    for path in (left, ours, *foreign):
        path.write_bytes(b"")
    durable.remove_leftovers(tmp_path)
    assert sorted(left.parent.iterdir()) == sorted([ours, *foreign])


def test_a_link_is_swapped_to_a_relative_target(tmp_path: Path) -> None:
    for name in ("one", "two"):
        (tmp_path / name).write_text(name)
        durable.swap_link(tmp_path / "link", name)
        assert (tmp_path / "link").read_text() == name
    assert sorted(path.name for path in tmp_path.iterdir()) == ["link", "one", "two"]
    moved = tmp_path.rename(tmp_path.with_name("moved"))
    assert (moved / "link").read_text() == "two"
