"""An operator's first hour: the commands of docs/production.md, typed one by one into a shell on a machine.

    python -m tests.production.first_hour REPOSITORY [COMMAND TO GET A ROOT SHELL THERE …]

Here belongs typing them as they stand, answering when a password is asked, and telling what came and how long
it took. Not here: the machine. Without a command for a shell it is this one, which the steps change.
"""

import os
import pty
import re
import select
import sys
import time

from tests.production.told import commands

_END = re.compile(rb"__ended_(\d+)__\r?\n")
_ASKS = re.compile(rb"[Pp]assword: ?$")
_PATIENCE = 1200
_SHOWN_LINES = 12


class Shell:
    """One shell on a terminal, as a person has it."""

    def __init__(self, command: list[str]) -> None:
        process, self._terminal = pty.fork()
        if process == 0:
            os.execvp(command[0], command)  # noqa: S606 - the shell is what is asked for
        self.run(
            "set +o emacs; stty -echo; export DEBIAN_FRONTEND=noninteractive; PS2= PS1='__ended_$?__\\n'"
        )

    def run(self, line: str) -> tuple[int, str]:
        """Type a line; its exit code and what it printed. AssertionError if it does not end."""
        os.write(self._terminal, f"{line}\n".encode())
        seen, answered, deadline = b"", 0, time.monotonic() + _PATIENCE
        while not (end := _END.search(seen)):
            assert time.monotonic() < deadline, f"{line!r} does not end: {seen[-2000:]!r}"
            if select.select([self._terminal], [], [], 1)[0]:
                seen += os.read(self._terminal, 65536)
            elif _ASKS.search(seen[answered:]):
                answered = len(seen)
                os.write(self._terminal, b"a secret of a person\n")
        return int(end[1]), seen[: end.start()].decode("utf-8", "replace").strip()


def main(repository: str, shell: list[str]) -> int:
    """Type all commands; 0 if each ended well."""
    terminal = Shell(shell or ["bash", "--noprofile", "--norc"])
    began, failed = time.monotonic(), 0
    for told in commands("Services of the machine"):
        line = told.replace("<this repository>", repository)
        start = time.monotonic()
        code, printed = terminal.run(line)
        failed += code != 0
        spent, whole = time.monotonic() - start, time.monotonic() - began
        sys.stdout.write(f"\n[{whole:6.0f} s, took {spent:5.1f} s, exit {code}] # {line}\n")
        shown = printed.splitlines()[-_SHOWN_LINES:]
        sys.stdout.write("".join(f"    {each[:160]}\n" for each in shown))
        sys.stdout.flush()
    sys.stdout.write(f"\n{failed} commands failed\n")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], sys.argv[2:]))
