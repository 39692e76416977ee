"""What time it is: the one place that asks the host.

Here belongs the question. Not here: what is done with the answer. Call it as `clock.now()`, so that a test
that moves time moves it for all. Timeouts, which must not follow a clock that is set, use `time.monotonic`.
"""

from datetime import UTC, datetime


def now() -> datetime:
    """This moment, in UTC."""
    return datetime.now(UTC)
