"""A reader that does what its reports say: read, crash, hang, take memory, start programs."""

import os
import signal
import subprocess
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from lakes import line_reader

from orchestration.reports.containers import Opened
from orchestration.reports.limits import Limits
from orchestration.reports.readers.office import _run
from orchestration.reports.records import Reading
from orchestration.storage.report_rows import Reader
from orchestration.storage.worker import Opening


@dataclass(frozen=True, slots=True)
class HostileOpening(Opening):
    """Does what the container's content says, as a library that is led astray would."""

    def done(self, reader: Reader, limits: Limits) -> Opened:
        """Never returns for an order."""
        read(self.content, self.name)
        return Opened((), ())


def _start_slow_program(told: Path) -> None:
    """A program in a group of its own, as LibreOffice is, that starts another."""
    program = subprocess.Popen(["sh", "-c", "sleep 300 & wait"], process_group=0)
    told.write_text(f"{program.pid}\n{tempfile.mkdtemp()}")


def read(content: bytes, name: str, sidecar: str | None = None) -> Reading:
    """Reads a report of lines, unless its first word is an order."""
    order, _, rest = content.decode().partition(" ")
    if order == "crash":
        os.kill(os.getpid(), signal.SIGSEGV)
    elif order == "exit":
        os._exit(3)
    elif order == "hang":
        _start_slow_program(Path(rest))
        time.sleep(300)
    elif order == "die":
        _start_slow_program(Path(rest))
        os.kill(os.getpid(), signal.SIGKILL)
    elif order == "convert":
        command = ["sh", "-c", f"echo $$ > {rest}; sleep 300 & wait"]
        _run(command, Path(tempfile.mkdtemp()))  # as LibreOffice is called
    elif order == "fill":
        bytearray(3 * 1024**3)
    elif order == "fail":
        raise ValueError("told to")
    return line_reader().read(content, name, None)
