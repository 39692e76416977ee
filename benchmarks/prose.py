"""What reading prose costs: texts a second on one core and on two, over a bare pass, memory, start-up.

`python -m benchmarks.prose`. Texts of 2,000 characters with invented figures, made here. Baselines, of the
same session: the text folded and its words found once; Python started with the libraries of `cchc read`.
"""

import random
import re
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context

from benchmarks.workspace import REPOSITORY
from orchestration.reports.narrative.text import fold
from orchestration.reports.reading import read_report

LENGTH = 2_000
TEXTS = 200
ROUNDS = 3
PROVINCES = ("Lào Cai", "Phú Thọ", "Gia Lai", "Cà Mau", "Nghệ An", "Tây Ninh", "Điện Biên", "Đồng Tháp")
LIBRARIES = "import click, rich, yaml, pydantic, polars, pandera.polars, pyarrow.parquet"
COMMAND = "from orchestration.cli import main; main()"
TOLD = (
    "Quý {q}/2023, tỉnh {p} tiếp nhận {a} hồ sơ thủ tục hành chính, đã giải quyết {b} hồ sơ, đạt {r}%.",
    "Trong đó, {b} hồ sơ được trả trước và đúng hạn; còn {c} hồ sơ quá hạn, chiếm {s}%.",
    "Tỷ lệ hồ sơ nộp trực tuyến của tỉnh {p} đạt {r}%, tăng {s} điểm phần trăm so với cùng kỳ năm 2022.",
    "Đến nay, {p} đã công bố {c} thủ tục hành chính, cung cấp {c} dịch vụ công trực tuyến toàn trình.",
    "Chỉ số cải cách hành chính năm 2022 của tỉnh {p} đạt {r}%, xếp thứ {n}/63 tỉnh, thành phố.",
)
AROUND = (
    "Lãnh đạo tỉnh nhấn mạnh rằng cán bộ ở bộ phận một cửa cần lắng nghe người dân nhiều hơn nữa.",
    "Nhiều người đến làm giấy tờ cho biết thời gian chờ đã ngắn lại và lối đi đã có bảng chỉ dẫn rõ ràng.",
    "Buổi làm việc diễn ra trong không khí cởi mở, các đại biểu nêu nhiều câu hỏi về cách làm ở cơ sở.",
    "Những tháng tới, tỉnh {p} phấn đấu đưa tỷ lệ số hóa kết quả lên trên {r}% theo kế hoạch đã đề ra.",
    "Anh cán bộ trẻ kể lại những buổi tối đi từng nhà hướng dẫn bà con nộp tờ khai trên điện thoại.",
    "Các xã vùng cao vẫn gặp khó về đường truyền, máy móc cũ và thiếu người rành công nghệ thông tin.",
)


def text_of(number: int) -> bytes:
    """An invented report of `LENGTH` characters; two sentences in five hold figures."""
    chance = random.Random(number)  # noqa: S311 - invented figures
    province = chance.choice(PROVINCES)
    paragraphs = [f"Tỉnh {province} đẩy mạnh cải cách hành chính"]
    while sum(map(len, paragraphs)) < LENGTH:
        sentences = [*chance.sample(TOLD, 2), *chance.sample(AROUND, 3)]
        chance.shuffle(sentences)
        received = chance.randint(20_000, 90_000)
        paragraphs.append(
            " ".join(sentences).format(
                p=province,
                q=chance.choice(("I", "II", "III", "IV")),
                a=f"{received:,}".replace(",", "."),
                b=f"{received * 9 // 10:,}".replace(",", "."),
                c=chance.randint(101, 999),
                r=f"{chance.uniform(60, 99):.2f}".replace(".", ","),
                s=f"{chance.uniform(0.1, 5):.2f}".replace(".", ","),
                n=chance.randint(1, 63),
            )
        )
    return "\n".join(paragraphs)[:LENGTH].encode()


def read(content: bytes) -> int:
    """How many records a text gives."""
    return len(read_report(content, "text.txt").records)


def bare(content: bytes) -> int:
    """The text folded and its words found."""
    return len(re.findall(r"\w+", fold(content.decode())))


def cpu_seconds(run: Callable[[bytes], int], contents: list[bytes]) -> float:
    """Processor time over all texts."""
    started = time.process_time()
    for content in contents:
        run(content)
    return time.process_time() - started


def on_two_cores(contents: list[bytes]) -> float:
    """Wall time over all texts in two processes that have started."""
    with ProcessPoolExecutor(2, mp_context=get_context("spawn")) as pool:
        list(pool.map(read, contents[:4], chunksize=1))
        started = time.perf_counter()
        list(pool.map(read, contents, chunksize=10))
        return time.perf_counter() - started


def largest_memory() -> int:
    """The most memory that this process has held, in megabytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def child_seconds(program: str, *arguments: str) -> float:
    """Processor time of a program in a Python of its own."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    command = [sys.executable, "-c", program, *arguments]
    subprocess.run(command, cwd=REPOSITORY, check=True, capture_output=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def start_up(content: bytes) -> None:
    """Print what `cchc read` of one text costs over Python, bare and with the same libraries."""
    with tempfile.NamedTemporaryFile(suffix=".txt") as file:
        file.write(content)
        file.flush()
        ours = min(child_seconds(COMMAND, "read", file.name) for _ in range(ROUNDS))
    python = min(child_seconds("pass") for _ in range(ROUNDS))
    loaded = min(child_seconds(LIBRARIES) for _ in range(ROUNDS))
    print(f"cchc read of one text: {ours:.2f} s of processor time, {ours / loaded:.2f} times its libraries,")
    print(f"    {ours / python:.0f} times the start of Python (aim: under one second)")


def main() -> None:
    """Measure and print."""
    contents = [text_of(number) for number in range(TEXTS)]
    records = sum(map(read, contents[:20])) / 20
    before = largest_memory()
    ours = min(cpu_seconds(read, contents) for _ in range(ROUNDS))
    base = min(cpu_seconds(bare, contents) for _ in range(ROUNDS))
    grown = largest_memory() - before
    print(f"prose: {TEXTS} texts of {LENGTH} characters, {records:.1f} records each")
    print(f"    one core: {TEXTS / ours:.0f} texts a second (aim: 200), {ours / base:.0f} times a bare pass")
    print(f"    two cores: {TEXTS / on_two_cores(contents):.0f} texts a second")
    print(f"    memory: {grown} MB more after {ROUNDS * TEXTS} texts than after 20 (aim: flat)")
    start_up(contents[0])


if __name__ == "__main__":
    main()
