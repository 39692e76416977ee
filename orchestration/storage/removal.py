"""What a tidying took away, measured before it goes, and the record of all tidyings.

Here belong counting, sizes and the record. Not here: what may go (`tidying`, `orchestration.defs.retention`).
"""

import json
import shutil
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

from orchestration.storage import durable

_FILE = "tidyings.json"
_KEPT = 2000


@dataclass(frozen=True, slots=True)
class Removal:
    """How many things of a kind went and how many bytes they held; no things: space given back."""

    kind: str
    things: int = 0
    bytes: int = 0


@dataclass(frozen=True, slots=True)
class Tidying:
    """One tidying: when (with a zone) and all it removed."""

    at: datetime
    removals: tuple[Removal, ...]


def size(place: Path) -> int:
    """Bytes on disk of a file, or of all in a folder; 0 if it is not there."""
    if place.is_file() or place.is_symlink():
        return place.lstat().st_blocks * 512
    return sum(
        path.lstat().st_blocks * 512 for path in place.rglob("*") if path.is_file() or path.is_symlink()
    )


def remove(kind: str, places: Iterable[Path]) -> Removal:
    """Remove files and folders, counting those that were there."""
    things = taken = 0
    for place in places:
        if not place.exists() and not place.is_symlink():
            continue
        taken += size(place)
        things += 1
        if place.is_dir() and not place.is_symlink():
            shutil.rmtree(place)
        else:
            place.unlink()
    return Removal(kind, things, taken)


def tidyings(warehouse: Path) -> list[Tidying]:
    """The tidyings that are remembered, oldest first; none if there is no record."""
    try:
        told = json.loads((warehouse / _FILE).read_text("utf-8"))
    except FileNotFoundError:
        return []
    return [
        Tidying(datetime.fromisoformat(row["at"]), tuple(Removal(**removal) for removal in row["removals"]))
        for row in told
    ]


def remember(warehouse: Path, tidying: Tidying) -> None:
    """Add a tidying to the record. The caller holds the `refresh_lock`."""
    rows = [asdict(row) for row in (*tidyings(warehouse), tidying)][-_KEPT:]
    durable.write_file(warehouse / _FILE, json.dumps(rows, default=datetime.isoformat, indent=0).encode())
