"""The restore drill: what was backed up comes back as it was, whole or not at all."""

from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import pytest
from lakes import START, contents, line_reader, moment
from moto.server import ThreadedMotoServer
from warehouses import build, release, rows

from data_contracts.reasons import PermanentFailure, TransientFailure
from orchestration.storage import backup as backups
from orchestration.storage.backup import backup_ids, keep_newest, take_backup
from orchestration.storage.folder import Folder
from orchestration.storage.ingest import read_pending
from orchestration.storage.intake import archive_folder
from orchestration.storage.lake import Lake
from orchestration.storage.release_files import ReleaseFiles
from orchestration.storage.releases import already_released
from orchestration.storage.restoring import restore
from orchestration.storage.soundness import damaged_archive, damaged_landing, damaged_releases


def night(root: Path, hours: int, value: float) -> None:
    lake, warehouse = Lake(root / "lake"), root / "warehouse"
    archive_folder(root / "reports", lake, moment(hours))
    read_pending(lake, line_reader(), moment(hours))
    built = build(root / "built" / "cchc.duckdb", {"simplified": (value, "r1")})
    release(built, warehouse, lake.landing.fingerprint(), now=moment(hours))


@pytest.fixture
def root(tmp_path: Path) -> Path:
    root = tmp_path / "installation"
    (root / "reports").mkdir(parents=True)
    (root / "reports" / "june.txt").write_text("2024-06-30 168\n2024-03-31 nan\n")
    (root / "reports" / "june.txt.meta.yml").write_text("agency: national\n")
    night(root, 0, 168)
    (root / "reports" / "june.txt").write_text("2024-06-30 170\n")
    night(root, 24, 170)
    return root


