"""The optional programs that some formats need: which there are, whether they are here, how to get them.

Not here: running them (`readers/`).
"""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from typing import TYPE_CHECKING

from data_contracts.reasons import PermanentFailure, Reason, ReasonCode

if TYPE_CHECKING:
    from collections.abc import Iterable


@dataclass(frozen=True, slots=True)
class Part:
    """A program from Debian's packages: its name for people, its command, and the packages that bring it."""

    name: str
    command: str
    packages: tuple[str, ...]

    @property
    def is_installed(self) -> bool:
        """Whether the command is on the path of this process."""
        return shutil.which(self.command) is not None

    def missing(self, found: str) -> PermanentFailure:
        """The failure of a report that waits for this part; `found` says what in the report needs it."""
        return PermanentFailure(
            Reason(
                code=ReasonCode.MISSING_PART,
                field=None,
                expected=f"{self.name}, which is an optional part and not installed",
                found=found,
                advice=f"Install it (apt install {' '.join(self.packages)}): the next run reads this report.",
            )
        )


OCR = Part("Tesseract OCR with its Vietnamese data", "tesseract", ("tesseract-ocr", "tesseract-ocr-vie"))
OFFICE = Part("LibreOffice", "soffice", ("libreoffice-writer", "libreoffice-calc"))
PARTS = (OCR, OFFICE)


def installed(parts: Iterable[Part] = PARTS) -> tuple[str, ...]:
    """The commands of the parts that are here, sorted: reports that wait for one are pending once it is."""
    return tuple(sorted(part.command for part in parts if part.is_installed))
