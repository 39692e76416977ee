"""A throw-away installation for measurements: own lake, warehouse, Dagster home; commands timed as processes.

No measurement belongs here, and nothing here touches the working state of the checkout.
"""

import os
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parent.parent
BIN = Path(sys.executable).parent


@dataclass(frozen=True, slots=True)
class Workspace:
    """The folders of one measured installation."""

    root: Path
    reports: Path

    @property
    def environment(self) -> dict[str, str]:
        """The environment that points every command at this workspace."""
        return {
            "CCHC_REPORTS": str(self.reports),
            "CCHC_LAKE": str(self.root / "lake"),
            "CCHC_WAREHOUSE": str(self.root / "warehouse"),
            "DAGSTER_HOME": str(self.root / "dagster"),
        }


def seconds(command: Sequence[str | Path], environment: Mapping[str, str]) -> float:
    """Wall-clock seconds of one process from start to exit.

    Raises:
        RuntimeError: the command failed; what it printed is in the message.
    """
    started = time.perf_counter()
    done = subprocess.run(
        [str(part) for part in command],
        cwd=REPOSITORY,
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        check=False,
    )
    elapsed = time.perf_counter() - started
    if done.returncode != 0:
        raise RuntimeError(f"{command} exited with {done.returncode}:\n{done.stdout}\n{done.stderr}")
    return elapsed
