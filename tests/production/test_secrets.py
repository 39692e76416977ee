"""No secret is told: not by a command that goes well or fails, not in a file, an event, a page.

Here belongs one night with a secret in every place that has one, and looking for them wherever something is
written. Not here: logins of the pages (`test_production`).
"""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.request import Request, urlopen

import pytest
import sqlalchemy
from moto.server import ThreadedMotoServer

from orchestration.settings import SettingsError, load_settings
from tests.installation import REPOSITORY, SHIPPED
from tests.production.services import PRODUCTION, database, free_port, running

pytestmark = pytest.mark.needs_services

SECRETS = ("word-of-the-database", "word-of-the-mailbox", "token-of-the-hook", "word-of-the-store")
DATABASE, MAILBOX, HOOK, STORE = SECRETS
CCHC = [sys.executable, "-c", "from orchestration.cli import main; main()"]


@dataclass(frozen=True)
class Site:
    """An installation whose every neighbour asks for a secret."""

    root: Path
    environment: dict[str, str]
    told: dict[str, str] = field(default_factory=dict)

    def run(self, *arguments: str, code: int = 0, **changed: str) -> str:
        """Run a command as an operator does; what it printed is kept, to be looked through."""
        done = subprocess.run(
            [*CCHC, *arguments], env={**self.environment, **changed}, cwd=self.root,
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False,
        )  # fmt: skip
        self.told[" ".join([*arguments, *sorted(changed)])] = done.stdout
        assert done.returncode == code, done.stdout
        return done.stdout


@pytest.fixture(scope="module")
def store() -> Iterator[str]:
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    yield f"http://{host}:{port}"
    server.stop()


