"""What the intake makes of a clock that was put back, and of a lake that cannot be written."""

import errno
import os
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from lakes import START, line_reader, moment

from data_contracts.reasons import TransientFailure
from orchestration.storage import durable
from orchestration.storage.ingest import read_pending
from orchestration.storage.intake import Intake, archive_folder
from orchestration.storage.lake import Lake
from orchestration.storage.pending import pending_work


def arrive(root: Path, text: str, now: datetime) -> Intake:
    drop = root / "reports"
    drop.mkdir(exist_ok=True)
    (drop / "june.txt").write_text(text, "utf-8")
    lake = Lake(root / "lake")
    intake = archive_folder(drop, lake, now)
    read_pending(lake, line_reader(), now)
    return intake


def test_a_correction_stays_one_when_the_clock_was_put_back(tmp_path: Path) -> None:
    arrive(tmp_path, "2024-06-30 7\n", moment(24))
    later = arrive(tmp_path, "2024-06-30 8\n", moment(23))
    assert len(later.corrections) == 1
    [told] = later.healed
    assert told.startswith("clock: found ")
    rows = Lake(tmp_path / "lake").registry.rows().sort("revision")
    assert rows["received_at"].to_list() == [
        moment(24).replace(tzinfo=None),
        (moment(24) + timedelta(seconds=1)).replace(tzinfo=None),
    ]
    assert rows["report_id"].to_list()[1] == later.corrections[0]


def test_a_clock_that_was_put_back_makes_no_news_of_what_lies_there(tmp_path: Path) -> None:
    arrive(tmp_path, "2024-06-30 7\n", moment(24))
    before = Lake(tmp_path / "lake").landing.fingerprint()
    again = arrive(tmp_path, "2024-06-30 7\n", START)
    assert (again.new, again.corrections, again.returned, again.healed) == ((), (), (), ())
    assert Lake(tmp_path / "lake").landing.fingerprint() == before


@pytest.mark.parametrize(
    ("number", "advice"), [(errno.ENOSPC, "Free some space"), (errno.EROFS, "mounted for writing")]
)
def test_a_lake_that_cannot_be_written_fails_the_night_and_loses_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int, advice: str
) -> None:
    def fails(path: Path, content: bytes) -> None:
        if "archive" in path.parts:
            raise OSError(number, "as a disk says it", str(path))
        write(path, content)

    write = durable.write_file
    with monkeypatch.context() as patched:
        patched.setattr(durable, "write_file", fails)
        with pytest.raises(TransientFailure, match=advice):
            arrive(tmp_path, "2024-06-30 7\n", START)
    assert Lake(tmp_path / "lake").registry.rows().is_empty()
    healed = arrive(tmp_path, "2024-06-30 7\n", moment(24))
    assert len(healed.new) == 1
    assert Lake(tmp_path / "lake").landing.read("observations")["value"].to_list() == [7]


def test_a_pipe_in_the_drop_folder_keeps_no_night_waiting(tmp_path: Path) -> None:
    (tmp_path / "reports").mkdir()
    os.mkfifo(tmp_path / "reports" / "july.txt")
    intake = arrive(tmp_path, "2024-06-30 7\n", START)
    assert len(intake.new) == 1
    [failure] = intake.failures
    assert failure.startswith("july.txt: ")
    assert "no file but a pipe" in failure
    assert pending_work(str(tmp_path / "reports"), Lake(tmp_path / "lake"), "1+00000001").files == ()
