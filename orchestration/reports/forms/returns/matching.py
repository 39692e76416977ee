"""Which column of a table is which column of a form. Where headers are is decided in `headers.py`."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import TYPE_CHECKING

from orchestration.reports.forms.returns.folding import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from collections.abc import Set as AbstractSet

    from orchestration.reports.forms.returns.signature import Header, LabelRole, Signature


@dataclass(frozen=True, slots=True)
class Match:
    """The columns of a table by a signature; positions count from 0 in the grid.

    `others` are columns with a header that the signature does not know, with that header as printed.
    `ambiguous` are codes that several columns claim: nobody can say which one is meant.
    """

    signature: Signature
    measures: dict[str, int]
    labels: dict[LabelRole, int]
    others: dict[int, str]
    ambiguous: dict[str, tuple[int, ...]] = field(default_factory=dict)

    @property
    def is_complete(self) -> bool:
        """Whether all that makes the form known is there."""
        found = self.measures.keys() | self.ambiguous.keys()
        return len(found) >= self.signature.least_columns and all(
            found & set(choice) for choice in self.signature.required
        )

    @property
    def label(self) -> int | None:
        """The column that names the rows, the most detailed one where there are several."""
        roles: tuple[LabelRole, ...] = ("item", "procedure", "field", "agency")
        return next((self.labels[role] for role in roles if role in self.labels), None)


def match(chains: Sequence[Sequence[str]], signature: Signature) -> Match:
    """The columns of a form in a table.

    Args:
        chains: for each column the texts over it, top row first, as printed.
        signature: what the columns of the form look like.
    """
    labels: dict[LabelRole, int] = {}
    claims: dict[str, list[int]] = defaultdict(list)
    readings: dict[int, _Reading] = {}
    for position, chain in enumerate(chains):
        reading = _Reading.of(fold(" ".join(chain)), signature)
        if reading.role:
            labels.setdefault(reading.role, position)
        elif reading.text:
            readings[position] = reading
        if reading.code:
            claims[reading.code].append(position)
    taken = {position for positions in claims.values() for position in positions}
    _claim_conditionally(readings, signature, claims, taken)
    return Match(
        signature,
        {code: positions[0] for code, positions in claims.items() if len(positions) == 1},
        labels,
        {position: _printed(chains[position]) for position in readings if position not in taken},
        {code: tuple(positions) for code, positions in claims.items() if len(positions) > 1},
    )


def best_match(chains: Sequence[Sequence[str]], signatures: Iterable[Signature]) -> Match | None:
    """The complete match with the most columns; None where there is none, or two forms fit equally well."""
    found = [m for signature in signatures if (m := match(chains, signature)).is_complete]
    found.sort(key=_size, reverse=True)
    if not found or (len(found) > 1 and _size(found[0]) == _size(found[1])):
        return None
    return found[0]


@dataclass(frozen=True, slots=True)
class _Reading:
    """A folded header taken apart: the label it is, else its group and leaf, and the column it alone says."""

    text: str
    role: LabelRole | None = None
    group: str | None = None
    leaf: str = ""
    code: str | None = None

    @staticmethod
    @lru_cache(maxsize=20_000)
    def of(text: str, signature: Signature) -> _Reading:
        """The reading of a header, which the next report of the form has too."""
        if not text:
            return _Reading(text)
        if role := _label_role(text, signature):
            return _Reading(text, role)
        reading = _Reading(text, None, *_group_and_leaf(text, signature))
        code = next(
            (
                column.code
                for column in signature.columns
                if any(not h.is_conditional and reading.is_headed(h) for h in column.headers)
            ),
            None,
        )
        return replace(reading, code=code)

    def is_headed(self, header: Header) -> bool:
        return header.group == self.group and any(
            self.leaf == "" if leaf == "" else leaf.matches(self.leaf) for leaf in header.leaf
        )


def _group_and_leaf(text: str, signature: Signature) -> tuple[str | None, str]:
    for name, phrases in signature.groups.items():
        for phrase in phrases:
            if found := phrase.search(text):
                rest = f"{text[: found.start()]} {text[found.end() :]}"
                return name, leaf_of(phrase.removed_from(rest), signature)
    return None, leaf_of(text, signature)


def leaf_of(text: str, signature: Signature) -> str:
    """A folded header without the words that say nothing in this form."""
    for phrase in signature.noise:
        text = phrase.removed_from(text)
    return text


def _claim_conditionally(
    readings: dict[int, _Reading], signature: Signature, claims: dict[str, list[int]], taken: set[int]
) -> None:
    """Add the claims that depend on other columns, in the order of the signature: one may decide the next."""
    for column in signature.columns:
        for header in (header for header in column.headers if header.is_conditional):
            if not _holds(header, claims.keys()):
                continue
            for position, reading in readings.items():
                if position not in taken and reading.is_headed(header):
                    claims[column.code].append(position)
                    taken.add(position)


def _holds(header: Header, found: AbstractSet[str]) -> bool:
    return found >= set(header.when) and found.isdisjoint(header.unless)


def _label_role(text: str, signature: Signature) -> LabelRole | None:
    return next(
        (
            role
            for role, phrases in signature.labels.items()
            if any(phrase.matches(text) for phrase in phrases)
        ),
        None,
    )


def _printed(chain: Sequence[str]) -> str:
    return " / ".join(dict.fromkeys(text for text in chain if text))


def _size(found: Match) -> int:
    return len(found.measures)
