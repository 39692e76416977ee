"""ZIP archives: their files unpacked in memory within the limits, each refused on its own where it must be.

Here belongs what an archive can be made to do. Not here: archives in archives (the package itself).
"""

from __future__ import annotations

import io
import stat
import struct
import zipfile
import zlib
from typing import TYPE_CHECKING

from data_contracts.reasons import PermanentFailure, ReasonCode
from orchestration.reports.containers.members import Budget, MemberList, Opened, refused
from orchestration.reports.containers.names import (
    clean_path,
    decode_name,
    is_furniture,
    is_safe_path,
    repair_name,
)
from orchestration.reports.limits import MEGABYTE

if TYPE_CHECKING:
    from collections.abc import Iterable

_ENCRYPTED, _NAME_IS_UTF8, _MASKED = 0x1, 0x800, 0x2000
_UNICODE_PATH = 0x7075
_LOCAL_HEADER_BYTES = 30
_DAMAGE = (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, struct.error, IndexError)


def open_zip(content: bytes, budget: Budget) -> Opened:
    """The files of the archive.

    Raises:
        PermanentFailure: it has no readable list of files.
    """
    found = MemberList()
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            entries = [entry for entry in archive.infolist() if not entry.is_dir()]
            overlapping = _overlapping(entries)
            for number, entry in enumerate(entries):
                if not budget.admit():
                    found.refuse_rest(len(entries) - number, budget.limits)
                    break
                _add(archive, entry, entry.header_offset in overlapping, budget, found)
    except (*_DAMAGE, RuntimeError) as error:
        advice = "The file was cut off or damaged on its way: fetch or export it again and drop it again."
        raise refused(ReasonCode.UNREADABLE_FILE, "a complete archive", f"{error}", advice) from error
    return found.opened()


def _add(
    archive: zipfile.ZipFile, entry: zipfile.ZipInfo, overlaps: bool, budget: Budget, found: MemberList
) -> None:
    name = clean_path(_name(entry))
    if is_furniture(name):
        return
    if problem := _problem(entry, name, overlaps, budget):
        found.refuse(name or "a file without a name", *problem)
        return
    try:
        budget.take(entry.file_size, name)
        found.add(name, archive.read(entry))
    except PermanentFailure as failure:
        found.refusals.append(failure.reason)
    except NotImplementedError as error:
        advice = "Pack it again with ordinary (deflate) compression, or drop the file itself."
        found.refuse(name, ReasonCode.UNREADABLE_FILE, "a known compression", f"{error}", advice)
    except (*_DAMAGE, RuntimeError) as error:
        advice = "Fetch or pack the archive again, or drop the file itself."
        found.refuse(name, ReasonCode.UNREADABLE_FILE, "an undamaged file", f"damage ({error})", advice)


def _problem(
    entry: zipfile.ZipInfo, name: str, overlaps: bool, budget: Budget
) -> tuple[ReasonCode, str, str, str] | None:
    """Why a file is not even unpacked: code, expected, found, advice."""
    if not is_safe_path(name):
        return (
            ReasonCode.UNREADABLE_FILE,
            "a path inside the archive",
            "one that leads out of it",
            "Do not unpack this archive by hand: ask its sender what it is, and drop the report itself.",
        )
    kind = stat.S_IFMT(entry.external_attr >> 16)
    if kind not in {0, stat.S_IFREG}:
        return (
            ReasonCode.UNREADABLE_FILE,
            "a file",
            "a link or a device",
            "Pack the file that it leads to, or drop that file.",
        )
    if entry.flag_bits & (_ENCRYPTED | _MASKED):
        return (
            ReasonCode.UNREADABLE_FILE,
            "a file without password",
            "an encrypted one",
            "Unpack it with its password and drop the file itself.",
        )
    most = budget.limits.expansion * max(entry.compress_size, 1)
    if overlaps or (entry.file_size > MEGABYTE and entry.file_size > most):
        return (
            ReasonCode.LIMIT_EXCEEDED,
            f"a file that unpacks to at most {budget.limits.expansion} times its size and shares no bytes",
            f"{entry.compress_size:,} bytes that unpack to {entry.file_size:,}",
            "This is how an archive is built to fill a disk: ask its sender, and drop the report itself.",
        )
    return None


def _name(entry: zipfile.ZipInfo) -> str:
    """The stated name, by the archive's own Unicode names first, else by what its bytes look like."""
    if entry.flag_bits & _NAME_IS_UTF8:
        return repair_name(entry.orig_filename)
    raw = entry.orig_filename.encode("cp437")
    return _unicode_path(entry.extra, raw) or decode_name(raw)


def _unicode_path(extra: bytes, raw: bytes) -> str | None:
    """The name in the extra field for it, if it was written for this very name."""
    while len(extra) >= 4:
        kind, size = struct.unpack("<HH", extra[:4])
        field, extra = extra[4 : 4 + size], extra[4 + size :]
        if kind == _UNICODE_PATH and len(field) > 5 and field[1:5] == struct.pack("<I", zlib.crc32(raw)):
            return repair_name(field[5:].decode("utf-8", "replace"))
    return None


def _overlapping(entries: Iterable[zipfile.ZipInfo]) -> set[int]:
    """Where the files begin that share bytes with the one before or after."""
    shared: set[int] = set()
    end, last = 0, -1
    for entry in sorted(entries, key=lambda entry: entry.header_offset):
        if entry.header_offset < end:
            shared |= {last, entry.header_offset}
        stop = entry.header_offset + _LOCAL_HEADER_BYTES + len(entry.orig_filename) + entry.compress_size
        if stop > end:
            end, last = stop, entry.header_offset
    return shared
