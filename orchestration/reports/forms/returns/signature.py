"""The shape of a form's signature and the loading of all of them. No table is looked at here.

A signature says by which columns a form is known and what each column holds. A column is known by the header
texts over it: a `group` somewhere in them, and a `leaf` that is all that is left when the group and the words
that say nothing are taken out.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, model_validator

from orchestration.reports.catalogue.yaml_text import parse_yaml
from orchestration.reports.forms.remarks import Counted  # noqa: TC001 - pydantic needs it
from orchestration.reports.forms.returns.folding import Phrase  # noqa: TC001 - pydantic needs it

FOLDER = Path(__file__).parents[2] / "catalogue" / "forms"
Name = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*$")]
LabelRole = Literal["ordinal", "field", "agency", "procedure", "item", "unit", "note"]
"""What a column holds that is no measure; `item` is a criterion, `unit` its unit of measure."""

Measure = Literal["count", "percent", "amount"]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Header(_Strict):
    """One way in which a column is headed.

    `group` names one of the signature's groups (absent: none of them is in the header); `leaf` is what else
    the header says, an empty text where it says nothing else. The way holds only where all columns of `when`
    and none of `unless` are in the table by unconditional headers.
    """

    group: Name | None = None
    leaf: tuple[Phrase | Literal[""], ...]
    when: tuple[Name, ...] = ()
    unless: tuple[Name, ...] = ()

    @property
    def is_conditional(self) -> bool:
        """Whether other columns decide."""
        return bool(self.when or self.unless)


class Column(_Strict):
    """A measure: `code` is the field of the contract, an indicator code where there is one."""

    code: Name
    measure: Measure = "count"
    headers: tuple[Header, ...] = Field(min_length=1)


class Identity(_Strict):
    """`total` is the sum of `parts`."""

    total: Name
    parts: tuple[Name, ...] = Field(min_length=1)


class Signature(_Strict):
    """A form: `required` lists sets of columns, of each of which at least one must be there."""

    form: str
    contract: Name
    unit: Counted
    codes: tuple[Phrase, ...] = ()
    titles: tuple[Phrase, ...] = ()
    required: tuple[tuple[Name, ...], ...] = Field(min_length=1)
    least_columns: int = Field(default=3, ge=1)
    noise: tuple[Phrase, ...] = ()
    groups: dict[Name, tuple[Phrase, ...]] = {}
    labels: dict[LabelRole, tuple[Phrase, ...]]
    columns: tuple[Column, ...] = Field(min_length=1)
    identities: tuple[Identity, ...] = ()

    def __hash__(self) -> int:
        return hash(self.form)

    @model_validator(mode="after")
    def _names_are_known(self) -> Signature:
        codes = {column.code for column in self.columns}
        headers = [header for column in self.columns for header in column.headers]
        used = {code for choice in self.required for code in choice}
        used |= {code for header in headers for code in (*header.when, *header.unless)}
        used |= {code for identity in self.identities for code in (identity.total, *identity.parts)}
        if unknown := sorted(used - codes):
            raise ValueError(f"{self.form}: no column has the code {unknown}")
        if unknown := sorted({h.group for h in headers if h.group} - set(self.groups)):
            raise ValueError(f"{self.form}: no group is called {unknown}")
        return self

    def measure_of(self, code: str) -> Measure:
        """How the figures of a column are to be read; KeyError for a code that the form has not."""
        return {column.code: column.measure for column in self.columns}[code]


@cache
def load_signatures(folder: Path = FOLDER) -> tuple[Signature, ...]:
    """All signatures, by file name; pydantic's ValidationError names what is wrong in one."""
    paths = sorted(folder.glob("*.yml"))
    return tuple(Signature.model_validate(parse_yaml(path.read_text("utf-8"))) for path in paths)
