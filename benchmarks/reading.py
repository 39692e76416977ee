"""What reading costs over the library underneath, and whether memory stays flat with the number of files.

`python -m benchmarks.reading`. Baseline: calamine's bare read of the same cells, in the same session.
"""

import io
import resource
import time
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


def bare(contents: list[bytes]) -> float:
    """Seconds of calamine alone."""
    started = time.perf_counter()
    for content in contents:
        book = python_calamine.load_workbook(io.BytesIO(content))
        for name in book.sheet_names:
            book.get_sheet_by_name(name).to_python()
    return time.perf_counter() - started


def documents(contents: list[bytes]) -> float:
    """Seconds of the reader's documents alone, in one process: cells with places, merges and formats."""
    started = time.perf_counter()
    for content in contents:
        read_document(content, "form.xlsx")
    return time.perf_counter() - started


def night(contents: list[bytes]) -> float:
    """Seconds of a night's reading: recognised, typed, in workers on all cores, their start included."""
    reader = Reader.current(Limits())
    tasks = (Task(report_id(content), "form.xlsx", content) for content in contents)
    started = time.perf_counter()
    with Workers(reader, Limits()) as workers:
        for _ in workers.read(tasks):
            pass
    return time.perf_counter() - started


def own_memory() -> int:
    """Resident megabytes of this process now."""
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * resource.getpagesize() // 1024**2


def main() -> None:
    """Measure and print."""
    contents = [form(number) for number in range(FORMS)]
    base = bare(contents)
    for name, seconds in (
        ("documents, one process", documents(contents)),
        ("night, all cores", night(contents)),
    ):
        print(f"{FORMS} small XLSX: {name:24} {seconds / base:6.1f} times the bare read ({base:.2f} s)")
    for count in (200, 2_000):
        night([contents[number % FORMS] for number in range(count)])
        print(f"memory of the watching process after {count:5} more files: {own_memory()} MB")


if __name__ == "__main__":
    main()
