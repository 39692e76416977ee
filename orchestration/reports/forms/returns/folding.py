"""Header texts as the signatures expect them. For matching only: what is stored keeps its spelling."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from pydantic import GetCoreSchemaHandler  # noqa: TC002 - pydantic asks for the annotation
from pydantic_core import CoreSchema, core_schema

from orchestration.reports.catalogue.names import fold_word, normalise_name, without_diacritics

# "kì", "tỉ", "lí" are other spellings of the same words.
_SPELLINGS = {"kì": "kỳ", "tỉ": "tỷ", "lí": "lý", "hs": "hồ sơ"}
_TONES = frozenset("\u0300\u0301\u0303\u0309\u0323")
_RATE = " tỷ lệ "
_NOT_IN_PATTERNS = re.compile(r"\bvà\b|[,;%–]", re.IGNORECASE)


@lru_cache(maxsize=20_000)
def fold(text: str) -> str:
    """Folded words joined by one blank: no punctuation, no "và", "%" spelled out, "HS" as "hồ sơ".

    >>> fold("Tỉ lệ HS đúng và trước hạn")
    'tỷ lệ hồ sơ đúng trước hạn'
    """
    words = normalise_name(text.replace("%", _RATE)).split()
    return " ".join(_SPELLINGS.get(word, word) for word in words)


@dataclass(frozen=True, slots=True)
class Phrase:
    """A regular expression over folded text; it also finds its words typed or scanned without diacritics."""

    accented: re.Pattern[str]
    plain: re.Pattern[str]
    toneless: re.Pattern[str]
    tight: re.Pattern[str]

    @classmethod
    def of(cls, source: str) -> Phrase:
        """The phrase of a pattern; ValueError where folded text can never hold what it asks for."""
        if _NOT_IN_PATTERNS.search(source):
            raise ValueError(f'"{source}": folded text has neither "và" nor punctuation; leave them out')
        folded = re.sub(r"[^\W\d_]+", lambda word: fold_word(word[0]), source)
        plain = without_diacritics(folded)
        return cls(
            _compiled(folded),
            _compiled(plain),
            _compiled(_toneless(folded)),
            _compiled(plain.replace(" ", "")),
        )

    def search(self, text: str) -> re.Match[str] | None:
        """The first place where the phrase stands in a folded text, as whole words."""
        return self.accented.search(text) or self.plain.search(_plain(text))

    def removed_from(self, text: str) -> str:
        """A folded text without the phrase, wherever it stands.

        A short word without its marks is another word ("số", "sơ"): only a text without any counts as such.
        """
        pattern = self.plain if text.isascii() else self.accented
        return " ".join(pattern.sub(" ", text).split())

    def is_all_of(self, text: str) -> bool:
        """As `matches`, but a text with marks is taken by its marks: "công chứng" is not "cộng chung"."""
        pattern = self.plain if text.isascii() else self.accented
        return bool(pattern.fullmatch(text))

    def is_nearly_all_of(self, text: str) -> bool:
        """As `is_all_of`, but of several words the tones may be others, as recognition leaves them."""
        return self.is_all_of(text) or (" " in text and bool(self.toneless.fullmatch(_toneless(text))))

    def matches(self, text: str) -> bool:
        """Whether it is the whole of a folded text, in which recognition may have lost marks and blanks."""
        plain = _plain(text)
        return bool(
            self.accented.fullmatch(text)
            or self.plain.fullmatch(plain)
            or self.tight.fullmatch(plain.replace(" ", ""))
        )

    @classmethod
    def __get_pydantic_core_schema__(cls, _source: Any, _handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.no_info_after_validator_function(cls.of, core_schema.str_schema())


@lru_cache(maxsize=20_000)
def _plain(text: str) -> str:
    return without_diacritics(text)


@lru_cache(maxsize=20_000)
def _toneless(text: str) -> str:
    """A text without the five tones; circumflex, breve and horn stay, as other letters."""
    bare = "".join(mark for mark in unicodedata.normalize("NFD", text) if mark not in _TONES)
    return unicodedata.normalize("NFC", bare)


def _compiled(source: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{source})(?!\w)")
