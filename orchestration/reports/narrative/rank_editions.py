"""The edition of a rank or score: the year that an index is about, or the day of a running one.

Belongs here: years glued to an index or a figure, and the edition that a text is running through. Does not
belong here: periods of other figures (`timing`).
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from orchestration.reports.narrative.dates import year_period
from orchestration.reports.narrative.indices import YEAR_AFTER, find_indices
from orchestration.reports.narrative.text import fold
from orchestration.reports.narrative.timing import Timed, choose_period, data_year, reference_period

if TYPE_CHECKING:
    from orchestration.reports.narrative.flow import Flow
    from orchestration.reports.narrative.indices import Index
    from orchestration.reports.narrative.periods import PeriodMention
    from orchestration.reports.narrative.ranked import Ranked
    from orchestration.reports.narrative.sentences import Sentence

_FIRST_TIME = re.compile(r"(?:lần (?:đầu|thứ nhất|trước)(?: tiên)?|trước đó)[^;.()]{0,20}$")
_AIMED_AT = re.compile(
    r"\b(?:cải thiện|nâng cao|nâng|phấn đấu|kế hoạch|duy trì|thúc đẩy|mục tiêu|đánh giá|triển khai)\b"
    r"[^,;.]{0,50}$"
)
_FIGURE_YEAR = re.compile(
    r"(?: ?/ ?\d+)?(?: điểm)?(?: (?:tỉnh|địa phương|bộ)[^,;.()\d]{0,20}?)?"
    r"(?: (?:trong|vào|của|ở))? ?\(?năm ((?:19|20)\d{2})(?=\)|[,;.]|$| (?:lên|xuống|thành|đến|và|thì|còn)\b)"
)
_EDITIONS_TOLD = 2
"""A text tells of the edition of so many years ago at the most, unless it says the year beside it."""
_SINCE = re.compile(r"(?:từ|kể từ|sau|trước)(?: khi)? ?$")
_YEAR = re.compile(r"\b(20[0-4]\d)\b")


def edition(item: Ranked, kind: str, sentence: Sentence, flow: Flow) -> Timed | None:
    """The data year of an annual index; for a running one the period or day that the text names."""
    if item.year is not None:
        return data_year(item.year)
    periods = [
        _as_own(p, item, flow)
        for p in sentence.periods
        if not _only_says_since(p, sentence.folded) and not _is_in_later_brackets(p, item, sentence)
    ]
    if item.left is not None:
        inside = [p for p in periods if item.left[0] <= p.start < item.left[1]]
        years = [p for p in inside if p.is_year]
        if item.moved_from and years:
            return Timed(years[-1].period, "stated")
        periods = periods if item.moved_from else [p for p in periods if p not in inside]
    chosen = choose_period(
        item.position, item.end, periods, sentence.boundaries, flow.running,
        flow.scope.published, flow.scope.today, is_flow=False,
    )  # fmt: skip
    if item.role.endswith("change") and not item.index.is_running:
        chosen = _moved_to(item, periods) or chosen
    if item.index.is_running:
        return _day_named(item, periods, chosen)
    beside = _year_of_figure(item, sentence)
    if beside is None and kind == "target":
        beside = deadline_year(item, sentence)
    if beside is not None:
        return data_year(beside)
    named = _year_of_name(item, periods, sentence)
    if kind == "target" and named is None and flow.running.target is not None:
        return Timed(flow.running.target, "carried")
    timed = data_year(named) if named is not None else _year_meant(item, chosen, flow)
    if kind == "previous" and timed is not None:
        earlier = reference_period(item.position, item.end, periods, timed.period)
        return Timed(earlier, "stated") if earlier else timed
    return timed


def deadline_year(item: Ranked, sentence: Sentence) -> int | None:
    """The year by which a value is to be reached, where a sentence names no other time between."""
    before = [m for m in sentence.periods if m.end <= item.position and m.role in ("own", "deadline")]
    return before[-1].period.last_day.year if before and before[-1].role == "deadline" else None


def take_editions(sentence: Sentence, flow: Flow) -> None:
    """Remember the latest year that the text has given each index that it names."""
    for mention in sentence.indices:
        year = YEAR_AFTER.match(sentence.folded, mention.end)
        is_aim = _AIMED_AT.search(sentence.folded, max(0, mention.start - 80), mention.start) is not None
        if mention.index and year and not is_aim and not _is_compared(year.start(1), sentence):
            _remember(mention.index.code, int(year[1]), flow)


def take_told(item: Ranked, kind: str, timed: Timed | None, sentence: Sentence, flow: Flow) -> None:
    """Remember the latest year of a sentence that tells a result of a stated year."""
    if timed is None or timed.basis != "stated" or timed.period.end is None:
        return
    if kind == "previous":
        flow.left_years.add(timed.period.end.year)
    if kind != "actual":
        return
    flow.left_years.discard(timed.period.end.year)
    years = [p.period.last_day.year for p in sentence.periods if p.role == "own" and p.is_year]
    _remember(item.index.code, max([timed.period.end.year, *years]), flow)


def _remember(code: str, year: int, flow: Flow) -> None:
    """Take a year as the running edition, unless a later one is; nothing is yet told of years to come.

    The year of publication, which headlines like to give, counts only until an earlier year is named.
    """
    published, known = flow.scope.published, flow.index_years.get(code, 0)
    if published is not None and year < published.year <= known:
        flow.index_years[code] = year
    elif published is not None and known and known < published.year <= year:
        return
    elif flow.scope.today is None or year <= flow.scope.today.year:
        flow.index_years[code] = max(year, known)


def _year_meant(item: Ranked, chosen: Timed | None, flow: Flow) -> Timed | None:
    """The year stated, or carried in the paragraph; else the running edition; else what the text suggests."""
    year = _whole_year(chosen, item)
    known = _known_year(item.index, flow)
    if year and known and year.basis != "stated" and (_is_to_come(year, flow) or _is_left(year, known, flow)):
        return known
    if year and (year.basis == "stated" or flow.running.paragraph is not None):
        return year
    year = None if year and _is_of_the_past(year, flow) else year
    return known or year or _year_before_publication(flow)


def year_without_words(index: Index, flow: Flow) -> Timed | None:
    """The edition of what stands in no sentence: the running one, the title's, or the year before."""
    return _known_year(index, flow) or _year_before_publication(flow)


