"""Spelling of Vietnamese names: one key for all spellings of a name, and tokens with offsets.

Here: what may differ between two spellings of the same name (Unicode form, tone-mark placement, dashes,
dots, connectors, blanks, case). Not here: which names exist (`seeds.py`), or what they mean (`agencies.py`).
Nothing in here is fuzzy: two keys are equal or they are not.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple

_ETH = str.maketrans({"Ð": "Đ", "ð": "đ", "ɖ": "đ", "Ɖ": "Đ"})
_TONES = "\u0300\u0301\u0303\u0309\u0323"
# An open syllable in oa, oe, uy carries its mark on the first vowel in the old style, on the last in the new.
_NEW_STYLE = re.compile(
    f"(?<!q)(o)([ae])([{_TONES}])(?![\\w\u0300-\u036f])|(?<!q)(u)(y)([{_TONES}])(?![\\w\u0300-\u036f])",
    re.IGNORECASE,
)
_INVISIBLE = re.compile("[\u00ad\u200b-\u200d\u2060\ufeff]")
_SEPARATORS = re.compile(r"[^\w\u0300-\u036f]+|_+")
# "T.P Huế", "T.X Sơn Tây": the dots inside part no words.
_DOTTED = r"(?<!\w)[Tt]\. ?[PpXx](?!\w)"
_DOTTED_TYPE = re.compile(_DOTTED)
_TOKEN = re.compile(_DOTTED + r"|[\w\u0300-\u036f]+|[^\w\s]")
_DASHES = frozenset("-‐‑‒–—―−")
_CONNECTOR = "và"
_HIGHLAND = {"đăk": "đắk", "lăk": "lắk"}


def old_style(word: str) -> str:
    """One word in NFC with its tone mark where the old style has it ("Hoà" → "Hòa", "thuỷ" → "thủy")."""
    decomposed = unicodedata.normalize("NFD", word)
    moved = _NEW_STYLE.sub(
        lambda m: "".join(g for g in (m[1], m[3], m[2], m[4], m[6], m[5]) if g), decomposed
    )
    return unicodedata.normalize("NFC", moved)


@lru_cache(maxsize=50_000)
def fold_word(word: str) -> str:
    """One word without what carries no meaning: case, Unicode form, tone-mark placement, eth for Đ.

    Highland names are written with and without their tone: "Đăk Hà", "Đắk Hà".
    """
    folded = old_style(word.translate(_ETH).casefold())
    return _HIGHLAND.get(folded, folded)


def normalise_name(name: str) -> str:
    """Key of a name: folded words joined by one blank, without dots, dashes, commas, "&" and "và".

    >>> normalise_name("Bộ Khoa học – Công nghệ") == normalise_name("bộ khoa học và công nghệ")
    True
    """
    composed = unicodedata.normalize("NFC", _INVISIBLE.sub("", name))
    composed = _DOTTED_TYPE.sub(lambda m: _undotted(m[0]), composed)
    words = (fold_word(word) for word in _SEPARATORS.split(composed) if word)
    return " ".join(word for word in words if word != _CONNECTOR)


def _undotted(word: str) -> str:
    return word.replace(".", "").replace(" ", "") if len(word) > 1 and word[1] == "." else word


def without_diacritics(name: str) -> str:
    """The name as typed on a keyboard without Vietnamese ("Đắk Lắk" → "Dak Lak")."""
    if name.isascii():
        return name
    plain = name.translate(_ETH).replace("Đ", "D").replace("đ", "d")
    return "".join([c for c in unicodedata.normalize("NFD", plain) if not unicodedata.combining(c)])


class Token(NamedTuple):
    """A word or one punctuation mark of a text; `key` is the folded word, or "-" for any dash."""

    start: int
    end: int
    text: str
    key: str

    @property
    def is_word(self) -> bool:
        """Whether it is a word or a number, not a mark."""
        return self.text[0].isalnum()

    @property
    def is_capitalised(self) -> bool:
        """Whether the word begins with a capital."""
        return self.text[0].isupper()


def tokenise(text: str) -> list[Token]:
    """Words and punctuation marks in order, with offsets into `text` as given (NFC or not)."""
    new, kind = tuple.__new__, Token
    return [
        new(kind, (match.start(), match.end(), match[0], _token_key(match[0])))
        for match in _TOKEN.finditer(text)
    ]


@lru_cache(maxsize=50_000)
def _token_key(word: str) -> str:
    return "-" if word in _DASHES else fold_word(_undotted(word))
