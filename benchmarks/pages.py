"""What a page costs: of a PDF over pdfplumber's letters and lines, of a scan over one run of Tesseract.

`python -m benchmarks.pages`; the scans need OCR. Baselines and readings alternate in one session.
"""

import io
import subprocess
import time
from collections.abc import Callable
from pathlib import Path

import pdfplumber
import pypdfium2

from orchestration.reports.parts import OCR
from orchestration.reports.readers import read_document

DOCUMENTS = Path(__file__).parents[1] / "tests" / "fixtures" / "documents"
ROUNDS = 5


def bare_pdf(content: bytes) -> None:
    """The letters and lines of every page, as the library gives them."""
    with pdfplumber.open(io.BytesIO(content)) as document:
        for page in document.pages:
            _ = page.chars, page.edges


def bare_ocr(content: bytes) -> None:
    """Every page drawn at 300 dpi and recognised once."""
    for page in pypdfium2.PdfDocument(content):
        buffer = io.BytesIO()
        page.render(scale=300 / 72).to_pil().save(buffer, "PNG")
        command = [OCR.command, "-", "-", "-l", "vie", "--psm", "3"]
        subprocess.run(command, input=buffer.getvalue(), capture_output=True, check=True)


def seconds(run: Callable[[bytes], object], contents: list[bytes]) -> float:
    """Wall time over all contents."""
    started = time.perf_counter()
    for content in contents:
        run(content)
    return time.perf_counter() - started


def main() -> None:
    """Measure and print pages a second and ratios."""
    for kind, pattern, rounds, bare in (
        ("PDF", "*/*[!n].pdf", ROUNDS, bare_pdf),
        ("scan", "*/*.scan.pdf", 1, bare_ocr),
    ):
        if bare is bare_ocr and not OCR.is_installed:
            print(f"{kind}: {OCR.name} is not installed (make parts)")
            continue
        contents = [path.read_bytes() for path in sorted(DOCUMENTS.glob(pattern))]
        pages = rounds * sum(len(pypdfium2.PdfDocument(content)) for content in contents)
        base = sum(seconds(bare, contents) for _ in range(rounds))
        ours = sum(seconds(lambda c: read_document(c, "page.pdf"), contents) for _ in range(rounds))
        print(
            f"{kind}: {pages} pages, {pages / ours:.2f} a second in one process, {ours / base:.1f} times bare"
        )


if __name__ == "__main__":
    main()
