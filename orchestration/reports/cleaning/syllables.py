"""Which words can be Vietnamese syllables: onset, rhyme and tone by the rules of spelling.

No dictionary: a word that is spelled rightly but means nothing counts as a syllable.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache

_ONSETS = (
    *("b", "c", "ch", "d", "đ", "g", "gh", "gi", "h", "k", "kh", "l", "m", "n", "ng", "ngh", "nh", "p", "ph"),
    *("qu", "r", "s", "t", "th", "tr", "v", "x"),
)
_OPEN = (
    *("a", "e", "ê", "i", "o", "ô", "ơ", "u", "ư", "y", "ia", "ua", "ưa", "oa", "oe", "uê", "uy", "uơ"),
    *("uya", "ai", "ao", "au", "ay", "âu", "ây", "eo", "êu", "oi", "ôi", "ơi", "ui", "ưi", "iu", "ưu"),
    *("uôi", "ươi", "iêu", "yêu", "ươu", "oai", "oay", "oao", "oeo", "uây", "uyu"),
)
_NUCLEI = {
    "c": "a ă â e o ô u ư iê yê uô ươ oa oă oo",
    "ch": "a ê i oa uê uy y",
    "ng": "a ă â e o ô u ư iê yê uô ươ oa oă oo uâ",
    "nh": "a ê i oa uê uy y",
    "m": "a ă â e ê i o ô ơ u ư iê yê uô ươ oa oă oe",
    "n": "a ă â e ê i o ô ơ u ư iê yê uô ươ oa oă oe uâ uyê uy y",
    "p": "a ă â e ê i o ô ơ u iê ươ oa uy",
    "t": "a ă â e ê i o ô ơ u ư iê yê uô ươ oa oă oe uâ uyê uy y",
}
_STOPS = ("c", "ch", "p", "t")
_TONES = frozenset("\u0300\u0301\u0303\u0309\u0323")
_STOP_TONES = frozenset("\u0301\u0323")
_FRONT = frozenset("eêiy")
WORD = re.compile(r"[^\W\d_]+")


@lru_cache(maxsize=50_000)
def is_syllable(word: str) -> bool:
    """Whether a word, in any case and Unicode form, is spelled as one Vietnamese syllable."""
    decomposed = unicodedata.normalize("NFD", word.lower())
    tones = [mark for mark in decomposed if mark in _TONES]
    plain = unicodedata.normalize("NFC", "".join(mark for mark in decomposed if mark not in _TONES))
    if len(tones) > 1 or plain not in _toneless():
        return False
    return not plain.endswith(_STOPS) or bool(tones and tones[0] in _STOP_TONES)


@cache
def _toneless() -> frozenset[str]:
    closed = [nucleus + coda for coda, nuclei in _NUCLEI.items() for nucleus in nuclei.split()]
    rhymes = [*_OPEN, *closed]
    return frozenset(
        [*rhymes, *(onset + rhyme for onset in _ONSETS for rhyme in rhymes if _fits(onset, rhyme))]
    )


def _fits(onset: str, rhyme: str) -> bool:
    """Whether spelling allows the onset before the rhyme: "k", "gh" and "ngh" before front vowels only."""
    is_front = rhyme[0] in _FRONT
    if onset in {"k", "gh", "ngh"}:
        return is_front
    if onset in {"c", "ng"}:
        return not is_front
    return onset != "g" or not is_front or rhyme[0] == "i"