def _is_to_come(year: Timed, flow: Flow) -> bool:
    """Whether a year was not over when the text appeared: no annual result is yet known of it."""
    published = flow.scope.published
    return published is not None and year.period.last_day >= published


def _is_of_the_past(year: Timed, flow: Flow) -> bool:
    """Whether a year that another paragraph has named lies too far back to be the edition told of."""
    published = flow.scope.published
    return published is not None and year.period.last_day.year < published.year - _EDITIONS_TOLD


def _is_left(year: Timed, known: Timed, flow: Flow) -> bool:
    """Whether a year carried is one of which only earlier values were told beside those of the edition."""
    return year.period.last_day.year in flow.left_years and year.period.last_day < known.period.last_day


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


def _known_year(index: Index, flow: Flow) -> Timed | None:
    code = index.code
    year = flow.index_years.get(code) or _title_year(index, flow.scope.title)
    if (
        year is None
        and flow.scope.published
        and flow.edition_years.get(code, 9999) < flow.scope.published.year
    ):
        year = flow.edition_years[code]
    return Timed(data_year(year).period, "carried") if year else None


def _title_year(index: Index, title: str) -> int | None:
    """The one year in a title that names the index."""
    folded = fold(title)
    years = set(_YEAR.findall(folded))
    is_named = any(m.index and m.index.code == index.code for m in find_indices(folded))
    return int(next(iter(years))) if is_named and len(years) == 1 else None


def _year_before_publication(flow: Flow) -> Timed | None:
    """Annual results appear in the year after theirs; of a text without a date the last year named counts."""
    day = flow.scope.today
    if day is not None and flow.scope.published is None and (day.month, day.day) == (12, 31):
        return Timed(data_year(day.year).period, "default")
    return Timed(data_year(day.year - 1).period, "publication") if day else None


def _moved_to(item: Ranked, periods: list[PeriodMention]) -> Timed | None:
    """The later of the years between which a place moved, told after the change."""
    years = [p for p in periods if p.is_year and p.role == "own"]
    if len(years) < 2 or any(p.start < item.position for p in years):
        return None
    return Timed(max(years, key=lambda p: p.period.last_day).period, "stated")


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
    holds_more = match and "(" in match[0] and sentence.folded[match.end()] != ")"
    return int(match[1]) if match and not holds_more else None


def _year_of_name(item: Ranked, periods: list[PeriodMention], sentence: Sentence) -> int | None:
    """A year right after the index's name, unless it is one that the edition is compared with."""
    if item.about.mention is None:
        return None
    match = YEAR_AFTER.match(sentence.folded, item.about.mention.end)
    if match is None:
        return None
    later = [p for p in periods if p.role == "own" and p.is_year and match.end() < p.start < item.position]
    return None if later or _is_compared(match.start(1), sentence) else int(match[1])


def _as_own(period: PeriodMention, item: Ranked, flow: Flow) -> PeriodMention:
    """A past year of an annual index: "tới năm 2020" told in 2022 sets no deadline."""
    today = flow.scope.today
    is_past = today is not None and period.period.last_day < today
    if item.index.is_running or not (period.is_year and is_past):
        return period
    if period.role == "own" and period.period.start is None:
        return replace(period, period=year_period(period.period.last_day.year))
    return replace(period, role="own") if period.role == "deadline" else period


def _only_says_since(period: PeriodMention, folded: str) -> bool:
    before = folded[max(0, period.start - 40) : period.start]
    return period.is_year and (_SINCE.search(before[-12:]) or _FIRST_TIME.search(before)) is not None


def _is_in_later_brackets(period: PeriodMention, item: Ranked, sentence: Sentence) -> bool:
    """Whether a period after a value stands in brackets that hold another figure, whose period it is."""
    opening = next(
        (b for b in sentence.boundaries if b.kind == "open" and item.end <= b.start < period.start), None
    )
    if opening is None:
        return False
    closing = next(
        (b.start for b in sentence.boundaries if b.kind == "close" and b.start > period.start), 1 << 30
    )
    return any(period.end <= n.start < closing for n in sentence.numbers)


def _is_compared(place: int, sentence: Sentence) -> bool:
    return any(p.role == "reference" and p.start <= place < p.end for p in sentence.periods)
