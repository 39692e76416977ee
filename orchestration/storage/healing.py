"""Making good what is damaged from what is sound: landing from the archive, the registry from its twin.

Here belongs the repair and its order, so that a kill in between leaves the same to be done. Not here:
finding damage (`soundness`), reading reports again (`ingest`: a report without an outcome is pending).
Damaged files are kept in `set-aside/`, never deleted; archived bytes are replaced only by the very report.
"""

import hashlib
from collections.abc import Callable, Iterator
from pathlib import Path, PurePosixPath

import polars as pl

from orchestration.storage import parquet, partitions
from orchestration.storage.archive import digest
from orchestration.storage.findings import Finding
from orchestration.storage.folder import Folder
from orchestration.storage.lake import Lake
from orchestration.storage.release_files import ReleaseFiles
from orchestration.storage.soundness import archived, damaged_archive, damaged_landing, damaged_releases

SET_ASIDE = "set-aside"
_REGISTRY = ("reports", "arrivals")
_BY_ARRIVAL = ("documents", "rejected_rows", "outcomes")

KindOf = Callable[[bytes, str], str | None]
"""The format of a report, from its bytes and its name."""


def heal_lake(lake: Lake, kind_of: KindOf) -> list[str]:
    """Make good every damaged landing file; returns a line for each, saying what happened.

    The caller holds the refresh lock. What was read is read again by the next `read_pending`.
    """
    damaged = dict(damaged_landing(lake))
    told = []
    for name, finding in damaged.items():
        contract, month = PurePosixPath(name).parent.name, PurePosixPath(name).stem
        kept = _keep(lake.folder, name)
        if month == partitions.EMPTY_MONTH:
            lake.folder.write(name, parquet.to_parquet(parquet.empty(contract)))
            done = "it has no rows and was written anew"
        elif month == partitions.NO_MONTH:
            lake.folder.remove(name)
            done = "the next refresh writes it anew from data_contracts/corrections"
        elif contract in _REGISTRY:
            done = _rebuild_registry(lake, contract, month, set(damaged), kind_of)
        else:
            done = _forget(lake, contract, month)
            lake.folder.remove(name)
        told.append(f"{name}: found {finding.found}; {done}. The damaged file is kept as {kept}")
    return told


def heal_releases(warehouse: Path, *, every: bool = False) -> list[str]:
    """Take damaged releases out of the way, the newest and the current one or `every` one.

    Analysts then get the newest release that is left; the next build makes one from the lake.
    """
    files = ReleaseFiles(warehouse)
    told = []
    while damaged := list(damaged_releases(warehouse, None if every else _in_use(files))):
        for release, finding in damaged:
            moved = files.take_away(release, warehouse / SET_ASIDE)
            told.append(f"{finding.file}: found {finding.found}; it was taken away and is kept as {moved}")
    rest = files.ids()
    if rest and files.current() is None:
        files.point_to(rest[0])
        told.append(f"{files.link.name}: led to no release")
    if told:
        current = files.current()
        told.append(
            f"{files.link.name}: analysts now read release {current}"
            if current
            else f"{files.link.name}: there is no sound release until the next one is built"
        )
    return told


def heal_archive(lake: Lake, drop: Folder) -> tuple[list[str], list[Finding]]:
    """Put back damaged archived reports whose bytes are still in the drop folder.

    Returns a line for each that was put back, and a finding for each that is still damaged.
    """
    damaged = dict(damaged_archive(lake))
    missing = set(lake.registry.rows()["content_sha256"]) - set(archived(lake))
    wanted = set(damaged) | missing
    told = []
    for name in drop.names() if wanted else []:
        content = drop.read(name)
        sha256 = digest(content)
        if sha256 in wanted:
            place = f"archive/{sha256[:2]}/{sha256}"
            if sha256 in damaged:
                _keep(lake.folder, place)
            lake.folder.write(place, content)
            wanted.discard(sha256)
            damaged.pop(sha256, None)
            told.append(f"{place}: put back from {name} of the drop folder")
    return told, list(damaged.values())


def _in_use(files: ReleaseFiles) -> frozenset[str]:
    """The release that analysts get, and the one that the next build is compared with."""
    return frozenset(release for release in (max(files.ids(), default=None), files.current()) if release)


def _keep(folder: Folder, name: str) -> str:
    """Copy a damaged file aside, once however often; returns the name of the copy."""
    content = folder.read(name)
    kept = f"{SET_ASIDE}/{name}.{hashlib.sha256(content).hexdigest()[:16]}"
    if not folder.exists(kept):
        folder.write(kept, content)
    return kept


def _forget(lake: Lake, contract: str, month: str) -> str:
    """Take the verdicts away from the reports whose rows may be in the damaged file: they are read again."""
    everywhere = contract not in _BY_ARRIVAL
    months = lake.landing.months("outcomes") if everywhere else [month]
    for each in months:
        lake.folder.remove(partitions.file_name("outcomes", each))
    whose = "every archived report is" if everywhere else f"the reports received in {month} are"
    return f"{whose} read again"


def _rebuild_registry(lake: Lake, contract: str, month: str, damaged: set[str], kind_of: KindOf) -> str:
    reports, arrivals = (_sound_rows(lake, table, damaged) for table in _REGISTRY)
    if contract == "arrivals":
        rows = reports.select("report_id", "source_name", arrived_at="received_at")
        rows = parquet.conform(rows.filter(pl.col("arrived_at").dt.strftime("%Y-%m") == month), contract)
        lost = "; when known reports came again in that month is lost"
    else:
        rows = _reports_of_arrivals(lake, arrivals, set(reports["report_id"]), month, kind_of)
        lost = "; their side files are read again where the drop folder has them"
    name = partitions.file_name(contract, month)
    lake.folder.write(name, parquet.to_parquet(parquet.in_key_order(rows, contract)))
    return f"{rows.height} rows were made again from the rest of the registry and the archive{lost}"


def _sound_rows(lake: Lake, contract: str, damaged: set[str]) -> pl.DataFrame:
    months = [m for m in lake.landing.months(contract) if partitions.file_name(contract, m) not in damaged]
    return pl.concat([parquet.empty(contract), *(lake.landing.read_month(contract, m) for m in months)])


def _reports_of_arrivals(
    lake: Lake, arrivals: pl.DataFrame, known: set[str], month: str, kind_of: KindOf
) -> pl.DataFrame:
    """The rows of reports that first arrived in a month and are in no sound file, as the intake made them."""
    by_id = {sha256[:16]: sha256 for sha256 in archived(lake)}
    first = arrivals.sort("arrived_at", "source_name").unique("report_id", keep="first", maintain_order=True)
    first = first.filter(
        ~pl.col("report_id").is_in(list(known)), pl.col("arrived_at").dt.strftime("%Y-%m") == month
    )
    rows = [row for report in first.iter_rows(named=True) for row in _row(lake, report, by_id, kind_of)]
    return pl.DataFrame(rows, schema=parquet.schema("reports"))


def _row(
    lake: Lake, report: dict[str, object], by_id: dict[str, str], kind_of: KindOf
) -> Iterator[dict[str, object]]:
    report_id, name = str(report["report_id"]), str(report["source_name"])
    if report_id not in by_id:
        return
    content = lake.folder.read(f"archive/{by_id[report_id][:2]}/{by_id[report_id]}")
    yield {
        "report_id": report_id,
        "original_report_id": report_id,
        "content_sha256": by_id[report_id],
        "source_name": name,
        "received_at": report["arrived_at"],
        "arrived_at": report["arrived_at"],
        "size_bytes": len(content),
        "media_type": kind_of(content, name),
    }
