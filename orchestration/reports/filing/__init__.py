"""Whose report it is and for which period: sidecar, form head, letterhead and text, folder, in that order.

Not here: what the rows of a form say (`forms/`), whose the values of a sentence are (`narrative/`).
"""

from __future__ import annotations

from orchestration.reports.filing.filer import agency_of_name
from orchestration.reports.filing.filing import Filing, filing_of, missing
from orchestration.reports.filing.paper import Paper, paper_of
from orchestration.reports.filing.sidecar import NO_SIDECAR, Sidecar, read_sidecar

__all__ = [
    "NO_SIDECAR",
    "Filing",
    "Paper",
    "Sidecar",
    "agency_of_name",
    "filing_of",
    "missing",
    "paper_of",
    "read_sidecar",
]
