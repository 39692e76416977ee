"""What there is to do: files whose bytes are not archived yet, and archived reports still to be read.

Here belongs the cheap look that decides whether a run is worth it. Not here: doing it (`intake`, `ingest`).
"""

import hashlib
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from functools import lru_cache

from data_contracts.reasons import TransientFailure
from orchestration.reports.filing.sidecar import SUFFIX
from orchestration.storage.folder import Folder
from orchestration.storage.lake import Lake
from orchestration.storage.report_files import is_report_file

_TOLD = ("source_name", "content_sha256", "sidecar")


@dataclass(frozen=True, slots=True)
class Pending:
    """Names of files that are not archived, came back or have another sidecar; ids of reports not read."""

    files: tuple[str, ...]
    reports: tuple[str, ...]
    digest: str

    def __bool__(self) -> bool:
        return bool(self.files or self.reports)


def pending_work(drop: str, lake: Lake, reader_version: str) -> Pending:
    """Look into the drop folder and the registry. A file that does not change is opened once only."""
    registered = lake.registry.rows()
    archived = set(registered["content_sha256"])
    stamps = Folder(drop).stamps()
    contents = dict(_readable(drop, stamps))
    files = {name: sha256 for name, sha256 in contents.items() if sha256 not in archived}
    told = {(name, sha256): sidecar for name, sha256, sidecar in registered.select(_TOLD).iter_rows()}
    last = lake.registry.last()
    files |= {
        name: sha256
        for name, sha256 in contents.items()
        if (name, sha256) in told
        and (told[name, sha256] != _sidecar(drop, name, stamps) or not sha256.startswith(last[name]))
    }
    reports = lake.outcomes.pending(registered, reader_version)["report_id"].to_list()
    digest = hashlib.blake2b(digest_size=16)
    for part in (*sorted(files.values()), *sorted(reports), reader_version):
        digest.update(part.encode())
    return Pending(tuple(sorted(files)), tuple(reports), digest.hexdigest())


@lru_cache(maxsize=100_000)
def _content(drop: str, name: str, stamp: str) -> str:  # noqa: ARG001 - the stamp is what makes the answer expire
    return hashlib.sha256(Folder(drop).read(name)).hexdigest()


def _readable(drop: str, stamps: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Each report file and its sha256. One that cannot be read must hide no other: the night tells of it."""
    for name, stamp in stamps.items():
        if is_report_file(name):
            with suppress(TransientFailure, FileNotFoundError):
                yield name, _content(drop, name, stamp)


def _sidecar(drop: str, name: str, stamps: Mapping[str, str]) -> str | None:
    beside = f"{name}{SUFFIX}"
    return _text(drop, beside, stamps[beside]) if beside in stamps else None


@lru_cache(maxsize=100_000)
def _text(drop: str, name: str, stamp: str) -> str:  # noqa: ARG001 - the stamp is what makes the answer expire
    return Folder(drop).read(name).decode("utf-8", "replace")
