"""The same lines as a page of a site, a Word file and a PDF: bytes and a file name."""

from __future__ import annotations

import io
import subprocess
from html import escape

import docx
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.platypus import Paragraph, SimpleDocTemplate

_FONT = "DejaVu Serif"


def as_html(lines: list[str]) -> tuple[bytes, str]:
    """A page with an article and a menu."""
    body = "".join(f"<p>{escape(line)}</p>" for line in lines)
    menu = "<nav><a href='/'>Trang chủ</a></nav>"
    head = "<head><meta charset='utf-8'><title>Tin</title></head>"
    return (
        f"<!DOCTYPE html><html>{head}<body>{menu}<article>{body}</article></body></html>".encode(),
        "page.html",
    )


def as_docx(lines: list[str]) -> tuple[bytes, str]:
    """A Word file with a paragraph a line."""
    document = docx.Document()
    for line in lines:
        document.add_paragraph(line)
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue(), "report.docx"


def as_pdf(lines: list[str]) -> tuple[bytes, str]:
    """A PDF with a paragraph a line, broken into lines by its width."""
    query = ["fc-match", "-f", "%{file}", _FONT]
    file = subprocess.run(query, capture_output=True, text=True, check=True).stdout
    pdfmetrics.registerFont(TTFont("Body", file))
    style = ParagraphStyle("body", fontName="Body", fontSize=11, leading=15, spaceAfter=9)
    buffer = io.BytesIO()
    story = [Paragraph(escape(line), style) for line in lines]
    SimpleDocTemplate(buffer, pagesize=A4).build(story)
    return buffer.getvalue(), "report.pdf"


FORMATS = {"html": as_html, "docx": as_docx, "pdf": as_pdf}
