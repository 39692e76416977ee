"""From the drop folder into the archive and the registry.

Here belongs getting each report file kept. Not here: which files are reports (`report_files`), opening one
(`ingest`).
"""

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import polars as pl

from data_contracts.reasons import TransientFailure
from orchestration.reports.containers import is_container
from orchestration.reports.filing.sidecar import SUFFIX
from orchestration.reports.limits import Limits
from orchestration.reports.readers.sniffing import PACKED
from orchestration.storage.folder import Folder
from orchestration.storage.healing import heal_lake
from orchestration.storage.lake import Lake
from orchestration.storage.outcomes import Outcome, Stage, Status
from orchestration.storage.registry import Arrival
from orchestration.storage.report_files import is_report_file
from orchestration.storage.report_rows import Reader
from orchestration.storage.worker import Look, Looked, format_told
from orchestration.storage.workers import Workers


@dataclass(frozen=True, slots=True)
class Intake:
    """What one look into the drop folder gave: how many files could be read, ids of the new reports.

    `corrections` are those of the new reports that revise an earlier one, `returned` the known ones that came
    again after another one under their name. A failure names the file or folder of the drop folder that
    cannot be read, and the reason; it is tried again next time. `healed` says what was found
    damaged in the lake, or wrong with the clock, and made good.
    """

    files: int
    new: tuple[str, ...]
    corrections: tuple[str, ...]
    returned: tuple[str, ...]
    failures: tuple[str, ...]
    healed: tuple[str, ...] = ()

    @property
    def known(self) -> int:
        """Files whose bytes were already archived, under this name or another."""
        return self.files - len(self.new)


def archive_folder(drop: str | Path, lake: Lake, now: datetime, limits: Limits | None = None) -> Intake:
    """Archive and register every report file below the drop folder (a path or URL); `now` is UTC.

    Containers are opened in a worker process, within `limits` or the default ones.
    The bytes are archived before the report is registered: killed in between, the next call registers it.

    Raises:
        TransientFailure: the lake cannot be read or written (no space left, read-only, not there): what
            arrived stays in the drop folder and is archived by the next call that can.
    """
    folder = Folder(drop)
    if folder.local_path is not None and not folder.local_path.is_dir():
        raise TransientFailure(
            f"{drop}: expected the drop folder, found no folder. Create it or set CCHC_REPORTS."
        )
    failures: list[str] = []
    every_name = folder.names(unreadable=failures)
    arrivals: list[Arrival] = []
    limits = limits or Limits()
    with Workers(Reader.current(limits), limits, count=1) as workers:
        healed = heal_lake(lake, lambda content, name: _looked(content, name, workers).media_type)
        lake.prepare()
        moment = lake.registry.after_all(now)
        for name in filter(is_report_file, every_name):
            try:
                content = folder.read(name)
                sidecar = _sidecar(folder, name) if f"{name}{SUFFIX}" in every_name else None
            except (TransientFailure, FileNotFoundError) as error:
                failures.append(f"{name}: {error}")
                continue
            # What goes wrong from here on is wrong with the lake, and would be so for every other file.
            arrivals += _archived(content, name, sidecar, lake, moment, workers)
    arrivals = lake.registry.sightings(arrivals)
    if moment != now and any(arrival.is_event for arrival in arrivals):
        healed.append(
            f"clock: found {now:%Y-%m-%d %H:%M} UTC, which is before the last arrival. What arrived is noted "
            f"as of {moment:%Y-%m-%d %H:%M}, after all that came before it"
        )
    before, after = lake.registry.rows(), lake.registry.preview(arrivals)
    to_read = _to_read(before, after)
    # First the outcomes, then the registry: killed in between, the next call finds the same to do.
    received = dict(zip(to_read["report_id"], to_read["received_at"], strict=True))
    lake.outcomes.record([archived(report, at) for report, at in received.items()], received)
    lake.registry.register(arrivals)
    new = to_read.filter(~to_read["report_id"].is_in(before["report_id"].to_list()))
    corrections = new.filter(revision_kind="correction")["report_id"]
    returned = _returned(before, after)
    return Intake(
        len(arrivals), tuple(new["report_id"]), tuple(corrections), returned, tuple(failures), tuple(healed)
    )


def _to_read(before: pl.DataFrame, after: pl.DataFrame) -> pl.DataFrame:
    """The reports that are new, and those whose sidecar says something else than before."""
    same = before.select("report_id", "sidecar")
    return after.join(same, on=["report_id", "sidecar"], how="anti", nulls_equal=True)


def _returned(before: pl.DataFrame, after: pl.DataFrame) -> tuple[str, ...]:
    """Known reports that came again."""
    known = before.select("report_id", was="arrived_at")
    again = after.join(known, on="report_id").filter(pl.col("arrived_at") > pl.col("was"))
    return tuple(again["report_id"])


def archived(report_id: str, received_at: datetime) -> Outcome:
    """The outcome of stage `archive`: a registered report was archived when it was received."""
    return Outcome(report_id, Stage.ARCHIVE, Status.OK, received_at)


def _sidecar(folder: Folder, name: str) -> str:
    return folder.read(f"{name}{SUFFIX}").decode("utf-8", "replace")


def _archived(
    content: bytes, name: str, sidecar: str | None, lake: Lake, now: datetime, workers: Workers
) -> Iterator[Arrival]:
    """Archive a file, and if it is a container, the reports in it, each under its path inside."""
    sha256 = lake.archive.put(content)
    looked = _looked(content, name, workers)
    yield Arrival(sha256, _printable(name), now, len(content), looked.media_type, sidecar)
    found = {member.name: member.content for member, _ in looked.inside}
    for member, media_type in looked.inside:
        if is_report_file(member.name):
            beside = found.get(f"{member.name}{SUFFIX}")
            told = beside.decode("utf-8", "replace") if beside is not None else None
            sha256 = lake.archive.put(member.content)
            full_name = _printable(f"{name}/{member.name}")
            yield Arrival(sha256, full_name, now, len(member.content), media_type, told)


def _looked(content: bytes, name: str, workers: Workers) -> Looked:
    """What a file is and holds: what must be unpacked to tell is looked at by a worker, text is read here.

    What keeps it from being opened is told when it is read; it must not keep it from being archived.
    """
    if content.startswith(PACKED):
        return workers.look(Look(name, content))
    kind = format_told(content, name)
    return workers.look(Look(name, content)) if kind and is_container(kind) else Looked(kind)


def _printable(name: str) -> str:
    """The name as NFC text; bytes of a name that are not UTF-8 become replacement characters."""
    text = name.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
    return unicodedata.normalize("NFC", text)
