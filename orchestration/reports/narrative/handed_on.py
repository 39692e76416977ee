"""What a sentence hands on to those after it: its agency and its periods.

Belongs here: which of what it names holds beyond it. Does not belong here: how long that holds (`flow`,
`timing`).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from orchestration.reports.narrative.clauses import brackets_around
from orchestration.reports.narrative.indices import YEAR_AFTER
from orchestration.reports.narrative.owners import is_listed, ministry_speaking

if TYPE_CHECKING:
    from orchestration.reports.narrative.observations import Value
    from orchestration.reports.narrative.periods import PeriodMention
    from orchestration.reports.narrative.sentences import Sentence
    from orchestration.reports.narrative.subject import Subject

_OPENS_WITH = re.compile(r"\W*(?:cụ thể|theo đó)\b")
"""Words at the start of a sentence that make nobody in it a part."""
_SETS = frozenset({"ministries", "provinces"})


def owner_handed_on(sentence: Sentence, ranked: list[tuple[int, Value]]) -> Subject | None:
    """The agency that a sentence hands on: the one province ranked in it, whoever has published that."""
    main = main_owner(sentence) or ministry_speaking(sentence.subjects)
    codes = {value.owner.code for _, value in ranked if value.owner.level == "province"}
    if main is None or main.level != "ministry" or len(codes) != 1:
        return main
    return next((subject for subject in sentence.subjects if subject.code in codes), main)


def main_owner(sentence: Sentence) -> Subject | None:
    """The first owner of a sentence outside parts and brackets; none of several levels set side by side."""
    opening = _OPENS_WITH.match(sentence.folded)
    start = opening.end() if opening else 0
    inner = [b for b in sentence.boundaries if b.kind in ("child", "open") and b.start >= start]
    owners = [s for s in sentence.subjects if s.is_owner and s.kind != "group"]
    main = next((s for s in owners if not any(b.start < s.start for b in inner)), None)
    if main is None or is_listed(main, sentence.subjects, sentence.folded):
        return None
    is_beside_others = _is_level(main) and any(_is_level(s) and s.code != main.code for s in owners)
    return None if is_beside_others else main


def _is_level(subject: Subject) -> bool:
    return subject.code is not None and (subject.code in _SETS or "/" in subject.code)


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


def _has_figures_beside(mention: PeriodMention, sentence: Sentence) -> bool:
    """Whether a period stands in brackets with a figure: "đạt 52% (năm 2022 đạt 41%)"."""
    brackets = brackets_around(mention.start, sentence.boundaries)
    return brackets is not None and any(brackets[0] <= n.start < brackets[1] for n in sentence.numbers)
