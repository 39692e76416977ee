"""The lock files hold names, versions and hashes, agree with each other, and with what is installed here."""

import re
from importlib import metadata
from pathlib import Path

import pytest
from packaging.markers import Marker
from packaging.utils import canonicalize_name

from supply.locks import LOCKS, LockError, read_lock
from tests.installation import REPOSITORY

HASH = f"--hash=sha256:{'0' * 64}"


@pytest.mark.parametrize("use", LOCKS)
def test_each_lock_is_sound_and_names_no_address(use: str) -> None:
    text = LOCKS[use].read_text("utf-8")
    assert len(read_lock(LOCKS[use])) == len(re.findall(r"^[\w.-]+(\[.+?\])?==", text, re.MULTILINE))
    assert "://" not in text


def test_no_lock_is_left_out() -> None:
    assert set(LOCKS.values()) == set((REPOSITORY / "deploy").glob("*.lock"))


@pytest.mark.parametrize("use", ["production", "development"])
def test_what_the_service_runs_on_is_the_same_in_every_lock_with_more(use: str) -> None:
    assert set(read_lock(LOCKS["service"])) <= set(read_lock(LOCKS[use]))


@pytest.mark.parametrize(
    "line",
    [
        "click==8.1",
        f"click>=8.1 {HASH}",
        f"click==8.* {HASH}",
        f"click==8.1,!=8.1.1 {HASH}",
        f"click @ https://example.invalid/click.whl {HASH}",
        "click==8.1 --hash=sha256:0123",
        "click==8.1 --hash=md5:00",
        "--index-url https://example.invalid/simple",
        "-e .",
    ],
)
def test_anything_but_a_pinned_and_hashed_package_is_refused(line: str, tmp_path: Path) -> None:
    lock = tmp_path / "some.lock"
    lock.write_text(f"# ours\nattrs==26.1.0 \\\n    {HASH} \\\n    {HASH}\n{line}\n", "utf-8")
    with pytest.raises(LockError, match=r"some.lock, line 5: expected .* Run `make lock`"):
        read_lock(lock)


def test_what_is_installed_here_is_what_the_lock_names() -> None:
    """No other version has slipped into the environment that the tests judge."""
    pinned = {
        package.name: package.version
        for package in read_lock(LOCKS["service"])
        if not package.marker or Marker(package.marker).evaluate()
    }
    here = {canonicalize_name(each.metadata["Name"]): each.version for each in metadata.distributions()}
    assert {name: here.get(name) for name in pinned} == pinned
