"""A bound figure with its owner, made a value: sign and unit, kind, period, the version of its agency.

Belongs here: what one figure says once it is known what it measures and whose it is. Not here: finding that
out (`reader`), the record (`observations`).
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from orchestration.reports.narrative import details
from orchestration.reports.narrative.earlier import TIMED_CUES
from orchestration.reports.narrative.exactness import is_exact
from orchestration.reports.narrative.headings import is_heading
from orchestration.reports.narrative.modality import Judgement
from orchestration.reports.narrative.observations import Owner, Value, evidence, indicator_units
from orchestration.reports.narrative.timing import Timed, choose_period, deadline, done_by, reference_period
from orchestration.reports.narrative.units import dated_code

if TYPE_CHECKING:
    from orchestration.reports.catalogue.agencies import AgencyDirectory
    from orchestration.reports.document import Paragraph
    from orchestration.reports.narrative.flow import Flow
    from orchestration.reports.narrative.frames import Bound
    from orchestration.reports.narrative.numbers import Number
    from orchestration.reports.narrative.scope import Scope
    from orchestration.reports.narrative.sentences import Sentence

_CALLS = re.compile(
    r"(?:[^:\d]{2,40}: ?)?\W*(?:cắt giảm|giảm|nâng|đưa|bãi bỏ|đơn giản hóa|số hóa|rút ngắn)\b(?! được)"
    r"(?!.*\bđã\b)"
)
_LONG_BEFORE = 60
"""So many days before a time nobody tells what was reached by then."""
_JUST_BEGUN = 10
"""In the first days of a quarter or a half year nobody tells its results."""
_TOLD = re.compile(r"\b(?:đã|hiện|mới|đến nay|thực tế|kết quả)\b")


class Valuer:
    """Makes the values of one document."""

    def __init__(self, scope: Scope, flow: Flow, agencies: AgencyDirectory) -> None:
        self._scope = scope
        self._flow = flow
        self._agencies = agencies

    def value(
        self, sentence: Sentence, paragraph: Paragraph, item: Bound, owner: Owner, judgement: Judgement
    ) -> Value:
        """The value of a figure whose indicator, owner and modality are known."""
        number = item.number
        unit, value_type = indicator_units()[item.indicator]
        is_change = judgement.modality == "change"
        timed = self._timed(sentence, number, judgement, is_flow=value_type == "flow")
        value = number.value / 1e9 if unit == "billion_vnd" else number.value
        if is_change and details.falls(sentence.folded, number.start):
            value = -value
        if is_change:
            unit = (
                "percentage_point"
                if value_type == "rate"
                else "percent"
                if number.unit == "percent"
                else unit
            )
        kind = "comparison" if is_change else judgement.modality
        return Value(
            indicator=item.indicator,
            value=value,
            text=number.text,
            unit=unit,
            kind=kind,
            owner=self._dated_owner(owner, timed),
            timed=timed,
            evidence=evidence(sentence.text, number.start, number.end),
            location=paragraph.location,
            rules=(item.rule, f"kind:{judgement.cue}"),
            qualifier=number.qualifier,
            statistic=details.statistic(sentence.folded, number.start),
            rate_formula=item.formula,
            service_level_label=details.label(sentence, item),
            comparison_basis=details.basis(sentence) if kind in ("previous", "comparison") else None,
            is_headline=is_heading(paragraph),
            doubt=(0.0 if item.own else 0.05) + (0.2 if number.is_ambiguous else 0.0),
        )

    def _timed(
        self, sentence: Sentence, number: Number, judgement: Judgement, *, is_flow: bool
    ) -> Timed | None:
        timed = choose_period(
            number.start,
            details.up_to_its_time(sentence.folded, number.end),
            sentence.periods,
            sentence.boundaries,
            self._flow.running,
            self._scope.published,
            self._scope.today,
            is_flow=is_flow,
        )
        if judgement.modality == "actual":
            return done_by(timed, self._scope.published)
        if judgement.modality == "target":
            named = deadline(number.start, sentence.periods, sentence.boundaries)
            return named or self._target_period(timed, judgement.cue)
        if judgement.modality == "previous" and judgement.cue not in TIMED_CUES:
            earlier = reference_period(
                number.start,
                details.up_to_its_time(sentence.folded, number.end),
                sentence.periods,
                timed.period if timed else None,
            )
            return Timed(earlier, "stated") if earlier else timed
        return timed

    def is_aimed_headline(self, sentence: Sentence, number: Number) -> bool:
        """Whether a headline calls for a round share in a time still running: "Cắt giảm 30% … năm 2025"."""
        published = self._scope.published
        if published is None or number.unit != "percent" or is_exact(number):
            return False
        if sentence.text.rstrip().endswith((".", ":")) or not _CALLS.match(sentence.folded):
            return False
        return any(mention.period.last_day > published for mention in sentence.periods)

    def looks_ahead(self) -> bool:
        """Whether the section or plan at hand aims at a time that had not ended when the text came out."""
        aimed, published = self._flow.running.target, self._scope.published
        return aimed is not None and (published is None or aimed.last_day >= published)

    def is_over(self, sentence: Sentence, number: Number) -> bool:
        """Whether a figure's own period had ended when the text came out, or ends before the one aimed at."""
        timed = self._timed(sentence, number, Judgement("actual", ""), is_flow=True)
        aimed = self._flow.running.target
        if timed is None or timed.basis != "stated" or timed.period == aimed:
            return False
        ends = self._scope.published, aimed.start if aimed else None
        return any(day is not None and timed.period.last_day < day for day in ends)

    def is_yet_to_come(self, sentence: Sentence, number: Number) -> bool:
        """Whether the time named last before a figure ends after the text came out, and no result is told."""
        before = [m for m in sentence.periods if m.end <= number.start and m.role in ("own", "deadline")]
        published = self._scope.published
        if not before or published is None:
            return False
        period = before[-1].period
        if _TOLD.search(sentence.folded, before[-1].end, number.start):
            return False
        days_left = (period.last_day - published).days
        if before[-1].role != "deadline":
            has_begun = period.start is None or (published - period.start).days >= _JUST_BEGUN
            return not has_begun and days_left > _LONG_BEFORE
        is_round = not is_exact(number) and number.unit == "percent"
        return period.last_day.year > published.year or (is_round and days_left > _LONG_BEFORE)

    def _target_period(self, timed: Timed | None, cue: str) -> Timed | None:
        """A target holds for the year that its section or plan names, unless its sentence names another."""
        aimed = self._flow.running.target
        earlier = self._flow.aims.timed if self._flow.aims and cue == "goes_on_aiming" else None
        if earlier is not None and (timed is None or timed.basis != "stated"):
            return Timed(earlier.period, "carried")
        if aimed is None or (timed is not None and timed.basis == "stated"):
            return timed
        return Timed(aimed, "carried")

    def _dated_owner(self, owner: Owner, timed: Timed | None) -> Owner:
        """The version of a province that the period is about, where the text is of another time."""
        if timed is None or "/" in owner.code or owner.name is None:
            return owner
        day = min(timed.period.last_day, self._scope.today or timed.period.last_day)
        if owner.level == "agency" and owner.code:
            return replace(owner, code=dated_code(owner.code, day, self._agencies))
        if owner.level != "province":
            return owner
        agency = self._agencies.resolve(owner.name, day, "province")
        return Owner(agency.code, agency.level, owner.name, owner.basis) if agency else owner
