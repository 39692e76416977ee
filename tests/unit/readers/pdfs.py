"""Draws small PDFs for tests. All figures in the tests that use it are invented."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from pathlib import Path

from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

A4 = (595.0, 842.0)
SERIF = "DejaVuSerif"
BOLD = "DejaVuSerif-Bold"
_FONTS = Path("/usr/share/fonts/truetype/dejavu")

Draw = Callable[[Canvas], None]


def pdf(*pages: Draw, password: str | None = None, is_packed: bool = False) -> bytes:
    """The bytes of a PDF with one page for each drawing; `password` opens it, "" is the one tried first."""
    for name, file in ((SERIF, "DejaVuSerif.ttf"), (BOLD, "DejaVuSerif-Bold.ttf")):
        pdfmetrics.registerFont(TTFont(name, _FONTS / file))
    buffer = io.BytesIO()
    lock = None if password is None else StandardEncryption(password, "owner")
    canvas = Canvas(buffer, pagesize=A4, encrypt=lock, pageCompression=int(is_packed))
    for draw in pages:
        draw(canvas)
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def write(
    canvas: Canvas, x: float, top: float, lines: Sequence[str], size: float = 10, font: str = SERIF
) -> None:
    """Lines below each other, the first with its baseline `top` points from the upper edge of an A4 page."""
    canvas.setFont(font, size)
    for number, line in enumerate(lines):
        canvas.drawString(x, A4[1] - top - number * size * 1.25, line)


def ruled(
    canvas: Canvas,
    xs: Sequence[float],
    tops: Sequence[float],
    texts: Sequence[Sequence[str]],
    skipped: frozenset[tuple[str, int, int]] = frozenset(),
) -> None:
    """A table with all its lines but those `skipped`: ("right", row, column) or ("below", row, column)."""
    last_row, last_column = len(tops) - 2, len(xs) - 2
    canvas.line(xs[0], A4[1] - tops[0], xs[-1], A4[1] - tops[0])
    canvas.line(xs[0], A4[1] - tops[0], xs[0], A4[1] - tops[-1])
    for row in range(last_row + 1):
        top, bottom = A4[1] - tops[row], A4[1] - tops[row + 1]
        for column in range(last_column + 1):
            if ("right", row, column) not in skipped:
                canvas.line(xs[column + 1], top, xs[column + 1], bottom)
            if ("below", row, column) not in skipped:
                canvas.line(xs[column], bottom, xs[column + 1], bottom)
            write(canvas, xs[column] + 2, tops[row] + 11, texts[row][column].split("\n"), 9)
