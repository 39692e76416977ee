"""The words that a regular expression can begin with.

Belongs here: reading a pattern as far as its first word. Does not belong here: searching (`phrases`).
"""

from __future__ import annotations

import re
from re import _constants as code  # type: ignore[attr-defined]
from re import _parser  # type: ignore[attr-defined]
from typing import Any

DIGIT = "0"
"""Stands for every word that begins with a digit."""

_PLAIN = re.compile(r"(?:\\b)?([^\W\d_]+)(?: (?![?*+{])|\\b|$)")
_CLASS_OR_ESCAPE = re.compile(r"\\.|\[(?:\\.|[^\]\\])*\]")
_MOST = 300
_LONGEST_RANGE = 30
_LONGEST_CLASS = 20
_EDGES = (code.AT_BOUNDARY, code.AT_END, code.AT_END_STRING)
_SKIPPED = (code.ASSERT, code.ASSERT_NOT)


class _Unknown(Exception):  # noqa: N818 - no error: the pattern begins with anything
    """A pattern may begin with what is no fixed word."""


def openings(pattern: str) -> set[str] | None:
    """First words, or first marks, of all that a pattern matches; a blank before one is kept.

    `DIGIT` stands for a word that begins with a digit; None when a pattern may begin with any word. A pattern
    that ends inside a word counts as ending with it.
    """
    plain = _PLAIN.match(pattern)
    if plain and "|" not in outside_groups(pattern):
        return {plain[1]}
    try:
        reader = _Reader()
        rest = reader.read({""}, _parser.parse(pattern))
        return reader.finished(rest)
    except _Unknown:
        return None


def outside_groups(pattern: str) -> str:
    """What of a pattern stands in no group and no class."""
    depth, outside = 0, []
    for character in _CLASS_OR_ESCAPE.sub("", pattern):
        depth += {"(": 1, ")": -1}.get(character, 0)
        outside.append(character if depth == 0 else "")
    return "".join(outside)


class _Reader:
    """Collects finished words; `read` takes beginnings so far and gives those that go on."""

    def __init__(self) -> None:
        self._words: set[str] = set()

    def finished(self, rest: set[str]) -> set[str]:
        """All words, with the beginnings at which the pattern ends."""
        self._end(rest)
        return self._words

    def read(self, beginnings: set[str], items: Any) -> set[str]:
        """Go over the items of a sequence until every beginning is a word."""
        for kind, value in items:
            if not beginnings:
                break
            beginnings = self._item(beginnings, kind, value)
            if len(beginnings) + len(self._words) > _MOST:
                raise _Unknown
        return beginnings

    def _item(self, beginnings: set[str], kind: Any, value: Any) -> set[str]:
        if kind is code.LITERAL:
            return self._letter(beginnings, chr(value))
        if kind is code.IN:
            return self._class(beginnings, value)
        if kind is code.BRANCH:
            return set().union(*(self.read(beginnings, branch) for branch in value[1]))
        if kind is code.SUBPATTERN:
            return self.read(beginnings, value[-1])
        if kind in (code.MAX_REPEAT, code.MIN_REPEAT, code.POSSESSIVE_REPEAT):
            return self._repeat(beginnings, *value)
        if kind is code.AT:
            return self._edge(beginnings, value)
        if kind in _SKIPPED:
            return beginnings
        return self._end(beginnings)

    def _letter(self, beginnings: set[str], letter: str) -> set[str]:
        """A character goes on with words, ends those before it unless it is a letter, or is itself a mark."""
        longer = set()
        for beginning in beginnings:
            is_new = not beginning.strip()
            if letter.isdigit() and is_new:
                self._words.add(beginning + DIGIT)
            elif letter.isalnum() or (letter == " " and not beginning):
                longer.add(beginning + letter)
            elif is_new and letter != " ":
                self._words.add(beginning + letter)
            elif is_new:
                raise _Unknown
            else:
                self._words.add(beginning)
        return longer

    def _class(self, beginnings: set[str], members: Any) -> set[str]:
        longer: set[str] = set()
        if len(members) > _LONGEST_CLASS:
            return self._end(beginnings)
        for kind, value in members:
            if kind is code.LITERAL:
                longer |= self._letter(beginnings, chr(value))
            elif kind is code.RANGE and value[1] - value[0] < _LONGEST_RANGE:
                for letter in range(value[0], value[1] + 1):
                    longer |= self._letter(beginnings, chr(letter))
            elif kind is code.CATEGORY and value is code.CATEGORY_DIGIT and beginnings <= {"", " "}:
                self._words |= {beginning + DIGIT for beginning in beginnings}
            else:
                self._end(beginnings)
        return longer

    def _end(self, beginnings: set[str]) -> set[str]:
        """What follows is open: a word ends before it, without one the pattern begins with anything."""
        if any(not beginning.strip() for beginning in beginnings):
            raise _Unknown
        self._words |= beginnings
        return set()

    def _repeat(self, beginnings: set[str], least: int, most: int, item: Any) -> set[str]:
        once = self.read(beginnings, item)
        if most > 1 and once - beginnings:
            raise _Unknown
        return once | beginnings if least == 0 else once

    def _edge(self, beginnings: set[str], place: Any) -> set[str]:
        """The end of a word or of the text ends the words before it."""
        if place not in _EDGES:
            return beginnings
        ended = {beginning for beginning in beginnings if beginning.strip()}
        if place is not code.AT_BOUNDARY and ended != beginnings:
            raise _Unknown
        self._words |= ended
        return beginnings - ended
