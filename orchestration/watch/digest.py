"""The one message of a day: what is broken, what to look at, the first cases, where, whose.

Here belongs the wording. Not here: judging (`health`), sending (`sending`).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from orchestration.settings import Settings
from orchestration.watch.health import OWNER, Check

FIRST_CASES = 5


@dataclass(frozen=True, slots=True)
class Message:
    """A subject and a plain text."""

    subject: str
    text: str


def message(found: Sequence[Check], settings: Settings, now: datetime) -> Message:
    """What the checks found, the worst first."""
    by_state = {
        state: [check for check in found if check.state == state] for state in ("broken", "warning", "ok")
    }
    broken = [check.name.replace("_", " ") for check in by_state["broken"]]
    verdict = f"BROKEN: {', '.join(broken)}" if broken else "well"
    lines = [f"State of the reform-report warehouse at {now:%Y-%m-%d %H:%M} UTC, for {OWNER}."]
    for state, checks in by_state.items():
        for check in checks:
            lines += ["", f"{state.upper():8} {check.name.replace('_', ' ')}: {check.found}"]
            lines += [f"         - {case}" for case in check.cases[:FIRST_CASES]]
            more = len(check.cases) - FIRST_CASES
            lines += [f"         … and {more} more"] if more > 0 else []
            lines += [f"         {check.advice}"] if check.advice else []
    lines += ["", f"Runs, checks and logs: {settings.ui_url}"]
    return Message(f"[cchc] {now:%Y-%m-%d} {verdict}", "\n".join(lines))
