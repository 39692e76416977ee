"""Why something was refused: codes, a readable reason, and the two kinds of failure.

Here belongs the vocabulary that readers, contracts and storage share when they say no.
Not here: deciding whether to refuse (readers, `enforcement`) or what to retry (the flow).
"""

from dataclasses import dataclass
from enum import StrEnum


class ReasonCode(StrEnum):
    """What went wrong, for counting; the sentence for a person is `Reason.message`."""

    # a whole file
    UNREADABLE_FILE = "unreadable_file"
    EMPTY_FILE = "empty_file"
    UNKNOWN_FORMAT = "unknown_format"
    NOTHING_RECOGNISED = "nothing_recognised"
    MISSING_PART = "missing_part"
    GARBLED_TEXT = "garbled_text"
    LIMIT_EXCEEDED = "limit_exceeded"
    READER_CRASHED = "reader_crashed"
    # one value
    MISSING_VALUE = "missing_value"
    WRONG_TYPE = "wrong_type"
    UNREADABLE_NUMBER = "unreadable_number"
    AMBIGUOUS_NUMBER = "ambiguous_number"
    DOUBTFUL_NUMBER = "doubtful_number"
    OUT_OF_RANGE = "out_of_range"
    NOT_IN_LIST = "not_in_list"
    BAD_PATTERN = "bad_pattern"
    # what the value stands for
    UNKNOWN_AGENCY = "unknown_agency"
    UNKNOWN_INDEX = "unknown_index"
    UNKNOWN_INDICATOR = "unknown_indicator"
    UNKNOWN_PERIOD = "unknown_period"
    UNKNOWN_REFERENCE = "unknown_reference"
    # the row among its fields and among other rows
    BROKEN_RULE = "broken_rule"
    DUPLICATE_KEY = "duplicate_key"


@dataclass(frozen=True, slots=True)
class Reason:
    """One reason to refuse a row or a file.

    `expected` and `found` are noun phrases, `advice` is a sentence on what a person can do, `location` is the
    place in the report as `str(Location)` gives it (empty: the whole file), `field` the contract's field.
    """

    code: str
    field: str | None
    expected: str
    found: str
    advice: str
    location: str = ""

    @property
    def message(self) -> str:
        """One line: place, field, what was expected, what was found, what to do, and the code."""
        place = f"{self.location}: " if self.location else ""
        subject = f"{self.field}: " if self.field else ""
        advice = f" {self.advice}" if self.advice else ""
        return f"{place}{subject}expected {self.expected}, found {self.found}.{advice} [{self.code}]"


class PermanentFailure(Exception):  # noqa: N818 - the taxonomy's name
    """Trying again gives the same result: a broken file, a broken contract. Never retried."""

    def __init__(self, reason: Reason) -> None:
        super().__init__(reason.message)
        self.reason = reason


class TransientFailure(Exception):  # noqa: N818 - the taxonomy's name
    """Trying again may help: a disk, a network, a lake that does not answer. The flow retries it."""
