"""One refresh at a time on a warehouse.

Here belongs what keeps two refreshes on this machine apart. Not here: what they do. The operating system
drops the lock when its process ends, however it ends, so nothing ever needs unlocking by hand.
"""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from data_contracts.reasons import TransientFailure
from orchestration.storage import durable


@contextmanager
def refresh_lock(warehouse: Path) -> Iterator[None]:
    """Hold the warehouse for one refresh, from the first look into the drop folder to the release.

    TransientFailure at once if another refresh holds it, in this process or in another.
    """
    durable.make_folder(warehouse)
    with (warehouse / ".refresh.lock").open("a+", encoding="utf-8") as handle:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            handle.seek(0)
            holder = handle.read().strip() or "unknown"
            raise TransientFailure(
                f"{warehouse}: expected no other refresh, found one running (process {holder}). "
                "Wait until it has ended, then run again."
            ) from error
        handle.truncate(0)
        handle.write(str(os.getpid()))
        handle.flush()
        yield
