"""A reader that notes what each file cost and which files on the disk it touched, one line a report.

Runs inside the workers. The notes of each process go to a file of its own in one folder.
"""

import json
import os
import resource
import sys
import tempfile
import time
from dataclasses import asdict, dataclass
from functools import cache, partial
from pathlib import Path
from typing import Any

from orchestration.reports.limits import Limits
from orchestration.reports.reading import read_report
from orchestration.reports.records import Reading
from orchestration.storage.report_rows import Reader
from tests.installation import REPOSITORY

_OPENINGS = {"open", "os.listdir", "os.scandir", "os.remove", "os.rename", "os.mkdir", "shutil.move"}
_SYSTEM = ("/proc", "/dev", "/usr", "/lib", "/etc/fonts", "/etc/localtime")
_touched: list[str] = []


@dataclass(frozen=True, slots=True)
class Cost:
    """One reading: seconds, the largest memory that this process and its programs had yet, and strays.

    A stray is a path outside the worker's scratch folder, the programs' own and the system's.
    """

    name: str
    seconds: float
    megabytes: int
    strays: list[str]


def reader(limits: Limits, notes: Path) -> Reader:
    """The reader of this code, which notes what it costs in that folder."""
    return Reader(Reader.current(limits).version, partial(read_measured, notes), limits)


def read_measured(folder: Path, content: bytes, name: str, sidecar: str | None = None) -> Reading:
    """Reads as `read_report` does, and notes the cost."""
    _watch()
    _touched.clear()
    started = time.monotonic()
    try:
        return read_report(content, name, sidecar)
    finally:
        strays = sorted(set(filter(_is_stray, _touched)))
        cost = Cost(name, time.monotonic() - started, _peak_megabytes(), strays)
        with (folder / f"{os.getpid()}.jsonl").open("a", encoding="utf-8") as notes:
            notes.write(json.dumps(asdict(cost)) + "\n")


def costs(folder: Path) -> list[Cost]:
    """All that was noted."""
    lines = [line for path in folder.glob("*.jsonl") for line in path.read_text("utf-8").splitlines()]
    return [Cost(**json.loads(line)) for line in lines]


@cache
def _watch() -> None:
    def note(event: str, arguments: tuple[Any, ...]) -> None:
        if event in _OPENINGS and arguments and isinstance(arguments[0], str | bytes | os.PathLike):
            _touched.append(os.fsdecode(arguments[0]))

    sys.addaudithook(note)


def _peak_megabytes() -> int:
    who = (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    return max(resource.getrusage(process).ru_maxrss for process in who) // 1024


def _is_stray(path: str) -> bool:
    own = (tempfile.gettempdir(), str(REPOSITORY), sys.prefix, sys.base_prefix)
    absolute = Path(path).absolute()
    return ".." in absolute.parts or not any(map(absolute.is_relative_to, (*own, *_SYSTEM)))
