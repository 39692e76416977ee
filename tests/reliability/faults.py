"""One fault each, injected into a night; each returns what was said, and asserts what must hold."""

import os
import random
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

import duckdb

from orchestration.storage.release_files import ReleaseFiles
from tests.reliability.installation import Pair, published
from tests.reliability.processes import run, start

_CALL = re.compile(r"(fsync|fdatasync)\(\d+<([^>]+)>|(rename\w*)\([^\"]*\"([^\"]+)\"[^\"]*\"([^\"]+)\"")


def disk_full(pair: Pair) -> str:
    """No file may grow: every place at which a night writes more than some bytes fails once."""
    pair.next_evening()
    said = set()
    for largest in (0, 100, 1_000, 3_000, 6_000, 12_000, 50_000, 300_000):
        ended = run(pair.root, pair.now, largest_file=largest)
        said.add("failed" if ended.code else "done")
        assert ended.code in (0, 1), f"ended with {ended.code}"
        pair.assert_old_or_new()
    assert "failed" in said
    pair.assert_healed()
    return "each failed without harm until there was room"


def full_file_system(pair: Pair) -> str:
    """The lake lies on a small file system that is full; needs the right to mount."""
    pair.next_evening()
    with _mounted(pair.root / "lake", "-t", "tmpfs", "-o", "size=4m", "none") as is_mounted:
        if not is_mounted:
            return "not tried: no right to mount"
        filler = pair.root / "lake" / "filler"
        _fill(filler)
        ended = pair.refresh()
        assert ended.code == 1, ended.said
        assert "No space left" in ended.said, ended.said
        pair.assert_old_or_new()
        filler.unlink()
        pair.assert_healed()
        return ended.said.strip()


def read_only_lake(pair: Pair) -> str:
    """The lake's file system is mounted read-only; needs the right to mount."""
    pair.next_evening()
    with _mounted(pair.root / "lake", "-t", "tmpfs", "-o", "size=8m", "none") as is_mounted:
        if not is_mounted:
            return "not tried: no right to mount"
        subprocess.run(["mount", "-o", "remount,ro", str(pair.root / "lake")], check=True)
        ended = pair.refresh()
        assert ended.code == 1, ended.said
        assert "Read-only file system" in ended.said, ended.said
        pair.assert_old_or_new()
        subprocess.run(["mount", "-o", "remount,rw", str(pair.root / "lake")], check=True)
        pair.assert_healed()
        return ended.said.strip()


def truncated_landing(pair: Pair, every: int = 1) -> str:
    """Each landing file in turn, or every so many, is cut at a random place."""
    pair.next_evening()
    pair.assert_healed()
    files = sorted((pair.root / "lake" / "landing").rglob("*.parquet"))[::every]
    for file in files:
        content = file.read_bytes()
        file.write_bytes(content[: pair.chance.randrange(len(content))])
        ended = pair.refresh()
        assert ended.code == 0, ended.said
        assert f"healed landing/{file.parent.name}/{file.name}" in ended.said
        pair.assert_healed()
    return f"{len(files)} files, each told, set aside and made good by the next refresh"


def corrupted_release(pair: Pair) -> str:
    """A bit of the published file turns; the next refresh builds it anew."""
    pair.next_evening()
    pair.assert_healed()
    files = ReleaseFiles(pair.root / "warehouse")
    current = files.current() or ""
    content = bytearray(files.path(current).read_bytes())
    content[pair.chance.randrange(len(content))] ^= 1
    files.path(current).chmod(0o644)
    files.path(current).write_bytes(content)
    ended = pair.refresh()
    assert "it was taken away" in ended.said, ended.said
    pair.assert_healed()
    return ended.said.strip().splitlines()[0]


