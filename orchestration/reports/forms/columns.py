"""What each column of a ranking table holds, from its header texts.

Which rows are headers is decided in `layout.py`.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from orchestration.reports.forms.cells import is_missing, parse_rank
from orchestration.reports.forms.editions import Edition, edition_in, year_edition, years_in_header
from orchestration.reports.forms.vocabulary import OTHER_INDEX, Role, Vocabulary, fold, search

if TYPE_CHECKING:
    from collections.abc import Sequence

    from orchestration.reports.document import Cell

ColumnRole = Role | Literal["value", "unknown"]
"""`value` is a number whose header names an index, a part or a year, and does not tell score from rank."""

_HIGHEST_RANK = 64


@dataclass(frozen=True, slots=True)
class Column:
    """One column.

    Its place in the grid (from 0), role, and what its header says beyond the titles of the table.
    """

    position: int
    role: ColumnRole
    header: str
    index_code: str | None = None
    component: str | None = None
    edition: Edition | None = None
    is_previous: bool = False

    @property
    def is_measure(self) -> bool:
        """Whether its cells are scores or ranks."""
        return self.role in {"score", "rank"}


def read_column(
    position: int, chain: Sequence[str], vocabulary: Vocabulary, table_index: str | None
) -> Column:
    """The meaning of a column from its header texts, top row first."""
    texts = [fold(text) for text in chain if text]
    index_code = next((code for text in reversed(texts) if (code := vocabulary.index_in(text))), None)
    words = vocabulary.indices.get(index_code or table_index or "")
    component = next((code for text in reversed(texts) if words and (code := words.component_in(text))), None)
    role = next((found for text in reversed(texts) if (found := role_of(text, vocabulary))), None)
    edition = _header_edition(texts, vocabulary, index_code or table_index)
    is_named = bool(index_code or component or edition)
    if index_code == OTHER_INDEX:
        role, is_named = None, False
    if component and role not in {"rank", "change", "note", "source"}:
        role = "score"
    return Column(
        position,
        role or ("value" if is_named else "unknown"),
        " / ".join(dict.fromkeys(text for text in chain if text)),
        index_code,
        component,
        edition,
        is_previous=any(search(vocabulary.previous, text) for text in texts),
    )


def role_of(text: str, vocabulary: Vocabulary) -> Role | None:
    """The role that one folded header text gives, names of indices set aside."""
    bare = vocabulary.without_index_names(text)
    return next((role for role, patterns in vocabulary.columns.items() if search(patterns, bare)), None)


def settle(column: Column, cells: Sequence[Cell]) -> Column:
    """A `value` column told apart by its content.

    Whole numbers that can be places are ranks, others are scores.
    """
    if column.role != "value":
        return column
    filled = [cell for cell in cells if not is_missing(cell.text)]
    ranks = [parsed.value for cell in filled if (parsed := parse_rank(cell)).value is not None]
    are_places = len(ranks) == len(filled) > 0 and all(1 <= rank <= _HIGHEST_RANK for rank in ranks)
    # Whole scores exist, but not a whole column of different ones.
    return replace(column, role="rank" if are_places and len(set(ranks)) >= 0.8 * len(ranks) else "score")


def _header_edition(texts: list[str], vocabulary: Vocabulary, index_code: str | None) -> Edition | None:
    for text in reversed(texts):
        years = years_in_header(text)
        if len(set(years)) == 1:
            return edition_in(text, vocabulary, index_code) or year_edition(years[0])
    return None
