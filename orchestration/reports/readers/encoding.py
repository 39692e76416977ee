"""Bytes to text for the formats that are text.

A legacy Vietnamese encoding is taken only where its text is made of Vietnamese syllables and no rival's is:
any other guess would be silent nonsense.
"""

from __future__ import annotations

import codecs
import unicodedata

from data_contracts.reasons import ReasonCode
from orchestration.reports.cleaning.legacy import from_bytes, without_mojibake
from orchestration.reports.readers.failures import refusal

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_ADVICE = "Open the file in the program that made it and save it as Unicode text (UTF-8), then drop it again."


def decode(content: bytes) -> str:
    """The text of the bytes as NFC with line feeds only: Unicode, or a legacy Vietnamese encoding.

    Raises:
        PermanentFailure: for any other or a doubtful encoding, and for binary content.
    """
    encoding, start = _encoding(content)
    try:
        text = content[start:].decode(encoding)
    except UnicodeDecodeError as error:
        legacy = from_bytes(content) if encoding == "utf-8" and not start else None
        if legacy is not None:
            return _cleaned(legacy)
        place = start + error.start
        raise refusal(
            ReasonCode.UNREADABLE_FILE,
            "text in UTF-8, UTF-16 or a Vietnamese encoding",
            f"bytes {content[place : place + 4].hex(' ')} that are not {encoding.upper()}",
            _ADVICE,
            f"byte {place + 1}",
        ) from error
    return _cleaned(text)


def _cleaned(text: str) -> str:
    text = without_mojibake(text)
    if _control_characters(text) > len(text) // 100:
        raise refusal(
            ReasonCode.UNKNOWN_FORMAT, "text, HTML, CSV or a spreadsheet", "binary content", _ADVICE
        )
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\x0c", "\n").replace("\x00", "")
    return unicodedata.normalize("NFC", text)


def _encoding(content: bytes) -> tuple[str, int]:
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return encoding, len(mark)
    # UTF-16 without a mark: Latin letters and blanks leave every second byte empty, on one side only.
    sample = content[:4096]
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    if odd > len(sample) // 8 and even < odd // 8:
        return "utf-16-le", 0
    if even > len(sample) // 8 and odd < even // 8:
        return "utf-16-be", 0
    return "utf-8", 0


def _control_characters(text: str) -> int:
    return sum(character < " " and character not in "\t\n\r\x0c" for character in text)