def two_at_once(pair: Pair, times: int = 10) -> str:
    """Two refreshes start at the same moment: one works, one says who holds the lock."""
    refused = 0
    for _ in range(times):
        pair.next_evening()
        children = [start(pair.root, pair.now), start(pair.root, pair.now)]
        for child in children:
            child.join()
        codes = sorted(child.exitcode or 0 for child in children)
        assert codes in ([0, 0], [0, 1]), codes
        refused += codes[1]
        pair.assert_healed()
    came_after = times - refused
    return f"{times} pairs: in {refused} the lock refused the second, in {came_after} it came after the first"


def reader_holds_the_file(pair: Pair) -> str:
    """An analyst keeps a release open over more nights than releases are kept."""
    pair.next_evening()
    pair.assert_healed()
    before = published(pair.root)
    file = ReleaseFiles(pair.root / "warehouse").link.resolve()
    with closing(duckdb.connect(str(file), read_only=True)) as reader:
        for _ in range(5):
            pair.next_evening()
            pair.assert_healed()
        assert not file.exists()
        rows = reader.sql("select count(*), sum(value) from fct_indicator_observations").fetchall()
    assert rows == [(len(before), sum(float(str(row[1])) for row in before))]
    return "5 nights went by, the file was let go, and the reader read its release to the end"


def order_of_power_loss(pair: Pair) -> str:
    """Each file is synced before it is renamed into place, and its folder after (needs strace)."""
    if shutil.which("strace") is None:
        return "not tried: no strace"
    pair.next_evening()
    log = pair.folder / "calls"
    command = ["strace", "-f", "-y", "-s", "500", "-o", str(log), "-e", "trace=fsync,fdatasync,/^rename"]
    night = [sys.executable, "-m", "tests.reliability.night", str(pair.root), pair.now.isoformat()]
    subprocess.run([*command, *night], check=True, capture_output=True)
    renames = _check_order(log.read_text(encoding="utf-8", errors="replace"), pair.root)
    pair.assert_healed()
    assert renames > 5
    return f"{renames} renames in one night, each after the sync of its file and before that of its folder"


def _check_order(log: str, root: Path) -> int:
    calls = [match.groups() for match in map(_CALL.search, log.splitlines()) if match]
    renames = 0
    for place, (_, _, rename, old, new) in enumerate(calls):
        if not rename or not new.startswith((str(root / "lake"), str(root / "warehouse"))):
            continue
        renames += 1
        before = {path for _, path, *_ in calls[:place]}
        after = {path for _, path, *_ in calls[place:]}
        is_link = Path(new).is_symlink()
        assert is_link or old in before, f"{old} was renamed before it was synced"
        assert str(Path(new).parent) in after, f"the folder of {new} was not synced after the rename"
    return renames


def _fill(filler: Path) -> None:
    descriptor = os.open(filler, os.O_WRONLY | os.O_CREAT)
    with suppress(OSError):  # until there is no room left
        while True:
            os.write(descriptor, b"x" * 4096)
    os.close(descriptor)


@contextmanager
def _mounted(place: Path, *arguments: str) -> Iterator[bool]:
    """A file system in place of a folder, with the same content; afterwards the folder holds what it held."""
    beside = place.with_name(f"{place.name}-beside")
    shutil.copytree(place, beside)
    done = subprocess.run(["mount", *arguments, str(place)], check=False, capture_output=True)
    is_mounted = done.returncode == 0
    try:
        if is_mounted:
            shutil.copytree(beside, place, dirs_exist_ok=True)
        yield is_mounted
        shutil.rmtree(beside)
        shutil.copytree(place, beside)
    finally:
        if is_mounted:
            subprocess.run(["umount", str(place)], check=True)
            shutil.rmtree(place)
            beside.rename(place)


FAULTS = (
    disk_full,
    full_file_system,
    read_only_lake,
    truncated_landing,
    corrupted_release,
    two_at_once,
    reader_holds_the_file,
    order_of_power_loss,
)


def new_pair(folder: Path, seed: int) -> Pair:
    """An installation after two nights, and its twin."""
    pair = Pair(folder, random.Random(seed))  # noqa: S311 - repeatable
    for _ in range(2):
        pair.next_evening()
        pair.assert_healed()
    return pair
