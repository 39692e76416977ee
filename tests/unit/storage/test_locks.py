"""The lock of a refresh: one holder, and a look at it that no refresh notices."""

import threading
from pathlib import Path

import pytest

from data_contracts.reasons import TransientFailure
from orchestration.storage.locks import is_refreshing, refresh_lock


def test_the_second_is_told_who_holds_it(tmp_path: Path) -> None:
    with (
        refresh_lock(tmp_path),
        pytest.raises(TransientFailure, match="found one running"),
        refresh_lock(tmp_path),
    ):
        pass


def test_a_look_tells_whether_it_is_held_and_leaves_no_trace(tmp_path: Path) -> None:
    assert not is_refreshing(tmp_path)
    assert list(tmp_path.iterdir()) == []
    with refresh_lock(tmp_path):
        assert is_refreshing(tmp_path)
        held = (tmp_path / ".refresh.lock").read_bytes()
    assert not is_refreshing(tmp_path)
    assert (tmp_path / ".refresh.lock").read_bytes() == held


def test_watchers_that_look_all_the_time_keep_no_refresh_from_starting(tmp_path: Path) -> None:
    stop = threading.Event()

    def watch() -> None:
        while not stop.is_set():
            is_refreshing(tmp_path)

    watchers = [threading.Thread(target=watch) for _ in range(2)]
    for watcher in watchers:
        watcher.start()
    try:
        for _ in range(50):
            with refresh_lock(tmp_path):
                pass
    finally:
        stop.set()
        for watcher in watchers:
            watcher.join()
