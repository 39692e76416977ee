"""File names as they come in archives and mails: decoded, repaired where they were decoded wrongly, checked.

Here belongs all that is known of names. Not here: what is in the files.
"""

from __future__ import annotations

import re
import unicodedata
from pathlib import PurePosixPath

_VIETNAMESE = frozenset("ăâđêôơư")
_TONES = frozenset("\u0300\u0301\u0303\u0309\u0323")
_MARKS = frozenset("\u0302\u0306\u031b")
_DRIVE = re.compile(r"^[A-Za-z]:")
_FURNITURE = frozenset({"thumbs.db", "ehthumbs.db", "desktop.ini", ".ds_store"})


def decode_name(raw: bytes) -> str:
    """The name in bytes of an unstated encoding: UTF-8, else the Vietnamese or the first code page.

    Programs on macOS and Linux write UTF-8 without saying so; those on Vietnamese Windows code page 1258.
    """
    try:
        return repair_name(raw.decode("utf-8"))
    except UnicodeDecodeError:
        pass
    vietnamese = unicodedata.normalize("NFC", raw.decode("cp1258", "replace"))
    if _is_vietnamese(vietnamese):
        return vietnamese
    return repair_name(raw.decode("cp437"))


def repair_name(name: str) -> str:
    """The name in NFC, put right where its UTF-8 was once read as a Western code page ("BÃ¡o cÃ¡o")."""
    if not name.isascii():
        for wrong in ("cp1252", "latin-1", "cp437"):
            try:
                repaired = name.encode(wrong).decode("utf-8")
            except UnicodeError:
                continue
            return unicodedata.normalize("NFC", repaired)
    return unicodedata.normalize("NFC", name)


def clean_path(name: str) -> str:
    """The path with slashes, without control characters, empty and "." steps; safe only if `is_safe_path`."""
    visible = "".join("\ufffd" if unicodedata.category(c) in {"Cc", "Cs"} else c for c in name)
    steps = visible.replace("\\", "/").split("/")
    root = "/" if visible.startswith(("/", "\\")) else ""
    return root + "/".join(step.strip() for step in steps if step.strip() not in {"", "."})


def is_safe_path(path: str) -> bool:
    """Whether a cleaned path stays inside the container: relative, no drive, no step upwards, not empty."""
    steps = PurePosixPath(path).parts
    return bool(steps) and not (path.startswith("/") or _DRIVE.match(path) or ".." in steps)


def is_furniture(path: str) -> bool:
    """Whether a program left this file for itself: no report, and not worth a word."""
    *folders, file = path.lower().split("/")
    return file in _FURNITURE or file.startswith(("._", "~$")) or "__macosx" in folders


def _is_vietnamese(name: str) -> bool:
    """Whether all letters are those of Vietnamese, and each tone stands on a vowel."""
    found = False
    for character in name:
        if character.isascii():
            continue
        parts = unicodedata.normalize("NFD", character.lower())
        base, marks = parts[:1], parts[1:]
        if character.lower() in _VIETNAMESE or (base in "aeiouy" and set(marks) <= _TONES | _MARKS and marks):
            found = True
        elif character not in "–—“”‘’…":
            return False
    return found
