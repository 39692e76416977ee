"""Worker processes: a report that crashes, hangs or fills memory costs itself, and order is kept."""

import time
from pathlib import Path

import hostile_reader

from data_contracts.reasons import ReasonCode
from orchestration.reports.limits import Limits
from orchestration.storage.report_rows import Reader
from orchestration.storage.worker import Task
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


def test_a_report_that_hangs_is_ended_with_all_that_it_started(tmp_path: Path) -> None:
    told = tmp_path / "pid"
    started = time.monotonic()
    assert read([f"hang {told}", "2024-06-30 1\n"]) == [ReasonCode.LIMIT_EXCEEDED, "ok"]
    assert time.monotonic() - started < 30
    program, scratch = told.read_text().splitlines()
    state = Path(f"/proc/{program}/stat")
    assert not state.exists() or state.read_text().split()[2] == "Z"
    assert not Path(scratch).exists()


def test_many_reports_come_in_order_and_workers_are_renewed() -> None:
    orders = [f"2024-06-30 {number}\n" for number in range(450)]
    assert read(orders) == ["ok"] * 450


def test_reports_are_taken_no_further_ahead_than_needed() -> None:
    taken = 0

    def tasks() -> object:
        nonlocal taken
        for number in range(100):
            taken += 1
            yield Task(f"{number:016x}", "x.txt", b"2024-06-30 1\n")

    with Workers(READER, LIMITS, 2) as workers:
        results = workers.read(tasks())  # type: ignore[arg-type]
        next(results)
        assert taken <= 10
        assert sum(1 for _ in results) == 99
