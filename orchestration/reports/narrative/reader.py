"""Prose to records: joins figures with measures, agencies, periods and modality, sentence by sentence.

Belongs here: the order of reading and the joining. Each finder has its own module; the state carried between
sentences is in `flow`.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from orchestration.reports.narrative import details
from orchestration.reports.narrative import flow as flows
from orchestration.reports.narrative.binding import Binder
from orchestration.reports.narrative.clauses import split_sentences
from orchestration.reports.narrative.flow import Flow
from orchestration.reports.narrative.headings import is_heading
from orchestration.reports.narrative.indices import find_indices, only_index
from orchestration.reports.narrative.measures import load_measures
from orchestration.reports.narrative.modality import (
    TIMED_CUES,
    Judgement,
    gives_marks,
    judge,
    judge_nearby,
    opens_demand,
    sets_demand,
)
from orchestration.reports.narrative.observations import (
    Owner,
    Value,
    as_record,
    evidence,
    indicator_units,
    without_doubles,
)
from orchestration.reports.narrative.owners import choose_owners
from orchestration.reports.narrative.ranked_values import ranked_values
from orchestration.reports.narrative.scope import read_scope
from orchestration.reports.narrative.sentences import Sentence, analyse
from orchestration.reports.narrative.subjects import Subject, SubjectFinder
from orchestration.reports.narrative.text import fold
from orchestration.reports.narrative.timing import Timed, choose_period, deadline, reference_period
from orchestration.reports.narrative.units import dated_code
from orchestration.reports.narrative.view import View

if TYPE_CHECKING:
    from orchestration.reports.catalogue.agencies import AgencyDirectory
    from orchestration.reports.document import Document, Paragraph
    from orchestration.reports.narrative.frames import Bound
    from orchestration.reports.narrative.numbers import Number
    from orchestration.reports.records import Record


def read_prose(document: Document, agencies: AgencyDirectory) -> tuple[Record, ...]:
    """Every figure in a document's paragraphs that one of our indicators measures, as `observations` records.

    Silent where the text is unclear: a figure without a known measure gives nothing. One without a known
    agency gives a record without `agency_code`, which the contract refuses and keeps.
    """
    folded = [fold(paragraph.text) for paragraph in document.paragraphs]
    if not any(map(load_measures().may_hold_measures, (fold(document.title or ""), *folded))):
        return ()
    values = _DocumentReader(document, folded, agencies).read()
    return tuple(as_record(value) for value in without_doubles(values))


class _DocumentReader:
    def __init__(self, document: Document, folded: list[str], agencies: AgencyDirectory) -> None:
        self._document = document
        self._folded = folded
        self._agencies = agencies
        self._measures = load_measures()
        self._scope = read_scope(document, folded, agencies)
        self._finder = SubjectFinder(agencies, self._scope.today, self._scope.agency)
        self._flow = Flow(self._scope, agencies)
        self._take_title()

    def read(self) -> list[Value]:
        values: list[Value] = []
        for paragraph, folded in zip(self._document.paragraphs, self._folded, strict=True):
            self._flow.enter(paragraph)
            for position, (start, text) in enumerate(split_sentences(paragraph.text)):
                own = folded[start : start + len(text)]
                values += self._read_sentence(text, own, paragraph, first=position == 0)
        return values

    def _take_title(self) -> None:
        sentence = analyse(
            self._scope.title,
            fold(self._scope.title),
            self._finder,
            self._measures,
            self._flow.home,
            self._scope.today,
        )
        self._flow.running.take_title(sentence.periods)
        view = self._view(sentence, sentence.numbers, frozenset())
        _, self._flow.topic = Binder(view).bind(self._flow.carry, continues=False)
        self._flow.title_owner = _main_owner(sentence)
        self._flow.take_units(sentence.subjects)
        named = [mention.index for mention in find_indices(fold(self._scope.title)) if mention.index]
        self._flow.title_index = named[0] if len(set(named)) == 1 else None
        self._flow.index = self._flow.title_index or only_index(self._folded)

    def _read_sentence(self, text: str, folded: str, paragraph: Paragraph, *, first: bool) -> list[Value]:
        state = self._flow
        sentence = analyse(text, folded, self._finder, self._measures, state.place, self._scope.today)
        state.take_units(sentence.subjects)
        goes_on = flows.continues(sentence.folded, paragraph, first=first)
        values = ranked_values(sentence, state, paragraph.location)
        taken = {value_start for value_start, _ in values}
        measured = self._measured(sentence, paragraph, taken, goes_on=goes_on)
        self._carry_on(sentence, paragraph, first=first)
        return [value for _, value in values] + measured

    def _carry_on(self, sentence: Sentence, paragraph: Paragraph, *, first: bool) -> None:
        state = self._flow
        state.running.take(sentence.periods)
        owner = _main_owner(sentence)
        if owner is not None:
            state.owner = owner
            if owner.level == "province" and owner.code and owner.code.startswith("province:"):
                state.place = self._agencies.resolve(owner.name, self._scope.today, "province") or state.place
        if first and paragraph.role != "list_item":
            state.lead_owner = state.owner
        if opens_demand(sentence.folded):
            state.list_demands = True
        if sets_demand(sentence.folded):
            state.context = "tasks"

    def _measured(
        self, sentence: Sentence, paragraph: Paragraph, taken: set[int], *, goes_on: bool
    ) -> list[Value]:
        if gives_marks(sentence.folded):
            return []
        numbers = [n for n in sentence.numbers if n.start not in taken and not n.is_range]
        aside = frozenset(n.start for n in numbers if judge_nearby(sentence.folded, n, sentence.boundaries))
        binder = Binder(self._view(sentence, numbers, aside))
        bound, self._flow.carry = binder.bind(self._flow.carry, continues=goes_on)
        starts = [item.number.start for item in bound]
        owners = choose_owners(
            [(b.number.start, b.number.end, b.number.unit == "percent") for b in bound],
            sentence.subjects, sentence.boundaries, sentence.folded,
        )  # fmt: skip
        values: list[Value] = []
        for item, stated in zip(bound, owners, strict=True):
            values += self._value(sentence, paragraph, item, stated, starts)
        return values

    def _view(self, sentence: Sentence, numbers: list[Number], aside: frozenset[int]) -> View:
        return View(
            sentence.folded,
            numbers,
            sentence.cues,
            sentence.boundaries,
            self._measures,
            sentence.names,
            aside,
        )

    def _value(
        self,
        sentence: Sentence,
        paragraph: Paragraph,
        item: Bound,
        stated: tuple[Subject, ...],
        starts: list[int],
    ) -> list[Value]:
        if details.is_elsewhere(sentence, item):
            return []
        judgement = judge(sentence.folded, item.number, sentence.boundaries, self._flow.context)
        if judgement.cue == "target_word" and details.is_approved_plan(sentence.folded, item):
            judgement = Judgement("actual", "approved_plan")
        if judgement.cue in ("section:tasks", "section:plan") and self._is_over(sentence, item.number):
            judgement = Judgement("actual", "past_in_tasks")
        if judgement.modality == "unsure" or item.number.start not in starts:
            return []
        found = [self._owner(subject, item) for subject in stated or (None,)]
        return [
            self._assemble(sentence, paragraph, item, owner, judgement)
            for owner in found
            if owner is not None
        ]

    def _owner(self, subject: Subject | None, item: Bound) -> Owner | None:
        """Some units of many own no rate, but what "14 bộ" have done together counts for the whole."""
        is_sum = item.number.unit == "plain" or item.rule.startswith("share_of")
        if subject is not None and subject.kind == "group" and is_sum and subject.name[:1].isdigit():
            agency = self._scope.agency
            return Owner(agency.code, agency.level, None, self._scope.basis) if agency else None
        return self._flow.owner_of(subject)

    def _assemble(
        self, sentence: Sentence, paragraph: Paragraph, item: Bound, owner: Owner, judgement: Judgement
    ) -> Value:
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
        if judgement.modality == "target":
            return deadline(number.start, sentence.periods) or self._target_period(timed)
        if judgement.modality == "previous" and judgement.cue not in TIMED_CUES:
            earlier = reference_period(
                number.start, number.end, sentence.periods, timed.period if timed else None
            )
            return Timed(earlier, "stated") if earlier else timed
        return timed

    def _is_over(self, sentence: Sentence, number: Number) -> bool:
        """Whether a figure's own period had ended when the text came out, and is not the one aimed at."""
        timed = self._timed(sentence, number, Judgement("actual", ""), is_flow=True)
        published, aimed = self._scope.published, self._flow.running.target
        if timed is None or timed.basis != "stated" or published is None or timed.period == aimed:
            return False
        last = timed.period.last_day
        return last < published or (aimed is not None and aimed.start is not None and last < aimed.start)

    def _target_period(self, timed: Timed | None) -> Timed | None:
        """A target holds for the year that its section or plan names, unless its sentence names another."""
        aimed = self._flow.running.target
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


def _main_owner(sentence: Sentence) -> Subject | None:
    """The agency that a sentence hands on: its first owner outside parts and brackets."""
    inner = [b for b in sentence.boundaries if b.kind in ("child", "open")]
    for subject in sentence.subjects:
        if not subject.is_owner or subject.kind == "group":
            continue
        if not any(b.start < subject.start for b in inner):
            return subject
    return None
