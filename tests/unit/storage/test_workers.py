"""Worker processes: a report that crashes, hangs or fills memory costs itself, and order is kept."""

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import hostile_reader
import pytest
from hostile_reader import HostileOpening

from data_contracts.reasons import ReasonCode
from orchestration.reports.limits import Limits
from orchestration.storage import workers as workers_module
from orchestration.storage.report_rows import Reader
from orchestration.storage.worker import Opening, Task
from orchestration.storage.workers import Workers

LIMITS = Limits(seconds=3, memory_megabytes=512)
READER = Reader("1+00000001", hostile_reader.read, LIMITS)


def read(orders: list[str], count: int = 2) -> list[ReasonCode | str]:
    tasks = [Task(f"{number:016x}", "x.txt", order.encode()) for number, order in enumerate(orders)]
    with Workers(READER, LIMITS, count) as workers:
        rows = list(workers.read(tasks))
    assert [row.report_id for row in rows] == [task.report_id for task in tasks]
    return [str(row.refusal.code) if row.refusal else "ok" for row in rows]


def test_a_report_that_breaks_its_worker_costs_itself() -> None:
    good = "2024-06-30 168\n"
    codes = read([good, "crash", good, "exit", "fill", good, "fail", good])
    assert codes == [
        "ok",
        ReasonCode.READER_CRASHED,
        "ok",
        ReasonCode.READER_CRASHED,
        ReasonCode.LIMIT_EXCEEDED,
        "ok",
        ReasonCode.READER_CRASHED,
        "ok",
    ]


@pytest.mark.parametrize(
    ("order", "code"),
    [
        ("hang", ReasonCode.LIMIT_EXCEEDED),
        ("die", ReasonCode.READER_CRASHED),
        ("convert", ReasonCode.LIMIT_EXCEEDED),
    ],
)
def test_nothing_that_a_worker_has_started_is_left(order: str, code: ReasonCode, tmp_path: Path) -> None:
    told = tmp_path / "pid"
    assert read([f"{order} {told}", "2024-06-30 1\n"]) == [code, "ok"]
    program, *scratch = told.read_text().splitlines()
    assert running_in_group(int(program)) == []
    assert not any(Path(folder).exists() for folder in scratch)


def running_in_group(group: int) -> list[str]:
    """The processes of a group that are not dead."""
    found = []
    for path in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):
            state, _, of, *_ = path.read_text().rpartition(")")[2].split()
            if of == str(group) and state != "Z":
                found.append(path.parent.name)
    return found


@pytest.mark.parametrize(
    ("order", "code"), [("crash", ReasonCode.READER_CRASHED), ("hang", ReasonCode.LIMIT_EXCEEDED)]
)
def test_a_container_that_breaks_its_worker_costs_itself(
    order: str, code: ReasonCode, tmp_path: Path
) -> None:
    mail = b"From: a@b.example\nTo: c@d.example\nSubject: x\nDate: Mon, 1 Jul 2024 08:00:00 +0700\n\n98%"
    with Workers(READER, LIMITS, 1) as workers:
        broken = workers.open(HostileOpening("x.eml", f"{order} {tmp_path / 'pid'}".encode()))
        assert (broken.members, [reason.code for reason in broken.refusals]) == ((), [code])
        opened = workers.open(Opening("y.eml", mail))
    assert [member.name for member in opened.members] == ["thân thư.txt"]


def test_many_reports_come_in_order_and_workers_are_renewed() -> None:
    orders = [f"2024-06-30 {number}\n" for number in range(450)]
    assert read(orders) == ["ok"] * 450


@pytest.mark.parametrize("ahead", [20, 200])
def test_one_long_report_stops_no_worker_and_reports_are_taken_no_further_ahead_than_needed(
    ahead: int, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(workers_module, "AHEAD", ahead)
    taken = 0

    def tasks() -> Iterator[Task]:
        nonlocal taken
        for number in range(100):
            taken += 1
            order = "2024-06-30 1\n" if number else f"hang {tmp_path / 'pid'}"
            yield Task(f"{number:016x}", "x.txt", order.encode())

    with Workers(READER, LIMITS, 2) as workers:
        results = workers.read(tasks())
        next(results)
        assert taken == min(ahead, 100)
        assert sum(1 for _ in results) == 99
