"""The edition of a rank or score: the year that an index is about, or the day of a running one.

Belongs here: years glued to an index or a figure, and the edition that a text is running through. Does not
belong here: periods of other figures (`timing`).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from orchestration.reports.narrative.indices import find_indices
from orchestration.reports.narrative.text import fold
from orchestration.reports.narrative.timing import Timed, choose_period, data_year, reference_period

if TYPE_CHECKING:
    from orchestration.reports.narrative.flow import Flow
    from orchestration.reports.narrative.periods import PeriodMention
    from orchestration.reports.narrative.rankings import Ranked
    from orchestration.reports.narrative.sentences import Sentence

_YEAR_AFTER = re.compile(
    r"(?: \((?:\w+[ -]?)+\)|\))?[ ,]*(?:(?:cấp|của) [^,;.\d]{0,30})?(?:năm )?((?:19|20)\d{2})\b(?![/.-]\d)"
)
_FIGURE_YEAR = re.compile(
    r"(?: ?/ ?\d+)?(?: điểm)?(?: (?:tỉnh|địa phương|bộ)[^,;.()\d]{0,20}?)?"
    r"(?: (?:trong|vào|của|ở))? ?\(?năm ((?:19|20)\d{2})(?=\)|[,;.]|$| (?:lên|xuống|thành|đến|và|thì|còn)\b)"
)
_SINCE = re.compile(r"(?:từ|kể từ|sau|trước)(?: khi)? ?$")
_YEAR = re.compile(r"\b(20[0-4]\d)\b")


def edition(item: Ranked, kind: str, sentence: Sentence, flow: Flow) -> Timed | None:
    """The data year of an annual index; for a running one the period or day that the text names."""
    periods = [p for p in sentence.periods if not _only_says_since(p, sentence.folded)]
    chosen = choose_period(
        item.position, item.end, periods, sentence.boundaries, flow.running,
        flow.scope.published, flow.scope.today, is_flow=False,
    )  # fmt: skip
    if item.index.is_running:
        return _day_named(item, periods, chosen)
    beside = _year_of_figure(item, sentence)
    if beside is not None:
        return data_year(beside)
    named = _year_of_name(item, sentence)
    timed = data_year(named) if named is not None else _year_meant(item, chosen, flow)
    if kind == "previous" and timed is not None:
        earlier = reference_period(item.position, item.end, periods, timed.period)
        return Timed(earlier, "stated") if earlier else timed
    return timed


def take_editions(sentence: Sentence, flow: Flow) -> None:
    """Remember the latest year that a sentence gives each index that it names."""
    years: dict[str, int] = {}
    for mention in sentence.indices:
        year = _YEAR_AFTER.match(sentence.folded, mention.end)
        if mention.index and year and not _is_compared(year.start(1), sentence):
            years[mention.index.code] = max(int(year[1]), years.get(mention.index.code, 0))
    flow.index_years.update(years)


def take_told(item: Ranked, kind: str, timed: Timed | None, flow: Flow) -> None:
    """Remember the year of a result told outright, where it is later than the one the text runs through."""
    if kind != "actual" or timed is None or timed.basis != "stated" or timed.period.end is None:
        return
    known = flow.index_years.get(item.index.code, 0)
    flow.index_years[item.index.code] = max(known, timed.period.end.year)


def _year_meant(item: Ranked, chosen: Timed | None, flow: Flow) -> Timed | None:
    """The year stated, or carried in the paragraph; else the running edition; else what the text suggests."""
    year = _whole_year(chosen, item)
    if year and (year.basis == "stated" or flow.running.paragraph is not None):
        return year
    return _known_year(item, flow) or year or _year_before_publication(flow)


def _whole_year(chosen: Timed | None, item: Ranked) -> Timed | None:
    if chosen is None or chosen.basis == "publication":
        return None
    first, last = chosen.period.start, chosen.period.end
    if not (first and last and (first.month, last.month) == (1, 12)):
        return None
    if first.year == last.year:
        return chosen
    if item.moved_from or item.moved_to:
        return data_year(first.year if item.moved_from else last.year)
    return None


def _known_year(item: Ranked, flow: Flow) -> Timed | None:
    year = flow.index_years.get(item.index.code) or _title_year(item, flow.scope.title)
    return Timed(data_year(year).period, "carried") if year else None


def _title_year(item: Ranked, title: str) -> int | None:
    """The one year in a title that names the index."""
    folded = fold(title)
    years = set(_YEAR.findall(folded))
    is_named = any(m.index and m.index.code == item.index.code for m in find_indices(folded))
    return int(next(iter(years))) if is_named and len(years) == 1 else None


def _year_before_publication(flow: Flow) -> Timed | None:
    """Annual results appear in the year after the one they are about."""
    day = flow.scope.today
    return Timed(data_year(day.year - 1).period, "publication") if day else None


def _day_named(item: Ranked, periods: list[PeriodMention], chosen: Timed | None) -> Timed | None:
    """The day that the sentence names of a running index: "ngày 25/8" is the day of its score."""
    if chosen is not None and chosen.basis == "stated":
        return chosen
    days = [p for p in periods if p.role == "event" and p.start < item.position]
    return Timed(days[-1].period, "stated") if days else chosen


def _year_of_figure(item: Ranked, sentence: Sentence) -> int | None:
    """A year right after a place or score: "hạng 48 (năm 2012)", "vị trí 25 trong năm 2020"."""
    if item.role.endswith("change"):
        return None
    match = _FIGURE_YEAR.match(sentence.folded, item.end)
    return int(match[1]) if match else None


def _year_of_name(item: Ranked, sentence: Sentence) -> int | None:
    """A year right after the index's name, unless it is one that the edition is compared with."""
    if item.about.mention is None:
        return None
    match = _YEAR_AFTER.match(sentence.folded, item.about.mention.end)
    if match is None:
        return None
    later = [
        p for p in sentence.periods if p.role == "own" and p.is_year and match.end() < p.start < item.position
    ]
    return None if later or _is_compared(match.start(1), sentence) else int(match[1])


def _only_says_since(period: PeriodMention, folded: str) -> bool:
    return period.is_year and _SINCE.search(folded[max(0, period.start - 12) : period.start]) is not None


def _is_compared(place: int, sentence: Sentence) -> bool:
    return any(p.role == "reference" and p.start <= place < p.end for p in sentence.periods)
