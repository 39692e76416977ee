"""What each column of a ranking table holds, from its header texts.

Which rows are headers is decided in `layout.py`.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from orchestration.reports.forms.cells import is_missing, parse_rank
from orchestration.reports.forms.rankings.editions import Edition, edition_in, years_in_header
from orchestration.reports.forms.rankings.vocabulary import OTHER_INDEX, Role, Vocabulary, fold, search

if TYPE_CHECKING:
    from collections.abc import Sequence

    from orchestration.reports.document import Cell

ColumnRole = Role | Literal["value", "unknown"]
"""`value` is a number whose header names an index, a part or a year, and does not tell score from rank."""

_HIGHEST_RANK = 64
_FEWEST_TELLING_RANKS = 3


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its place in the grid (from 0), its role, and what else its header says."""

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


def settle(column: Column, cells: Sequence[Cell], titled: Role | None) -> Column:
    """A `value` column told apart by its content and by what the title says that the table gives.

    Whole numbers that can be places are ranks where the title speaks of ranks, or where there are several
    different ones and it does not speak of scores; all else is a score.
    """
    if column.role != "value":
        return column
    filled = [cell for cell in cells if not is_missing(cell.text)]
    ranks = [parsed.value for cell in filled if (parsed := parse_rank(cell)).value is not None]
    are_places = len(ranks) == len(filled) > 0 and all(1 <= rank <= _HIGHEST_RANK for rank in ranks)
    are_telling = len(ranks) >= _FEWEST_TELLING_RANKS and len(set(ranks)) >= 0.8 * len(ranks)
    is_rank = are_places and titled != "score" and (titled == "rank" or are_telling)
    return replace(column, role="rank" if is_rank else "score")


def _header_edition(texts: list[str], vocabulary: Vocabulary, index_code: str | None) -> Edition | None:
    """The edition that the lowest header row names; two years in one header name none."""
    for text in reversed(texts):
        if len(set(years_in_header(text))) == 1 and (edition := edition_in(text, vocabulary, index_code)):
            return edition
    return None
