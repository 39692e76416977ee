"""Why each figure of a text was taken or left.

Belongs here: putting into words what the reader decided. Not here: deciding (`reader`), printing (`cli`).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from orchestration.reports.narrative.measures import load_measures
from orchestration.reports.narrative.observations import evidence, without_doubles
from orchestration.reports.narrative.reader import DocumentReader
from orchestration.reports.narrative.text import fold

if TYPE_CHECKING:
    from collections.abc import Iterator

    from orchestration.reports.catalogue.agencies import Agency, AgencyDirectory
    from orchestration.reports.document import Document, Location, Paragraph
    from orchestration.reports.narrative.numbers import Number
    from orchestration.reports.narrative.observations import Value
    from orchestration.reports.narrative.sentences import Sentence

_MASKS = {
    "law": "part of the number of a law or paper",
    "place": "part of the name of a place",
    "other": "a number that counts nothing of ours",
    "date": "part of a date or period",
    "units": "a number of agencies",
    "things": "a number of other things",
}
_UNMEASURED = "no words in its clause, and none carried to it, name something that is measured"
_OFF_SUBJECT = "the text speaks nowhere of administrative reform or public services"


@dataclass(frozen=True, slots=True)
class Verdict:
    """What became of one figure: its value, or why it has none; `seen` is what the sentence offered."""

    text: str
    location: Location
    clause: str
    value: Value | None
    reason: str
    seen: tuple[str, ...] = ()


def explain_prose(document: Document, agencies: AgencyDirectory, filed: Agency | None) -> list[Verdict]:
    """A verdict on every number of a document's paragraphs, in order of place."""
    folded = [fold(paragraph.text) for paragraph in document.paragraphs]
    reader = _Explainer(document, folded, agencies, filed)
    kept = {id(value) for value in without_doubles(reader.read())}
    if not any(map(load_measures().may_hold_measures, (fold(document.title or ""), *folded))):
        return [Verdict(v.text, v.location, v.clause, None, _OFF_SUBJECT, v.seen) for v in reader.verdicts]
    return [
        verdict
        if verdict.value is None or id(verdict.value) in kept
        else Verdict(
            verdict.text, verdict.location, verdict.clause, None,
            f"{verdict.value.indicator}, told elsewhere in the text already", verdict.seen,
        )
        for verdict in reader.verdicts
    ]  # fmt: skip


class _Explainer(DocumentReader):
    def __init__(
        self, document: Document, folded: list[str], agencies: AgencyDirectory, filed: Agency | None
    ) -> None:
        self.verdicts: list[Verdict] = []
        super().__init__(document, folded, agencies, filed)

    def join(self, sentence: Sentence, paragraph: Paragraph, *, first: bool) -> list[tuple[int, Value]]:
        values = super().join(sentence, paragraph, first=first)
        self.verdicts += self._verdicts(sentence, paragraph, values)
        return values

    def of_table(self, values: list[Value]) -> list[Value]:
        self.verdicts += [
            Verdict(v.text, v.location, v.evidence, v, ", ".join(v.rules), (v.owner.name or "",))
            for v in values
        ]
        return values

    def _verdicts(
        self, sentence: Sentence, paragraph: Paragraph, values: list[tuple[int, Value]]
    ) -> Iterator[Verdict]:
        seen = _seen(sentence)
        for number in sentence.numbers:
            clause = evidence(sentence.text, number.start, number.end)
            own = [value for start, value in values if number.start <= start < number.end]
            for value in own:
                yield Verdict(number.text, paragraph.location, clause, value, ", ".join(value.rules), seen)
            if not own:
                reason = self.left.get(number.start) or _why_left(number)
                yield Verdict(number.text, paragraph.location, clause, None, reason, seen)
        for mask in sentence.masks:
            text = sentence.text[mask.start : mask.end]
            if any(character.isdigit() for character in text):
                clause = evidence(sentence.text, mask.start, mask.end)
                yield Verdict(text, paragraph.location, clause, None, _MASKS[mask.kind], seen)


def _why_left(number: Number) -> str:
    if number.is_range:
        return "one end of a range"
    return "a denominator" if number.is_denominator else _UNMEASURED


def _seen(sentence: Sentence) -> tuple[str, ...]:
    """The measures, agencies, periods and indices that the sentence names."""
    cues = [f"“{cue.text}”: {' '.join(cue.features.values())}" for cue in sentence.cues if cue.features]
    subjects = [
        f"“{s.name}”: {s.code or s.kind}{'' if s.is_owner else ' (no owner)'}" for s in sentence.subjects
    ]
    periods = [
        f"“{sentence.text[p.start : p.end]}”: {p.period.start or '…'} – {p.period.last_day}"
        for p in sentence.periods
    ]
    indices = [f"“{sentence.text[i.start : i.end]}”: {i.index or 'another index'}" for i in sentence.indices]
    return (*cues, *subjects, *periods, *indices)
