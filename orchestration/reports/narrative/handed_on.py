"""What a sentence hands on to those after it: its agency and its periods.

Belongs here: which of what it names holds beyond it. Does not belong here: how long that holds (`flow`,
`timing`).
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from orchestration.reports.narrative.clauses import brackets_around
from orchestration.reports.narrative.indices import YEAR_AFTER
from orchestration.reports.narrative.owners import is_listed, ministry_speaking

if TYPE_CHECKING:
    from orchestration.reports.narrative.clauses import Boundary
    from orchestration.reports.narrative.dates import Period
    from orchestration.reports.narrative.frames import Bound
    from orchestration.reports.narrative.observations import Value
    from orchestration.reports.narrative.periods import PeriodMention
    from orchestration.reports.narrative.sentences import Sentence
    from orchestration.reports.narrative.subject import Subject

_OPENS_WITH = re.compile(r"\W*(?:cụ thể|theo đó)\b")
"""Words at the start of a sentence that make nobody in it a part."""
_IN_TURN = re.compile(r"\b(?:lần lượt|tương ứng)\b[^,;.\d]*$")
_REPORTING = re.compile(
    r"\W*(?:(?:kỳ|thời gian|thời kỳ) báo cáo"
    r"|(?:thời điểm|thời gian|số liệu)[^.;\d]{0,40}\b(?:tính|lấy|chốt|thống kê))\b"
)
_OFFICES = ("agency", "district", "commune")
_SETS = frozenset({"ministries", "provinces"})


def owner_handed_on(sentence: Sentence, ranked: list[tuple[int, Value]]) -> Subject | None:
    """The agency that a sentence hands on: the one province ranked in it, whoever has published that."""
    main = main_owner(sentence) or ministry_speaking(sentence.subjects)
    codes = {value.owner.code for _, value in ranked if value.owner.level == "province"}
    if main is None or main.level != "ministry" or len(codes) != 1:
        return main
    return next((subject for subject in sentence.subjects if subject.code in codes), main)


def main_owner(sentence: Sentence) -> Subject | None:
    """The first owner of a sentence outside parts and brackets; the whole of levels set side by side."""
    opening = _OPENS_WITH.match(sentence.folded)
    start = opening.end() if opening else 0
    inner = [b for b in sentence.boundaries if b.kind in ("child", "open") and b.start >= start]
    owners = [s for s in sentence.subjects if s.is_owner and s.kind != "group"]
    main = next((s for s in owners if not _is_inside(s, inner, sentence)), None)
    if main is None or is_listed(main, sentence.subjects, sentence.folded):
        return None
    beside = levels_beside(sentence) if _is_level(main) else ()
    return _whole_of(*beside[:2]) if beside else main


def _is_inside(subject: Subject, inner: list[Boundary], sentence: Sentence) -> bool:
    """Whether a candidate stands in parts or brackets; after brackets the first office is outside."""
    before = {b.kind for b in inner if b.start < subject.start}
    is_first = not any(s.start < subject.start for s in sentence.subjects)
    if before == {"open"} and is_first and subject.level in _OFFICES:
        return brackets_around(subject.start, sentence.boundaries) is not None
    return bool(before)


def levels_beside(sentence: Sentence) -> tuple[Subject, ...]:
    """The levels that a sentence sets side by side: ministries and provinces, departments and communes."""
    levels = {s.code: s for s in reversed(sentence.subjects) if s.is_owner and _is_level(s)}
    return tuple(reversed(levels.values())) if len(levels) > 1 else ()


def in_turn(bound: list[Bound], levels: tuple[Subject, ...], sentence: Sentence) -> bool:
    """Whether figures of one rate are those of the levels told of before, in their order.

    "… của bộ, ngành đạt 42%, của địa phương đạt 25%. Tỷ lệ thanh toán trực tuyến tương ứng là 51% và 40%."
    """
    told = {item.indicator for item in bound}
    return (
        len(levels) > 1
        and len(bound) == len(levels)
        and len(told) == 1
        and not any(subject.is_owner for subject in sentence.subjects)
        and _IN_TURN.search(sentence.folded[: bound[0].number.start]) is not None
    )


def _is_level(subject: Subject) -> bool:
    return subject.code is not None and (subject.code in _SETS or "/" in subject.code)


def _whole_of(level: Subject, other: Subject) -> Subject:
    """The province of two of its levels, the country of ministries and provinces."""
    whole, of_other = ((s.code or "").partition("/")[0] for s in (level, other))
    if whole == of_other and ":" in whole:
        return replace(level, code=whole, level="province")
    return replace(level, code="national", level="nation")


def periods_handed_on(sentence: Sentence) -> list[PeriodMention]:
    """The periods that hold beyond a sentence: no year of an index, none beside a figure in brackets."""
    years = [YEAR_AFTER.match(sentence.folded, m.end) for m in sentence.indices if m.index]
    of_an_index = {year.start(1) for year in years if year}
    return [
        mention
        for mention in sentence.periods
        if not any(mention.start <= start < mention.end for start in of_an_index)
        and (mention.is_window or not _has_figures_beside(mention, sentence))
    ]


def reporting_window(sentence: Sentence) -> Period | None:
    """The days that a paper says its figures are of: "(Kỳ báo cáo: từ 15/12/2022 đến 14/3/2023)"."""
    named = [mention for mention in sentence.periods if mention.role == "own"]
    is_one = len(named) == 1 and named[0].is_window and _REPORTING.match(sentence.folded)
    return named[0].period if is_one else None


def _has_figures_beside(mention: PeriodMention, sentence: Sentence) -> bool:
    """Whether a period stands in brackets with a figure: "đạt 52% (năm 2022 đạt 41%)"."""
    brackets = brackets_around(mention.start, sentence.boundaries)
    return brackets is not None and any(brackets[0] <= n.start < brackets[1] for n in sentence.numbers)
