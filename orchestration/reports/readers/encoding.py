"""Bytes to text for the formats that are text.

A legacy Vietnamese encoding is taken only where its text is made of Vietnamese syllables and no rival's is:
any other guess would be silent nonsense. What a page states of itself (`charset=`, an XML declaration) tips
the balance, and is not believed where its text is no Vietnamese.
"""

from __future__ import annotations

import codecs
import re
import unicodedata

from data_contracts.reasons import ReasonCode
from orchestration.reports.cleaning.charsets import Charset, western
from orchestration.reports.cleaning.legacy import from_bytes, is_plain, without_mojibake
from orchestration.reports.readers.failures import refusal
from orchestration.reports.readers.html_fonts import legacy_charsets

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_STATED = re.compile(
    rb"<meta\b[^>]{0,300}?charset\s*=\s*[\"']?\s*([\w.:-]+)|<\?xml\b[^>]{0,200}?encoding\s*=\s*[\"']([\w.:-]+)",
    re.IGNORECASE,
)
_HEAD_BYTES = 4096
_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0e-\x1f]")
_CHARSETS: dict[str, Charset] = {
    "windows-1258": "cp1258", "cp1258": "cp1258", "x-cp1258": "cp1258",
    "viscii": "viscii", "x-viet-viscii": "viscii", "csviscii": "viscii",
    "x-viet-vps": "vps", "vps": "vps", "x-vps": "vps",
    "x-viet-tcvn5712": "tcvn3", "tcvn": "tcvn3", "tcvn3": "tcvn3", "x-viet-vni": "vni", "vni": "vni",
}  # fmt: skip
_WESTERN = frozenset(
    {"windows-1252", "cp1252", "iso-8859-1", "latin1", "iso-8859-15", "us-ascii", "x-user-defined"}
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
        legacy = _legacy(content) if encoding == "utf-8" and not start else None
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


def _legacy(content: bytes) -> str | None:
    """The text of bytes that are no Unicode, or `None` where nothing makes it sure.

    Where the text names fonts of several encodings, or its page says that the letters are Western and they
    are, or stand in fonts that are not, it comes as Western letters: the reader decodes run by run.
    """
    found = _STATED.search(content[:_HEAD_BYTES])
    stated = (found[1] or found[2]).decode("ascii", "replace").lower() if found else ""
    fonts = legacy_charsets(western(content)) if b"<" in content[:_HEAD_BYTES] else frozenset[Charset]()
    if len(fonts) > 1:
        return western(content)
    only = next(iter(fonts), None)
    text = from_bytes(content, stated=_CHARSETS.get(stated) or only)
    if text is None and (only or (stated in _WESTERN and is_plain(western(content)))):
        return western(content)
    return text


def _cleaned(text: str) -> str:
    text = without_mojibake(text)
    if len(_CONTROLS.findall(text)) > len(text) // 100:
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
