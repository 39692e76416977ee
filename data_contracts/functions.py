"""SQL functions that a release carries beside its tables, as `functions.yml` states them.

Here belongs their shape and loading them. Not here: putting them into a file (`storage.release_tables`),
showing them (`dictionary`). They are DuckDB macros: plain SQL that any client runs, without an extension.
"""

from functools import cache
from pathlib import Path

from pydantic import BaseModel, ConfigDict, ValidationError

from data_contracts.model import FOLDER, DefinitionError, Name, Text, read_yaml


class ReleaseFunction(BaseModel):
    """One function: `returns_table` says whether it stands after `from` or where a value stands."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: Name
    parameters: tuple[Name, ...]
    returns_table: bool
    description: Text
    example: str
    sql: str

    @property
    def signature(self) -> str:
        """Name and parameters as one calls it."""
        return f"{self.name}({', '.join(self.parameters)})"

    @property
    def kind(self) -> str:
        """What DuckDB calls it in `comment on`."""
        return "macro table" if self.returns_table else "macro"

    @property
    def creation(self) -> str:
        """The statement that makes it."""
        body = f"table {self.sql}" if self.returns_table else f"({self.sql})"
        return f"create or replace macro {self.signature} as {body}"


@cache
def release_functions(path: Path = FOLDER / "functions.yml") -> tuple[ReleaseFunction, ...]:
    """All functions in the order of the file; DefinitionError if it is wrong."""
    try:
        return tuple(ReleaseFunction.model_validate(entry) for entry in read_yaml(path))
    except ValidationError as error:
        raise DefinitionError(f"{path}: {error}") from error
