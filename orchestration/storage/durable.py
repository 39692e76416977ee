"""Local files and links that are there as a whole or not at all, also after a power cut.

Here belong the few primitives on one local disk. Not here: what is written (`folder`, `releases`), object
stores.
"""

import os
import re
from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

_TEMPORARY = re.compile(r"\..+\.(\d+)\.[0-9a-f]{8}\.tmp")


def sync_folder(path: Path) -> None:
    """Make renames and removals inside this folder durable."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def sync_file(path: Path) -> None:
    """Make the content of this file durable."""
    with path.open("rb") as handle:
        os.fsync(handle.fileno())


def make_folder(path: Path) -> None:
    """Create the folder and its parents, durably."""
    if path.is_dir():
        return
    make_folder(path.parent)
    path.mkdir(exist_ok=True)
    sync_folder(path.parent)


def temporary_name(path: Path) -> Path:
    """A hidden name beside `path` that no other process or thread uses; carries our process id."""
    return path.with_name(f".{path.name}.{os.getpid()}.{uuid4().hex[:8]}.tmp")


def write_file(path: Path, content: bytes) -> None:
    """Replace the file by one with this content; a reader sees the old bytes or the new, never a part."""
    make_folder(path.parent)
    temporary = temporary_name(path)
    try:
        with temporary.open("xb") as handle:
            handle.write(content)
            handle.flush()
            os.fsync(handle.fileno())
        temporary.replace(path)
    finally:
        temporary.unlink(missing_ok=True)
    sync_folder(path.parent)


def swap_link(link: Path, target: str) -> None:
    """Let the symbolic link point to `target` (relative to the link's folder) in one step."""
    temporary = temporary_name(link)
    try:
        temporary.symlink_to(target)
        temporary.replace(link)
    finally:
        temporary.unlink(missing_ok=True)
    sync_folder(link.parent)


def leftovers(folder: Path) -> Iterator[Path]:
    """At any depth, the temporary files of processes that were killed while writing."""
    for path in folder.rglob(".*.tmp"):
        match = _TEMPORARY.fullmatch(path.name)
        if match and not is_alive(int(match.group(1))):
            yield path


def remove_leftovers(folder: Path) -> None:
    """Remove them."""
    for path in leftovers(folder):
        path.unlink(missing_ok=True)


def is_alive(process: int) -> bool:
    """Whether a process with this id runs on this machine."""
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
