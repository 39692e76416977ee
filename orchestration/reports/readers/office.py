"""Old Word files, RTF and OpenDocument texts, read as what LibreOffice makes of them: a DOCX.

Belongs here: running that program, without its macros, its network or anything left behind. Not here: reading
the DOCX (`docx`).
"""

from __future__ import annotations

import os
import signal
import subprocess
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from data_contracts.reasons import PermanentFailure, ReasonCode
from orchestration.reports.parts import OFFICE
from orchestration.reports.readers.docx import read_docx
from orchestration.reports.readers.failures import refusal
from orchestration.reports.readers.sniffing import Format

if TYPE_CHECKING:
    from orchestration.reports.document import Document

_EXTENSIONS = {Format.LEGACY_WORD: "doc", Format.RICH_TEXT: "rtf", Format.OPEN_TEXT: "odt"}
_NAMES = {
    Format.LEGACY_WORD: "an old Word document",
    Format.RICH_TEXT: "an RTF document",
    Format.OPEN_TEXT: "an OpenDocument text",
}
_SECONDS = 120
_ITEM = (
    '<item oor:path="/org.openoffice.Office.{path}"><prop oor:name="{name}" oor:op="fuse">'
    "<value>{value}</value></prop></item>"
)
_SETTINGS = (
    ("Common/Security/Scripting", "DisableMacrosExecution", "true"),
    ("Common/Security/Scripting", "MacroSecurityLevel", "3"),
    ("Common/Security/Scripting", "BlockUntrustedRefererLinks", "true"),
    ("Common/Security/Scripting", "DisableActiveContent", "true"),
    ("Writer/Content/Update", "Link", "0"),
    ("Writer/Content/Update", "Field", "false"),
)
"""Macros never run, links are neither followed nor refreshed."""
_NOWHERE = "http://127.0.0.1:9"
"""A proxy that answers nothing: what a document links to is not fetched."""


def read_office(content: bytes, name: str, media_type: str) -> Document:
    """The document in a file that LibreOffice can open.

    Raises:
        PermanentFailure: LibreOffice is not installed, cannot open the file, or takes too long.
    """
    kind = Format(media_type)
    if not OFFICE.is_installed:
        raise OFFICE.missing(_NAMES[kind])
    return read_docx(convert(content, _EXTENSIONS[kind], "docx"), name, media_type)


def convert(content: bytes, extension: str, wanted: str) -> bytes:
    """The bytes of a file in another office format, both named by their extensions.

    Raises:
        PermanentFailure: LibreOffice cannot open the file, or takes too long.
    """
    with tempfile.TemporaryDirectory(prefix="office-", ignore_cleanup_errors=True) as folder:
        source = Path(folder, f"report.{extension}")
        source.write_bytes(content)
        profile = Path(folder, "profile")
        _write_settings(profile)
        target = Path(folder, "converted", f"report.{wanted}")
        command = [
            OFFICE.command,
            f"-env:UserInstallation={profile.as_uri()}",
            "--headless",
            "--norestore",
            "--nolockcheck",
            "--nodefault",
            "--convert-to",
            wanted,
            "--outdir",
            str(target.parent),
            str(source),
        ]
        _run(command, Path(folder))
        if not target.is_file():
            raise _unreadable("a file that LibreOffice does not open", "Open it in the program that made it")
        return target.read_bytes()


def _write_settings(profile: Path) -> None:
    items = "".join(_ITEM.format(path=path, name=name, value=value) for path, name, value in _SETTINGS)
    folder = profile / "user"
    folder.mkdir(parents=True)
    (folder / "registrymodifications.xcu").write_text(
        '<?xml version="1.0" encoding="UTF-8"?><oor:items xmlns:oor="http://openoffice.org/2001/registry">'
        f"{items}</oor:items>",
        encoding="utf-8",
    )


def _run(command: list[str], folder: Path) -> None:
    """Run a program and all that it starts in a group of its own, which ends with it.

    The group stays in the session of this process: whoever ends that session ends the program as well.
    """
    kept = {key: os.environ[key] for key in ("PATH", "LANG", "LC_ALL") if key in os.environ}
    proxies = dict.fromkeys(("http_proxy", "https_proxy", "ftp_proxy"), _NOWHERE)
    process = subprocess.Popen(  # noqa: S603 - our own command and paths
        command,
        cwd=folder,
        env={**kept, **proxies, "HOME": str(folder), "TMPDIR": str(folder)},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        process_group=0,
    )
    try:
        process.wait(timeout=_SECONDS)
    except subprocess.TimeoutExpired as error:
        found = f"one that LibreOffice did not open in {_SECONDS} seconds"
        raise _unreadable(found, "Open it in the program that made it") from error
    finally:
        _end_group(process)


def _end_group(process: subprocess.Popen[bytes]) -> None:
    try:
        os.killpg(process.pid, signal.SIGKILL)
    except ProcessLookupError:
        return
    finally:
        process.wait()


def _unreadable(found: str, advice: str) -> PermanentFailure:
    return refusal(
        ReasonCode.UNREADABLE_FILE,
        "a complete office file",
        found,
        f"{advice}, save it as .docx or .xlsx, and drop that file.",
    )
