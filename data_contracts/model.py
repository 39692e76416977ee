"""Fields and tables as the YAML files state them, checked, joined and cached.

Here belongs the shape of `fields*.yml` and of the table files, and loading them. Not here: what is made of
them (`pandera_schema`, `dbt_yaml`, `dictionary`) or done with them (`enforcement`). No polars, no pandera.
"""

from functools import cache
from pathlib import Path
from typing import Annotated, Any, Literal

import yaml
from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError, model_validator

FOLDER = Path(__file__).resolve().parent
Layer = Literal["landing", "reference", "staging", "intermediate", "mart", "release"]
FieldType = Literal["string", "integer", "double", "boolean", "date", "timestamp"]
Severity = Literal["warning", "error"]
ResolvedFrom = Literal["agency_name", "edition"]
Operator = Literal["<=", "<", ">=", ">", "==", "!="]
Name = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*$")]
FOLDER_OF_LAYER: dict[str, str] = {
    "landing": "landing",
    "reference": "reference",
    "staging": "warehouse",
    "intermediate": "warehouse",
    "mart": "warehouse",
    "release": "warehouse",
}
CHECK_REPORT = "Look at the place named in the report; if it is printed so, its publisher must correct it."


class DefinitionError(Exception):
    """A contract file is wrong in itself; the message says which file and what to change."""


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Text(_Strict):
    """The same sentence in English and Vietnamese."""

    en: str
    vi: str


class Constraints(_Strict):
    """Limits on one value; null passes all of them (`required` is the table's business)."""

    min: float | None = None
    max: float | None = None
    pattern: str | None = None
    enum: tuple[str, ...] | None = None
    min_length: int | None = None


class FieldDefinition(_Strict):
    """A field as the dictionary knows it, whatever table it stands in.

    `resolved_from` names the printed field this one was looked up from: the name behind a code, the edition
    behind a period. `provenance` marks a field that says where a row stands in its report and not what it
    says: two rows that differ in such fields only are the same row printed twice.
    """

    type: FieldType
    description: Text
    unit: str | None = None
    constraints: Constraints = Constraints()
    advice: str = CHECK_REPORT
    resolved_from: ResolvedFrom | None = None
    provenance: bool = False


class TableField(_Strict):
    """A field's place in a table; what is given here overrides the dictionary."""

    name: Name
    required: bool = False
    description: Text | None = None
    constraints: Constraints | None = None
    resolved_from: ResolvedFrom | None = None


class Column(FieldDefinition):
    """A field as it stands in a table: the dictionary's entry with the table's overrides."""

    name: Name
    required: bool = False


class ForeignKey(_Strict):
    """The value must be known as `table.field`."""

    field: Name
    references: Annotated[str, StringConstraints(pattern=r"^[a-z0-9_]+\.[a-z0-9_]+$")]


class Identity(_Strict):
    """total = sum of parts, checked where all are present; the residual is total - sum."""

    name: Name
    total: Name
    parts: tuple[Name, ...] = Field(min_length=1)
    severity: Severity
    advice: str = CHECK_REPORT


class When(_Strict):
    """A condition on the row: `field` has this value."""

    field: Name
    equals: str | int | float | bool


class Comparison(_Strict):
    """left operator right, checked where both are present; `right` is a field of the table or a literal.

    `when` limits it to the rows of which the condition holds, `unless` spares those of which it holds.
    """

    name: Name
    left: Name
    operator: Operator
    right: str | int | float
    severity: Severity
    when: When | None = None
    unless: When | None = None
    reason: Literal["broken_rule", "out_of_range"] = "broken_rule"
    advice: str = CHECK_REPORT


class AnyOf(_Strict):
    """At least one of the fields has a value."""

    name: Name
    fields: tuple[Name, ...] = Field(min_length=2)
    advice: str = CHECK_REPORT


class TableDefinition(_Strict):
    """A table file as written."""

    name: Name
    layer: Layer
    grain: Text
    description: Text
    source: str | None = None
    key: tuple[Name, ...]
    fields: tuple[TableField, ...] = Field(min_length=1)
    foreign_keys: tuple[ForeignKey, ...] = ()
    identities: tuple[Identity, ...] = ()
    comparisons: tuple[Comparison, ...] = ()
    any_of: tuple[AnyOf, ...] = ()
    usage: tuple[Text, ...] = ()
    tests: tuple[Any, ...] = ()


