"""The story's nights, run one after the other; after each, what is published and what is told of it.

Here belongs what must hold. Not here: the story, who runs a night (`hands`).
"""

import hashlib
import shutil
import signal
from collections import Counter
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

import duckdb

from orchestration.settings import Settings
from orchestration.storage import nights
from orchestration.storage.intake import archive_folder
from orchestration.storage.lake import Lake
from orchestration.storage.release_files import ReleaseFiles
from orchestration.storage.releases import current_release, what_changed
from orchestration.storage.soundness import damaged_archive, damaged_landing, damaged_releases
from orchestration.watch.health import checks
from tests.differences import differences
from tests.installation import SHIPPED
from tests.reliability.hands import Hand, command
from tests.reliability.processes import Ended
from tests.reliability.story import (
    FULL,
    KILLED_READING,
    KILLED_RELEASING,
    MISSED,
    NIGHTS,
    PLACES,
    READ_ONLY,
    TWICE,
    Evening,
    moment,
)

FIRST_REPORTS = (SHIPPED / "rankings" / "pci", SHIPPED / "press" / "lam-dong-6-thang-2022.txt")
_OURS = (
    "indicator_code in ('dossiers_received', 'dossiers_settled') "
    f"and agency_code in ({', '.join(repr(f'province:{place}') for place in PLACES)})"
)
_CURRENT = (
    f"select agency_code, value, indicator_code from fct_indicator_observations where is_current and {_OURS}"
)
_CHANGES = f"select change_kind, change_reason, count(*) from release_changes where {_OURS} group by all"
_KILLED = (KILLED_READING, KILLED_RELEASING)
_TOLD = {
    KILLED_READING: "was killed",
    KILLED_RELEASING: "was killed",
    FULL: "No space left on device",
    READ_ONLY: "Read-only file system",
    MISSED: "a night was missed",
}


