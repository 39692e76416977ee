"""Hold the lock files against known vulnerabilities, offline: `python -m supply.audit OSV_EXPORT`.

Here belongs the verdict. Not here: reading locks (`locks`) and advisories (`advisories`).
"""

import sys
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

import yaml

from supply.advisories import Advisory, ExportError, read_export
from supply.locks import ROOT, LockError, where_used

ACCEPTED = ROOT / "supply" / "accepted.yml"
OLDEST_EXPORT_DAYS = 30
_USAGE = """\
usage: python -m supply.audit OSV_EXPORT      (make audit ADVISORIES=FILE)
OSV_EXPORT: OSV's export for the ecosystem PyPI (all.zip, or a folder of its content), fetched where there is
internet.
"""


@dataclass(frozen=True, slots=True)
class Accepted:
    """A fault that we live with until a day, and why."""

    id: str
    package: str
    why: str
    until: date


@dataclass(frozen=True, slots=True)
class Verdict:
    """What an audit found, in lines to be read; it is well if nothing is wrong."""

    wrong: tuple[str, ...]
    accepted: tuple[str, ...]
    advisories: int
    newest: datetime | None


def audit(advisories: Iterable[Advisory], accepted: Iterable[Accepted], today: date) -> Verdict:
    """Hold every version of every lock against the advisories; LockError if a lock is not sound."""
    pinned = where_used()
    left = {(each.id, each.package): each for each in accepted}
    wrong, lived_with, count, newest = [], [], 0, None
    for advisory in advisories:
        count += 1
        newest = max(newest or advisory.modified, advisory.modified)
        versions, uses = pinned.get(advisory.package, (set(), []))
        for version in sorted(each for each in versions if advisory.concerns(each)):
            known = left.pop((advisory.advisory_id, advisory.package), None)
            line = f"{advisory.package} {version} ({', '.join(uses)}): {_told(advisory)}"
            if known and known.until >= today:
                lived_with.append(f"{line} Accepted until {known.until}: {known.why}")
            else:
                wrong.append(line + (f" Was accepted until {known.until}." if known else ""))
    wrong += [
        f"{each.package}: {each.id} is accepted and concerns no lock; strike it out."
        for each in left.values()
    ]
    wrong += _age(newest, today)
    return Verdict(tuple(wrong), tuple(lived_with), count, newest)


def read_accepted(path: Path = ACCEPTED) -> list[Accepted]:
    """The faults that we live with."""
    return [Accepted(**each) for each in yaml.safe_load(path.read_text("utf-8"))]


def _told(advisory: Advisory) -> str:
    names = ", ".join((advisory.advisory_id, *advisory.aliases))
    mended = f"Mended in {advisory.fixed_in}." if advisory.fixed_in else "Not mended yet."
    return f"{names}: {advisory.summary.rstrip('.')}. {mended}"


def _age(newest: datetime | None, today: date) -> list[str]:
    if newest is None:
        return ["the export: expected advisories on Python packages, found none. Fetch it again."]
    days = (today - newest.date()).days
    if days <= OLDEST_EXPORT_DAYS:
        return []
    found = f"found its newest advisory {days} days old"
    return [f"the export: expected one of the last {OLDEST_EXPORT_DAYS} days, {found}. Fetch it again."]


def main(arguments: list[str]) -> int:
    """Print the verdict: 0 nothing is known against the locks, 1 something is, 2 it could not be told."""
    if len(arguments) != 1:
        sys.stderr.write(_USAGE)
        return 2
    try:
        verdict = audit(read_export(Path(arguments[0])), read_accepted(), datetime.now(UTC).date())
    except (ExportError, LockError) as error:
        sys.stderr.write(f"{error}\n")
        return 2
    for line in (*verdict.accepted, *verdict.wrong):
        sys.stdout.write(f"{line}\n")
    newest = f", the newest of {verdict.newest:%Y-%m-%d}" if verdict.newest else ""
    sys.stdout.write(f"{verdict.advisories} advisories{newest}; {len(verdict.wrong)} against the locks\n")
    return 1 if verdict.wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
