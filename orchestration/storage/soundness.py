"""Whether what is stored is what was written: archive, landing tables and registry, releases.

Here belongs looking. Nothing is changed here: making it good is `healing`.
"""

from collections.abc import Iterator
from pathlib import Path

import duckdb

from data_contracts.reasons import PermanentFailure
from orchestration.storage import parquet
from orchestration.storage.archive import digest
from orchestration.storage.findings import Finding
from orchestration.storage.lake import Lake
from orchestration.storage.release_files import ReleaseFiles, sha256_of
from orchestration.storage.release_tables import read_info

REPAIR = "Run `cchc repair`."
_FROM_A_BACKUP = "Run `cchc repair` while the drop folder still has it, or restore the lake from a backup."


def damaged_landing(lake: Lake) -> Iterator[tuple[str, Finding]]:
    """Landing files that are not what was written, each by its name in the lake."""
    for contract in parquet.landing_contracts():
        for name in lake.folder.names(f"landing/{contract}"):
            if name.endswith(".parquet") and (found := parquet.damage(lake.folder.read(name))):
                yield name, Finding(name, "the landing file as it was written", found, REPAIR)


def foreign_columns(lake: Lake) -> Iterator[Finding]:
    """Sound landing files whose columns are not those of the contract; the next refresh brings them up."""
    for contract in parquet.landing_contracts():
        for name in lake.folder.names(f"landing/{contract}"):
            content = lake.folder.read(name) if name.endswith(".parquet") else b""
            if not content or parquet.damage(content):
                continue
            stored, wanted = parquet.from_parquet(content).schema, parquet.schema(contract)
            if stored != wanted:
                yield Finding(
                    name,
                    f"the columns of contract {contract}",
                    f"a difference in {', '.join(sorted(set(stored) ^ set(wanted))) or 'their types'}",
                    "Run `cchc refresh`.",
                )


def archived(lake: Lake) -> Iterator[str]:
    """sha256 of every archived report, by the names of their files."""
    yield from (name.rsplit("/", 1)[1] for name in lake.folder.names("archive") if "/." not in name)


def damaged_archive(lake: Lake) -> Iterator[tuple[str, Finding]]:
    """Archived reports whose bytes are not those of their name, each by its sha256."""
    for sha256 in archived(lake):
        try:
            content = lake.folder.read(f"archive/{sha256[:2]}/{sha256}")
        except FileNotFoundError:
            content = b""
        if digest(content) != sha256:
            yield (
                sha256,
                Finding(
                    f"archive/{sha256[:2]}/{sha256}",
                    "the report with the sha256 that the file is named by",
                    f"{len(content)} bytes with sha256 {digest(content)}",
                    _FROM_A_BACKUP,
                ),
            )


def registry_against_archive(lake: Lake) -> Iterator[Finding]:
    """Registered reports without archived bytes, and archived bytes that no report is registered for."""
    rows = lake.registry.rows()
    there = set(archived(lake))
    for sha256, name in rows.select("content_sha256", "source_name").sort("source_name").iter_rows():
        if sha256 not in there:
            yield Finding(
                f"archive/{sha256[:2]}/{sha256}", f"the archived report {name}", "no file", _FROM_A_BACKUP
            )
    for sha256 in sorted(there - set(rows["content_sha256"])):
        yield Finding(
            f"archive/{sha256[:2]}/{sha256}",
            "a registered report",
            "none with this sha256",
            "Run `cchc refresh`, which registers what still is in the drop folder; else drop the report "
            "again, or restore the lake from a backup.",
        )


def damaged_releases(warehouse: Path, only: frozenset[str] | None = None) -> Iterator[tuple[str, Finding]]:
    """Releases (all, or `only` these) that are not what was released, each by its id."""
    files = ReleaseFiles(warehouse)
    for release in files.ids():
        found = _release_damage(files, release) if only is None or release in only else None
        if found:
            where = str(files.path(release).relative_to(warehouse))
            yield release, Finding(where, "the release as it was made", found, REPAIR)


def broken_link(warehouse: Path) -> Iterator[Finding]:
    """The link that analysts open, where it leads to no release although there are some."""
    files = ReleaseFiles(warehouse)
    if files.ids() and files.current() is None:
        is_link = files.link.is_symlink()
        found = f"a link to {files.link.readlink()}" if is_link else "no link"
        yield Finding(files.link.name, "a link to one of the releases", found, REPAIR)


def _release_damage(files: ReleaseFiles, release: str) -> str | None:
    file = files.path(release)
    recorded = files.recorded_sha256(release)
    if recorded is not None:
        actual = sha256_of(file)
        return None if actual == recorded else f"sha256 {actual}, recorded {recorded}"
    try:
        told = read_info(file).release_id
    except (duckdb.Error, IndexError, PermanentFailure) as error:
        return f"a file that cannot be opened: {' '.join(str(error).split())}"
    return None if told == release else f"a file that says it is release {told}"
