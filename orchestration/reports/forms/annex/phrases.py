"""Labels as keys, and phrases that are looked for in them.

Here: spelling, abbreviations and the little language of `annex.yml`. Not here: what a phrase stands for.
"""

from __future__ import annotations

import re

from orchestration.reports.catalogue.names import normalise_name, without_diacritics

_VOWELS = {"tỉ": "tỷ", "lí": "lý", "kĩ": "kỹ", "qui": "quy", "quí": "quý", "kì": "kỳ"}
_LONGEST = 400
_PIECES = re.compile(r"(…|[(|)])")
_GAP = r"(?:\S+ ){0,25}?"


def key_of(text: str, abbreviations: dict[str, str]) -> str:
    """The words of a text, folded, abbreviations written out, each followed by one blank."""
    words = (_VOWELS.get(word, word) for word in normalise_name(text[:_LONGEST]).split())
    return "".join(f"{abbreviations.get(word, word)} " for word in words)


class Phrase:
    """A phrase of the catalogue; ValueError when its brackets do not close."""

    def __init__(self, source: str, abbreviations: dict[str, str]) -> None:
        parts = [self._part(piece, abbreviations) for piece in _PIECES.split(source)]
        try:
            self._pattern = re.compile(r"(?<!\S)" + "".join(parts))
        except re.error as error:
            raise ValueError(f"phrase “{source}”: {error}") from error
        self._plain = re.compile(
            without_diacritics(self._pattern.pattern.replace(r"\S", "\0")).replace("\0", r"\S")
        )

    @staticmethod
    def _part(piece: str, abbreviations: dict[str, str]) -> str:
        if piece == "…":
            return _GAP
        return {"(": "(?:", "|": "|", ")": ")"}.get(piece) or re.escape(key_of(piece, abbreviations))

    def found_in(self, key: str) -> bool:
        """Whether a label says the phrase; a label typed without diacritics is compared without them."""
        pattern = self._plain if key.isascii() else self._pattern
        return pattern.search(key) is not None

    def begins(self, key: str) -> bool:
        """Whether a label begins with the phrase."""
        pattern = self._plain if key.isascii() else self._pattern
        return pattern.match(key) is not None

    def is_all_of(self, key: str) -> bool:
        """Whether a label is the phrase and nothing else."""
        pattern = self._plain if key.isascii() else self._pattern
        return pattern.fullmatch(key) is not None
