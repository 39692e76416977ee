"""Many patterns searched for at once: only where a text has the word that one of them begins with.

Belongs here: the words of a text with their places, the words that a pattern can begin with, and the search.
Does not belong here: any phrase (they are data in `catalogue/`, or stand with the finder that they serve).
"""

from __future__ import annotations

import re
import sys
from functools import lru_cache
from itertools import count
from typing import TYPE_CHECKING, ClassVar, NamedTuple

from orchestration.reports.narrative.openings import DIGIT, openings
from orchestration.reports.narrative.text import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

_TOKEN = re.compile(r"\w+|[^\w\s]")
_SENTENCES = 512


class Words(NamedTuple):
    """Where each word and mark of a text stands, and which sets of patterns have one that may begin there.

    Whatever begins with a digit is one word, `DIGIT`.
    """

    places: dict[str, list[int]]
    wanted_by: set[int]


@lru_cache(maxsize=_SENTENCES)
def words_of(folded: str) -> Words:
    """The words of a text, kept for the last few texts: all finders of a sentence ask for the same."""
    places: dict[str, list[int]] = {}
    for match in _TOKEN.finditer(folded):
        word, start = match[0], match.start()
        if word in places:
            places[word].append(start)
        elif word[0].isdigit():
            places.setdefault(DIGIT, []).append(start)
        else:
            places[word] = [start]
    known = Openings.by_opening
    return Words(places, set().union(*[known[word] for word in places if word in known]))


class Openings:
    """Which of many patterns may begin at each place of a text, by the word that stands there."""

    by_opening: ClassVar[dict[str, set[int]]] = {}
    """By the word that a pattern begins with: the numbers of the sets that hold such a pattern."""
    _numbers = count()

    def __init__(self, patterns: Sequence[str]) -> None:
        self._by_word: dict[str, tuple[int, ...]] = {}
        self._after_blank: set[str] = set()
        opened = enumerate(patterns)
        self._open = tuple(number for number, pattern in opened if not self._sort_in(number, pattern))
        anywhere = "|".join(f"(?:{patterns[number]})" for number in self._open)
        self._anywhere: re.Pattern[str] | None = re.compile(anywhere) if anywhere else None
        self._number = next(self._numbers)
        for word in self._by_word:
            self.by_opening.setdefault(word, set()).add(self._number)
        self._last: tuple[str, str | None, list[tuple[int, tuple[int, ...]]]] = "", None, []
        words_of.cache_clear()

    def _sort_in(self, number: int, pattern: str) -> bool:
        """Note a pattern under the words that it begins with; False where it may begin with any."""
        words = openings(pattern)
        if words is None:
            return False
        for word in words:
            key = fold(word.lstrip(" "))
            if word.startswith(" "):
                self._after_blank.add(key)
            numbers = self._by_word.get(key, ())
            if number not in numbers[-1:]:
                self._by_word[key] = (*numbers, number)
        return True

    def places(self, folded: str, text: str | None = None) -> list[tuple[int, tuple[int, ...]]]:
        """Places in order, each with the numbers of the patterns that may begin there.

        `text` is the same text as printed, for patterns that ask for capitals.
        """
        words, wanted_by = words_of(folded)
        if self._anywhere is None and self._number not in wanted_by:
            return []
        last_folded, last_text, found = self._last
        if folded is last_folded and text is last_text:
            return found
        found = []
        for word in self._by_word.keys() & words.keys():
            numbers = self._by_word[word]
            found += [(place, numbers) for place in words[word]]
            if word in self._after_blank:
                found += [(place - 1, numbers) for place in words[word] if folded[place - 1 : place] == " "]
        if self._anywhere:
            found += [(match.start(), self._open) for match in self._anywhere.finditer(text or folded)]
        if len(found) > 1:
            found.sort()
        self._last = folded, text, found
        return found


class Phrases:
    """Patterns that begin with a word, a digit or a mark, searched for together.

    Finds what one pattern that joins them by "|" would find, in the same order, as long as none begins inside
    a word. A pattern that may begin with any word is searched for everywhere.
    """

    def __init__(self, patterns: Iterable[str], before: str = "", after: str = "") -> None:
        """Patterns in the order in which they win; `before` and `after` go around each."""
        self._patterns = list(patterns)
        self._around = before, after
        self._openings = Openings(self._patterns)
        self._compiled: dict[tuple[int, ...], re.Pattern[str]] = {}

    def finditer(self, folded: str, start: int = 0, end: int = sys.maxsize) -> Iterator[re.Match[str]]:
        """Matches in folded[start:end] in order, not overlapping."""
        places = self._openings.places(folded)
        return self._matches(places, folded, start, end) if places else iter(())

    def find_printed(self, text: str, folded: str) -> Iterator[re.Match[str]]:
        """Matches of patterns that ask for capitals in a text as printed, given with the same text folded."""
        places = self._openings.places(folded, text)
        return self._matches(places, text, 0, len(text)) if places else iter(())

    def _matches(
        self, places: list[tuple[int, tuple[int, ...]]], text: str, start: int, end: int
    ) -> Iterator[re.Match[str]]:
        for place, numbers in places:
            if start <= place < end:
                pattern = self._compiled.get(numbers) or self._joined(numbers)
                if match := pattern.match(text, place, end):
                    yield match
                    start = max(match.end(), place + 1)

    def ends_at(self, folded: str, start: int, end: int) -> bool:
        """Whether a match in folded[start:end] reaches its end."""
        return any(match.end() == end for match in self.finditer(folded, start, end))

    def search(self, folded: str, start: int = 0, end: int = sys.maxsize) -> re.Match[str] | None:
        """The first match in folded[start:end]."""
        return next(self.finditer(folded, start, end), None)

    def blanked(self, folded: str) -> str:
        """The text with blanks in place of its matches."""
        for match in self.finditer(folded):
            folded = folded[: match.start()] + " " * len(match[0]) + folded[match.end() :]
        return folded

    def match(self, folded: str, start: int = 0) -> re.Match[str] | None:
        """The match that begins at a place."""
        everything = tuple(range(len(self._patterns)))
        return (self._compiled.get(everything) or self._joined(everything)).match(folded, start)

    def _joined(self, numbers: tuple[int, ...]) -> re.Pattern[str]:
        """These patterns as one, compiled when a text first has their word."""
        before, after = self._around
        joined = "|".join(f"(?:{self._patterns[number]})" for number in numbers)
        pattern = self._compiled[numbers] = re.compile(f"{before}(?:{joined}){after}")
        return pattern
