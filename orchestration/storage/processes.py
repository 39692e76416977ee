"""Ending a process together with all that it has started, however those are grouped.

Here belongs what the kernel says of sessions (`/proc`). Not here: when a process is to be ended (`workers`).
"""

import os
import signal
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

_PROC = Path("/proc")
_ROUNDS, _PAUSE_SECONDS = 50, 0.02


def end_session(leader: int) -> None:
    """Kill every process of the session that `leader` began, its own end or death notwithstanding.

    Programs of a worker may lead groups of their own (LibreOffice does, so that it can be ended alone), but
    stay in the worker's session. Looks again until none is left, since one may start another meanwhile.
    """
    for _ in range(_ROUNDS):
        living = list(_of_session(leader))
        if not living:
            return
        for pid in living:
            with suppress(ProcessLookupError, PermissionError):
                os.kill(pid, signal.SIGKILL)
        time.sleep(_PAUSE_SECONDS)


def _of_session(leader: int) -> Iterator[int]:
    """Processes of a session that are not already dead and only waiting to be counted out."""
    for folder in _PROC.iterdir():
        if folder.name.isdecimal():
            with suppress(OSError):
                # The name of the program comes second, in brackets, and may itself hold any of them.
                state, _parent, _group, session = (
                    (folder / "stat").read_text("ascii", "replace").rpartition(")")[2].split()[:4]
                )
                if session == str(leader) and state not in {"Z", "X"}:
                    yield int(folder.name)
