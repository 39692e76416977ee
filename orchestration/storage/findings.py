"""What is wrong with a stored file: where, what was expected, what was found, what to do.

Here belongs the shape of such a finding. Not here: looking for them (`soundness`), making them
good (`healing`).
"""

from dataclasses import asdict, dataclass


@dataclass(frozen=True, slots=True)
class Finding:
    """One damaged, missing or surplus file. `expected` and `found` are noun phrases, `advice` sentences."""

    file: str
    expected: str
    found: str
    advice: str

    @property
    def message(self) -> str:
        """One line."""
        return f"{self.file}: expected {self.expected}, found {self.found}. {self.advice}"

    def as_json(self) -> dict[str, str]:
        """The same as an object for machines."""
        return asdict(self)
