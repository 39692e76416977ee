"""A time limit on what is read in this very process, where no worker can be ended.

Here belongs the alarm. Not here: worker processes, which are ended with all that they started (`workers`).
"""

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

from data_contracts.reasons import PermanentFailure, Reason, ReasonCode
from orchestration.reports.limits import Limits


def too_slow(limits: Limits) -> Reason:
    """Why a report was refused that took longer than `limits.seconds`."""
    return Reason(
        ReasonCode.LIMIT_EXCEEDED,
        None,
        f"a report that is read in {limits.seconds:,} seconds",
        "one that was not finished by then",
        "Split the report; if it is long rather than broken, raise CCHC_MAX_SECONDS.",
    )


@contextmanager
def alarm_set(limits: Limits) -> Iterator[None]:
    """Raise `PermanentFailure` inside the block once `limits.seconds` are over; of the main thread only."""

    def ring(_number: int, _frame: FrameType | None) -> None:
        raise PermanentFailure(too_slow(limits))

    before = signal.signal(signal.SIGALRM, ring)
    signal.setitimer(signal.ITIMER_REAL, limits.seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