@pytest.fixture(scope="module")
def site(store: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """After one night, with what every command said of it."""
    root = tmp_path_factory.mktemp("secrets")
    nobody = free_port()
    with database(DATABASE) as url:
        environment = {
            "AWS_ENDPOINT_URL": store, "AWS_ACCESS_KEY_ID": "lan", "AWS_SECRET_ACCESS_KEY": STORE,
            "AWS_DEFAULT_REGION": "us-east-1", "DAGSTER_POSTGRES_URL": url,
            "CCHC_REPORTS": str(root / "reports"), "CCHC_LAKE": "s3://reform/lake",
            "CCHC_WAREHOUSE": str(root / "warehouse"), "DAGSTER_HOME": str(root / "dagster"),
            "CCHC_NOTIFY": f"mailto://lan:{MAILBOX}@127.0.0.1:{nobody}?to=lan@localhost.vn "
                           f"json://127.0.0.1:{nobody}/{HOOK}",
        }  # fmt: skip
        (root / "dagster").mkdir()
        shutil.copy(PRODUCTION / "dagster.yaml", root / "dagster")
        (root / "reports").mkdir()
        shutil.copy(min((SHIPPED / "rankings").rglob("*.csv")), root / "reports")
        site = Site(root, {**os.environ, "PYTHONPATH": str(REPOSITORY), **environment})
        made = "import s3fs; s3fs.S3FileSystem().mkdir('reform')"
        subprocess.run([sys.executable, "-c", made], env=site.environment, check=True)
        site.run("refresh")
        for command in ("status", "health", "digest", "releases", "verify"):
            site.run(command)
        site.run("backup", "--to", "s3://reform/backups")
        yield site


def secrets_in(text: str) -> list[str]:
    return [secret for secret in SECRETS if secret in text]


def test_no_command_tells_a_secret(site: Site) -> None:
    assert len(site.told) >= 7
    assert [(command, secrets_in(said)) for command, said in site.told.items() if secrets_in(said)] == []


def test_no_file_and_no_event_holds_a_secret(site: Site) -> None:
    files = [path for path in site.root.rglob("*") if path.is_file() and not path.is_symlink()]
    assert len(files) > 10
    assert [path for path in files if secrets_in(path.read_bytes().decode("latin-1"))] == []
    looked_at = 0
    engine = sqlalchemy.create_engine(site.environment["DAGSTER_POSTGRES_URL"])
    with engine.connect() as connection:
        for table in sqlalchemy.inspect(engine).get_table_names():
            rows = connection.execute(sqlalchemy.text(f'select "{table}"::text from "{table}"')).scalars()
            for row in rows:
                looked_at += 1
                assert secrets_in(row) == [], table
    assert looked_at > 100


def test_no_page_of_dagster_tells_a_secret(site: Site, tmp_path: Path) -> None:
    port = free_port()
    program = str(Path(sys.executable).parent / "dagster-webserver")
    command = [program, "-w", "workspace.yaml", "-h", "127.0.0.1", "-p", str(port)]
    asked = {
        "instance": "{ instance { info } }",
        "configuration": "{ runsOrError { ... on Runs { results { runConfigYaml tags { key value } } } } }",
        "places": "{ workspaceOrError { ... on Workspace { locationEntries { displayMetadata { key value } "
        "locationOrLoadError { ... on PythonError { message stack } } } } } }",
    }
    with running(command, port, tmp_path / "log", site.environment):
        for name, query in asked.items():
            request = Request(f"http://127.0.0.1:{port}/graphql", json.dumps({"query": query}).encode())
            request.add_header("Content-Type", "application/json")
            with urlopen(request, timeout=60) as answer:  # noqa: S310
                told = answer.read().decode()
            assert json.loads(told)["data"], name
            assert "errors" not in json.loads(told), told
            assert secrets_in(told) == [], name
    assert secrets_in((tmp_path / "log").read_text("utf-8", "replace")) == []


@pytest.mark.parametrize(
    ("command", "code", "changed"),
    [
        (("digest", "--send"), 1, {}),
        (("digest", "--send"), 1, {"CCHC_NOTIFY": f"mailto://lan:{MAILBOX}@ nosuch://{HOOK}"}),
        (("status",), 2, {"CCHC_NOTIFI": f"mailto://lan:{MAILBOX}@127.0.0.1"}),
        (("refresh",), 1, {"AWS_ENDPOINT_URL": "http://127.0.0.1:9"}),
        (("backup", "--to", "s3://nosuch/backups"), 1, {}),
    ],
)
def test_a_command_that_fails_tells_no_secret(
    command: tuple[str, ...], code: int, changed: dict[str, str], site: Site
) -> None:
    said = site.run(*command, code=code, **changed)
    assert said.strip()
    assert secrets_in(said) == []


def test_a_database_that_is_not_reached_tells_no_secret(site: Site) -> None:
    url = f"postgresql+psycopg2://cchc:{DATABASE}@127.0.0.1:9/cchc"
    said = site.run("refresh", code=1, DAGSTER_POSTGRES_URL=url)
    assert "127.0.0.1" in said
    assert secrets_in(said) == []


@pytest.mark.parametrize("rest", ["@127.0.0.1:port/cchc", "/cchc", "", "?host=/run"])
@pytest.mark.parametrize("kind", ["postgresql+psycopg2://", "mysql://", ""])
def test_an_address_of_a_database_that_cannot_be_read_is_refused_without_telling_it(
    kind: str, rest: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DAGSTER_POSTGRES_URL", f"{kind}cchc:{DATABASE}{rest}")
    with pytest.raises(SettingsError, match="DAGSTER_POSTGRES_URL: expected postgresql") as failure:
        load_settings()
    assert secrets_in(str(failure.value)) == []


@pytest.mark.parametrize(
    "url",
    [
        "postgresql+psycopg2://cchc@/cchc?host=/run/postgresql",
        "postgresql://cchc:a%40b%2Fc@db.example:5432/cchc",
    ],
)
def test_an_address_of_a_database_that_can_be_read_is_taken(
    url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DAGSTER_POSTGRES_URL", url)
    load_settings()


@pytest.mark.parametrize("name", ["CCHC_REPORTS", "CCHC_LAKE"])
def test_a_place_with_a_password_in_it_is_refused_without_telling_it(name: str, site: Site) -> None:
    said = site.run("status", code=2, **{name: f"sftp://lan:{STORE}@127.0.0.1/lake"})
    assert f"{name}: expected a URL without a password" in said
    assert secrets_in(said) == []
    said = site.run("backup", "--to", f"sftp://lan:{STORE}@127.0.0.1/backups", code=2)
    assert "the place: expected a URL without a password" in said
    assert secrets_in(said) == []
