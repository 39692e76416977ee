"""Writes compound files, the containers of .msg, from folders of named bytes.

Only what the tests of mails need: one version (512-byte sectors), no more than 109 sectors of allocation.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass
from itertools import pairwise

Folder = dict[str, "bytes | Folder"]
_SECTOR, _SMALL, _CUTOFF = 512, 64, 4096
_FREE, _END, _FAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
_STORAGE, _STREAM, _ROOT = 1, 2, 5


@dataclass(slots=True)
class _Entry:
    name: str
    kind: int
    content: bytes = b""
    child: int = _FREE
    next: int = _FREE
    start: int = _END


def compound_file(root: Folder) -> bytes:
    """The bytes of a compound file that holds these streams and folders of streams."""
    entries = [_Entry("Root Entry", _ROOT)]
    entries[0].child = _add(root, entries)
    sectors: list[bytes] = []
    chain: list[int] = []
    small, small_chain = b"", list[int]()
    for entry in entries:
        if entry.kind == _STREAM and len(entry.content) >= _CUTOFF:
            entry.start = _store(entry.content, sectors, chain)
        elif entry.kind == _STREAM and entry.content:
            entry.start = len(small_chain)
            small += _padded(entry.content, _SMALL)
            small_chain += [*range(len(small_chain) + 1, len(small) // _SMALL), _END]
    entries[0].content = small
    entries[0].start = _store(small, sectors, chain)
    small_fat = _store(struct.pack(f"<{len(small_chain)}I", *small_chain), sectors, chain)
    directory = _store(b"".join(map(_packed, entries)), sectors, chain)
    count = 1
    while (len(chain) + count) * 4 > count * _SECTOR:
        count += 1
    first = len(chain)
    chain += [_FAT] * count
    fat = _padded(struct.pack(f"<{len(chain)}I", *chain), _SECTOR, b"\xff")
    small_sectors = -(-len(small_chain) * 4 // _SECTOR)
    header = struct.pack(
        "<8s16xHHHHH6xIIIIIIIIII",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
        *(0x3E, 3, 0xFFFE, 9, 6),
        *(0, count, directory, 0, _CUTOFF, small_fat, small_sectors, _END, 0),
        first,
    )
    places = [*range(first + 1, first + count)]
    header += struct.pack(f"<{len(places)}I", *places)
    return header.ljust(_SECTOR, b"\xff") + b"".join(sectors) + fat


def _add(folder: Folder, entries: list[_Entry]) -> int:
    """Append what is in a folder; the number of its first entry, from which the others hang."""
    numbers = []
    for name, content in sorted(folder.items(), key=lambda item: (len(item[0]), item[0].upper())):
        entry = _Entry(name, _STREAM, content) if isinstance(content, bytes) else _Entry(name, _STORAGE)
        numbers.append(len(entries))
        entries.append(entry)
        if not isinstance(content, bytes):
            entry.child = _add(content, entries)
    for number, follower in pairwise(numbers):
        entries[number].next = follower
    return numbers[0] if numbers else _FREE


def _store(content: bytes, sectors: list[bytes], chain: list[int]) -> int:
    if not content:
        return _END
    start = len(chain)
    padded = _padded(content, _SECTOR)
    sectors.append(padded)
    chain += [*range(start + 1, start + len(padded) // _SECTOR), _END]
    return start


def _padded(content: bytes, size: int, filler: bytes = b"\0") -> bytes:
    return content + filler * (-len(content) % size)


def _packed(entry: _Entry) -> bytes:
    name = entry.name.encode("utf-16-le") + b"\0\0"
    return struct.pack(
        "<64sHBBIII16xI16xIQ",
        name,
        len(name),
        *(entry.kind, 1, _FREE, entry.next, entry.child, 0),
        entry.start,
        len(entry.content),
    )