@dataclass
class Nights:
    """An installation that lives through the story, and what was seen of it."""

    root: Path
    hand: Hand
    current: dict[str, int] = field(default_factory=dict)
    releases: list[str] = field(default_factory=list)
    ends: list[str] = field(default_factory=list)
    arrived: set[str] = field(default_factory=set)

    def live(self, say: Callable[[str], None]) -> None:
        """All nights; AssertionError at the first that is not as the story says."""
        drop = self.root / "reports"
        drop.mkdir(parents=True)
        for number, evening in enumerate(NIGHTS, 1):
            arrive(drop, number)
            self.arrived |= {_sha256(file) for file in drop.rglob("*") if _is_report(file)}
            if evening.trouble != MISSED:
                ended = self.hand(self.root, moment(number) + evening.clock, evening.trouble)
                self._ended(number, evening, ended)
            self._published(number, evening)
            self._watched(number, evening)
            say(f"  night {number}: {self._line(evening)}")

    def _ended(self, number: int, evening: Evening, ended: list[Ended]) -> None:
        codes = sorted(one.code for one in ended)
        said = "\n".join(one.said for one in ended)
        if evening.trouble in _KILLED:
            assert codes == [-signal.SIGKILL], (number, codes, said)
            self.ends.append("killed")
        elif evening.trouble in (FULL, READ_ONLY):
            assert codes == [1], (number, codes, said)
            self.ends.append("failed")
        elif evening.trouble == TWICE:
            assert codes in ([0, 0], [0, 1]), (number, codes, said)
            self.ends += ["well"] * (len(self._refreshes()) - len(self.ends))
        else:
            assert codes == [0], (number, codes, said)
            self.ends.append("well")

    def _published(self, number: int, evening: Evening) -> None:
        """The values of analysts, the release, and what it tells of its changes."""
        release = current_release(self.root / "warehouse")
        assert release is not None, number
        known = bool(self.releases) and release.release_id == self.releases[-1]
        assert known is not evening.is_released, number
        expected: Counter[tuple[str, str]] = Counter()
        for place in evening.then:
            expected["changed" if place in self.current else "new", evening.why] += 2
        self.current |= evening.then
        assert self._ask(_CURRENT) == sorted(
            (f"province:{place}", value - left, indicator)
            for place, value in self.current.items()
            for indicator, left in (("dossiers_received", 0), ("dossiers_settled", 7))
        ), number
        if evening.is_released:
            told = {(str(kind), str(why)): count for kind, why, count in self._ask(_CHANGES)}
            assert told == expected, number
            assert release.previous_release_id == (self.releases[-1] if self.releases else None), number
            assert what_changed(self.root / "warehouse", release.release_id), number
            self.releases.append(release.release_id)

    def _watched(self, number: int, evening: Evening) -> None:
        """What `cchc health` says of the night, an hour after it, or before the one after a missed one."""
        later = timedelta(hours=23) if evening.trouble == MISSED else timedelta(hours=1)
        settings = Settings(
            reports=str(self.root / "reports"),
            lake=str(self.root / "lake"),
            warehouse=self.root / "warehouse",
        )
        now = moment(number) + evening.clock + later
        [check] = [check for check in checks(settings, now) if check.name == "refresh"]
        told = _TOLD.get(evening.trouble)
        assert check.state == ("broken" if told else "ok"), (number, check)
        assert (told or "") in check.found, (number, check)

    def assert_whole(self) -> None:
        """Every report that ever came is archived once; the record of refreshes and releases is the story."""
        lake, warehouse = Lake(self.root / "lake"), self.root / "warehouse"
        assert {file.name for file in (self.root / "lake" / "archive").rglob("*") if file.is_file()} == (
            self.arrived
        )
        damaged = [*damaged_archive(lake), *damaged_landing(lake), *damaged_releases(warehouse)]
        assert damaged == []
        assert self._refreshes() == self.ends
        assert self.releases == sorted(set(self.releases))
        kept = sorted(ReleaseFiles(warehouse).ids())
        assert kept == self.releases[-len(kept) :]

    def _refreshes(self) -> list[str]:
        known = nights.refreshes(self.root / "warehouse")
        return ["failed" if one.failure else "well" if one.ended_at else "killed" for one in known]

    def _ask(self, query: str) -> list[tuple[object, ...]]:
        file = ReleaseFiles(self.root / "warehouse").link.resolve()
        with closing(duckdb.connect(str(file), read_only=True)) as connection:
            return sorted(connection.sql(query).fetchall())

    def _line(self, evening: Evening) -> str:
        what = f"release {self.releases[-1]}" if evening.is_released else "the release stands"
        return f"{evening.trouble or 'calm'}; {what}; {len(self.current)} provinces"


def arrive(drop: Path, number: int) -> None:
    """What arrives before a night of the story; before the first, some real reports too."""
    for report in NIGHTS[number - 1].arrives:
        report.drop(drop)
    for report in FIRST_REPORTS if number == 1 else ():
        for file in [report] if report.is_file() else sorted(report.glob("*.csv"))[:1]:
            shutil.copy(file, drop)


def at_once(root: Path, state: Path | None = None) -> None:
    """The same reports in the same order into a new lake, then one refresh reads, builds and publishes them.

    `state` is what a build may keep between nights: another installation's spares the time to make it.
    """
    drop = root / "reports"
    drop.mkdir(parents=True)
    for number, evening in enumerate(NIGHTS, 1):
        arrive(drop, number)
        if evening.arrives:
            archive_folder(drop, Lake(root / "lake"), moment(number))
    if state is not None:
        shutil.copytree(state, root / "warehouse" / "state")
    [ended] = command(root, moment(len(NIGHTS) + 1), "")
    assert ended.code == 0, ended.said


def assert_equal_to_at_once(root: Path, calm: Path) -> None:
    """Every released table has the same rows, but for the columns that tell when reports came."""
    one, other = (ReleaseFiles(place / "warehouse").link.resolve() for place in (root, calm))
    assert differences(one, other, but_receipt=True) == {}


def _is_report(file: Path) -> bool:
    return file.is_file() and not file.name.endswith(".meta.yml")


def _sha256(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()
