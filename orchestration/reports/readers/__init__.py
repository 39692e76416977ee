"""Opening formats.

One module each, all returning a `Document`. What the words and figures mean is not decided here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from orchestration.reports.readers.delimited import read_delimited
from orchestration.reports.readers.failures import MAX_FILE_BYTES, check_size
from orchestration.reports.readers.html import read_html
from orchestration.reports.readers.sniffing import Format, sniff
from orchestration.reports.readers.text import read_text
from orchestration.reports.readers.xlsx import read_workbook

if TYPE_CHECKING:
    from collections.abc import Callable

    from orchestration.reports.document import Document

_READERS: dict[Format, Callable[[bytes, str, str], Document]] = {
    Format.TEXT: read_text,
    Format.HTML: read_html,
    Format.DELIMITED: read_delimited,
    Format.SPREADSHEET: read_workbook,
    Format.LEGACY_SPREADSHEET: read_workbook,
}


def read_document(content: bytes, name: str) -> Document:
    """The document in a file, by what its bytes are.

    Raises:
        PermanentFailure: when the file is empty, too large, broken, encrypted, or of a format that is not
        read.
    """
    check_size(len(content), MAX_FILE_BYTES, "bytes")
    kind = sniff(content, name)
    return _READERS[kind](content, name, kind.value)
