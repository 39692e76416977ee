"""The archive: the same bytes once, given back unchanged or not at all."""

import hashlib
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lakes import START

from data_contracts.reasons import PermanentFailure
from orchestration.reports.records import report_id
from orchestration.storage.archive import Archive
from orchestration.storage.folder import Folder
from orchestration.storage.registry import Arrival


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    return Archive(Folder(tmp_path / "lake"))


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(contents=st.lists(st.binary(max_size=40), max_size=5))
def test_what_was_put_is_given_back(archive: Archive, contents: list[bytes]) -> None:
    for content in contents * 2:
        sha256 = archive.put(content)
        assert sha256 == hashlib.sha256(content).hexdigest()
        assert archive.get(sha256) == content
        assert archive.folder.exists(f"archive/{sha256[:2]}/{sha256}")


def test_putting_again_writes_nothing(archive: Archive, tmp_path: Path) -> None:
    sha256 = archive.put(b"report")
    file = tmp_path / "lake" / "archive" / sha256[:2] / sha256
    before = file.stat().st_ino, file.stat().st_mtime_ns
    archive.put(b"report")
    assert (file.stat().st_ino, file.stat().st_mtime_ns) == before


def test_a_changed_copy_is_never_given_back(archive: Archive, tmp_path: Path) -> None:
    sha256 = archive.put(b"report")
    file = tmp_path / "lake" / "archive" / sha256[:2] / sha256
    file.write_bytes(b"rePort")
    with pytest.raises(PermanentFailure, match=sha256) as failure:
        archive.get(sha256)
    assert "6 bytes with sha256" in failure.value.reason.found
    file.write_bytes(b"rep")
    archive.put(b"report")  # cut short: put back when the report is dropped again
    assert archive.get(sha256) == b"report"


def test_the_registry_and_the_reader_name_a_report_alike() -> None:
    arrival = Arrival(hashlib.sha256(b"report").hexdigest(), "june.txt", START, 6)
    assert arrival.report_id == report_id(b"report")
