"""Running Tesseract over pictures and reading its report. Not here: which pictures, and what to trust."""

from __future__ import annotations

import os
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PIL import Image

from data_contracts.reasons import ReasonCode
from orchestration.reports.document import clean_text
from orchestration.reports.parts import OCR
from orchestration.reports.readers.failures import refusal

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    from numpy.typing import NDArray

    Picture = NDArray[np.uint8]

PAGE, BLOCK, LINE = 3, 6, 7
"""Page segmentation modes: a whole page, one block of lines, a single line."""
DPI = 300
_SECONDS = 180
_WORD_LEVEL = "5"


@dataclass(frozen=True, slots=True)
class Word:
    """A recognised word: its place in pixels, its line (block, paragraph, line), and 0 to 1 how sure."""

    text: str
    confidence: float
    left: int
    top: int
    width: int
    height: int
    line: tuple[int, int, int]


def recognise(pictures: Sequence[Picture], mode: int, language: str = "vie") -> list[list[Word]]:
    """The words of each grey picture, in reading order, by one run of Tesseract over all of them.

    Raises:
        PermanentFailure: Tesseract or its data are not installed, or it fails or takes too long.
    """
    if not pictures:
        return []
    if not OCR.is_installed:
        raise OCR.missing("a scanned page")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "pictures.tif"
        first, *others = (Image.fromarray(picture) for picture in pictures)
        first.save(path, "TIFF", save_all=True, append_images=others)
        report = _run([OCR.command, str(path), "-", "-l", language, "--psm", str(mode), "--dpi", str(DPI)])
    words: list[list[Word]] = [[] for _ in pictures]
    for line in report.splitlines()[1:]:
        fields = line.split("\t")
        if fields[0] == _WORD_LEVEL and (text := clean_text(fields[11])):
            words[int(fields[1]) - 1].append(_word(fields, text))
    return words


def _run(command: list[str]) -> str:
    """Tesseract's table of results; one thread, since its threads cost more than they bring."""
    try:
        done = subprocess.run(  # noqa: S603 - our own words and a file of ours, no shell
            [*command, "-c", "invert_threshold=0", "tsv"],
            check=True,
            capture_output=True,
            timeout=_SECONDS,
            env={**os.environ, "OMP_THREAD_LIMIT": "1"},
        )
    except subprocess.TimeoutExpired as error:
        raise refusal(
            ReasonCode.LIMIT_EXCEEDED,
            f"a page that is recognised within {_SECONDS} seconds",
            "one that takes longer",
            "Scan the page again at 300 dpi in black and white, or send the file it was printed from.",
        ) from error
    except subprocess.CalledProcessError as error:
        said = error.stderr.decode("utf-8", "replace")
        if "language" in said:
            raise OCR.missing("a scanned page") from error
        raise refusal(
            ReasonCode.UNREADABLE_FILE,
            "a page that Tesseract can open",
            clean_text(said)[:200] or f"its exit with code {error.returncode}",
            "Scan the page again, or send the file it was printed from.",
        ) from error
    return done.stdout.decode("utf-8", "replace")


def _word(fields: list[str], text: str) -> Word:
    block, paragraph, line, left, top, width, height = (
        int(fields[number]) for number in (2, 3, 4, 6, 7, 8, 9)
    )
    confidence = min(max(float(fields[10]) / 100, 0.0), 1.0)
    return Word(text, confidence, left, top, width, height, (block, paragraph, line))
