"""The figures of one row: read as counts, doubtful ones settled by the form's own sums, or refused.

Not here: which columns there are (`matching.py`), which rows are sums of others (`kinds.py`).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from data_contracts.reasons import Reason, ReasonCode
from orchestration.reports.forms.cells import is_missing, parse_number
from orchestration.reports.forms.remarks import Counted, without_remarks

if TYPE_CHECKING:
    from orchestration.reports.document import Cell
    from orchestration.reports.forms.returns.signature import Identity

DOUBTFUL = 0.5
"""A number recognised with no more confidence than this counts only where a sum confirms it."""

_CONFIRMED = 0.75


@dataclass(frozen=True, slots=True)
class Figures:
    """Values, printed texts and what is wrong with a cell, each by code.

    `unread` are the cells that say something which cannot be taken for a figure, or not be trusted: they have
    no value. `confidence` is that of the least sure cell that has one.
    """

    values: dict[str, int]
    texts: dict[str, str]
    unread: dict[str, Reason]
    confidence: float

    @property
    def issues(self) -> tuple[Reason, ...]:
        """Why the whole row is refused: cells that cannot be read, and not one that can."""
        return () if self.values else tuple(self.unread.values())


def read_figures(
    cells: dict[str, Cell], identities: tuple[Identity, ...], counted: Counted = "dossier"
) -> Figures:
    """The figures of a row; `counted` is what the form counts, a word that may stand beside a figure."""
    values: dict[str, int] = {}
    choices: dict[str, list[int]] = {}
    unread: dict[str, Reason] = {}
    for code, cell in cells.items():
        found = _candidates(cell, counted)
        if isinstance(found, Reason):
            unread[code] = replace(found, field=code)
        elif len(found) > 1:
            choices[code] = found
        elif found:
            values[code] = found[0]
    for code, found in choices.items():
        fitting = [value for value in found if _confirms({**values, code: value}, code, identities)]
        if len(fitting) == 1:
            values[code] = fitting[0]
        else:
            unread[code] = replace(_ambiguous(cells[code], found), field=code)
    doubtful = [code for code in values if cells[code].confidence <= DOUBTFUL]
    confirmed = {code for code in doubtful if _confirms(values, code, identities)}
    for code in doubtful:
        if code not in confirmed:
            unread[code] = replace(_doubtful(cells[code]), field=code)
            del values[code]
    confidence = min(
        (max(cells[code].confidence, _CONFIRMED if code in confirmed else 0.0) for code in values),
        default=1.0,
    )
    texts = {code: cell.text for code, cell in cells.items() if cell.text}
    return Figures(values, texts, unread, confidence)


def _candidates(cell: Cell, counted: Counted) -> list[int] | Reason:
    """The counts that a cell may mean: none where it is empty, one, or several where it is ambiguous."""
    if cell.number is None:
        parsed = parse_number(cell._replace(text=without_remarks(cell.text, counted)), "count")
        is_no_count = parsed.is_percent or parsed.of is not None
        number, is_broken = parsed.value, parsed.problem is not None or is_no_count
    else:
        number, is_broken = cell.number, False
    if is_broken or (number is not None and number < 0):
        return _unreadable(cell)
    if number is None:
        return []
    if float(number).is_integer():
        return [int(number)]
    # "1.234" typed where the point is the decimal mark is stored as 1,234 thousandths of what was meant.
    thousands = round(number * 1000, 6)
    return (
        [int(thousands), round(number)]
        if thousands.is_integer() and cell.number is not None
        else _unreadable(cell)
    )


def _confirms(values: dict[str, int], code: str, identities: tuple[Identity, ...]) -> bool:
    """Whether a sum of the form with this figure in it adds up."""
    return any(
        code in (identity.total, *identity.parts)
        and {identity.total, *identity.parts} <= values.keys()
        and values[identity.total] == sum(values[part] for part in identity.parts)
        for identity in identities
    )


def has_figures(cells: dict[str, Cell]) -> bool:
    """Whether any cell has a digit, a stored number, or says that there were none."""
    return any(
        cell.number is not None
        or any(c.isdigit() for c in cell.text)
        or parse_number(cell, "count").value is not None
        for cell in cells.values()
    )


def is_blank(cells: dict[str, Cell]) -> bool:
    """Whether no cell says anything."""
    return all(is_missing(cell.text) and cell.number is None for cell in cells.values())


def _unreadable(cell: Cell) -> Reason:
    advice = "Write the cell as one whole number, such as 1.234, or leave it empty; the row lands without it."
    return Reason(
        ReasonCode.UNREADABLE_NUMBER, None, "one whole number", f'"{cell.text}"', advice, str(cell.location)
    )


def _ambiguous(cell: Cell, found: list[int]) -> Reason:
    advice = "Write the number without marks between its digits; no sum of the row tells which one is meant."
    told = f'"{cell.text}", which may be {" or ".join(map(str, found))}'
    return Reason(
        ReasonCode.AMBIGUOUS_NUMBER,
        None,
        "a number that can be read one way",
        told,
        advice,
        str(cell.location),
    )


def _doubtful(cell: Cell) -> Reason:
    advice = "Compare the cell with the scan; send the form as a file with text, or a better scan."
    told = (
        f'"{cell.text}", recognised with confidence {cell.confidence:.2f} and confirmed by no sum of the row'
    )
    return Reason(ReasonCode.DOUBTFUL_NUMBER, None, "a number that is sure", told, advice, str(cell.location))
