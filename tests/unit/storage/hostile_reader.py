"""A reader that does what its reports say: read, crash, hang, take memory, start a program, spin."""

import os
import signal
import subprocess
import tempfile
import time
from pathlib import Path

from lakes import line_reader

from orchestration.reports.records import Reading


def read(content: bytes, name: str, sidecar: str | None = None) -> Reading:
    """Reads a report of lines, unless its first word is an order."""
    order, _, rest = content.decode().partition(" ")
    if order == "crash":
        os.kill(os.getpid(), signal.SIGSEGV)
    elif order == "exit":
        os._exit(3)
    elif order == "hang":
        program = subprocess.Popen(["sleep", "300"])
        Path(rest).write_text(f"{program.pid}\n{tempfile.mkdtemp()}")
        time.sleep(300)
    elif order == "fill":
        bytearray(3 * 1024**3)
    elif order == "fail":
        raise ValueError("told to")
    return line_reader().read(content, name, None)
