"""Whether the text of a page or a document is what its reader sees, or signs that only look so.

Judges many texts together; one odd word proves nothing. Does not belong here: legacy encodings, which can be
decoded (`legacy.py`).
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Literal

from orchestration.reports.cleaning.syllables import WORD, is_syllable

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

Kind = Literal["homoglyphs", "ciphered", "unmapped", "shifted"]

_UNMAPPED = re.compile("\\(cid:\\d+\\)|[\ufffd\ue000-\uf8ff]")
_LATIN = re.compile("[\x00-\u024f\u0300-\u036f\u1e00-\u1eff\u2000-\u206f]*")
_BULLET = re.compile("(?<!\\S)[\ue000-\uf8ff\ufffd](?!\\S)")
_VIETNAMESE_ONLY = re.compile("[ơưƠƯ\u1ea0-\u1ef9]")
_VOWELS = frozenset("aeiouy")
_SHIFTED = re.compile(r"ơng$|ịng$|ịn$", re.IGNORECASE)
_UNSHIFT = (("ơ", "ô"), ("Ơ", "Ô"), ("ị", "ò"), ("Ị", "Ò"), ("ố", "oá"), ("Ố", "OÁ"))
_LEAST_WORDS = 20
_LEAST_SIGNS = 5


@dataclass(frozen=True, slots=True)
class Garbling:
    """What is wrong with a text: `share` (0 to 1) of its words, an example, and the place of that example.

    `shifted` is the text layer whose "ò", "oá" and "ô" became "ị", "ố" and "ơ": letters are lost, figures are
    not. The other kinds spoil figures as well: no digit of such a text is known to be the one printed.
    """

    kind: Kind
    share: float
    example: str
    index: int

    @property
    def spoils_figures(self) -> bool:
        """Whether the digits of the text cannot be trusted either."""
        return self.kind != "shifted"


def garbling(texts: Iterable[str]) -> Garbling | None:
    """What is wrong with these texts taken together, or `None`.

    Texts in other languages, tables of figures, lists of codes and short texts are never called garbled.
    """
    lines = list(texts)
    letters = [(index, part) for index, line in enumerate(lines) for part in WORD.findall(line)]
    return _unmapped(lines) or _homoglyphs(lines, letters) or _ciphered(letters) or _shifted(letters)


def unshifted(text: str) -> str:
    """A `shifted` text with the words restored that are no syllables as they stand and are ones restored."""
    return WORD.sub(lambda match: _unshifted_word(match[0]), text)


Words = list[tuple[int, str]]


def _found(
    kind: Kind, words: Words, of: int, is_bad: Callable[[str], bool], least_share: float
) -> Garbling | None:
    bad_words = {word for word in {word for _, word in words} if is_bad(word)}
    bad = [(index, word) for index, word in words if word in bad_words] if bad_words else []
    if len(bad) < _LEAST_SIGNS or len(bad) < least_share * of:
        return None
    return Garbling(kind, round(len(bad) / of, 3), bad[0][1][:40], bad[0][0])


def _unmapped(lines: list[str]) -> Garbling | None:
    """Glyphs without a letter: numbers of glyphs, private or replacement characters; bullets do not count."""
    if not any(map(_UNMAPPED.search, lines)):
        return None
    words = [(index, word) for index, line in enumerate(lines) for word in line.split()]
    return _found("unmapped", words, len(words), lambda word: bool(_has_unmapped(word)), 0.05)


def _has_unmapped(word: str) -> bool:
    return bool(_UNMAPPED.search(word)) and not _BULLET.fullmatch(word)


def _homoglyphs(lines: list[str], letters: Words) -> Garbling | None:
    """Letters of another alphabet inside Latin words."""
    if all(map(_LATIN.fullmatch, lines)):
        return None
    long = [(index, part) for index, part in letters if len(part) > 1]
    return _found("homoglyphs", long, len(long), _mixes_alphabets, 0.02)


@lru_cache(maxsize=20_000)
def _mixes_alphabets(word: str) -> bool:
    if word.isascii():
        return False
    alphabets = {_alphabet(letter) for letter in word if letter.isalpha()}
    return "LATIN" in alphabets and len(alphabets - {"MICRO", "MODIFIER", "FEMININE", "MASCULINE"}) > 1


@lru_cache(maxsize=2_000)
def _alphabet(letter: str) -> str:
    return unicodedata.name(letter, "UNKNOWN").split()[0]


def _ciphered(letters: Words) -> Garbling | None:
    """Letters exchanged by the font: Vietnamese letters in impossible syllables, or words without vowels."""
    vietnamese = {part for part in {part for _, part in letters} if _VIETNAMESE_ONLY.search(part)}
    accented = [(index, part) for index, part in letters if part in vietnamese]
    if len(accented) >= _LEAST_WORDS and len(accented) > len(letters) * 0.1:
        shifted = sum(bool(_SHIFTED.search(part)) for _, part in accented)
        odd = _found("ciphered", accented, len(accented), lambda part: not is_syllable(part), 0.5)
        if odd and shifted < len(accented) * 0.3:
            return odd
    # Abbreviations have no vowels either, but are few and written in capitals alone.
    long = [(index, part) for index, part in letters if len(part) > 2 and not part.isupper()]
    distinct = {part.casefold() for _, part in long if not _has_vowel(part)}
    if len(long) < 2 * _LEAST_WORDS or len(distinct) < _LEAST_WORDS:
        return None
    return _found("ciphered", long, len(long), lambda part: not _has_vowel(part), 0.4)


@lru_cache(maxsize=20_000)
def _has_vowel(word: str) -> bool:
    """Whether a word has a vowel; a word of an alphabet other than Latin is taken to have one."""
    plain = unicodedata.normalize("NFD", word.casefold())
    return not _VOWELS.isdisjoint(plain) or any(_alphabet(letter) != "LATIN" for letter in word)


def _shifted(letters: Words) -> Garbling | None:
    words = {part for part in {part for _, part in letters} if _is_shifted(part)}
    odd = [part for _, part in letters if part in words] if words else []
    if not odd or len(odd) <= sum(part.casefold().endswith(("ông", "òng")) for _, part in letters):
        return None
    return _found("shifted", letters, len(letters), _is_shifted, 0.005)


@lru_cache(maxsize=20_000)
def _is_shifted(word: str) -> bool:
    return bool(_SHIFTED.search(word)) and _unshifted_word(word) != word


def _unshifted_word(word: str) -> str:
    if is_syllable(word):
        return word
    restored = word
    for wrong, right in _UNSHIFT:
        restored = restored.replace(wrong, right)
    return restored if is_syllable(restored) else word
