"""How a reader refuses a file.

Does not belong here: refusing single values (contracts), the limits (`reports/limits.py`).
"""

from __future__ import annotations

from data_contracts.reasons import PermanentFailure, Reason, ReasonCode

MAX_SPAN = 1_000
"""The HTML standard caps column spans at 1,000; larger ones are slips or attacks."""


def refusal(code: ReasonCode, expected: str, found: str, advice: str, location: str = "") -> PermanentFailure:
    """A failure that refuses the whole file; to be raised by the caller."""
    return PermanentFailure(
        Reason(code=code, field=None, expected=expected, found=found, advice=advice, location=location)
    )


def check_size(size: int, limit: int, what: str, location: str = "") -> None:
    """Raise when `size` is over `limit`; `what` names the unit, such as "bytes"."""
    if size > limit:
        raise refusal(
            ReasonCode.LIMIT_EXCEEDED,
            f"at most {limit:,} {what}",
            f"{size:,} {what}",
            "Split the report, or delete the empty formatted area around the data, and drop it again.",
            location,
        )
