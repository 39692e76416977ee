"""The same nights on a local disk, in memory, and in an object store that speaks S3."""

import os
from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import duckdb
import pytest
from fsspec.implementations.memory import MemoryFileSystem
from lakes import START, contents, landed_values, line_reader, moment
from moto.server import ThreadedMotoServer

from data_contracts.reasons import TransientFailure
from orchestration.storage.folder import Folder
from orchestration.storage.ingest import read_pending
from orchestration.storage.intake import archive_folder
from orchestration.storage.lake import Lake

JUNE, JULY = b"2024-06-30 168\n2024-03-31 55\n", b"2024-07-31 12\n"


@pytest.fixture(scope="module")
def s3() -> Iterator[str]:
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("AWS_ENDPOINT_URL", f"http://{host}:{port}")
        environment.setenv("AWS_ACCESS_KEY_ID", "testing")
        environment.setenv("AWS_SECRET_ACCESS_KEY", "testing")
        environment.setenv("AWS_DEFAULT_REGION", "us-east-1")
        import s3fs

        s3fs.S3FileSystem.clear_instance_cache()
        bucket = f"reform-{uuid4().hex}"  # the server's memory is that of the whole process
        s3fs.S3FileSystem().mkdir(bucket)
        yield f"s3://{bucket}"
        s3fs.S3FileSystem.clear_instance_cache()
    server.stop()


@pytest.fixture(params=["local", "memory", "s3"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    if request.param == "s3":
        return f"{request.getfixturevalue('s3')}/{uuid4().hex}"
    return f"memory://{uuid4().hex}" if request.param == "memory" else str(tmp_path / "store")


@pytest.fixture
def nights(store: str) -> Lake:
    """A lake after a first night, a correction, and a newer reader, all of it in one store."""
    drop, lake = Folder(f"{store}/reports"), Lake(f"{store}/lake")
    drop.write("2024/june.txt", JUNE)
    drop.write("july.txt", JULY)
    drop.write("2024/.hidden", b"not a report")
    archive_folder(drop.url, lake, START)
    read_pending(lake, line_reader(), START)
    drop.write("july.txt", b"2024-08-31 13\n")
    archive_folder(drop.url, lake, moment(24))
    read_pending(lake, line_reader(), moment(24))
    read_pending(lake, line_reader("1+00000002", factor=2), moment(48))
    return lake


def test_every_store_ends_with_the_same_tables(nights: Lake, tmp_path: Path) -> None:
    drop, local = tmp_path / "same" / "reports", Lake(tmp_path / "same" / "lake")
    for name, content in {"2024/june.txt": JUNE, "july.txt": JULY}.items():
        (drop / name).parent.mkdir(parents=True, exist_ok=True)
        (drop / name).write_bytes(content)
    archive_folder(drop, local, START)
    (drop / "july.txt").write_bytes(b"2024-08-31 13\n")
    archive_folder(drop, local, moment(24))
    read_pending(local, line_reader("1+00000002", factor=2), moment(48))

    assert landed_values(nights) == [24, 26, 110, 336]
    assert {name: frame.rows() for name, frame in contents(nights).items()} == {
        name: frame.rows() for name, frame in contents(local).items()
    }
    assert nights.landing.fingerprint() == local.landing.fingerprint()


def test_the_mirror_is_what_dbt_can_read(nights: Lake, tmp_path: Path) -> None:
    former = tmp_path / "mirror" / "observations" / "1999-01.parquet"
    former.parent.mkdir(parents=True)
    former.write_bytes(b"of a month that is gone")
    folder = nights.landing.mirror(tmp_path / "mirror")

    def select(sql: str, table: str) -> list[tuple[object, ...]]:
        return duckdb.sql(f"select {sql} from read_parquet('{folder}/{table}/*.parquet')").fetchall()

    assert select("sum(value)", "observations") == [(496,)]
    assert select("count(*)", "ranking_entries") == [(0,)]
    assert select("count(*), max(revision)", "reports") == [(3, 2)]


def test_writing_reading_and_removing(store: str) -> None:
    folder = Folder(store)
    assert folder.names() == []
    assert folder.size("a/b.txt") is None
    with pytest.raises(FileNotFoundError):
        folder.read("a/b.txt")
    folder.write("a/b.txt", b"one")
    folder.write("a/b.txt", b"three")
    folder.write("c.txt", b"")
    assert folder.read("a/b.txt") == b"three"
    assert folder.size("a/b.txt") == 5
    assert folder.exists("c.txt")
    assert folder.names() == ["a/b.txt", "c.txt"]
    assert folder.names("a") == ["a/b.txt"]
    with folder.open("a/b.txt") as handle:
        handle.seek(3)
        assert handle.read() == b"ee"
    folder.remove("a/b.txt")
    folder.remove("a/b.txt")
    assert Folder(store).names() == ["c.txt"]


def test_a_file_that_cannot_be_read_is_told_and_costs_only_itself(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    drop, lake = Folder(f"memory://{uuid4().hex}"), Lake(tmp_path / "lake")
    drop.write("june.txt", JUNE)
    drop.write("locked.txt", JULY)
    read = MemoryFileSystem.cat_file

    def refuse(self: MemoryFileSystem, path: str, **options: object) -> bytes:
        if path.endswith("locked.txt"):
            raise PermissionError(13, "Permission denied")
        return bytes(read(self, path, **options))

    with monkeypatch.context() as patch:
        patch.setattr(MemoryFileSystem, "cat_file", refuse)
        intake = archive_folder(drop.url, lake, START)
    assert (intake.files, len(intake.new), intake.known) == (1, 1, 0)
    assert len(intake.failures) == 1
    assert intake.failures[0].startswith("locked.txt: ")
    assert "Permission denied" in intake.failures[0]

    assert len(archive_folder(drop.url, lake, moment(1)).new) == 1
    assert lake.registry.rows().height == 2


def test_a_folder_that_cannot_be_opened_is_told_and_costs_only_itself(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    drop, lake = tmp_path / "reports", Lake(tmp_path / "lake")
    for name in ("june.txt", "closed/july.txt"):
        (drop / name).parent.mkdir(parents=True, exist_ok=True)
        (drop / name).write_bytes(JUNE)
    scan = os.scandir

    def refuse(path: str) -> Iterator[os.DirEntry[str]]:
        if str(path).endswith("closed"):
            raise PermissionError(13, "Permission denied", str(path))
        return scan(path)

    monkeypatch.setattr(os, "scandir", refuse)
    intake = archive_folder(drop, lake, START)
    assert (intake.files, len(intake.new)) == (1, 1)
    assert intake.failures == (f"[Errno 13] Permission denied: '{drop / 'closed'}'",)
    with pytest.raises(TransientFailure, match="Permission denied"):
        Folder(drop).names()


def test_a_drop_folder_that_is_not_there_is_no_empty_night(tmp_path: Path) -> None:
    with pytest.raises(TransientFailure, match="expected the drop folder"):
        archive_folder(tmp_path / "nowhere", Lake(tmp_path / "lake"), START)


def test_a_store_that_does_not_answer_is_a_transient_failure(
    s3: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    import s3fs

    s3fs.S3FileSystem.clear_instance_cache()
    monkeypatch.setenv("AWS_MAX_ATTEMPTS", "1")
    monkeypatch.setenv("AWS_ENDPOINT_URL", "http://127.0.0.1:9")
    with pytest.raises(TransientFailure, match=r"s3://elsewhere.*run again"):
        Folder("s3://elsewhere").read("june.txt")
    s3fs.S3FileSystem.clear_instance_cache()
