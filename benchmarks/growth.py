"""How much a night adds to the disk, and what is left after the weekly tidying.

`python -m benchmarks.growth [NIGHTS]`: real refreshes of the shipped reports, all but a few on the first
night, then one more report a night, then as many nights without news. Then the tidying, told that
`CCHC_KEEP_RUN_DAYS` have passed: what is left is what the storage never falls below.
"""

import shutil
import sys
import tempfile
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import dagster as dg

from benchmarks.workspace import BIN, Workspace, seconds
from orchestration.defs.retention import remove_old_runs
from orchestration.settings import PROJECT_ROOT, Settings
from orchestration.storage.removal import size
from orchestration.storage.tidying import tidy

PLACES = {
    "dagster": "dagster",
    "lake": "lake",
    "releases": "warehouse/releases",
    "build": "warehouse/state",
}


def held(workspace: Workspace) -> dict[str, int]:
    """Bytes on disk by place."""
    return {name: size(workspace.root / folder) for name, folder in PLACES.items()}


def night(workspace: Workspace, arrivals: Iterable[Path], source: Path) -> dict[str, int]:
    """Drop the files, refresh, and return what each place gained."""
    for file in arrivals:
        target = workspace.reports / file.relative_to(source)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(file, target)
    before = held(workspace)
    seconds([BIN / "cchc", "refresh"], workspace.environment)
    return {name: after - before[name] for name, after in held(workspace).items()}


def tidied(workspace: Workspace, settings: Settings) -> dict[str, int]:
    """Tidy as if the days that runs are kept had passed; returns what is held then."""
    later = datetime.now(UTC) + timedelta(days=settings.keep_run_days + 1)
    with dg.DagsterInstance.from_config(str(workspace.root / "dagster")) as instance:
        remove_old_runs(instance, keep_days=settings.keep_run_days, now=later)
    tidy(
        workspace.root / "warehouse",
        keep_releases=settings.keep_releases,
        keep_days=settings.keep_log_days,
        now=datetime.now(UTC),
    )
    return held(workspace)


def tell(label: str, values: dict[str, int]) -> None:
    """One line of the table, in kilobytes."""
    cells = "".join(f"{values[name] / 1000:12,.0f}" for name in PLACES)
    print(f"{label:28}{cells}{sum(values.values()) / 1000:12,.0f}")


def main(nights: int) -> None:
    """Measure and print, in thousands of bytes."""
    source = PROJECT_ROOT / "reports"
    late = sorted((source / "press").glob("*.txt"))[:nights]
    first = [file for file in sorted(source.rglob("*")) if file.is_file() and file not in late]
    settings = Settings()
    with tempfile.TemporaryDirectory(prefix="cchc-growth-") as folder:
        workspace = Workspace(Path(folder), Path(folder) / "reports")
        workspace.reports.mkdir()
        print(f"{'thousands of bytes':28}{''.join(f'{name:>12}' for name in PLACES)}{'all':>12}")
        tell("first night", night(workspace, first, source))
        for label, arrivals in (("night with a report", late), ("night without news", [None] * nights)):
            gained = [night(workspace, [file] if file else [], source) for file in arrivals]
            tell(f"{label}, mean of {nights}", {n: sum(one[n] for one in gained) // nights for n in PLACES})
        tell("held", held(workspace))
        tell("held after tidying", tidied(workspace, settings))


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 5)
