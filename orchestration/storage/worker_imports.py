"""What every worker needs, imported once by the process that workers are forked from.

No name belongs here, and nothing that starts a thread: a thread does not live through a fork.
"""

import orchestration.reports.narrative
import orchestration.storage.worker
from orchestration.reports.catalogue.agencies import AgencyDirectory
from orchestration.reports.version import reader_version

__all__ = ["orchestration"]

AgencyDirectory.load()
reader_version()
