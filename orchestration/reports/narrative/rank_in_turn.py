"""Several indices, or parts of one, with their figures in turn: "PAR INDEX và SIPAS lần lượt xếp thứ 5, 8".

Belongs here: which index or part each figure of such a list is of. Does not belong here: agencies in such a
list (`rank_pairs`).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from orchestration.reports.narrative.clauses import brackets_around
from orchestration.reports.narrative.rank_view import About

if TYPE_CHECKING:
    from orchestration.reports.narrative.indices import Index
    from orchestration.reports.narrative.numbers import Number
    from orchestration.reports.narrative.rank_view import RankView

_FEWEST = 2
_YEAR = re.compile(r"\b20\d\d\b")
_YEARS = re.compile(r"\b20\d\d(?:(?: ?- ?| đến |, | và |, và )(?:năm )?20\d\d\b)+")
_RANGE = re.compile(r"-|đến")
_IN_TURN = re.compile(r"\b(?:lần lượt|tương ứng|theo thứ tự)\b")
_JOINED = re.compile(
    r"(?:[- ]?index)?(?: ?\([^()]{0,60}\)|\))?[\"“” ]*(?:,|;|,? và|cũng như)"
    r"[\"“” ]*(?:(?:chỉ số|về|của|hoạt động|cải cách|công tác|tính) ?)*"
)
_UNTIL = re.compile(r"(?:[^;.:\d]|\b20\d\d\b){0,80}")
_NEXT = re.compile(
    r"(?: ?/ ?\d+)?(?: ?điểm)?(?: ?\([^()]*\))?[ ,;]*(?:và )?(?:(?:xếp|đứng|vị trí|hạng|thứ) ?)*"
)


def in_turn(view: RankView, carried: Index | None) -> dict[int, About]:
    """What each figure of a list in turn is of, by its start; empty where names and figures do not fit."""
    said = _IN_TURN.search(view.folded)
    listed = _listed(view, said.end()) if said else []
    if said is None or len(listed) < _FEWEST:
        return {}
    for names in (_indices(view, said.start()), _parts(view, said.start(), carried)):
        if len(names) == len(listed):
            return _with_brackets(view, dict(zip([n.start for n in listed], names, strict=True)))
    return {}


def _with_brackets(view: RankView, told: dict[int, About]) -> dict[int, About]:
    """The same with the figures in brackets, each of what the figure before its bracket is of."""
    first = min(told)
    held = dict(told)
    for number in view.numbers:
        around = brackets_around(number.start, view.boundaries)
        if number.start > first and around:
            held[number.start] = told[max(start for start in told if start < number.start)]
    return held


def years_in_turn(view: RankView) -> dict[int, int]:
    """The year of each figure of a list in turn, by its start: "các năm 2021, 2022 lần lượt xếp thứ 9, 7"."""
    said = _IN_TURN.search(view.folded)
    listed = _listed(view, said.end()) if said else []
    if said is None or len(listed) < _FEWEST:
        return {}
    told = list(_YEARS.finditer(view.folded, 0, said.start()))
    years = [int(year) for year in _YEAR.findall(told[-1][0])] if told else []
    if told and _RANGE.search(told[-1][0]):
        years = list(range(years[0], years[-1] + 1))
    if len(years) != len(listed) or years != sorted(set(years)):
        return {}
    return dict(zip([number.start for number in listed], years, strict=True))


def _listed(view: RankView, start: int) -> list[Number]:
    """The figures after "lần lượt" that only commas and "và" part, without those in brackets."""
    figures = [
        n for n in view.numbers
        if n.start >= start and not n.is_denominator and not brackets_around(n.start, view.boundaries)
    ]  # fmt: skip
    listed = figures[:1]
    for number in figures[1:]:
        if not _NEXT.fullmatch(view.folded, listed[-1].end, number.start):
            break
        listed.append(number)
    return listed


def _indices(view: RankView, end: int) -> list[About]:
    named = [m for m in view.mentions if m.end <= end and m.index is not None]
    spans = [(m.start, m.end) for m in named]
    chained = _chained(view, spans, end)
    return [About(m.index, m, None) for m in named[-chained:] if m.index] if chained > 1 else []


def _parts(view: RankView, end: int, carried: Index | None) -> list[About]:
    mention = next((m for m in reversed(view.mentions) if m.end <= end), None)
    index = mention.index if mention else carried
    if index is None:
        return []
    named = sorted(
        (match.start(), match.end(), slug)
        for slug, pattern in index.parts
        for match in pattern.finditer(view.folded, 0, end)
    )
    chained = _chained(view, [(first, last) for first, last, _ in named], end)
    return [About(index, mention, slug) for _, _, slug in named[-chained:]] if chained > 1 else []


def _chained(view: RankView, spans: list[tuple[int, int]], end: int) -> int:
    """How many of the last names are joined, the last of them standing shortly before `end`."""
    if not spans or not _UNTIL.fullmatch(view.folded, spans[-1][1], end):
        return 0
    many = 1
    for (_, first), (second, _) in zip(reversed(spans[:-1]), reversed(spans), strict=False):
        if not _JOINED.fullmatch(view.folded, first, second):
            break
        many += 1
    return many
