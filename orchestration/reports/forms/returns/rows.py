"""The rows of a form: what numbers and names them, their figures, and how deep they stand under groups.

Not here: which of them are sums of others (`kinds.py`), whose they are (`levels.py`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from orchestration.reports.forms.returns.figures import Figures, has_figures, is_blank, read_figures
from orchestration.reports.forms.returns.headers import is_numbering
from orchestration.reports.forms.returns.signature import LabelRole  # noqa: TC001 - of a constant's type
from orchestration.reports.forms.returns.words import is_one_of, row_words

if TYPE_CHECKING:
    from orchestration.reports.document import Cell, Location
    from orchestration.reports.forms.returns.headers import Row
    from orchestration.reports.forms.returns.matching import Match
    from orchestration.reports.forms.returns.tables import FormTable

_NAMING: tuple[LabelRole, ...] = ("item", "procedure", "field", "agency")
_DEPTHS: tuple[tuple[re.Pattern[str], int], ...] = (
    (re.compile(r"[A-H]"), 0),
    (re.compile(r"[IVX]{1,5}"), 1),
    (re.compile(r"[IVX]{1,5}\.\d{1,3}"), 2),
    (re.compile(r"\d{1,4}"), 2),
    (re.compile(r"\d{1,3}\.\d{1,3}"), 3),
    (re.compile(r"\d{1,3}(?:\.\d{1,3}){2,4}"), 4),
    (re.compile(r"[a-zđ]"), 5),
    (re.compile(r"[-–+*•]"), 6),
)
_MARK = re.compile(
    r"^\s*\(?([A-H]|[IVX]{1,5}(?:\.\d{1,3})?|\d{1,4}(?:\.\d{1,3}){0,4}|[a-zđ]|[-–+*•])\)?[.)/]?\s*$"
)
_MARK_BEFORE_NAME = re.compile(
    r"^\s*(?:\(?([A-H]|[IVX]{1,5}(?:\.\d{1,3})?|\d{1,4}(?:\.\d{1,3}){0,4}|[a-zđ])\)?[.)/]\s*|([-–+*•])\s*)(?=\S)"
)


@dataclass(frozen=True, slots=True)
class FormRow:
    """One row of the body.

    `depth` is what its ordinal says (0 the highest group, None without one); `names` are its labels by role,
    without an ordinal; `figures` is None for a line that only heads the rows below it; `confidence` is that
    of the labels.
    """

    label: str
    ordinal: str | None
    depth: int | None
    names: dict[LabelRole, str]
    figures: Figures | None
    others: dict[str, str]
    location: Location
    confidence: float

    @property
    def name(self) -> str:
        """The most detailed of its names, without an ordinal."""
        return _most_detailed(self.names) or self.label

    @property
    def values(self) -> dict[str, int]:
        """Its figures, none for a line."""
        return self.figures.values if self.figures else {}

    @property
    def unread(self) -> frozenset[str]:
        """The codes of its cells that say something which could not be read."""
        return frozenset(self.figures.unread) if self.figures else frozenset()


def rows_of(form: FormTable) -> list[FormRow]:
    """The rows of a form in order, up to its footer; rows without any text are left out."""
    rows: list[FormRow] = []
    for row in form.rows:
        texts = [cell.text for cell in row if cell.text]
        if not texts or is_numbering(row):
            continue
        cells = {code: row[position] for code, position in form.match.measures.items()}
        if not has_figures(cells) and is_one_of(row_words().footer, texts[0]):
            break
        found = _row(row, cells, form.match)
        if found is not None:
            rows.append(found)
    return rows


def _row(row: Row, cells: dict[str, Cell], match: Match) -> FormRow | None:
    is_line = not has_figures(cells)
    texts = list(dict.fromkeys(cell.text for cell in row if cell.text))
    ordinal_at = match.labels.get("ordinal")
    marked = _MARK.match(row[ordinal_at].text) if ordinal_at is not None else None
    named: dict[LabelRole, str] = {
        role: row[at].text for role, at in match.labels.items() if role not in ("ordinal", "note", "unit")
    }
    if match.label is None:
        named["field"] = next((t for t in texts if not _MARK.match(t) and not t[:1].isdigit()), "")
    label = _most_detailed(named)
    if not label or (is_line and _MARK.match(label)):
        label = next((text for text in texts if not _MARK.match(text) and any(map(str.isalpha, text))), "")
    if not label:
        return None
    before = _MARK_BEFORE_NAME.match(label)
    ordinal = marked[1] if marked else (before[1] or before[2] if before else None)
    name = label[before.end() :] if before and not marked else label
    lead: LabelRole = next((role for role in _NAMING if named.get(role) == label), "field")
    names = {role: text for role, text in named.items() if text} | {lead: name}
    form = match.signature
    figures = None if is_line and _is_heading(cells) else read_figures(cells, form.identities, form.unit)
    others = {header: row[at].text for at, header in match.others.items() if row[at].text}
    sure = min((row[at].confidence for at in match.labels.values() if row[at].text), default=1.0)
    return FormRow(label, ordinal, _depth(ordinal), names, figures, others, row[0].location, sure)


def _is_heading(cells: dict[str, Cell]) -> bool:
    """Whether the measures hold nothing, or the text of a heading that runs over them."""
    return is_blank(cells) or len({cell.text for cell in cells.values() if cell.text}) == 1


def _most_detailed(names: dict[LabelRole, str]) -> str:
    return next((names[role] for role in _NAMING if names.get(role)), "")


def _depth(ordinal: str | None) -> int | None:
    if ordinal is None:
        return None
    return next((depth for pattern, depth in _DEPTHS if pattern.fullmatch(ordinal)), None)
