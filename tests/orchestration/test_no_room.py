"""`cchc refresh` on a full disk, from the record of its beginning to the archive: exit code 1, and why."""

import errno
import os
from pathlib import Path

import pytest

from orchestration.storage import durable
from tests.installation import SHIPPED, Installation

PROSE = SHIPPED / "press" / "lam-dong-6-thang-2022.txt"


@pytest.mark.parametrize(("place", "tries"), [("refreshes.json", 1), ("archive", 3)])
def test_a_full_disk_is_told_with_exit_code_1(
    prepared: Installation, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, place: str, tries: int
) -> None:
    def refuse(path: Path, content: bytes) -> None:
        if place in path.parts:
            refused.append(path)
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(path))
        write(path, content)

    installation = Installation(tmp_path)
    installation.use(monkeypatch)
    (installation.warehouse / "state").mkdir(parents=True)
    (installation.warehouse / "state" / "dbt").symlink_to(prepared.warehouse / "state" / "dbt")
    dropped = installation.drop(PROSE)
    write, refused = durable.write_file, list[Path]()
    monkeypatch.setattr(durable, "write_file", refuse)
    result = installation.run("refresh")
    assert result.exit_code == 1
    assert "No space left on device" in str(result.exception)
    assert place in str(result.exception)
    assert len(refused) == tries, "a step is tried again when it is input or output that failed"
    assert dropped.exists()
    assert not installation.released_file.exists()
