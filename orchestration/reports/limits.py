"""What a report may cost: sizes, counts, time and memory; beyond it the report is refused, not read in part.

Here belong the limits and which of them hold now. Not here: checking one (`readers/`), setting them
(`orchestration/settings.py`), stopping a worker (`orchestration/storage/workers.py`).
"""

from __future__ import annotations

from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

MEGABYTE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Limits:
    """The limits of one report, or of one container with all that is in it."""

    file_megabytes: int = 64
    """Size of the file as it arrived, and of each file in a container."""
    unpacked_megabytes: int = 512
    """Size of the parts of an office file together, or of all files in a container, when unpacked."""
    expansion: int = 200
    """How many times larger than packed a file in a container, larger than a megabyte, may be."""
    members: int = 1_000
    """Files in a container, those in containers inside it included."""
    nesting: int = 3
    """Containers in each other: 1 opens an archive but no archive in it."""
    pages: int = 500
    """Pages of a PDF or a scan."""
    cells: int = 500_000
    """Cells of one table."""
    image_pixels: int = 60_000_000
    """Pixels of one picture or of one page made a picture: A3 at 400 dpi has 31 million."""
    seconds: int = 300
    """Time to read one report: a scan takes about two seconds a page."""
    memory_megabytes: int = 2_048
    """Memory that reading one report may take in each process that takes part in it."""

    @property
    def file_bytes(self) -> int:
        """`file_megabytes` in bytes."""
        return self.file_megabytes * MEGABYTE

    @property
    def unpacked_bytes(self) -> int:
        """`unpacked_megabytes` in bytes."""
        return self.unpacked_megabytes * MEGABYTE


_DEFAULTS = Limits()
_CURRENT: ContextVar[Limits] = ContextVar("limits", default=_DEFAULTS)


def current_limits() -> Limits:
    """The limits that hold here: the defaults, unless `limits_set` says otherwise."""
    return _CURRENT.get()


@contextmanager
def limits_set(limits: Limits) -> Iterator[None]:
    """Let these limits hold for all that is read inside the block."""
    token = _CURRENT.set(limits)
    try:
        yield
    finally:
        _CURRENT.reset(token)
