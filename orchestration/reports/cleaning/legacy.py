"""Text in legacy Vietnamese encodings, to Unicode: by the font that prints it, or by how it spells.

Must run before `clean_text`: TCVN3 writes "ư" where Unicode has the soft hyphen. The tables are in
`charsets.py`, bytes in `readers/encoding.py`.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import partial
from itertools import pairwise
from typing import TYPE_CHECKING

from orchestration.reports.cleaning.charsets import Charset, decoded, western
from orchestration.reports.cleaning.syllables import WORD, is_syllable

if TYPE_CHECKING:
    from collections.abc import Callable

_FONTS: tuple[tuple[re.Pattern[str], Charset], ...] = (
    (re.compile(r"^\.?Vn(?!i)[A-Z\d]|^\.Vn|^(?i:\.?vn(?:time|arial|helv|book|avant))"), "tcvn3"),
    (re.compile(r"^VNI\b|^VNI[-_]", re.IGNORECASE), "vni"),
    (re.compile(r"^VPS", re.IGNORECASE), "vps"),
    (re.compile(r"^VISCII", re.IGNORECASE), "viscii"),
)
_SUBSET = re.compile(r"^[A-Z]{6}\+")
_CAPITAL_FONT = re.compile(r"^\.?Vn.*H(?:[-, ]*(?:Bold|Italic|Oblique|Regular))*$")
_CHARSETS: tuple[Charset, ...] = ("tcvn3", "vni", "vps", "viscii", "cp1258")
_MOJIBAKE = re.compile("[\u00c2-\u00f4][\u0080-\u00bf\u0152-\u2122]{1,3}")
_SPLIT = re.compile(r"[\s\u0000-\u0040\[-`{-\u007f…–—“”‘’]+")
_UNICODE_ONLY = re.compile("[ơưƠƯ\u1ea0-\u1ef9]")
_COMBINING = re.compile("([\u0300\u0301\u0303\u0309])([\u0302\u0306])")
_WESTERN = frozenset("μƒŒœŠšŽžŸˆ").union(map(chr, range(256)))
_CODE = re.compile(r"[\d/]")
_SAMPLE = 200_000
_LEAST_WORDS = 3
_LEAST_SHARE = 0.8


@dataclass(frozen=True, slots=True)
class _Reading:
    """How a text spells under one encoding: its accented words, and how many of them are syllables."""

    text: str
    words: int
    syllables: int

    @property
    def share(self) -> float:
        return self.syllables / self.words if self.words else 0.0


def normal_form(text: str) -> str:
    """NFC, also where a tone was typed before the circumflex or breve of its letter."""
    decomposed = _COMBINING.sub(r"\2\1", unicodedata.normalize("NFD", text))
    return unicodedata.normalize("NFC", decomposed)


def decode_run(text: str, font: str | None) -> str:
    """A run of text printed in one font, in Unicode NFC.

    A font of a legacy encoding decides, save where the run is Unicode already: the name of an old font is
    often left over. Without such a font the run is too short to tell: `charset_of` judges a whole text.
    """
    charset = charset_of_font(font)
    if charset is None:
        return text
    plain = normal_form(text)
    if any(
        character > "\u00ff" and character.isalpha() for character in plain if character not in "μƒŒœŠšŽžŸˆ"
    ):
        return plain
    candidate = decoded(text, charset)
    if _syllables(candidate) < _syllables(plain):
        return plain
    return candidate.upper() if _is_capital(font) else _with_capitals(candidate, charset)


def decoder_of(text: str) -> Callable[[str], str] | None:
    """What makes a whole text of unknown font Unicode NFC; `None` where it is, or where that is in doubt."""
    charset = charset_of(text)
    return partial(_decode_as, charset=charset) if charset else None


def without_mojibake(text: str) -> str:
    """A whole text that was UTF-8 and is printed as Western letters, in NFC; any other as it is.

    To be called before blanks are cleaned: the second byte of "à" is a no-break space.
    """
    if not _MOJIBAKE.search(text):
        return text
    repaired = normal_form(_repaired(text))
    is_better = _syllables(repaired) > _syllables(normal_form(text))
    return repaired if is_better and _reading(repaired).share >= _LEAST_SHARE else text


def _decode_as(text: str, charset: Charset) -> str:
    return _with_capitals(decoded(text, charset), charset)


def charset_of_font(font: str | None) -> Charset | None:
    """The encoding that a font prints, by its name (a PDF's subset tag does not count)."""
    name = _SUBSET.sub("", font or "").strip()
    return next((charset for pattern, charset in _FONTS if pattern.search(name)), None)


def charset_of(text: str) -> Charset | None:
    """The legacy encoding of a text printed in Western letters; `None` for Unicode, other text, or doubt."""
    sample = text[:_SAMPLE]
    plain = normal_form(sample)
    if len(_UNICODE_ONLY.findall(plain)) > len(_accented(plain)) // 10:
        return None
    raw = _reading(plain)
    candidates = [(_reading(decoded(sample, charset)), charset) for charset in _CHARSETS]
    readings = sorted(
        ((reading, charset) for reading, charset in candidates if reading.words),
        key=lambda pair: (-pair[0].share, _CHARSETS.index(pair[1])),
    )
    if not readings:
        return None
    best, charset = readings[0]
    gained = best.syllables - raw.syllables
    is_sure = (
        gained >= _LEAST_WORDS
        and best.share >= _LEAST_SHARE
        and 2 * (best.words - best.syllables) <= raw.words - raw.syllables
    )
    has_rival = any(
        rival.share > best.share - 0.03 and rival.text.casefold() != best.text.casefold()
        for rival, _ in readings[1:]
    )
    return charset if is_sure and not has_rival else None


def from_bytes(content: bytes, stated: Charset | None = None) -> str | None:
    """The text of bytes in a legacy Vietnamese encoding, or `None` when none is sure.

    `stated` is what the file says of itself: it decides where the spelling does not, and only where the text
    that it gives is spelled rightly.
    """
    text = western(content)
    charset = charset_of(text)
    if charset is None and stated:
        reading = _reading(decoded(text[:_SAMPLE], stated))
        charset = stated if reading.words and reading.share >= _LEAST_SHARE else None
    return _decode_as(text, charset) if charset else None


def is_plain(text: str) -> bool:
    """Whether Western letters with marks, if a text has any, spell Vietnamese as they stand."""
    reading = _reading(normal_form(text[:_SAMPLE]))
    return not reading.words or reading.share >= _LEAST_SHARE


def _reading(text: str) -> _Reading:
    words = _accented(text)
    return _Reading(
        text, len(words), sum(is_syllable(word) and not _has_late_capital(word) for word in words)
    )


def _accented(text: str) -> list[str]:
    return [word for word in _SPLIT.split(text) if len(word) > 1 and not word.isascii()]


def _has_late_capital(word: str) -> bool:
    """Whether an accented capital follows a small letter: a sign of the wrong table."""
    return any(
        before.islower() and letter.isupper() and not letter.isascii() for before, letter in pairwise(word)
    )


def _syllables(text: str) -> int:
    return sum(is_syllable(word) for word in _SPLIT.split(text))


def _is_capital(font: str | None) -> bool:
    return bool(_CAPITAL_FONT.search(_SUBSET.sub("", font or "").strip()))


def _with_capitals(text: str, charset: Charset) -> str:
    """Capitals for letters that TCVN3 and VPS have only small, where the letters around them are capitals.

    The letters of a document's number ("215/BC-VP") tell nothing of the words beside it.
    """
    if charset not in ("tcvn3", "vps"):
        return text
    words = (word for word in text.split() if not _CODE.search(word))
    plain = [letter for word in words for letter in word if letter.isascii() and letter.isalpha()]
    if len(plain) > _LEAST_WORDS and all(letter.isupper() for letter in plain):
        return text.upper()
    return WORD.sub(lambda match: match[0].upper() if _looks_capital(match[0]) else match[0], text)


def _looks_capital(word: str) -> bool:
    plain = [letter for letter in word if letter.isascii()]
    return len(plain) > 1 and all(letter.isupper() for letter in plain) and not word.isupper()


def _repaired(text: str) -> str:
    """UTF-8 that was read as Western letters, made UTF-8 again; what is no UTF-8 stays."""
    return _MOJIBAKE.sub(lambda match: _utf8(match[0]), text)


def _utf8(run: str) -> str:
    for end in range(len(run), 1, -1):
        try:
            content = b"".join(_byte(character) for character in run[:end])
            return content.decode("utf-8") + _repaired(run[end:])
        except UnicodeError:
            continue
    return run


def _byte(character: str) -> bytes:
    return character.encode("latin-1" if character <= "\u00ff" else "cp1252")
