"""One refresh at a time on a warehouse.

Here belongs what keeps two refreshes on this machine apart. Not here: what they do. The operating system
drops the lock when its process ends, however it ends, so nothing ever needs unlocking by hand.
"""

import fcntl
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

from data_contracts.reasons import TransientFailure
from orchestration.storage import durable

_FILE = ".refresh.lock"
_PATIENCE_SECONDS = 1.0
_POLL_SECONDS = 0.01


@contextmanager
def refresh_lock(warehouse: Path) -> Iterator[None]:
    """Hold the warehouse for one refresh, from the first look into the drop folder to the release.

    TransientFailure after a second if another refresh holds it, in this process or in another.
    """
    durable.make_folder(warehouse)
    with (warehouse / _FILE).open("a+", encoding="utf-8") as handle:
        if not _taken(handle):
            raise TransientFailure(
                f"{warehouse}: expected no other refresh, found one running (process {holder(warehouse)}). "
                "Wait until it has ended, then run again."
            )
        handle.truncate(0)
        handle.write(str(os.getpid()))
        handle.flush()
        yield


def is_refreshing(warehouse: Path) -> bool:
    """Whether a refresh holds the warehouse now. Writes nothing, and no refresh notices the look."""
    try:
        with (warehouse / _FILE).open(encoding="utf-8") as handle:
            fcntl.flock(handle, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except FileNotFoundError:
        return False
    except BlockingIOError:
        return True
    return False


def holder(warehouse: Path) -> int | None:
    """The process that holds the warehouse now; None if none does, or it has not said who it is yet."""
    if not is_refreshing(warehouse):
        return None
    told = (warehouse / _FILE).read_text(encoding="utf-8")
    return int(told) if told.isdigit() else None


def _taken(handle: TextIO) -> bool:
    """Take the lock; it is tried for a moment, because a look at it holds it for one."""
    deadline = time.monotonic() + _PATIENCE_SECONDS
    while True:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if time.monotonic() > deadline:
                return False
            time.sleep(_POLL_SECONDS)
        else:
            return True
