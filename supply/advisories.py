"""Advisories in the form of OSV, read from an export on disk: which versions of which packages they concern.

Here belongs reading the export. Not here: what is pinned (`locks`), the verdict (`audit`).
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any
from zipfile import BadZipFile, ZipFile

from packaging.utils import canonicalize_name
from packaging.version import InvalidVersion, Version

_ECOSYSTEM = "PyPI"


class ExportError(Exception):
    """The export cannot be used; the message says where, what was expected and found, what to do."""


@dataclass(frozen=True, slots=True)
class Advisory:
    """One known fault of one package; `affected` is the part of the export on that package."""

    advisory_id: str
    aliases: tuple[str, ...]
    package: str
    summary: str
    modified: datetime
    affected: Mapping[str, Any]

    def concerns(self, version: str) -> bool:
        """Whether that version has the fault, by the list of versions or by a range."""
        listed = version in self.affected.get("versions", [])
        return listed or any(_within(Version(version), events) for events in self._ranges())

    @property
    def fixed_in(self) -> str:
        """Versions in which it is mended, as told; empty if none is."""
        return ", ".join(event["fixed"] for events in self._ranges() for event in events if "fixed" in event)

    def _ranges(self) -> list[list[Mapping[str, str]]]:
        """The events of each range of versions; ranges of commits say nothing of what is installed."""
        ranges = self.affected.get("ranges", [])
        return [each["events"] for each in ranges if each.get("type") == "ECOSYSTEM"]


def read_export(path: Path) -> Iterator[Advisory]:
    """Every advisory on Python packages in OSV's export: a ZIP of JSON files, or a folder of them.

    Raises:
        ExportError: there is no such file, it is no export, or an entry is none of OSV.
    """
    for name, content in _entries(path):
        try:
            told = json.loads(content)
            if "withdrawn" not in told:
                yield from _advisories(told)
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise ExportError(
                f"{path}, {name}: expected an advisory in the form of OSV, found {error!r}. "
                "Fetch the export again."
            ) from error


def _entries(path: Path) -> Iterator[tuple[str, bytes]]:
    if path.is_dir():
        yield from ((each.name, each.read_bytes()) for each in sorted(path.rglob("*.json")))
        return
    try:
        with ZipFile(path) as export:
            for name in sorted(export.namelist()):
                if name.endswith(".json"):
                    yield name, export.read(name)
    except (OSError, BadZipFile) as error:
        raise ExportError(
            f"{path}: expected OSV's export for the ecosystem PyPI, a ZIP of JSON files, found {error}. "
            "Fetch all.zip of PyPI from OSV where there is internet, then: make audit ADVISORIES=FILE."
        ) from error


def _advisories(told: Mapping[str, Any]) -> Iterator[Advisory]:
    for affected in told.get("affected", []):
        package = affected.get("package", {})
        if package.get("ecosystem") == _ECOSYSTEM:
            yield Advisory(
                told["id"],
                tuple(told.get("aliases", [])),
                canonicalize_name(package["name"]),
                told.get("summary") or told.get("details", "").partition("\n")[0],
                datetime.fromisoformat(told["modified"]),
                affected,
            )


def _within(version: Version, events: list[Mapping[str, str]]) -> bool:
    """Whether a version lies in a range, read in the order of its bounds; True if they cannot be compared."""
    try:
        bounds = sorted((Version(told), kind) for event in events for kind, told in event.items())
    except InvalidVersion:
        return True
    is_in = False
    for bound, kind in bounds:
        if kind == "last_affected":
            is_in = is_in and version <= bound
        elif version >= bound:
            is_in = kind == "introduced"
    return is_in
