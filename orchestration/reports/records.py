"""What reading a report yields: records under a contract, refusals, and the ids that make them traceable.

Belongs here: the shape of a result and its identity. Not what a record must satisfy (`data_contracts`).
"""

from __future__ import annotations

import hashlib
from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from data_contracts.reasons import Reason
    from orchestration.reports.document import Document, Location

ID_FIELDS: Mapping[str, str] = {
    "observations": "observation_id",
    "ranking_entries": "entry_id",
    "dossier_returns": "return_id",
    "procedure_returns": "return_id",
}
"""The id field of each contract that a reader fills."""

_IDENTITY: tuple[tuple[str, ...], ...] = (
    ("indicator_code", "form"),
    ("index_code",),
    ("component", "row_label"),
    ("agency_code", "agency_name"),
    ("period_start",),
    ("period_end",),
    ("as_of",),
    ("kind", "row_kind"),
    ("statistic",),
    ("value_text", "score_text"),
    ("rank_text", "rank"),
)
"""What tells two values of one report apart; of each group the first field that is filled counts."""


@dataclass(frozen=True, slots=True)
class Record:
    """One row for a contract.

    `values` is keyed by the contract's field names, without ids, report and reader version.
    """

    contract: str
    values: dict[str, object]
    location: Location
    issues: tuple[Reason, ...] = ()


@dataclass(frozen=True, slots=True)
class Reading:
    """All that one report gave.

    A refusal refuses the whole report; `header` is its row of the `documents` contract.
    """

    report_id: str
    document: Document | None
    header: dict[str, object]
    records: tuple[Record, ...]
    refusals: tuple[Reason, ...]


def report_id(content: bytes) -> str:
    """Id of a report: the first 16 hexadecimal digits of the sha256 of its bytes."""
    return hashlib.sha256(content).hexdigest()[:16]


def observation_id(report: str, record: Record, ordinal: int = 0) -> str:
    """Id of one value: 16 hexadecimal digits, the same in every rebuild and for every reader version."""
    return _id(report, (record.contract, *_identity(record), str(record.location)), ordinal)


def _id(report: str, identity: tuple[str, ...], ordinal: int) -> str:
    return hashlib.blake2b("\x1f".join((report, *identity, str(ordinal))).encode(), digest_size=8).hexdigest()


def identify(report: str, records: Iterable[Record]) -> tuple[Record, ...]:
    """The records with their id field and printed location filled.

    Values that are alike in all else are numbered.
    """
    seen: Counter[tuple[str, ...]] = Counter()
    identified = []
    for record in records:
        key = (record.contract, *_identity(record), str(record.location))
        found = {ID_FIELDS[record.contract]: _id(report, key, seen[key]), "location": key[-1]}
        seen[key] += 1
        identified.append(replace(record, values={**record.values, **found}))
    return tuple(identified)


def _identity(record: Record) -> tuple[str, ...]:
    values = record.values
    found = []
    for names in _IDENTITY:
        value = values.get(names[0])
        if value is None and len(names) > 1:
            value = values.get(names[1])
        found.append("" if value is None else str(value))
    return tuple(found)
