"""The container files: what each service may do, and that only Debian and the lock are fetched from.

Here belongs what the files alone tell. Not here: images and containers.
"""

import re
import shutil
import subprocess
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import yaml

from tests.installation import REPOSITORY
from tests.production.services import PRODUCTION

CONTAINER = REPOSITORY / "deploy" / "container"
SERVICES = ("code", "daemon", "webserver", "view", "digest", "backup")
READERS_OF_REPORTS = {"code", "digest"}


@pytest.fixture(scope="module")
def compose() -> dict[str, Any]:
    loaded: dict[str, Any] = yaml.safe_load((CONTAINER / "compose.yaml").read_text("utf-8"))
    return loaded


@pytest.fixture(scope="module")
def steps() -> list[str]:
    """The instructions of the Containerfile, each on one line."""
    text = (CONTAINER / "Containerfile").read_text("utf-8").replace("\\\n", " ")
    return [" ".join(line.split()) for line in text.splitlines() if line and not line.startswith("#")]


def stage(steps: list[str], name: str) -> list[str]:
    """The instructions of one image."""
    start = next(place for place, step in enumerate(steps) if step.endswith(f" AS {name}"))
    rest = [place for place, step in enumerate(steps) if step.startswith("FROM") and place > start]
    return steps[start : rest[0] if rest else None]


def test_each_service_is_confined(compose: dict[str, Any]) -> None:
    assert {*SERVICES, "database", "pages"} == set(compose["services"])
    for name, service in compose["services"].items():
        assert service["read_only"] is True, name
        assert service["cap_drop"] == ["ALL"], name
        assert service["security_opt"] == ["no-new-privileges:true"], name
        assert "user" not in service, f"{name}: the image names the user"
        assert not {"privileged", "cap_add", "devices", "pid", "ipc"} & set(service), name


def test_only_the_pages_are_reached_and_only_the_digest_reaches_out(compose: dict[str, Any]) -> None:
    services = compose["services"]
    assert [name for name, service in services.items() if "ports" in service] == ["pages"]
    offline = {name for name, service in services.items() if service.get("network_mode") == "none"}
    assert offline == {"database", "code", "daemon", "backup"}
    outside = {name for name, service in services.items() if "outside" in service.get("networks", [])}
    assert outside == {"pages", "digest"}
    assert compose["networks"]["inside"] == {"internal": True}


def test_reports_are_never_writable_and_the_lake_only_for_the_code(compose: dict[str, Any]) -> None:
    writers = set()
    for name, service in compose["services"].items():
        for volume in service["volumes"] if name != "pages" else []:
            source, target, *mode = re.split(r":(?=/|ro$)", volume)
            if target == "/srv/cchc/reports":
                assert mode == ["ro"], name
                assert name in READERS_OF_REPORTS
            if source in {"lake", "warehouse"} and mode != ["ro"]:
                writers.add(name)
            assert "docker.sock" not in volume
    assert writers == {"code"}


def test_no_secret_is_in_the_files(compose: dict[str, Any]) -> None:
    whole = "".join(path.read_text("utf-8") for path in sorted(CONTAINER.iterdir()))
    assert not re.search(r"(?i)password\s*[=:]|secret_access_key|://[^/\s]+:[^/\s]+@", whole)
    for name, service in compose["services"].items():
        assert "environment" not in service, f"{name}: an environment of compose is shown by inspect"
        assert set(service.get("secrets", [])) <= set(compose["secrets"]), name
    assert compose["services"]["digest"]["secrets"] == ["environment"]


def test_every_image_is_debian_and_ends_as_a_user_without_rights(steps: list[str]) -> None:
    assert [step for step in steps if step.startswith("FROM")] == [
        f"FROM ${{BASE}} AS {name}" for name in ("programs", "service", "database", "pages")
    ]
    users = {"service": "cchc", "database": "postgres", "pages": "www-data"}
    for name, user in users.items():
        assert [step for step in stage(steps, name) if step.startswith("USER")] == [f"USER {user}"]
        assert stage(steps, name)[-1].startswith("ENTRYPOINT [")
    owned = [step for step in steps if step.startswith("COPY") and "--chown" in step]
    assert not owned, "the program's files stay root's"


def test_nothing_is_fetched_but_debian_packages_and_what_the_lock_names(steps: list[str]) -> None:
    runs = [step for step in steps if step.startswith("RUN")]
    assert not [step for step in steps if step.startswith("ADD") or "curl" in step or "wget" in step]
    for run in runs:
        if "apt-get" in run:
            assert "--no-install-recommends" in run
            assert "rm -rf /var/lib/apt/lists/*" in run
        for call in re.findall(r"pip install ([^&]+)", run):
            assert "--no-deps" in call
            assert "--require-hashes -r deploy/requirements-production.lock" in call or call.strip().endswith(
                "-e ."
            )
    copied = [word for step in steps if step.startswith("COPY deploy") for word in step.split()[1:-1]]
    assert copied
    assert all((REPOSITORY / word).exists() for word in copied)