@pytest.fixture(params=["local", "s3"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Folder]:
    if request.param == "local":
        yield Folder(tmp_path / "store")
        return
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
        s3fs.S3FileSystem().mkdir("backups")
        yield Folder(f"s3://backups/{uuid4().hex}")
        s3fs.S3FileSystem.clear_instance_cache()
    server.stop()


def back_up(root: Path, store: Folder, hours: int = 30) -> backups.Taken:
    return take_backup(Lake(root / "lake"), root / "warehouse", store, moment(hours))


def put_back(root: Path, store: Folder, backup_id: str | None = None) -> Lake:
    lake = Lake(root / "lake")
    restore(store, lake, root / "warehouse", backup_id)
    return lake


def test_a_restored_installation_is_the_one_that_was_backed_up(
    root: Path, store: Folder, tmp_path: Path
) -> None:
    taken = back_up(root, store)
    assert taken.left_out == ()
    new = tmp_path / "new"
    lake, before = put_back(new, store), Lake(root / "lake")
    assert lake.folder.names() == before.folder.names()
    assert all(lake.folder.read(name) == before.folder.read(name) for name in before.folder.names())
    old_files, new_files = ReleaseFiles(root / "warehouse"), ReleaseFiles(new / "warehouse")
    assert new_files.ids() == old_files.ids()
    assert new_files.current() == old_files.current()
    for name in ("*.sha256", "*.changes.md"):
        beside = {path.name: path.read_bytes() for path in old_files.folder.glob(name)}
        assert {path.name: path.read_bytes() for path in new_files.folder.glob(name)} == beside
    assert new_files.path(new_files.ids()[0]).stat().st_mode & 0o777 == 0o444
    assert rows(new_files.link, "select value from fct_indicator_observations") == [(170,)]
    found = (damaged_archive(lake), damaged_landing(lake), damaged_releases(new / "warehouse"))
    assert [list(each) for each in found] == [[], [], []]
    # Nothing is left to do: no report is read again, nothing is built.
    assert lake.outcomes.pending(lake.registry.rows(), line_reader().version).is_empty()
    assert already_released(new / "warehouse", lake.landing.fingerprint())


def test_a_second_backup_writes_only_what_changed_and_the_first_can_be_restored(
    root: Path, tmp_path: Path
) -> None:
    store = Folder(tmp_path / "store")
    first = back_up(root, store)
    assert back_up(root, store, hours=31).new_bytes == 0
    (root / "reports" / "july.txt").write_text("2024-07-31 12\n")
    night(root, 48, 171)
    assert back_up(root, store, hours=50).new_bytes > 0
    lake = put_back(tmp_path / "earlier", store, first.backup.backup_id)
    assert lake.registry.rows().height == 2

    assert len(keep_newest(store, 1)) == 2
    assert len(backup_ids(store)) == 1
    assert put_back(tmp_path / "latest", store).registry.rows().height == 3


def test_nothing_is_overwritten(root: Path, tmp_path: Path) -> None:
    store = Folder(tmp_path / "store")
    back_up(root, store)
    before = contents(Lake(root / "lake"))
    with pytest.raises(PermanentFailure, match="expected an empty lake, found"):
        put_back(root, store)
    assert all(contents(Lake(root / "lake"))[name].equals(frame) for name, frame in before.items())
    with pytest.raises(PermanentFailure, match=r"there is none.*no backup"):
        put_back(tmp_path / "new", Folder(tmp_path / "elsewhere"))


def test_a_damaged_store_is_refused_before_anything_is_written(root: Path, tmp_path: Path) -> None:
    store = Folder(tmp_path / "store")
    back_up(root, store)
    name = next(iter(store.names("objects")))
    store.write(name, store.read(name) + b"x")
    with pytest.raises(PermanentFailure, match="Restore another backup"):
        put_back(tmp_path / "new", store)
    assert not (tmp_path / "new" / "lake").exists()


def test_a_damaged_file_is_left_out_and_told(root: Path, tmp_path: Path) -> None:
    archived = next((root / "lake" / "archive").glob("*/*"))
    archived.write_bytes(b"x")
    (finding,) = back_up(root, Folder(tmp_path / "store")).left_out
    assert archived.name in finding.message


def test_a_restore_that_was_cut_off_is_taken_up_and_keeps_refreshes_away(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store, new = Folder(tmp_path / "store"), tmp_path / "new"
    back_up(root, store)
    real, calls = Folder.write, []

    def killed(folder: Folder, name: str, content: bytes) -> None:
        calls.append(name)
        if len(calls) == 6:
            raise KeyboardInterrupt
        real(folder, name, content)

    with monkeypatch.context() as patched:
        patched.setattr(Folder, "write", killed)
        with pytest.raises(KeyboardInterrupt):
            put_back(new, store)
    with pytest.raises(TransientFailure, match="Run the same `cchc restore` again"):
        archive_folder(root / "reports", Lake(new / "lake"), START)
    lake = put_back(new, store)
    assert lake.folder.names() == Lake(root / "lake").folder.names()


def test_a_backup_taken_while_a_night_lands_is_made_whole_by_the_next_refresh(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """At each of its readings the backup meets a lake in which a whole night has just happened."""
    (root / "reports" / "july.txt").write_text("2024-07-31 12\n2024-06-30 3\n")
    (root / "reports" / "june.txt").write_text("2024-06-30 172\n2024-05-31 4\n")
    kept = {p.relative_to(root): p.read_bytes() for p in (root / "lake").rglob("*") if p.is_file()}
    real = Folder.read
    total = len(Lake(root / "lake").folder.names())
    for point in range(0, total + 1, 3):
        for path in (p for p in (root / "lake").rglob("*") if p.is_file()):
            if path.relative_to(root) not in kept:
                path.unlink()
        for name, content in kept.items():
            (root / name).write_bytes(content)
        count = 0

        def meanwhile(folder: Folder, name: str, at: int = point) -> bytes:
            nonlocal count
            count += 1
            if count == at + 1:
                archive_folder(root / "reports", Lake(root / "lake"), moment(48))
                read_pending(Lake(root / "lake"), line_reader(), moment(48))
            return real(folder, name)

        store = Folder(tmp_path / f"store-{point}")
        with monkeypatch.context() as patched:
            patched.setattr(Folder, "read", meanwhile)
            back_up(root, store)
        lake = put_back(tmp_path / f"new-{point}", store)
        assert not list(damaged_landing(lake))
        archive_folder(root / "reports", lake, moment(48))
        read_pending(lake, line_reader(), moment(48))
        expected = contents(Lake(root / "lake"))
        after = contents(lake)
        assert [name for name, frame in expected.items() if not after[name].equals(frame)] == [], point
