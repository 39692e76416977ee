"""The names to look for in prose, as a tree of folded words.

Here: which spellings prose may use for which kind of agency, and how the longest is found. Not here: whether
a hit is meant as a name in its place (`context.py`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import product
from typing import TYPE_CHECKING, Literal

from orchestration.reports.catalogue import seeds, variants
from orchestration.reports.catalogue.agency import Agency
from orchestration.reports.catalogue.names import Token, normalise_name, tokenise

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from orchestration.reports.catalogue.seeds import Named

Kind = Literal[
    "province",
    "bare_city",
    "ministry",
    "ministry_field",
    "abbreviation",
    "region",
    "collective",
    "false_name",
]


@dataclass(slots=True)
class Entry:
    """What a sequence of words may stand for; `capitals`: the words that must be capitalised in the text."""

    kind: Kind
    spelling: str
    capitals: tuple[int, ...]
    agencies: list[Agency] = field(default_factory=list)

    def fits(self, tokens: list[Token]) -> bool:
        """Whether the letters' case in the text is that of a name."""
        words = [token for token in tokens if token.is_word]
        if self.kind == "abbreviation":
            return [word.text for word in words] == [
                token.text for token in tokenise(self.spelling) if token.is_word
            ]
        return all(words[i].is_capitalised for i in self.capitals)


@dataclass(slots=True)
class _Node:
    children: dict[str, _Node] = field(default_factory=dict)
    entries: list[Entry] = field(default_factory=list)


class NameTree:
    """All prose names; `longest` finds the longest that begins at a token."""

    def __init__(self, named: Iterable[Named]) -> None:
        self._root = _Node()
        self._entries: dict[tuple[Kind, str], Entry] = {}
        for kind, spelling, capitals, agency in _spellings(named):
            self._add(kind, spelling, capitals, agency)

    @property
    def first_words(self) -> Collection[str]:
        """The words with which names begin."""
        return self._root.children.keys()

    def longest(self, tokens: list[Token], at: int, *, fields: bool = False) -> tuple[int, Entry] | None:
        """End and entry of the longest name from token `at`; `fields`: of ministries named by field."""
        node, best = self._root, None
        for end in range(at, len(tokens)):
            child = node.children.get(tokens[end].key)
            if child is None:
                break
            node = child
            for entry in node.entries:
                if (entry.kind == "ministry_field") == fields and entry.fits(tokens[at : end + 1]):
                    best = (end + 1, entry)
                    break
        return best

    def _add(self, kind: Kind, spelling: str, capitals: tuple[int, ...], agency: Agency | None) -> None:
        entry = self._entries.get((kind, spelling))
        if entry is None:
            entry = self._entries[kind, spelling] = Entry(kind, spelling, capitals)
            node = self._root
            for token in tokenise(spelling):
                node = node.children.setdefault(token.key, _Node())
            node.entries.append(entry)
        if agency is not None and agency not in entry.agencies:
            entry.agencies.append(agency)


_Spelling = tuple[Kind, str, tuple[int, ...], Agency | None]


def _spellings(named: Iterable[Named]) -> Iterator[_Spelling]:
    for entry in named:
        agency = entry.agency
        if "/" in agency.code or agency.code in ("national", "ministries", "provinces"):
            yield from (
                ("collective", s, (), agency) for phrase in entry.aliases for s in _optional(phrase, ",", "")
            )
        elif agency.level == "province":
            yield from _province(entry)
        elif agency.level == "ministry":
            yield from _ministry(entry)
        else:
            yield from _region(entry)
    yield from (("false_name", name, _all_words(name), None) for name in seeds.phrases()["false_names"])


def _province(entry: Named) -> Iterator[_Spelling]:
    city_only = {normalise_name(name) for name in seeds.phrases()["needs_city_word"]}
    for name in (entry.agency.name_vi, *filter(_usable_in_prose, entry.aliases)):
        if normalise_name(name).removeprefix("tp ") in city_only - {normalise_name(name)}:
            continue  # "TP. Huế" in a table of provinces; in prose it was a city inside the province
        for spelling in _optional(name, " - ", " "):
            needs_word = normalise_name(name) in city_only
            yield "bare_city" if needs_word else "province", spelling, _all_words(spelling), entry.agency
            if needs_word and entry.agency.is_city:
                for word in ("TP ", "TP. ", "Thành phố "):
                    capitals = tuple(i + len(word.split()) for i in _all_words(spelling))
                    yield "province", f"{word}{spelling}", capitals, entry.agency


def _ministry(entry: Named) -> Iterator[_Spelling]:
    for spelling in variants.joined_spellings(entry.agency.name_vi):
        yield "ministry", spelling, _second_capital(spelling), entry.agency
        if spelling.startswith("Bộ "):
            yield "ministry_field", spelling.removeprefix("Bộ "), (0,), entry.agency
    ambiguous = set(seeds.phrases()["ambiguous_abbreviations"])
    for name in (*entry.aliases, *variants.ministry_abbreviations(entry.agency.name_vi)):
        if " " in name:
            yield "ministry", name, _second_capital(name), entry.agency
            if name.startswith("Bộ "):
                yield "ministry_field", name.removeprefix("Bộ "), (0,), entry.agency
        elif name not in ambiguous and name.isalpha():
            yield "abbreviation", name, (), entry.agency


def _region(entry: Named) -> Iterator[_Spelling]:
    for name in (entry.agency.name_vi, *entry.aliases):
        for word in ("", "vùng ", "khu vực "):
            shift = len(word.split())
            capitals = tuple(
                i + shift for i in _all_words(name) if name.split()[i][0].isupper() and (i or not word)
            )
            yield "region", f"{word}{name}", capitals, entry.agency


def _optional(name: str, mark: str, otherwise: str) -> list[str]:
    """The name with each `mark` as it is or replaced by `otherwise`."""
    pieces = name.split(mark)
    return [
        "".join(piece + joint for piece, joint in zip(pieces, (*joints, ""), strict=True))
        for joints in product((mark, otherwise), repeat=len(pieces) - 1)
    ]


def _all_words(name: str) -> tuple[int, ...]:
    return tuple(range(len(re.findall(r"\w+", name))))


def _second_capital(name: str) -> tuple[int, ...]:
    """The first capitalised word after the first: "Bộ Tài chính" in a text may begin with a small letter."""
    words = re.findall(r"\w+", name)
    return next(((i,) for i, word in enumerate(words) if i and word[0].isupper()), (0,))


def _usable_in_prose(alias: str) -> bool:
    """Spellings with Vietnamese letters, and long abbreviations; "HN" or "Dac Lac" are for tables only."""
    if alias in seeds.phrases()["only_while_valid"]:
        return False
    letters = "".join(c for c in alias if c.isalpha())
    return not alias.isascii() or (letters.isupper() and len(letters) >= 4)
