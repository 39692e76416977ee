"""One row and one measure of a ranking table as a record of `ranking_entries`.

Nothing is looked up or decided here.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from data_contracts.reasons import Reason, ReasonCode
from orchestration.reports.records import Record

if TYPE_CHECKING:
    from orchestration.reports.catalogue.agencies import Level
    from orchestration.reports.document import Cell
    from orchestration.reports.forms.cells import ParsedNumber
    from orchestration.reports.forms.rankings.editions import Edition
    from orchestration.reports.forms.rankings.provenance import Provenance
    from orchestration.reports.forms.rankings.scores import Scale
    from orchestration.reports.forms.rankings.units import RowSubject

_CONTRACT = "ranking_entries"


@dataclass(frozen=True, slots=True)
class Frame:
    """What all rows of one measure have in common; `rank_of` counts the units of `level`."""

    index_code: str
    component: str
    edition: Edition | None
    scale: Scale
    level: Level
    rank_of: int | None
    confidence: float


@dataclass(frozen=True, slots=True)
class RowMeasures:
    """The score and the rank of a row, as printed and as parsed; a missing column is `None`."""

    score_cell: Cell | None
    score: ParsedNumber | None
    rank_cell: Cell | None
    rank: ParsedNumber | None

    @property
    def is_filled(self) -> bool:
        """Whether the row has a score or a place."""
        return any(parsed and parsed.value is not None for parsed in (self.score, self.rank))

    def is_worth_keeping(self, *, is_known: bool) -> bool:
        """Whether the row says something: a figure, or, beside a known name, text where a figure should be.

        A name with neither score nor rank was left out by the publisher: no row, and above all no last place.
        """
        pairs = ((self.score_cell, self.score), (self.rank_cell, self.rank))
        unreadable = [cell.text for cell, parsed in pairs if cell and parsed and parsed.problem]
        return self.is_filled or any(is_known or _has_digit(text) for text in unreadable)


def entry_record(
    frame: Frame, name: str, subject: RowSubject, measures: RowMeasures, provenance: Provenance
) -> Record:
    """The record of one row; what cannot be read is an issue, never a guess."""
    score, rank, edition = measures.score, measures.rank, frame.edition
    has_score = score is not None and score.value is not None
    has_rank = rank is not None and rank.value is not None
    is_ranked = has_rank and subject.is_unit and subject.level == frame.level
    values: dict[str, object] = {
        "index_code": frame.index_code,
        "edition": edition.label if edition else None,
        "period_start": edition.period_start if edition else None,
        "period_end": edition.period_end if edition else None,
        "as_of": edition.as_of if edition else None,
        "component": frame.component,
        "agency_code": subject.agency.code if subject.agency else None,
        "agency_name": name,
        "agency_level": subject.level,
        "unit_set": subject.unit_set,
        "score": frame.scale.apply(score.value) if score and score.value is not None else None,
        "score_text": _printed(measures.score_cell, score),
        "score_unit": frame.scale.unit if has_score else None,
        "score_max": frame.scale.maximum if has_score else None,
        "rank": int(rank.value) if rank and rank.value is not None else None,
        "rank_text": _printed(measures.rank_cell, rank),
        "rank_of": ((rank.of if rank else None) or frame.rank_of) if is_ranked else None,
        "statistic": subject.statistic,
        "source_url": provenance.source_url,
        "source_note": provenance.source_note,
        "evidence": provenance.evidence,
        "confidence": frame.confidence,
    }
    lead = measures.score_cell if has_score or not measures.rank_cell else measures.rank_cell
    assert lead is not None  # noqa: S101 - a measure has at least one column
    return Record(_CONTRACT, values, lead.location, tuple(_issues(measures, frame)))


def _issues(measures: RowMeasures, frame: Frame) -> list[Reason]:
    issues = []
    for field, cell, parsed in (
        ("score", measures.score_cell, measures.score),
        ("rank", measures.rank_cell, measures.rank),
    ):
        if cell and parsed and parsed.problem:
            advice = f"Write the {field} as one number, such as 70,25 or 5, or leave the cell empty."
            found = f'"{cell.text}"'
            issues.append(
                Reason(ReasonCode.UNREADABLE_NUMBER, field, "one number", found, advice, str(cell.location))
            )
    if frame.edition is None:
        advice = (
            "State the data year, or the day of a running index, in the table's title, then drop it again."
        )
        expected, found = "the data year or the day of the index", "a table without either"
        issues.append(Reason(ReasonCode.UNKNOWN_PERIOD, "edition", expected, found, advice))
    return issues


def _printed(cell: Cell | None, parsed: ParsedNumber | None) -> str | None:
    is_filled = cell and parsed and (parsed.value is not None or parsed.problem)
    return cell.text if cell and is_filled else None


def _has_digit(text: str) -> bool:
    return any(character.isdigit() for character in text)
