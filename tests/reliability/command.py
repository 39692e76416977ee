"""`python -m tests.reliability.command MOMENT [full|read-only]`: `cchc refresh` on a host with that clock.

Time is moved, not waited for: the clock starts at the moment and runs on. The rest is the real command.
"""

import sys
import time
from datetime import datetime, timedelta

from orchestration import clock
from orchestration.cli import main
from tests.reliability.hands import ERRORS
from tests.reliability.processes import refuse_to_archive

if __name__ == "__main__":
    moment, started = datetime.fromisoformat(sys.argv[1]), time.monotonic()
    clock.now = lambda: moment + timedelta(seconds=time.monotonic() - started)
    if sys.argv[2:]:
        refuse_to_archive(ERRORS[sys.argv[2]])
    sys.argv[1:] = ["refresh"]
    main()
