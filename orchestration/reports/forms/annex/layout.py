"""The columns and rows of an annex table, over as many pages as it goes. Not what its rows are about."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, NamedTuple

from orchestration.reports.forms.cells import parse_number

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from orchestration.reports.document import Cell, Document, Table
    from orchestration.reports.forms.annex.vocabulary import FigureKind, Layer, Role, Vocabulary

_NUMBERING = re.compile(r"^\(?\s*(?:\d{1,2}|[A-Ha-h])(?:\s*[=:].*)?\s*\)?$")
_LONGEST_HEADER = 90
_HEADER_ROWS = 20


class FigureColumn(NamedTuple):
    """A column of figures: place, header, kind (`None`: this period's result), layer of the province."""

    position: int
    header: str
    kind: FigureKind | None
    layer: Layer | None


@dataclass(frozen=True, slots=True)
class Columns:
    """Where each part of a row stands; `None` for a column that the table has not."""

    criterion: int
    figures: tuple[FigureColumn, ...]
    ordinal: int | None = None
    unit: int | None = None
    note: int | None = None
    width: int = 0


class Line(NamedTuple):
    """One row: its cells by role; figure cells that only repeat the label are left out."""

    ordinal: str
    label: str
    unit: str
    figures: tuple[tuple[FigureColumn, Cell], ...]
    note: str
    printed: str


@dataclass(frozen=True, slots=True)
class Annex:
    """An annex with its rows in reading order, joined over pages; `table` is the one it begins with."""

    table: Table
    columns: Columns
    lines: tuple[Line, ...]


def annexes_of(document: Document, vocabulary: Vocabulary) -> list[Annex]:
    """Tables with columns of criteria and figures; one without a header goes on with that before it."""
    found: list[Annex] = []
    last: Table | None = None
    for table in document.tables:
        headed = columns_of(table, vocabulary)
        if headed:
            columns, body = headed
            lines = tuple(_lines(table.rows[body:], columns, vocabulary))
            if found and last is not None and columns == found[-1].columns and _follows(last, table):
                found[-1] = replace(found[-1], lines=(*found[-1].lines, *lines))
            else:
                found.append(Annex(table, columns, lines))
        elif found and last is not None and _follows(last, table) and table.width == found[-1].columns.width:
            more = tuple(_lines(table.rows, found[-1].columns, vocabulary))
            found[-1] = replace(found[-1], lines=(*found[-1].lines, *more))
        else:
            continue
        last = table
    return found


def columns_of(table: Table, vocabulary: Vocabulary) -> tuple[Columns, int] | None:
    """The columns of a table and its first row of data; `None` if it is laid out otherwise."""
    for number, row in enumerate(table.rows[:_HEADER_ROWS]):
        if not _is_header(row, vocabulary):
            continue
        end = number + 1
        while end < min(len(table.rows), number + 4) and _continues(table.rows[end], row, vocabulary):
            end += 1
        chains = [[r[p].text for r in table.rows[number:end] if r[p].text] for p in range(table.width)]
        columns = _columns(chains, vocabulary)
        if columns:
            return columns, end
    return None


def _columns(chains: Sequence[Sequence[str]], vocabulary: Vocabulary) -> Columns | None:
    roles = [_role(chain, vocabulary) for chain in chains]
    if "criterion" not in roles:
        return None
    criterion = roles.index("criterion")
    figures = tuple(
        _figure(place, chains[place], vocabulary)
        for place, role in enumerate(roles)
        if place > criterion
        and (role == "figure" or (role == "criterion" and _is_target(chains[place], vocabulary)))
    )

    def place_of(role: Role) -> int | None:
        return roles.index(role) if role in roles else None

    if not figures:
        return None
    return Columns(criterion, figures, place_of("ordinal"), place_of("unit"), place_of("note"), len(chains))


def _is_target(chain: Sequence[str], vocabulary: Vocabulary) -> bool:
    key = vocabulary.key(chain[-1])
    return any(phrase.found_in(key) for phrase in vocabulary.figure_kinds["target"])


def _figure(place: int, chain: Sequence[str], vocabulary: Vocabulary) -> FigureColumn:
    header = " ".join(dict.fromkeys(chain))
    key = vocabulary.key(header)
    is_result = any(word in key for word in ("kết quả", "thực hiện", "đạt"))
    kinds: tuple[FigureKind, ...] = ("previous", "cumulative", "target")
    kind = next(
        (
            kind
            for kind in kinds
            if any(p.found_in(key) for p in vocabulary.figure_kinds[kind])
            and not (kind == "target" and is_result)
        ),
        None,
    )
    return FigureColumn(place, header, kind, vocabulary.layer(vocabulary.key(chain[-1])))


def _role(chain: Sequence[str], vocabulary: Vocabulary) -> Role | None:
    """What a column is, told by the lowest of its headers that tells."""
    return next((role for text in reversed(chain) if (role := _role_of(text, vocabulary))), None)


def _role_of(text: str, vocabulary: Vocabulary) -> Role | None:
    key, columns = vocabulary.key(text), vocabulary.columns
    if not key or len(text) > _LONGEST_HEADER:
        return None
    for role in ("ordinal", "unit"):
        if any(phrase.is_all_of(key) for phrase in columns[role]):
            return role
    if any(phrase.begins(key) for phrase in columns["note"]):
        return "note"
    if any(phrase.begins(key) for phrase in columns["criterion"]):
        return "criterion"
    if any(phrase.begins(key) for phrase in columns["derived"]):
        return "derived"
    return "figure" if any(phrase.begins(key) for phrase in columns["figure"]) else None


def _is_header(row: Sequence[Cell], vocabulary: Vocabulary) -> bool:
    roles = {role for cell in row if (role := _role_of(cell.text, vocabulary))}
    has_numbers = any(parse_number(cell, "score").value is not None for cell in row)
    return "criterion" in roles and len(roles) >= 2 and not has_numbers


def _continues(row: Sequence[Cell], header: Sequence[Cell], vocabulary: Vocabulary) -> bool:
    """Whether a row still belongs to the header: it repeats merged cells of it, and tells roles below."""
    repeated = [above.text and above.text == cell.text for above, cell in zip(header, row, strict=True)]
    told = [cell for cell, same in zip(row, repeated, strict=True) if cell.text and not same]
    return any(repeated) and bool(told) and all(_role_of(cell.text, vocabulary) for cell in told)


def _lines(rows: Iterable[Sequence[Cell]], columns: Columns, vocabulary: Vocabulary) -> Iterable[Line]:
    for row in rows:
        texts = list(dict.fromkeys(cell.text for cell in row if cell.text))
        is_numbering = len(texts) >= 2 and all(_NUMBERING.match(text) for text in texts)
        if not texts or is_numbering or _is_header(row, vocabulary):
            continue
        label = row[columns.criterion].text
        ordinal = row[columns.ordinal] if columns.ordinal is not None else None
        figures = tuple(
            (column, cell)
            for column in columns.figures
            if (cell := row[column.position]).text != label and not cell.is_repeated
        )
        yield Line(
            "" if ordinal is None or ordinal.is_repeated or ordinal.text == label else ordinal.text,
            label,
            _text(row, columns.unit, label),
            figures,
            _text(row, columns.note, label),
            " | ".join(texts),
        )


def _text(row: Sequence[Cell], position: int | None, label: str) -> str:
    text = row[position].text if position is not None else ""
    return "" if text == label else text


def _follows(last: Table, table: Table) -> bool:
    """Whether a table stands on the page after another, or right after it."""
    if last.location.page is not None and table.location.page is not None:
        return table.location.page - last.location.page in (0, 1)
    return last.location.sheet == table.location.sheet
