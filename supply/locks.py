"""The lock files: which packages, in which versions, with which hashes.

Here belongs reading them and what must hold in each. Not here: licences (`licences`), known faults (`audit`).
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from packaging.requirements import InvalidRequirement, Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parent.parent
LOCKS = {
    "service": ROOT / "deploy" / "requirements.lock",
    "production": ROOT / "deploy" / "requirements-production.lock",
    "development": ROOT / "deploy" / "requirements-dev.lock",
    "SQL clients": ROOT / "deploy" / "requirements-clients.lock",
    "bill of materials": ROOT / "deploy" / "requirements-supply.lock",
}
_HASH = re.compile(r"--hash=sha256:[0-9a-f]{64}")


class LockError(Exception):
    """A lock file breaks a rule; the message says file, line, what was expected and found."""


@dataclass(frozen=True, slots=True)
class Pinned:
    """One package in one version, as a lock names it; `marker` is empty where it is always installed."""

    name: str
    version: str
    marker: str


def read_lock(path: Path) -> list[Pinned]:
    """Every package of a lock, in its order.

    Raises:
        LockError: a line that is not `name==version [; marker] --hash=sha256:…`: an option, an address, a
            range, or no hash.
    """
    pinned = []
    for number, line in _lines(path):
        named, *hashes = line.split(" --hash=")
        where = f"{path.name}, line {number}"
        if not hashes or not all(_HASH.fullmatch(f"--hash={each.strip()}") for each in hashes):
            raise LockError(
                f"{where}: expected a package with its sha256, found {line[:80]!r}. Run `make lock`."
            )
        pinned.append(_pinned(named, where))
    return pinned


def where_used() -> dict[str, tuple[set[str], list[str]]]:
    """Package name to its versions and to the locks that have it; a later lock repeats none of an earlier."""
    found: dict[str, tuple[set[str], list[str]]] = {}
    for use, path in LOCKS.items():
        for package in read_lock(path):
            versions, uses = found.setdefault(package.name, (set(), []))
            versions.add(package.version)
            uses.append(use)
    return found


def _lines(path: Path) -> Iterator[tuple[int, str]]:
    """Each logical line with the number it begins at; comments left out."""
    whole, start = "", 1
    for number, line in enumerate(path.read_text("utf-8").splitlines(), start=1):
        if not whole:
            start = number
        whole += line.removesuffix("\\")
        if not line.endswith("\\"):
            if whole.strip() and not whole.lstrip().startswith("#"):
                yield start, " ".join(whole.split())
            whole = ""


def _pinned(text: str, where: str) -> Pinned:
    try:
        requirement = Requirement(text)
    except InvalidRequirement as error:
        raise LockError(f"{where}: expected `name==version`, found {text!r}. Run `make lock`.") from error
    exact = [each.version for each in requirement.specifier if each.operator == "=="]
    if requirement.url or len(requirement.specifier) != 1 or len(exact) != 1 or "*" in exact[0]:
        raise LockError(f"{where}: expected `name==version`, found {text!r}. Run `make lock`.")
    return Pinned(canonicalize_name(requirement.name), exact[0], str(requirement.marker or ""))