def test_the_site_in_the_container_is_the_one_of_the_machine(steps: list[str], tmp_path: Path) -> None:
    edit = next(step for step in stage(steps, "pages") if "sed -e" in step)
    edit = edit.removeprefix("RUN ").split(" && rm ")[0]
    site = tmp_path / "site"
    edit = edit.replace("/etc/nginx/conf.d/cchc.conf", str(site))
    edit = edit.replace("/tmp/cchc.conf", str(PRODUCTION / "nginx.conf"))  # noqa: S108 - a path in the image
    subprocess.run(["sh", "-c", edit], check=True)
    machine = (PRODUCTION / "nginx.conf").read_text("utf-8").splitlines()
    changed = {
        new.strip()
        for old, new in zip(machine, site.read_text("utf-8").splitlines(), strict=True)
        if old != new and not new.startswith("#")
    }
    assert changed == {
        "listen 8080;",
        "listen 8443 ssl;",
        "ssl_certificate     /run/secrets/certificate.pem;",
        "ssl_certificate_key /run/secrets/key.pem;",
        "auth_basic_user_file /run/secrets/operators.htpasswd;",
        "auth_basic_user_file /run/secrets/analysts.htpasswd;",
        "set $cchc_pages webserver; proxy_pass http://$cchc_pages:3000;",
        "set $cchc_pages view; proxy_pass http://$cchc_pages:3001;",
    }


def test_the_start_takes_secrets_as_they_stand(tmp_path: Path) -> None:
    secrets = tmp_path / "environment"
    told = "mailto://lan:p$(id)`id`&'\"x@host?to=a b"
    secrets.write_text(f"# who gets it\n\nCCHC_NOTIFY={told}\nLAST=without a line end", "utf-8")
    script = (CONTAINER / "service").read_text("utf-8").replace("/run/secrets/environment", str(secrets))
    start = tmp_path / "service"
    start.write_text(script, "utf-8")
    answer = subprocess.run(
        ["sh", str(start), "sh", "-c", 'printf "%s\\n%s\\n" "$CCHC_NOTIFY" "$LAST"'],
        env={"PATH": "/usr/bin:/bin", "DAGSTER_HOME": str(tmp_path / "none")},
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert answer.stdout.splitlines() == [told, "without a line end"]


@pytest.mark.parametrize("script", ["service", "database", "pages", "daily"])
def test_each_script_is_sound(script: str) -> None:
    path = CONTAINER / script
    assert path.stat().st_mode & 0o111
    subprocess.run(["sh", "-n", str(path)], check=True)
    if shutil.which("shellcheck"):
        subprocess.run(["shellcheck", str(path)], check=True)


def test_a_daily_command_waits_for_its_hour_in_viet_nam_and_is_tried_twice(tmp_path: Path) -> None:
    """Time is not waited for: the `sleep` that is found first notes how long it was asked to."""
    (tmp_path / "sleep").write_text(f"#!/bin/sh\necho $1 >> {tmp_path}/slept\n", "utf-8")
    (tmp_path / "sleep").chmod(0o755)
    failing = (
        f'echo tried >> {tmp_path}/tried; [ "$(wc -l < {tmp_path}/tried)" -lt 2 ] || kill -KILL $PPID; exit 1'
    )
    before = datetime.now(UTC)
    subprocess.run(
        ["sh", str(CONTAINER / "daily"), "05:00", "sh", "-c", failing],
        env={"PATH": f"{tmp_path}:/usr/bin:/bin"}, check=False, timeout=60,
    )  # fmt: skip
    first, second = map(int, (tmp_path / "slept").read_text().split())
    due = (before + timedelta(seconds=first)).astimezone(ZoneInfo("Asia/Ho_Chi_Minh"))
    assert 0 < first <= 86400
    assert abs((due - due.replace(hour=5, minute=0, second=0, microsecond=0)).total_seconds()) < 30
    assert second == 600
    assert (tmp_path / "tried").read_text().split() == ["tried", "tried"]


def test_what_the_image_is_made_of_is_what_the_project_needs_to_run() -> None:
    """Everything is kept out but what is named; nothing named is missing, no working state is named."""
    rules = (REPOSITORY / ".dockerignore").read_text("utf-8").splitlines()
    taken = [rule.removeprefix("!") for rule in rules if rule.startswith("!")]
    assert "*" in rules
    assert all((REPOSITORY / name).exists() for name in taken)
    packages = ("orchestration", "data_contracts", "dbt_project", "workspace.yaml", "pyproject.toml")
    assert set(packages) <= set(taken)
    assert not {"lake", "warehouse", "reports", "tests", ".git", ".venv"} & set(taken)