class Table(TableDefinition):
    """A table with its columns resolved against the dictionary."""

    columns: tuple[Column, ...]

    def __hash__(self) -> int:
        return hash(self.name)

    def column(self, name: str) -> Column:
        """The column of that name; KeyError if the table has none."""
        for column in self.columns:
            if column.name == name:
                return column
        raise KeyError(f"table {self.name} has no column {name}")

    @property
    def column_names(self) -> tuple[str, ...]:
        """Names in the order of the file."""
        return tuple(column.name for column in self.columns)

    @model_validator(mode="after")
    def _names_are_columns(self) -> "Table":
        known = set(self.column_names)
        if len(known) != len(self.columns):
            raise ValueError("a field is listed twice under `fields`")
        used = [*self.key, *(fk.field for fk in self.foreign_keys)]
        used += [name for rule in self.identities for name in (rule.total, *rule.parts)]
        used += [rule.left for rule in self.comparisons]
        used += [rule.right for rule in self.comparisons if isinstance(rule.right, str)]
        used += [at.field for rule in self.comparisons for at in (rule.when, rule.unless) if at]
        used += [name for rule in self.any_of for name in rule.fields]
        unknown = sorted(set(used) - known)
        if unknown:
            raise ValueError(f"key, foreign keys or rules name fields not listed under `fields`: {unknown}")
        rules: tuple[Identity | Comparison, ...] = (*self.identities, *self.comparisons)
        if any(rule.severity == "warning" for rule in rules) and "residuals" not in known:
            raise ValueError(
                "a rule is a warning: the table needs the field `residuals` to store by how much"
            )
        return self


def read_yaml(path: Path) -> Any:
    """The content of a YAML file; DefinitionError if it is not valid YAML."""
    try:
        return yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    except yaml.YAMLError as error:
        raise DefinitionError(f"{path}: not valid YAML: {error}") from error


@cache
def _fields_of(path: Path) -> dict[str, FieldDefinition]:
    """The fields of one file, by name; none where there is no such file."""
    fields: dict[str, FieldDefinition] = {}
    for name, entry in ((read_yaml(path) if path.exists() else None) or {}).items():
        try:
            fields[name] = FieldDefinition.model_validate(entry)
        except ValidationError as error:
            raise DefinitionError(f"{path}: field {name}: {error}") from error
    return fields


@cache
def load_fields(folder: Path = FOLDER) -> dict[str, FieldDefinition]:
    """All fields of `fields*.yml`, by name. DefinitionError if a name is defined twice or badly."""
    fields: dict[str, FieldDefinition] = {}
    for path in sorted(folder.glob("fields*.yml")):
        for name in fields.keys() & _fields_of(path).keys():
            raise DefinitionError(f"{path}: field {name} is defined in another fields file; keep one")
        fields |= _fields_of(path)
    return fields


def _dictionary(names: set[str], folder: Path) -> dict[str, FieldDefinition]:
    """Fields that hold these names: the landing's alone where they do, so that a dry run starts quickly."""
    landing = _fields_of(folder / "fields.yml")
    return landing if names <= landing.keys() else load_fields(folder)


def _column(field: TableField, dictionary: dict[str, FieldDefinition]) -> Column:
    if field.name not in dictionary:
        raise ValueError(f"field {field.name} is in no fields file; add it to fields.yml")
    entry = dict(dictionary[field.name])
    if field.description is not None:
        entry["description"] = field.description
    if field.constraints is not None:
        entry["constraints"] = field.constraints
    if field.resolved_from is not None:
        entry["resolved_from"] = field.resolved_from
    return Column(name=field.name, required=field.required, **entry)


def _check_place(definition: TableDefinition, path: Path) -> None:
    if definition.name != path.stem:
        raise ValueError(f"the file is named {path.stem}, the table {definition.name}; they must agree")
    if FOLDER_OF_LAYER[definition.layer] != path.parent.name:
        raise ValueError(f"layer {definition.layer} belongs in {FOLDER_OF_LAYER[definition.layer]}/")


def _load(path: Path, folder: Path) -> Table:
    try:
        definition = TableDefinition.model_validate(read_yaml(path))
        _check_place(definition, path)
        dictionary = _dictionary({field.name for field in definition.fields}, folder)
        columns = tuple(_column(field, dictionary) for field in definition.fields)
        return Table(**dict(definition), columns=columns)
    except ValueError as error:  # pydantic's ValidationError is one
        raise DefinitionError(f"{path}: {error}") from error


@cache
def load_table(name: str, folder: Path = FOLDER) -> Table:
    """The contract of that table. KeyError if there is none, DefinitionError if its file is wrong."""
    for subfolder in dict.fromkeys(FOLDER_OF_LAYER.values()):
        path = folder / subfolder / f"{name}.yml"
        if path.exists():
            return _load(path, folder)
    raise KeyError(
        f"no contract {name}: there is no landing/, reference/ or warehouse/{name}.yml in {folder}"
    )


@cache
def tables(layer: Layer | None = None, folder: Path = FOLDER) -> tuple[Table, ...]:
    """All tables of a layer (or all), by name."""
    subfolders = {FOLDER_OF_LAYER[layer]} if layer else set(FOLDER_OF_LAYER.values())
    names = sorted(path.stem for subfolder in subfolders for path in (folder / subfolder).glob("*.yml"))
    loaded = (load_table(name, folder) for name in names)
    return tuple(table for table in loaded if layer in (None, table.layer))
