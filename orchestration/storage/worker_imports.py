"""What every worker needs, made ready once by the process that workers are forked from.

No name belongs here, and nothing that starts a thread: a thread does not live through a fork.
"""

import gc

import orchestration.reports.readers.xlsx
import orchestration.storage.worker
from orchestration.reports.reading import read_report

__all__ = ["orchestration"]

# A rehearsal: a table and a sentence load every catalogue there is, and compile its patterns.
read_report(
    "STT;Tỉnh;Điểm\n1;Hà Nội;9\n\nTrong tháng 6/2024, có 98% hồ sơ đúng hạn.\n".encode(), "rehearsal.csv"
)
# Workers look for garbage in what they made themselves, not in the catalogues.
gc.freeze()
