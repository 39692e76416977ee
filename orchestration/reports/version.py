"""The version of the reader: stored with every value, it decides whether a report must be read again."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_MAJOR = 1
_AFTER_READING = ("warehouse", "corrections")
_REPOSITORY = Path(__file__).parents[2]


@cache
def reader_version() -> str:
    """`1+<8 hexadecimal digits>`, a digest of all code and data that can change a reading."""
    digest = hashlib.blake2b(digest_size=4)
    for path in sorted(_inputs()):
        digest.update(path.relative_to(_REPOSITORY).as_posix().encode())
        digest.update(path.read_bytes())
    return f"{_MAJOR}+{digest.hexdigest()}"


def _inputs() -> Iterator[Path]:
    for pattern in ("*.py", "*.yml"):
        yield from (_REPOSITORY / "orchestration" / "reports").rglob(pattern)
        contracts = _REPOSITORY / "data_contracts"
        yield from (path for path in contracts.rglob(pattern) if path.parent.name not in _AFTER_READING)
    yield from (_REPOSITORY / "dbt_project" / "seeds").glob("*.csv")
