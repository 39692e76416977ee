"""What reading costs over the library underneath, and whether memory stays flat with the number of files.

`python -m benchmarks.reading`. Baseline: calamine's bare read of the same cells, in the same session. What is
compared is processor time: what else the machine does counts for neither.
"""

import io
import os
import resource
import time
from collections.abc import Callable
from pathlib import Path

import openpyxl
import python_calamine

from orchestration.reports.limits import Limits
from orchestration.reports.readers import read_document
from orchestration.reports.records import report_id
from orchestration.storage.report_rows import Reader
from orchestration.storage.worker import Task
from orchestration.storage.workers import Workers

FORMS = 1_000
HEADER = ("STT", "Tỉnh, thành phố", "Tiếp nhận", "Đã giải quyết", "Đang giải quyết")


def form(number: int) -> bytes:
    """A small form with invented figures, unlike any other."""
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.append(["Biểu số liệu giả định để đo tốc độ"])
    sheet.append(HEADER)
    for row in range(1, 21):
        sheet.append([row, f"Đơn vị {row}", number + row * 10, number + row * 9, row])
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def bare(contents: list[bytes]) -> None:
    """Calamine alone."""
    for content in contents:
        book = python_calamine.load_workbook(io.BytesIO(content))
        for name in book.sheet_names:
            book.get_sheet_by_name(name).to_python()


def documents(contents: list[bytes]) -> None:
    """The reader's documents alone, in one process: cells with places, merges and formats."""
    for content in contents:
        read_document(content, "form.xlsx")


def night(contents: list[bytes]) -> None:
    """A night's reading: recognised, typed, in workers on all cores, their start included."""
    reader = Reader.current(Limits())
    tasks = (Task(report_id(content), "form.xlsx", content) for content in contents)
    with Workers(reader, Limits()) as workers:
        for _ in workers.read(tasks):
            pass


def seconds(step: Callable[[list[bytes]], None], contents: list[bytes]) -> float:
    """Processor seconds of a step: of this process, of its children, and of theirs that have ended."""
    before = _processor_seconds()
    step(contents)
    return _processor_seconds() - before


def _processor_seconds() -> float:
    children = Path(f"/proc/self/task/{os.getpid()}/children").read_text(encoding="ascii").split()
    ticks = sum(sum(map(int, _statistics(child)[11:15])) for child in children)
    return time.process_time() + ticks / os.sysconf("SC_CLK_TCK")


def _statistics(process: str) -> list[str]:
    """What the kernel tells of a process, from its state on."""
    return Path(f"/proc/{process}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()


def own_memory() -> int:
    """Resident megabytes of this process now."""
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * resource.getpagesize() // 1024**2


def main() -> None:
    """Measure and print."""
    contents = [form(number) for number in range(FORMS)]
    base = seconds(bare, contents)
    cores = len(os.sched_getaffinity(0))
    for name, found in (
        ("documents, one core", seconds(documents, contents)),
        (f"night, each of {cores} cores", seconds(night, contents) / cores),
    ):
        print(f"{FORMS} small XLSX: {name:24} {found / base:6.1f} times the bare read ({base:.2f} s)")
    for count in (200, 2_000):
        night([contents[number % FORMS] for number in range(count)])
        print(f"memory of the watching process after {count:5} more files: {own_memory()} MB")


if __name__ == "__main__":
    main()
