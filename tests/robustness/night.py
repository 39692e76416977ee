"""Reading many bad files as a night would, in worker processes, and counting how each ended."""

import tempfile
import time
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from orchestration.reports.containers import is_container
from orchestration.reports.containers.names import is_safe_path
from orchestration.reports.limits import Limits
from orchestration.reports.readers.sniffing import sniff
from orchestration.reports.records import report_id
from orchestration.storage.worker import Opening, Task
from orchestration.storage.workers import Workers
from tests.robustness.measured import Cost, costs, reader


@dataclass(slots=True)
class Night:
    """How all the files ended, what tripped the reader, and what it cost.

    `outcomes` has one count for each report and each refused member, by suffix and code; `tripped` names
    and reasons of those that crashed or went over a limit; `outside` names of members that lead out of
    their container, and paths that a reader touched outside its own folders.
    """

    given: int = 0
    outcomes: Counter[tuple[str, str]] = field(default_factory=Counter)
    tripped: list[str] = field(default_factory=list)
    outside: list[str] = field(default_factory=list)
    costs: list[Cost] = field(default_factory=list)
    seconds: float = 0.0

    @property
    def peak_megabytes(self) -> int:
        """The largest memory of any worker or program of it that lived to tell."""
        return max((cost.megabytes for cost in self.costs), default=0)

    def by_code(self) -> Counter[str]:
        """How many ended with each code, `read` among them."""
        found: Counter[str] = Counter()
        for (_, code), count in self.outcomes.items():
            found[code] += count
        return found

    def by_suffix(self) -> dict[str, Counter[str]]:
        """The outcomes of each suffix."""
        found: dict[str, Counter[str]] = {}
        for (suffix, code), count in sorted(self.outcomes.items()):
            found.setdefault(suffix, Counter())[code] += count
        return found


def read_all(files: Iterable[tuple[str, bytes]], limits: Limits, told_every: int = 0) -> Night:
    """Every file, and every member of those that are containers, read; each has one outcome.

    Says how far it is after each `told_every` reports, never if 0.
    """
    night = Night()
    started = time.monotonic()
    names: list[str] = []
    with tempfile.TemporaryDirectory(prefix="robustness-") as folder:
        measured = reader(limits, Path(folder))
        with Workers(measured, limits, count=1) as opener, Workers(measured, limits) as workers:
            for number, rows in enumerate(workers.read(_tasks(files, night, names, opener))):
                told = rows.refusal or rows.notice
                name = names[number]
                night.outcomes[PurePosixPath(name).suffix, str(told.code) if told else "read"] += 1
                if rows.refusal:
                    _note_trip(night, name, str(rows.refusal.code), rows.refusal.message)
                if told_every and number % told_every == told_every - 1:
                    print(f"{number + 1} reports, {time.monotonic() - started:.0f} s", flush=True)  # noqa: T201
        night.costs = costs(Path(folder))
    night.outside += [f"{cost.name}: {path}" for cost in night.costs for path in cost.strays]
    night.seconds = time.monotonic() - started
    return night


def _tasks(
    files: Iterable[tuple[str, bytes]], night: Night, names: list[str], opener: Workers
) -> Iterator[Task]:
    for name, content in files:
        night.given += 1
        for inner_name, inner in _opened(name, content, night, opener):
            names.append(inner_name)
            yield Task(report_id(inner), inner_name, inner)


def _opened(name: str, content: bytes, night: Night, opener: Workers) -> Iterator[tuple[str, bytes]]:
    with suppress(Exception):  # what keeps its format from being told is told when it is read
        if is_container(sniff(content, name)):
            opened = opener.open(Opening(name, content))
            for reason in opened.refusals:
                night.outcomes[PurePosixPath(name).suffix, str(reason.code)] += 1
                _note_trip(night, name, str(reason.code), reason.message)
            night.outside += [f"{name}: {m.name}" for m in opened.members if not is_safe_path(m.name)]
            return ((member.name, member.content) for member in opened.members)
    return iter([(name, content)])


def _note_trip(night: Night, name: str, code: str, message: str) -> None:
    if code in {"reader_crashed", "limit_exceeded"}:
        night.tripped.append(f"{name}: {message}")
