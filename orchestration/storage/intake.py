"""From the drop folder into the archive and the registry.

Here belongs what counts as a report file and getting each of them kept. Not here: opening a report
(`ingest`).
"""

import unicodedata
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path, PurePosixPath

from data_contracts.reasons import TransientFailure
from orchestration.reports.readers.sniffing import sniff
from orchestration.storage.folder import Folder
from orchestration.storage.lake import Lake
from orchestration.storage.outcomes import Outcome, Stage, Status
from orchestration.storage.registry import Arrival


@dataclass(frozen=True, slots=True)
class Intake:
    """What one look into the drop folder gave: how many files could be read, ids of the new reports.

    `corrections` are those of the new reports that revise an earlier one. A failure names the file or folder
    and the reason; it stays in the drop folder and is tried again next time.
    """

    files: int
    new: tuple[str, ...]
    corrections: tuple[str, ...]
    failures: tuple[str, ...]

    @property
    def known(self) -> int:
        """Files whose bytes were already archived, under this name or another."""
        return self.files - len(self.new)


def archive_folder(drop: str | Path, lake: Lake, now: datetime) -> Intake:
    """Archive and register every report file below the drop folder (a path or URL); `now` is UTC.

    The bytes are archived before the report is registered: killed in between, the next call registers it.
    """
    lake.prepare()
    folder = Folder(drop)
    if folder.local_path is not None and not folder.local_path.is_dir():
        raise TransientFailure(
            f"{drop}: expected the drop folder, found no folder. Create it or set CCHC_REPORTS."
        )
    failures: list[str] = []
    names = [name for name in folder.names(unreadable=failures) if is_report_file(name)]
    arrivals = []
    for name in names:
        try:
            arrivals.append(_archive(folder, name, lake, now))
        except (TransientFailure, FileNotFoundError) as error:
            failures.append(f"{name}: {error}")
    before = set(lake.registry.rows()["report_id"])
    changed = lake.registry.register(arrivals)
    new = changed.filter(~changed["report_id"].is_in(list(before)))
    received = dict(zip(new["report_id"], new["received_at"], strict=True))
    lake.outcomes.record([archived(report, at) for report, at in received.items()], received)
    corrections = new.filter(revision_kind="correction")["report_id"]
    return Intake(len(arrivals), tuple(new["report_id"]), tuple(corrections), tuple(failures))


def archived(report_id: str, received_at: datetime) -> Outcome:
    """The outcome of stage `archive`: a registered report was archived when it was received."""
    return Outcome(report_id, Stage.ARCHIVE, Status.OK, received_at)


def is_report_file(name: str) -> bool:
    """Whether a file is meant as a report: not hidden, no side file, no lock file of an editor."""
    parts = PurePosixPath(name).parts
    file = parts[-1]
    hidden = any(part.startswith(".") for part in parts)
    beside = file.upper().startswith("README") or file.endswith(".meta.yml")
    unfinished = file.startswith("~$") or file.endswith((".tmp", ".part", ".crdownload"))
    return not (hidden or beside or unfinished)


def _archive(folder: Folder, name: str, lake: Lake, now: datetime) -> Arrival:
    content = folder.read(name)
    sha256 = lake.archive.put(content)
    media_type = None
    # What keeps a report from being opened is told when it is read; it must not keep it from being
    # archived.
    with suppress(Exception):
        media_type = sniff(content, name).value
    return Arrival(sha256, _printable(name), now, len(content), media_type)


def _printable(name: str) -> str:
    """The name as NFC text; bytes of a name that are not UTF-8 become replacement characters."""
    text = name.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
    return unicodedata.normalize("NFC", text)
