"""Analysts' corrections on their way into the landing, where dbt finds them beside the reports' values.

Here belongs storing them. Not here: how they are written (`data_contracts.correction_files`), where they
apply (the dbt project).
"""

from pathlib import Path

from data_contracts.correction_files import Corrections, read_corrections
from orchestration.storage.lake import Lake


def land_corrections(lake: Lake, folder: Path) -> Corrections:
    """Let the corrections of this folder be all that the landing has; returns them."""
    corrections = read_corrections(folder)
    lake.landing.replace("corrections", corrections.accepted)
    lake.landing.replace("refused_corrections", corrections.refused)
    return corrections
