"""Whether a process of this machine has a released file open.

Here belongs asking the kernel. Not here: what follows from it (`release_files`).
"""

import fcntl
import os
import struct
from pathlib import Path

# struct flock of 64-bit Linux: kind, whence, start, length, process.
_FLOCK = "hhqqi4x"


def is_held(file: Path) -> bool:
    """Whether some process holds a lock on the file; DuckDB keeps one as long as it has a file open.

    The kernel is asked what would stand against locking the whole file; nothing is locked, and neither the
    right to write nor the other process's own user is needed. Locks of this process do not count.
    """
    descriptor = os.open(file, os.O_RDONLY)
    try:
        asked = struct.pack(_FLOCK, fcntl.F_WRLCK, os.SEEK_SET, 0, 0, 0)
        told = fcntl.fcntl(descriptor, fcntl.F_GETLK, asked)
    finally:
        os.close(descriptor)
    return bool(struct.unpack(_FLOCK, told)[0] != fcntl.F_UNLCK)
