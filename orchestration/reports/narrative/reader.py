"""Prose to records: joins figures with measures, agencies, periods and modality, sentence by sentence.

Belongs here: the order of reading and the joining. Each finder has its own module; the state carried between
sentences is in `flow`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from orchestration.reports.narrative import details
from orchestration.reports.narrative import flow as flows
from orchestration.reports.narrative.binding import Binder
from orchestration.reports.narrative.clauses import split_sentences
from orchestration.reports.narrative.flow import Flow
from orchestration.reports.narrative.handed_on import (
    in_turn,
    levels_beside,
    main_owner,
    owner_handed_on,
    periods_handed_on,
    reporting_window,
)
from orchestration.reports.narrative.indices import edition_years, find_indices, only_index
from orchestration.reports.narrative.judging import aims_of, judged, plans_review, with_aims_restated
from orchestration.reports.narrative.measures import load_measures
from orchestration.reports.narrative.modality import (
    gives_marks,
    judge_nearby,
    opens_demand,
    sets_demand,
)
from orchestration.reports.narrative.observations import (
    Owner,
    Value,
    as_record,
    without_doubles,
)
from orchestration.reports.narrative.owners import choose_owners
from orchestration.reports.narrative.rank_table_values import TableReader
from orchestration.reports.narrative.ranked_values import ranked_values, shares_of_scores
from orchestration.reports.narrative.scope import read_scope
from orchestration.reports.narrative.sentences import Sentence, analyse
from orchestration.reports.narrative.subjects import SubjectFinder
from orchestration.reports.narrative.text import fold
from orchestration.reports.narrative.valuing import Valuer
from orchestration.reports.narrative.view import View

if TYPE_CHECKING:
    from orchestration.reports.catalogue.agencies import Agency, AgencyDirectory
    from orchestration.reports.document import Document, Paragraph
    from orchestration.reports.narrative.frames import Bound
    from orchestration.reports.narrative.numbers import Number
    from orchestration.reports.narrative.subject import Subject
    from orchestration.reports.records import Record


def read_prose(
    document: Document, agencies: AgencyDirectory, filed: Agency | None = None
) -> tuple[Record, ...]:
    """Every figure in a document's paragraphs that one of our indicators measures, as `observations` records.

    `filed` is the agency that files the document, where its head or its sidecar says so.

    Silent where the text is unclear: a figure without a known measure gives nothing. One without a known
    agency gives a record without `agency_code`, which the contract refuses and keeps.
    """
    folded = [fold(paragraph.text) for paragraph in document.paragraphs]
    if not any(map(load_measures().may_hold_measures, (fold(document.title or ""), *folded))):
        return ()
    values = DocumentReader(document, folded, agencies, filed).read()
    return tuple(as_record(value) for value in without_doubles(with_aims_restated(values, folded)))


class DocumentReader:
    """Reads one document, once, from its first sentence to its last.

    `left` tells of the sentence at hand why figures were left, by their start.
    """

    left: dict[int, str]

    def __init__(
        self, document: Document, folded: list[str], agencies: AgencyDirectory, filed: Agency | None
    ) -> None:
        self._document = document
        self._folded = folded
        self._agencies = agencies
        self._measures = load_measures()
        self._scope = read_scope(document, folded, agencies, filed)
        self._finder = SubjectFinder(agencies, self._scope.today, self._scope.agency, self._scope.units)
        self._flow = Flow(self._scope, agencies)
        self._valuer = Valuer(self._scope, self._flow, agencies)
        self.left = {}
        self._take_title()

    def read(self) -> list[Value]:
        """Every value in order of place, doubles included."""
        values: list[Value] = []
        tables = TableReader(self._document.paragraphs, self._folded, self._finder)
        for place, (paragraph, folded) in enumerate(
            zip(self._document.paragraphs, self._folded, strict=True)
        ):
            self._flow.enter(paragraph)
            if place in tables.inside:
                values += self.of_table(tables.values(place, self._flow))
                continue
            for position, (start, text) in enumerate(split_sentences(paragraph.text)):
                own = folded[start : start + len(text)]
                values += self._read_sentence(text, own, paragraph, first=position == 0)
        return values

    def of_table(self, values: list[Value]) -> list[Value]:
        """The values of a table that stands flattened in paragraphs, as they were found."""
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
        self._flow.title_owner = main_owner(sentence)
        self._flow.take_units(sentence.subjects)
        named = [mention.index for mention in find_indices(fold(self._scope.title)) if mention.index]
        self._flow.title_index = named[0] if len(set(named)) == 1 else None
        self._flow.index = self._flow.title_index or only_index(self._folded)
        self._flow.edition_years = edition_years(self._folded)

    def _read_sentence(self, text: str, folded: str, paragraph: Paragraph, *, first: bool) -> list[Value]:
        state = self._flow
        sentence = analyse(text, folded, self._finder, self._measures, state.place, self._scope.today)
        return [value for _, value in self.join(sentence, paragraph, first=first)]

    def join(self, sentence: Sentence, paragraph: Paragraph, *, first: bool) -> list[tuple[int, Value]]:
        """Start and value of every figure of a sentence that measures something."""
        self.left = {}
        self._flow.take_units(sentence.subjects)
        goes_on = flows.continues(sentence.folded, paragraph, first=first)
        if not goes_on:
            self._flow.running.now = None
        values = ranked_values(sentence, self._flow, paragraph.location)
        taken = {value_start for value_start, _ in values}
        taken |= shares_of_scores(sentence, taken) if taken else set()
        measured = self._measured(sentence, paragraph, taken, goes_on=goes_on)
        if measured:
            self._flow.aims = aims_of([value for _, value in measured], sentence)
        self._carry_on(sentence, paragraph, owner_handed_on(sentence, values), first=first)
        return values + measured

    def _carry_on(
        self, sentence: Sentence, paragraph: Paragraph, owner: Subject | None, *, first: bool
    ) -> None:
        state = self._flow
        if first:
            state.take_headed(paragraph, sentence)
        if state.opens_tasks:
            state.running.take_section(sentence.periods)
        state.running.take(periods_handed_on(sentence))
        if window := reporting_window(sentence):
            state.running.take_window(window)
        state.levels = levels_beside(sentence)
        points_back = owner is not None and owner.kind == "self" and owner.name.lower().endswith(" này")
        if owner is not None and not (points_back and state.owner is not None):
            state.owner = owner
            if owner.level == "province" and owner.code and owner.code.startswith("province:"):
                state.place = self._agencies.resolve(owner.name, self._scope.today, "province") or state.place
        if first and paragraph.role != "list_item":
            state.lead_owner = state.owner
        if opens_demand(sentence.folded):
            state.list_demands = True
        state.plans_review = state.plans_review or plans_review(sentence.folded)
        if sets_demand(sentence.folded):
            state.context = "tasks"

    def _measured(
        self, sentence: Sentence, paragraph: Paragraph, taken: set[int], *, goes_on: bool
    ) -> list[tuple[int, Value]]:
        if gives_marks(sentence.folded):
            self.left = dict.fromkeys(
                (n.start for n in sentence.numbers), "the sentence gives marks to a part of an index"
            )
            return []
        numbers = [n for n in sentence.numbers if n.start not in taken and not n.is_range]
        told = sentence.folded, sentence.boundaries, self._flow.context
        aside = frozenset(n.start for n in numbers if judge_nearby(told[0], n, *told[1:]))
        binder = Binder(self._view(sentence, numbers, aside))
        bound, self._flow.carry = binder.bind(self._flow.carry, continues=goes_on)
        self._flow.listed_timings |= binder.timings
        if not sentence.numbers:
            self._flow.take_plan(sentence.folded)
        starts = [item.number.start for item in bound]
        owners = choose_owners(
            [(b.number.start, b.number.end, b.number.unit == "percent") for b in bound],
            sentence.subjects, sentence.boundaries, sentence.folded,
        )  # fmt: skip
        if in_turn(bound, self._flow.levels, sentence):
            owners = [(level,) for level in self._flow.levels]
        found = [
            (item, value, max((subject.start for subject in stated), default=-1))
            for item, stated in zip(bound, owners, strict=True)
            for value in self._value(sentence, paragraph, item, stated, starts)
        ]
        parts = self._flow.wholes.parts(sentence, found, goes_on=goes_on)
        self.left |= dict.fromkeys(parts, "a part of the count before it, with no measure of its own")
        return [(item.number.start, value) for item, value, _ in found if item.number.start not in parts]

    def _view(self, sentence: Sentence, numbers: list[Number], aside: frozenset[int]) -> View:
        return View(
            sentence.folded,
            numbers,
            sentence.cues,
            sentence.boundaries,
            self._measures,
            sentence.names,
            aside,
            self._flow.listed_timings,
        )

    def _value(
        self,
        sentence: Sentence,
        paragraph: Paragraph,
        item: Bound,
        stated: tuple[Subject, ...],
        starts: list[int],
    ) -> list[Value]:
        start = item.number.start
        if details.is_elsewhere(sentence, item):
            self.left[start] = f"{item.indicator} of something else: the words around it say so"
            return []
        judgement = judged(sentence, item, self._flow, self._valuer)
        if judgement.modality == "unsure" or start not in starts:
            self.left[start] = f"{item.indicator}, but whether it happened is unsure ({judgement.cue})"
            return []
        found = [self._owner(subject, item) for subject in stated or (None,)]
        if not any(found):
            names = ", ".join(subject.name for subject in stated)
            self.left[start] = f"{item.indicator} of “{names}”, which is no one agency of ours"
        return [
            self._valuer.value(sentence, paragraph, item, owner, judgement)
            for owner in found
            if owner is not None
        ]

    def _owner(self, subject: Subject | None, item: Bound) -> Owner | None:
        """Some units of many own no rate, but what "14 bộ" have done together counts for the whole."""
        is_sum = item.number.unit == "plain" or item.rule.startswith("share_of")
        if subject is not None and subject.kind == "group" and is_sum and subject.name[:1].isdigit():
            agency = self._scope.agency
            if agency is not None and agency.level == "ministry" and "bộ" in subject.name:
                return Owner("ministries", "ministry", subject.name, "stated")
            return Owner(agency.code, agency.level, None, self._scope.basis) if agency else None
        return self._flow.owner_of(subject)
