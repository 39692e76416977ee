"""Which files of a folder or an archive are meant as reports.

Here belongs the judgement by name. Not here: what is in them (`readers.sniffing`), keeping them (`intake`).
"""

from pathlib import PurePosixPath

from orchestration.reports.filing.sidecar import SUFFIX


def is_report_file(name: str) -> bool:
    """Whether a file is meant as a report: not hidden, no side file, no lock file of an editor."""
    parts = PurePosixPath(name).parts
    file = parts[-1]
    hidden = any(part.startswith(".") for part in parts)
    beside = file.upper().startswith("README") or file.endswith(SUFFIX)
    unfinished = file.startswith("~$") or file.endswith((".tmp", ".part", ".crdownload"))
    return not (hidden or beside or unfinished)
