"""Agencies in running text: every hit of the name tree, kept only where its context lets it be a name.

Here: the scan from left to right, lists, joints of two names. Not here: the names (`prose_names.py`), the
words around them (`context.py`).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Protocol

from orchestration.reports.catalogue import context
from orchestration.reports.catalogue.agency import Agency, Level, Mention, Role
from orchestration.reports.catalogue.names import Token, tokenise
from orchestration.reports.catalogue.prose_names import Entry, NameTree

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from datetime import date

    from orchestration.reports.catalogue.seeds import Named

_PROVINCIAL = ("province", "bare_city")
_LIST_JOINTS = frozenset({",", ";", "-", "và", "."})
_KEPT_TEXTS = 512
_UNIT_NAME_WORDS = 5
_UNIT_WORDS: dict[str, Level] = {
    **dict.fromkeys(("huyện", "quận", "thị xã", "tx", "thành phố", "tp"), "district"),
    **dict.fromkeys(("xã", "phường", "đặc khu"), "commune"),
}
_UNIT_FIRST_WORDS = frozenset(word.partition(" ")[0] for word in _UNIT_WORDS)


class Directory(Protocol):
    """What the finder asks of the directory."""

    def pick(
        self, candidates: Iterable[Agency], on: date | None, *, merged_map: bool | None = None
    ) -> Agency | None:
        """The version of one name on a date."""

    def resolve(self, name: str, on: date | None, level: Level | None = None) -> Agency | None:
        """The agency of a whole name."""


@dataclass(frozen=True, slots=True)
class _Hit:
    """Tokens `start:end` that may name an agency; `certain` when no neighbour in a list is needed."""

    start: int
    end: int
    agency: Agency
    certain: bool = True


class AgencyFinder:
    """Finds agencies in text. Holds only the tree: safe to use for any number of texts."""

    def __init__(self, named: Iterable[Named], directory: Directory) -> None:
        self._tree = NameTree(named)
        self._directory = directory
        self._found = lru_cache(maxsize=_KEPT_TEXTS)(self._find)

    def find(self, text: str, on: date | None, *, merged_map: bool | None = None) -> list[Mention]:
        """Mentions in order of place, not overlapping; kept for the last texts, which are asked for again."""
        return list(self._found(text, on, merged_map))

    def _find(self, text: str, on: date | None, merged_map: bool | None) -> list[Mention]:
        tokens = tokenise(text)
        scan = _Scan(self._tree, self._directory, tokens, on, merged_map)
        mentions: list[Mention] = []
        stop = 0
        for hit in _supported(tokens, scan.run()):
            start, end = tokens[hit.start].start, tokens[hit.end - 1].end
            is_department = hit.agency.level == "province" and context.is_department(tokens, hit.start, stop)
            role: Role | None = "department" if is_department else None
            mentions.append(Mention(start, end, text[start:end], hit.agency, role))
            stop = hit.end
        return mentions


class _Scan:
    """One text, read from left to right."""

    def __init__(
        self,
        tree: NameTree,
        directory: Directory,
        tokens: list[Token],
        on: date | None,
        merged_map: bool | None,
    ) -> None:
        self._tree = tree
        self._directory = directory
        self._tokens = tokens
        self._on = on
        self._merged_map = merged_map
        self._hits: list[_Hit] = []

    def run(self) -> list[_Hit]:
        """All hits in order."""
        stop, first_words = 0, self._tree.first_words
        for at, token in enumerate(self._tokens):
            if at >= stop and (token.key in first_words or token.key in _UNIT_FIRST_WORDS):
                hit, stop = self._next(at)
                if hit is not None:
                    self._hits.append(hit)
        return self._hits

    def _next(self, at: int) -> tuple[_Hit | None, int]:
        """The hit at token `at`, if any, and the token to go on from."""
        unit = self._lower_unit(at)
        if unit is not None:
            return unit, unit.end
        found = self._tree.longest(self._tokens, at) or self._listed_ministry(at)
        if found is None:
            return None, at + 1
        end, entry = found
        crossing = self._crossing(at, end, entry)
        if crossing is not None:
            return None, crossing
        stop = self._hits[-1].end if self._hits else 0
        if not entry.agencies or not _is_meant(self._tokens, at, end, entry, stop):
            return None, end
        agency = self._unit_of_day(entry, end)
        if agency is None or _is_lower_city(self._tokens, at, agency):
            return None, end
        return _Hit(
            at, end, agency, entry.kind != "bare_city" or context.is_subject(self._tokens, at, end)
        ), end

    def _unit_of_day(self, entry: Entry, end: int) -> Agency | None:
        """The unit of that name on the day; unless said, none that is yet to come ("TP Huế" before 2025)."""
        said = _merger_said(self._tokens, end)
        merged_map = self._merged_map if said is None else said
        of_map = merged_map is not None and self._directory.pick(
            entry.agencies, self._on, merged_map=merged_map
        )
        agency = of_map or self._directory.pick(entry.agencies, self._on)
        if merged_map or agency is None or agency.level != "province":
            return agency
        is_to_come = self._on and agency.valid_from and self._on < agency.valid_from
        return None if is_to_come else agency

    def _crossing(self, at: int, end: int, entry: Entry) -> int | None:
        """Where to go on when another name begins inside this one and ends after it, else None.

        "Hưng Yên Bái" and "Thái Bình Dương" are no provinces: both readings are left. "Bắc Ninh Bình Dương"
        is two names: the second one starts where the first ends. A phrase ("các Bộ") gives way to a name.
        """
        for inner in range(at + 1, end):
            other = self._tree.longest(self._tokens, inner)
            if other is None or other[0] <= end or other[1].kind == "collective":
                continue
            if entry.kind == "collective":
                return inner
            if entry.kind in _PROVINCIAL and other[1].kind in _PROVINCIAL:
                following = self._tree.longest(self._tokens, end)
                return None if following is not None and following[0] >= other[0] else other[0]
        return None

    def _lower_unit(self, at: int) -> _Hit | None:
        """A district or commune with its type word, when one unit of that name is valid on the date."""
        tokens = self._tokens
        if tokens[at].key not in _UNIT_FIRST_WORDS:
            return None
        for size in (2, 1):
            level = _UNIT_WORDS.get(" ".join(token.key for token in tokens[at : at + size]))
            name = at + size
            if name < len(tokens) and tokens[name].key == ".":
                name += 1
            if level is None or name >= len(tokens) or not _begins_name(tokens[name]):
                continue
            for end in range(min(len(tokens), name + _UNIT_NAME_WORDS), name, -1):
                spelling = " ".join(token.text for token in tokens[at:end] if token.text != ".")
                is_name = tokens[end - 1].is_word and tokens[end - 1].key != "và"
                agency = self._directory.resolve(spelling, self._on, level) if is_name else None
                if agency is not None:
                    return _Hit(at, end, agency)
        return None

    def _listed_ministry(self, at: int) -> tuple[int, Entry] | None:
        """A ministry named by its field only, in a list ("các Bộ: Tài chính, Tư pháp và Y tế")."""
        if (
            not self._hits
            or self._hits[-1].agency.level != "ministry"
            or self._tokens[at].key in _LIST_JOINTS
        ):
            return None
        joint = self._tokens[self._hits[-1].end : at]
        if not joint or any(token.key not in _LIST_JOINTS | {":"} for token in joint):
            return None
        return self._tree.longest(self._tokens, at, fields=True)


def _begins_name(token: Token) -> bool:
    return token.is_capitalised or token.text.isdigit()


def _is_meant(tokens: list[Token], at: int, end: int, entry: Entry, stop: int) -> bool:
    if entry.kind == "ministry":
        return (
            tokens[at].is_capitalised
            or context.follows(tokens, at, context.words().not_ministry_after) is None
        )
    if entry.kind == "abbreviation":
        return at == 0 or tokens[at - 1].text not in "/-" or tokens[at - 1].end != tokens[at].start
    if entry.kind not in _PROVINCIAL:
        return True
    rejected: tuple[Callable[[], bool], ...] = (
        lambda: context.follows(tokens, at, context.words().lower_units) is not None,
        lambda: context.names_a_thing(tokens, at),
        lambda: context.belongs_to_institution(tokens, at, stop),
        lambda: context.names_a_person(tokens, at, stop),
        lambda: _is_shouted_word(tokens, at, end),
    )
    return not any(rule() for rule in rejected)


def _is_shouted_word(tokens: list[Token], at: int, end: int) -> bool:
    """A common word in a line of capitals, with no "TỈNH" or "THÀNH PHỐ" before it."""
    name = " ".join(token.key for token in tokens[at:end])
    if name not in context.words().common_words or not context.is_shouted(tokens[at:end]):
        return False
    return context.follows(tokens, at, frozenset({"tỉnh", "ubnd", "ubnd tỉnh", "sở"})) is None


def _is_lower_city(tokens: list[Token], at: int, agency: Agency) -> bool:
    """The city "thành phố Thái Nguyên" is inside the province, unless the province-level unit is a city."""
    return (
        agency.level == "province"
        and not agency.is_city
        and context.follows(tokens, at, context.words().city_words) is not None
    )


def _merger_said(tokens: list[Token], end: int) -> bool | None:
    """False after "(cũ)" or "cũ", True after "(mới)": which side of the merger the text says."""
    following = [token.key for token in tokens[end : end + 2]]
    word = (
        following[1] if following[:1] == ["("] and len(following) > 1 else following[0] if following else ""
    )
    return {"cũ": False, "mới": True}.get(word) if word == "cũ" or following[:1] == ["("] else None


def _supported(tokens: list[Token], hits: list[_Hit]) -> list[_Hit]:
    """Without a bare "Huế" or "Hồ Chí Minh" that is no subject and stands in no list of provinces."""
    kept = [hit.certain for hit in hits]
    for order in (range(1, len(hits)), range(len(hits) - 2, -1, -1)):
        step = -1 if order.step == 1 else 1
        for i in order:
            near = hits[i + step]
            gap = tokens[hits[i].end : near.start] if step == 1 else tokens[near.end : hits[i].start]
            joined = gap and all(token.key in _LIST_JOINTS for token in gap)
            kept[i] = kept[i] or bool(kept[i + step] and near.agency.level == "province" and joined)
    return [hit for hit, keep in zip(hits, kept, strict=True) if keep]
