"""Pages saved as one file (MHTML), which office programs also name .doc or .xls: every page inside as HTML.

Not here: mails (`containers`), reading a page (`html`). Pictures and other parts are not read.
"""

from __future__ import annotations

import email
import email.policy
from dataclasses import replace
from typing import TYPE_CHECKING

from data_contracts.reasons import PermanentFailure, ReasonCode
from orchestration.reports.document import Block, Document, Table
from orchestration.reports.readers.failures import refusal
from orchestration.reports.readers.html import read_html
from orchestration.reports.readers.metadata import describe

if TYPE_CHECKING:
    from email.message import EmailMessage, MIMEPart


def read_html_archive(content: bytes, name: str, media_type: str) -> Document:
    """The document of the pages in an archive; of several, each is named as the sheet of its places.

    Raises:
        PermanentFailure: an archive without a page that holds text.
    """
    message: EmailMessage = email.message_from_bytes(content, policy=email.policy.default)
    pages = [part for part in message.walk() if part.get_content_type() == "text/html"]
    documents = [
        (_title(part), document) for part in pages if (document := _read_page(part, name, media_type))
    ]
    if not documents:
        raise refusal(
            ReasonCode.EMPTY_FILE,
            "a saved page with text",
            f"{len(pages)} pages without text",
            "Open it in a browser and save it again after it has loaded.",
        )
    if len(documents) == 1:
        return documents[0][1]
    blocks = tuple(_placed(block, title) for title, document in documents for block in document.blocks)
    return describe(replace(documents[0][1], blocks=blocks))


def _read_page(part: MIMEPart, name: str, media_type: str) -> Document | None:
    """The page in a part; `None` for a frame or a strip of tabs, which has no text."""
    payload = part.get_payload(decode=True)
    raw = payload if isinstance(payload, bytes) else b""
    try:
        text = raw.decode(part.get_content_charset() or "utf-8")
    except (LookupError, UnicodeDecodeError):
        text = raw.decode("utf-8", "replace")
    if "\ufffd" in text:
        raise refusal(
            ReasonCode.UNREADABLE_FILE,
            "a page in the encoding that it names",
            f"bytes that are not {part.get_content_charset() or 'utf-8'}",
            "Save the page again as Unicode (UTF-8) and drop that file.",
            _title(part),
        )
    try:
        return read_html(text.encode(), name, media_type)
    except PermanentFailure as failure:
        if failure.reason.code == ReasonCode.EMPTY_FILE:
            return None
        raise


def _title(part: MIMEPart) -> str:
    return str(part.get("Content-Location", "page")).rpartition("/")[2]


def _placed(block: Block, title: str) -> Block:
    location = block.location._replace(sheet=title)
    if not isinstance(block, Table):
        return replace(block, location=location)
    rows = tuple(
        tuple(cell._replace(location=cell.location._replace(sheet=title)) for cell in row)
        for row in block.rows
    )
    return replace(block, location=location, rows=rows)
