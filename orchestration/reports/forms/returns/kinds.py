"""Which rows of a form are sums of others: told by their names, by their ordinals, or by arithmetic.

Not here: the levels that rows speak of (`levels.py`).
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Literal

from orchestration.reports.forms.returns.folding import fold
from orchestration.reports.forms.returns.words import is_one_of, row_words

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from orchestration.reports.forms.returns.rows import FormRow

Kind = Literal["line", "detail", "subtotal", "total"]
_FEWEST_EQUAL = 3
_LEAST_SUM = 20
"""A sum of small numbers can be a chance: 2 = 1 + 1."""


def kinds_of(rows: Sequence[FormRow]) -> list[Kind]:
    """The kind of each row; `line` for a heading without figures."""
    kinds: list[Kind] = ["detail" if row.figures else "line" for row in rows]
    for number, row in enumerate(rows):
        if kinds[number] == "detail":
            kinds[number] = _told_kind(row)
    _mark_parents(rows, kinds)
    _mark_sums(rows, kinds)
    _keep_one_total(rows, kinds)
    return kinds


def _told_kind(row: FormRow) -> Kind:
    name = row.name
    if any(phrase.is_nearly_all_of(fold(text)) for phrase in row_words().total for text in (name, row.label)):
        return "total"
    return "subtotal" if is_one_of(row_words().subtotal, name) else "detail"


def _mark_parents(rows: Sequence[FormRow], kinds: list[Kind]) -> None:
    """A numbered row with figures and deeper numbered rows right below it is their sum."""
    filled = [number for number, kind in enumerate(kinds) if kind != "line"]
    for number, following in pairwise(filled):
        depth, below = rows[number].depth, rows[following].depth
        if kinds[number] == "detail" and depth is not None and below is not None and below > depth:
            kinds[number] = "subtotal"


def _mark_sums(rows: Sequence[FormRow], kinds: list[Kind]) -> None:
    """A row that equals the sum of the details next to it is their sum, whatever its name."""
    for number in range(len(rows)):
        if kinds[number] != "detail" or not _is_telling(rows[number].values):
            continue
        for step in (1, -1):
            run = _run_of_details(kinds, number, step)
            if _equals_sum(rows, number, run):
                kinds[number] = "subtotal"
                break


def _run_of_details(kinds: Sequence[Kind], number: int, step: int) -> list[int]:
    run = []
    place = number + step
    while 0 <= place < len(kinds) and kinds[place] in ("detail", "line"):
        if kinds[place] == "detail":
            run.append(place)
        place += step
    return run


def _equals_sum(rows: Sequence[FormRow], number: int, run: Sequence[int]) -> bool:
    """Whether the first two or more rows of a run add up to a row in every measure that all could be read in.

    A cell that could not be read says nothing against a sum.
    """
    unread = frozenset[str]().union(*(rows[place].unread for place in run))
    values = {code: value for code, value in rows[number].values.items() if code not in unread}
    if not _is_telling(values):
        return False
    lead = max(values, key=lambda code: values[code])
    sums = dict.fromkeys(values, 0)
    for count, place in enumerate(run, 1):
        for code in sums:
            sums[code] += rows[place].values.get(code, 0)
        if sums[lead] > values[lead]:
            return False
        if count > 1 and sums == values:
            return True
    return False


def _is_telling(values: Mapping[str, int]) -> bool:
    filled = {value for value in values.values() if value}
    return len(filled) >= _FEWEST_EQUAL and max(filled) >= _LEAST_SUM


def _keep_one_total(rows: Sequence[FormRow], kinds: list[Kind]) -> None:
    """Of several totals the greatest is the form's, the last of equal ones; the others sum up a part.

    Where no row is called so, a subtotal that is the sum of all details is the total, unless it names an
    agency or a level: that may be the only part that was filed.
    """
    totals = [number for number, kind in enumerate(kinds) if kind == "total"]
    if totals:
        greatest = max(totals, key=lambda number: (max(rows[number].values.values(), default=0), number))
        for number in totals:
            kinds[number] = "total" if number == greatest else "subtotal"
        return
    details = [number for number, kind in enumerate(kinds) if kind == "detail"]
    for number in (number for number, kind in enumerate(kinds) if kind == "subtotal"):
        is_part = is_one_of(row_words().agency, rows[number].name) or row_words().level_in(rows[number].label)
        if not is_part and len(details) > 1 and _equals_sum_of_all(rows, number, details):
            kinds[number] = "total"
            return


def _equals_sum_of_all(rows: Sequence[FormRow], number: int, details: Sequence[int]) -> bool:
    unread = frozenset[str]().union(*(rows[at].unread for at in details))
    values = {code: value for code, value in rows[number].values.items() if code not in unread}
    return bool(values) and all(
        sum(rows[at].values.get(code, 0) for at in details) == value for code, value in values.items()
    )
