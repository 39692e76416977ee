"""A folder of files, on a local disk or behind any URL that fsspec knows (s3://, memory://).

Here belongs moving bytes, and nothing else knows where they are. Not here: what the files mean. On a disk
a write is durable and atomic (`durable`); in an object store a single put is atomic by itself.
"""

import errno
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, cast

import fsspec
from fsspec.implementations.local import LocalFileSystem

from data_contracts.reasons import TransientFailure
from orchestration.storage import durable


class Folder:
    """Bytes under relative names, `/` between the parts.

    Every method raises FileNotFoundError for a name that is not there and TransientFailure for anything
    else that goes wrong on the way: trying again may help.
    """

    def __init__(self, url: str | Path) -> None:
        self.url = str(url)
        with self._failing_transiently(""):
            # Listings are never cached: another process may have written in between.
            self._files, root = fsspec.url_to_fs(self.url, use_listings_cache=False)
        self._root = root.rstrip("/")

    @property
    def local_path(self) -> Path | None:
        """The folder on this machine's disk, or None if it is elsewhere."""
        return Path(self._root) if isinstance(self._files, LocalFileSystem) else None

    def names(self, under: str = "", unreadable: list[str] | None = None) -> list[str]:
        """Names of all files below `under`, at any depth, sorted. Empty if there is no such folder.

        A subfolder on the disk that cannot be opened is a TransientFailure, or, if a list is given for such,
        what went wrong with it is put there.
        """
        with self._failing_transiently(under):
            if self.local_path is not None:
                return sorted(_walk(self.local_path, under, unreadable))
            start = self._path(under).rstrip("/")
            found = self._files.find(start)
        return sorted(str(path)[len(self._root) + 1 :] for path in found if str(path) != start)

    def stamps(self) -> dict[str, str]:
        """Every file with a mark that changes when it does: time and size, or the tag of the store."""
        with self._failing_transiently(""):
            found = self._files.find(self._root, detail=True)
        marks = ("ETag", "mtime", "LastModified", "created", "size")
        return {
            str(path)[len(self._root) + 1 :]: str([info.get(m) for m in marks])
            for path, info in found.items()
        }

    def size(self, name: str) -> int | None:
        """Size in bytes, or None if there is no such file."""
        with self._failing_transiently(name):
            try:
                return cast("int", self._files.size(self._path(name)))
            except FileNotFoundError:
                return None

    def exists(self, name: str) -> bool:
        """Whether there is a file of that name."""
        return self.size(name) is not None

    def read(self, name: str) -> bytes:
        """The whole file."""
        with self._failing_transiently(name):
            if self.local_path is not None and not stat.S_ISREG((self.local_path / name).stat().st_mode):
                raise OSError("no file but a pipe, a socket or a device, which may never end")
            return cast("bytes", self._files.cat_file(self._path(name)))

    @contextmanager
    def open(self, name: str) -> Iterator[BinaryIO]:
        """A seekable handle for reading parts of a file."""
        with self._failing_transiently(name), self._files.open(self._path(name), "rb") as handle:
            yield handle

    def write(self, name: str, content: bytes) -> None:
        """Put the file there as a whole, replacing what was there."""
        with self._failing_transiently(name):
            if self.local_path is not None:
                durable.write_file(self.local_path / name, content)
            else:
                self._files.pipe_file(self._path(name), content)

    def remove(self, name: str) -> None:
        """Remove the file if it is there."""
        if self.exists(name):
            with self._failing_transiently(name):
                self._files.rm_file(self._path(name))

    def remove_leftovers(self) -> None:
        """Remove what killed writers left; an object store has no such leftovers."""
        if self.local_path is not None and self.local_path.is_dir():
            durable.remove_leftovers(self.local_path)

    def _path(self, name: str) -> str:
        return f"{self._root}/{name}"

    @contextmanager
    def _failing_transiently(self, name: str) -> Iterator[None]:
        try:
            yield
        except (FileNotFoundError, TransientFailure):
            raise
        # The stores' own libraries raise far more than OSError (credentials, end points, HTTP).
        except Exception as error:
            place = f"{self.url}/{name}" if name else self.url
            raise TransientFailure(
                f"{place}: expected to read or write it, found {type(error).__name__}: {error}. "
                f"{_advice(error)}, then run again."
            ) from error


def _advice(error: Exception) -> str:
    number = error.errno if isinstance(error, OSError) else None
    if number in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
        return "Free some space there"
    if number == errno.EROFS:
        return "Let it be mounted for writing"
    return "Check that the place answers and that this user may use it"


def _walk(root: Path, under: str, unreadable: list[str] | None) -> Iterator[str]:
    # Not fsspec's own way, which skips without a word what it cannot open.
    def tell(error: OSError) -> None:
        if isinstance(error, FileNotFoundError):
            return
        if unreadable is None:
            raise error
        unreadable.append(str(error))

    for folder, _, files in os.walk(root / under, onerror=tell, followlinks=True):
        yield from ((Path(folder) / file).relative_to(root).as_posix() for file in files)
