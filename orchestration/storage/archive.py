"""The archive: every report's bytes, once, for ever, under the sha256 of what they are.

Here belongs keeping and giving back bytes. Not here: names, dates and revisions of reports (`registry`).
"""

import hashlib
from dataclasses import dataclass

from data_contracts.reasons import PermanentFailure, Reason, ReasonCode
from orchestration.storage.folder import Folder


def digest(content: bytes) -> str:
    """sha256 of the bytes, 64 hexadecimal digits."""
    return hashlib.sha256(content).hexdigest()


@dataclass(frozen=True, slots=True)
class Archive:
    """Immutable and content-addressed: what was put never changes, putting it again changes nothing."""

    folder: Folder

    def put(self, content: bytes) -> str:
        """Keep the bytes; returns their sha256. A copy that was lost or cut short since is put back."""
        sha256 = digest(content)
        if self.folder.size(_name(sha256)) != len(content):
            self.folder.write(_name(sha256), content)
        return sha256

    def get(self, sha256: str) -> bytes:
        """The bytes; PermanentFailure if they are missing or are no longer what was put."""
        try:
            content = self.folder.read(_name(sha256))
        except FileNotFoundError as error:
            raise _damaged(sha256, "no such file") from error
        if digest(content) != sha256:
            raise _damaged(sha256, f"{len(content)} bytes with sha256 {digest(content)}")
        return content


def _name(sha256: str) -> str:
    return f"archive/{sha256[:2]}/{sha256}"


def _damaged(sha256: str, found: str) -> PermanentFailure:
    return PermanentFailure(
        Reason(
            code=ReasonCode.UNREADABLE_FILE,
            field=None,
            expected=f"the archived bytes with sha256 {sha256}",
            found=found,
            advice="Remove it and drop the report again, or restore it from a backup of the lake.",
            location=_name(sha256),
        )
    )
