"""The tables of the legacy Vietnamese encodings, as printed by a program that takes them for Western text.

Facts of the standards (TCVN 5712:1993 in its ABC fonts, VNI for Windows, VPS, RFC 1456, code page 1258), each
held against two published tables. Which encoding a text has is decided in `legacy.py`.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from typing import Literal

Charset = Literal["tcvn3", "vni", "vps", "viscii", "cp1258"]

# Runs of letters from a byte on; a blank leaves the byte as it is.
_RUNS: dict[Charset, dict[int, str]] = {
    "tcvn3": {
        0xA1: "ĂÂÊÔƠƯĐăâêôơưđ",
        0xB5: "àảãáạ ằẳẵắ",
        0xC6: "ặầẩẫấậè ẻẽéẹềểễếệìỉ",
        0xDC: "ĩíịò ỏõóọồổỗốộờởỡớợù ủũúụừửữứựỳỷỹýỵ",
    },
    "vps": {
        0x80: "ÀẢÃẤẦẨọỗĂếềểệẮẰẲẾ",
        0x93: "ỀỂỄỐỒỔỖýỷỵỚỜỞ",
        0xA1: "ắằẳẵặỠớÙờởỡŨỨợỪổỬỲỸÍÌộỈĨÓửữÒỎÕựầ",
        0xC1: "ÁÂấẩẫậđẻÉÊẹỉễịỹƯỦồốÔỏơÈừứÚũưÝẺ",
        0xE0: "àáâãảạăôèéêẽ",
    },
    "viscii": {
        0x80: "ẠẮẰẶẤẦẨẬẼẸẾỀỂỄỆỐỒỔỖỘỢỚỜỞỊỎỌỈỦŨỤỲÕắằặấầẩậẽẹếềểễệốồổỗỠƠộờởịỰỨỪỬơớƯ"
        "ÀÁÂÃẢĂẳẵÈÉÊẺÌÍĨỳĐứÒÓÔạỷừửÙÚỹỵÝỡưàáâãảăữẫèéêẻìíĩỉđựòóôõỏọụùúũủýợỮ",
    },
    "cp1258": {},
    "vni": {},
}
_SINGLES: dict[Charset, dict[int, str]] = {
    "tcvn3": {},
    "vps": {
        0xEC: "ì", 0xED: "í", 0xEF: "ĩ", 0xF0: "Ẵ", 0xF1: "Đ", 0xF2: "ò", 0xF3: "ó", 0xF4: "ô", 0xF5: "õ",
        0xF7: "Ơ", 0xF8: "ụ", 0xF9: "ù", 0xFA: "ú", 0xFB: "ủ", 0xFD: "Ỷ", 0xFE: "Ẽ", 0xFF: "ỳ",
    },
    "viscii": {0x02: "Ẳ", 0x05: "Ẵ", 0x06: "Ẫ", 0x14: "Ỷ", 0x19: "Ỹ", 0x1E: "Ỵ"},
    "cp1258": {
        0xC3: "Ă", 0xCC: "\u0300", 0xD0: "Đ", 0xD2: "\u0309", 0xD5: "Ơ", 0xDD: "Ư", 0xDE: "\u0303", 0xE3: "ă",
        0xEC: "\u0301", 0xF0: "đ", 0xF2: "\u0323", 0xF5: "ơ", 0xFD: "ư", 0xFE: "₫",
    },
    "vni": {},
}  # fmt: skip
_VNI_SINGLES = {
    "ô": "ơ", "ö": "ư", "ñ": "đ", "í": "í", "ì": "ì", "æ": "ỉ", "ó": "ĩ", "ò": "ị", "î": "ỵ",
}  # fmt: skip
_VNI_TONES = {"ù": "\u0301", "ø": "\u0300", "û": "\u0309", "õ": "\u0303", "ï": "\u0323"}
_VNI_HATS = {"â": "", "á": "\u0301", "à": "\u0300", "å": "\u0309", "ã": "\u0303", "ä": "\u0323"}
_VNI_BREVES = {"ê": "", "é": "\u0301", "è": "\u0300", "ú": "\u0309", "ü": "\u0303", "ë": "\u0323"}


def western(content: bytes) -> str:
    """Bytes as Windows shows them in Western Europe; the five bytes without a letter stay themselves."""
    return "".join(map(_western_character, content))


@cache
def _western_character(byte: int) -> str:
    try:
        return bytes([byte]).decode("cp1252")
    except UnicodeDecodeError:
        return chr(byte)


@cache
def table(charset: Charset) -> dict[str, str]:
    """What is printed in Western letters, one or two characters, to the Vietnamese letter meant."""
    if charset == "vni":
        return _vni()
    codes = {
        first + place: letter
        for first, run in _RUNS[charset].items()
        for place, letter in enumerate(run)
        if letter != " "
    } | _SINGLES[charset]
    # A reader may have kept the control character, or taken a sign for its twin in Greek.
    letters = {chr(code): letter for code, letter in codes.items()}
    letters |= {_western_character(code): letter for code, letter in codes.items()}
    return letters | ({"μ": letters["µ"]} if "µ" in letters else {})


def decoded(text: str, charset: Charset) -> str:
    """A text printed in Western letters, as the charset means it, in NFC."""
    letters = table(charset)
    return unicodedata.normalize("NFC", _pattern(charset).sub(lambda match: letters[match[0]], text))


@cache
def _pattern(charset: Charset) -> re.Pattern[str]:
    longest_first = sorted(table(charset), key=len, reverse=True)
    return re.compile("|".join(map(re.escape, longest_first)))


def _vni() -> dict[str, str]:
    """Two characters a letter, base and mark; the mark of a capital is printed in either case."""
    marks = dict.fromkeys("aeouy", _VNI_TONES) | {"ô": _VNI_TONES, "ö": _VNI_TONES}
    pairs = [(base, base, base_marks) for base, base_marks in marks.items()]
    pairs += [(base, base + "\u0302", _VNI_HATS) for base in "aeo"] + [("a", "a\u0306", _VNI_BREVES)]
    letters: dict[str, str] = {}
    for printed, meant, tones in pairs:
        base = _VNI_SINGLES.get(meant, meant)
        for mark, tone in tones.items():
            letter = unicodedata.normalize("NFC", base + tone)
            letters |= {printed + m: letter for m in (mark, mark.upper())}
            letters |= {printed.upper() + m: letter.upper() for m in (mark, mark.upper())}
    singles = _VNI_SINGLES | {key.upper(): letter.upper() for key, letter in _VNI_SINGLES.items()}
    return letters | singles
