"""Ruff's security rules are on, and whatever is exempt from one says why."""

import re
import subprocess
import sys
import tomllib
from pathlib import Path

from tests.installation import REPOSITORY

PRODUCT = ("orchestration", "data_contracts", "supply", "benchmarks")
EXEMPT = re.compile(r"# noqa: (?P<codes>[A-Z0-9, ]*\bS\d+[A-Z0-9, ]*)(?P<reason> - \S.*)?$")


def test_every_exception_in_the_product_is_reasoned() -> None:
    silent = [
        f"{path.relative_to(REPOSITORY)}:{number}"
        for room in PRODUCT
        for path in (REPOSITORY / room).rglob("*.py")
        for number, line in enumerate(path.read_text("utf-8").splitlines(), start=1)
        if (found := EXEMPT.search(line)) and not found["reason"]
    ]
    assert silent == []


def test_the_rules_are_on_and_what_is_off_for_all_says_why() -> None:
    text = (REPOSITORY / "pyproject.toml").read_text("utf-8")
    lint = tomllib.loads(text)["tool"]["ruff"]["lint"]
    assert "S" in lint["select"]
    off = [code for code in lint["ignore"] if code.startswith("S") and code[1:].isdigit()]
    assert off == ["S608"]
    assert re.search(r'"S608",\s+# \S', text)
    rooms = {room for room, codes in lint["per-file-ignores"].items() if any(c[0] == "S" for c in codes)}
    assert not [room for room in rooms if room.startswith(("orchestration", "data_contracts", "supply"))]


def test_a_shell_and_a_pickle_are_found(tmp_path: Path) -> None:
    bad = tmp_path / "bad.py"
    bad.write_text("import pickle, subprocess\nsubprocess.call(x, shell=True)\npickle.loads(y)\n", "utf-8")
    told = subprocess.run(
        [str(Path(sys.executable).parent / "ruff"), "check", "--config", str(REPOSITORY / "pyproject.toml"),
         "--select", "S", "--output-format", "concise", str(bad)],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert told.returncode == 1
    assert "S602" in told.stdout
    assert "S301" in told.stdout
