"""What docs/production.md tells to type exists: files, units, targets, subcommands with their options.

Here belongs what can be checked without a machine. Not here: typing it all (`first_hour`, run by hand).
"""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from orchestration.cli import COMMANDS, cchc
from orchestration.settings import load_settings
from tests.installation import REPOSITORY
from tests.production.services import PRODUCTION
from tests.production.told import commands

MACHINE, CONTAINERS = commands("Services of the machine"), commands("Containers")
STEPS = [*MACHINE, *CONTAINERS]
UNITS = {path.name.removesuffix(".service") for path in (PRODUCTION / "systemd").iterdir()}
DEBIANS = {"postgresql", "nginx"}
HAS_COMMANDS = ["docs/production.md", "docs/operations.md", "docs/runbooks.md", "README.md"]


def test_there_are_steps() -> None:
    assert len(MACHINE) > 25
    assert len(CONTAINERS) > 8


@pytest.mark.parametrize("step", STEPS)
def test_each_step_is_a_command_whose_files_exist(step: str) -> None:
    typed = step.replace("<this repository>", "somewhere")
    subprocess.run(["bash", "-n", "-c", typed], check=True)
    for path in re.findall(r"(?<![\w/.-])(?:deploy|reports)/[\w./*-]+", typed):
        assert list(REPOSITORY.glob(path.removesuffix("/."))), path
    for target in re.findall(r"^make (.+)$", typed):
        makefile = (REPOSITORY / "Makefile").read_text("utf-8")
        assert all(re.search(rf"^{name}:", makefile, re.MULTILINE) for name in target.split())


@pytest.mark.parametrize("step", [step for step in STEPS if "systemctl" in step])
def test_each_unit_that_is_named_exists_and_can_be_enabled(step: str) -> None:
    for words in re.findall(r"systemctl (?:enable --now|start|reload-or-restart) ([^&]+)", step):
        for unit in words.split():
            assert unit in UNITS | DEBIANS, unit
            if "enable" in step and unit not in DEBIANS:
                name = unit if unit.endswith(".timer") else f"{unit}.service"
                assert "[Install]" in (PRODUCTION / "systemd" / name).read_text("utf-8")


def test_every_unit_that_is_meant_to_run_is_enabled() -> None:
    enabled = next(step for step in MACHINE if "systemctl enable" in step).split()
    meant = {
        path.name.removesuffix(".service")
        for path in (PRODUCTION / "systemd").glob("*.*")
        if path.is_file() and "[Install]" in path.read_text("utf-8")
    }
    assert meant <= set(enabled)


def test_each_folder_and_file_of_units_and_site_is_made_by_a_step() -> None:
    typed = "\n".join(MACHINE)
    whole = "\n".join(
        path.read_text("utf-8") for path in (PRODUCTION / "systemd").rglob("*") if path.is_file()
    )
    whole += (PRODUCTION / "nginx.conf").read_text("utf-8") + (PRODUCTION / "environment").read_text("utf-8")
    named = set(re.findall(r"(?<![\w.])/(?:etc|srv|var/lib|var/backups)/cchc[\w./-]*", whole))
    made_by_the_service = {"/var/lib/cchc/lake", "/var/lib/cchc/warehouse"}
    assert len(named) >= 8
    assert [path for path in named - made_by_the_service if path not in typed] == []


def test_each_program_of_a_unit_is_installed() -> None:
    for unit in (PRODUCTION / "systemd").glob("*.service"):
        for program in re.findall(
            r"^Exec\w+=/opt/cchc/\.venv/bin/(\S+)", unit.read_text("utf-8"), re.MULTILINE
        ):
            assert (Path(sys.executable).parent / program).exists(), f"{unit.name}: {program}"


def test_the_environment_of_the_installation_is_one_that_is_accepted(monkeypatch: pytest.MonkeyPatch) -> None:
    for line in (PRODUCTION / "environment").read_text("utf-8").splitlines():
        if line and not line.startswith("#"):
            name, _, value = line.partition("=")
            monkeypatch.setenv(name, value)
    settings = load_settings()
    assert (settings.reports, settings.lake) == ("/srv/cchc/reports", "/var/lib/cchc/lake")


@pytest.mark.parametrize("page", HAS_COMMANDS)
def test_each_subcommand_that_a_page_names_exists_with_its_options(page: str) -> None:
    text = (REPOSITORY / page).read_text("utf-8")
    told = re.findall(r"(?:^ {4,}|`|&& |bin/)cchc ([a-z]+)([^`\n&|(]*)", text, re.MULTILINE)
    assert told
    for name, rest in told:
        assert name in COMMANDS, f"{page}: cchc {name}"
        command = cchc.get_command(None, name)  # type: ignore[arg-type]
        options = {option for parameter in command.params for option in parameter.opts}
        for word in re.findall(r"(?<!\S)--[a-z-]+", rest):
            assert word in options, f"{page}: cchc {name} {word}"


def test_the_command_of_the_installation_takes_the_environment_as_it_stands(tmp_path: Path) -> None:
    told = "mailto://lan:p$(id)`id`&'\"x@host?to=a b"
    (tmp_path / "environment").write_text(f"# who gets it\n\nCCHC_NOTIFY={told}\nLAST=no line end", "utf-8")
    script = (PRODUCTION / "cchc").read_text("utf-8")
    stand_in = 'env printf "%s|%s|%s|%s|" "$CCHC_NOTIFY" "$LAST" "$HOME"'
    for old, new in {
        "/etc/cchc/environment": str(tmp_path / "environment"),
        "runuser -u cchc -- /opt/cchc/.venv/bin/cchc": stand_in,
    }.items():
        assert old in script
        script = script.replace(old, new)
    (tmp_path / "cchc").write_text(script, "utf-8")
    answer = subprocess.run(
        ["sh", str(tmp_path / "cchc"), "health"],
        env={"PATH": "/usr/bin:/bin"}, capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert answer.stdout.split("|")[:4] == [told, "no line end", "/var/lib/cchc", "health"]
