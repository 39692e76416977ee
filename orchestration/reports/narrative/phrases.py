"""Many patterns searched for at once: only where a text has the word that one of them begins with.

Belongs here: the words of a text with their places, the words that a pattern can begin with, and the search.
Does not belong here: any phrase (they are data in `catalogue/`, or stand with the finder that they serve).
"""

from __future__ import annotations

import re
import sys
from functools import lru_cache
from typing import TYPE_CHECKING

from orchestration.reports.narrative.openings import DIGIT, openings

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_TOKEN = re.compile(r"\w+|[^\w\s]")
_SENTENCES = 256


@lru_cache(maxsize=_SENTENCES)
def words_of(folded: str) -> dict[str, list[int]]:
    """Where each word and mark of a text stands; whatever begins with a digit is one word, `DIGIT`.

    Kept for the last few texts: all finders of a sentence ask for the same.
    """
    places: dict[str, list[int]] = {}
    for match in _TOKEN.finditer(folded):
        word = match[0]
        places.setdefault(DIGIT if word[0].isdigit() else word, []).append(match.start())
    return places


class Phrases:
    """Patterns that begin with a word, a digit or a mark, searched for together.

    Finds what one pattern that joins them by "|" would find, in the same order, as long as none begins inside
    a word. A pattern whose first word is open ("\\w+ này") is searched for everywhere.
    """

    def __init__(self, patterns: Iterable[str], before: str = "", after: str = "") -> None:
        """Patterns in the order in which they win; `before` and `after` go around each."""
        self._patterns = list(patterns)
        self._around = before, after
        self._open: list[int] = []
        self._by_word: dict[str, list[int]] = {}
        self._after_blank: set[str] = set()
        for number, pattern in enumerate(self._patterns):
            self._sort_in(number, pattern)
        self._compiled: dict[str, re.Pattern[str]] = {}

    def _sort_in(self, number: int, pattern: str) -> None:
        words = openings(pattern)
        if words is None:
            self._open.append(number)
            return
        for word in words:
            key = word.lstrip(" ")
            if key != word:
                self._after_blank.add(key)
            numbers = self._by_word.setdefault(key, [])
            if number not in numbers[-1:]:
                numbers.append(number)

    def finditer(self, folded: str, start: int = 0, end: int = sys.maxsize) -> Iterator[re.Match[str]]:
        """Matches in folded[start:end] in order, not overlapping."""
        for place, word in self._places(folded):
            if start <= place < end and (match := self._at(word).match(folded, place, end)):
                yield match
                start = max(match.end(), place + 1)

    def search(self, folded: str, start: int = 0, end: int = sys.maxsize) -> re.Match[str] | None:
        """The first match in folded[start:end]."""
        return next(self.finditer(folded, start, end), None)

    def count(self, folded: str) -> int:
        """How many matches a text holds."""
        return sum(1 for _ in self.finditer(folded))

    def blanked(self, folded: str) -> str:
        """The text with blanks in place of its matches."""
        for match in self.finditer(folded):
            folded = folded[: match.start()] + " " * len(match[0]) + folded[match.end() :]
        return folded

    def match(self, folded: str, start: int = 0) -> re.Match[str] | None:
        """The match that begins at a place."""
        return self._joined("", range(len(self._patterns))).match(folded, start)

    def _places(self, folded: str) -> list[tuple[int, str]]:
        """Where a match may begin, and the word by which its patterns are known."""
        words = words_of(folded)
        places = []
        for word in self._by_word.keys() & words.keys():
            places += [(place, word) for place in words[word]]
            if word in self._after_blank:
                places += [(place - 1, word) for place in words[word] if folded[place - 1 : place] == " "]
        if self._open:
            anywhere = self._joined("\0", self._open)
            places += [(match.start(), "") for match in anywhere.finditer(folded)]
        return sorted(places) if len(places) > 1 else places

    def _at(self, word: str) -> re.Pattern[str]:
        """The patterns that may begin with a word; under "" all of them."""
        if not word:
            return self._joined("", range(len(self._patterns)))
        return self._compiled.get(word) or self._joined(word, sorted({*self._by_word[word], *self._open}))

    def _joined(self, key: str, numbers: Iterable[int]) -> re.Pattern[str]:
        pattern = self._compiled.get(key)
        if pattern is None:
            before, after = self._around
            joined = "|".join(f"(?:{self._patterns[number]})" for number in numbers)
            pattern = self._compiled[key] = re.compile(f"{before}(?:{joined}){after}")
        return pattern
