"""The production set-up on real servers: runs are kept in PostgreSQL, and nothing is seen without a login."""

import base64
import http.client
import json
import shutil
import ssl
import subprocess
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy
import yaml

from tests.installation import REPOSITORY, SHIPPED, Installation
from tests.production.services import PRODUCTION, database, pages

pytestmark = pytest.mark.needs_services

OPERATOR = "operator:secret of the operator"
ANALYST = "analyst:secret of the analyst"
RUNS = "query Runs { runsOrError { __typename ... on Runs { results { status } } } }"
DELETE = 'mutation Delete { deletePipelineRun(runId: "none") { __typename } }'


@dataclass(frozen=True)
class Site:
    """Where nginx listens, and whom the test trusts."""

    root: Path
    port: int

    def ask(self, path: str, login: str | None = None, query: str | None = None) -> tuple[int, str]:
        """Status and body of one request over TLS."""
        trusted = ssl.create_default_context(cafile=str(self.root / "tls" / "certificate.pem"))
        connection = http.client.HTTPSConnection("127.0.0.1", self.port, timeout=60, context=trusted)
        headers = {"Content-Type": "application/json"}
        if login is not None:
            headers["Authorization"] = f"Basic {base64.b64encode(login.encode()).decode()}"
        body = None if query is None else json.dumps({"query": query})
        with closing(connection):
            connection.request("GET" if body is None else "POST", path, body, headers)
            answer = connection.getresponse()
            return answer.status, answer.read().decode()


@pytest.fixture(scope="module")
def night(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Installation, str]]:
    """An installation whose Dagster home is the production one, after one night."""
    root = tmp_path_factory.mktemp("production")
    installation = Installation(root)
    with database() as url, pytest.MonkeyPatch.context() as environment:
        installation.use(environment)
        environment.setenv("DAGSTER_POSTGRES_URL", url)
        (root / "dagster").mkdir()
        shutil.copy(PRODUCTION / "dagster.yaml", root / "dagster")
        installation.drop(min((SHIPPED / "rankings").rglob("*.csv"), key=lambda path: path.name))
        installation.refresh()
        yield installation, url


@pytest.fixture(scope="module")
def site(night: tuple[Installation, str]) -> Iterator[Site]:
    installation, url = night
    root = installation.root / "pages"
    root.mkdir()
    with pages(root, {"DAGSTER_POSTGRES_URL": url}) as port:
        yield Site(root, port)


def test_the_night_is_kept_in_postgresql_and_in_no_file(night: tuple[Installation, str]) -> None:
    installation, url = night
    with sqlalchemy.create_engine(url).connect() as connection:
        runs = connection.execute(sqlalchemy.text("select status from runs")).scalars().all()
        events = sqlalchemy.text("select count(*) from event_logs where asset_key like '%released%'")
        assert runs == ["SUCCESS"]
        assert connection.execute(events).scalar_one() > 0
    assert not list((installation.root / "dagster").rglob("*.db"))


def test_the_production_instance_is_the_usual_one_with_another_storage() -> None:
    usual: dict[str, Any] = yaml.safe_load((REPOSITORY / "deploy" / "dagster.yaml").read_text("utf-8"))
    production = yaml.safe_load((PRODUCTION / "dagster.yaml").read_text("utf-8"))
    assert production.pop("storage")["postgres"]["postgres_url"] == {"env": "DAGSTER_POSTGRES_URL"}
    assert production == usual


@pytest.mark.parametrize(
    "path", ["/", "/graphql", "/view/", "/view/graphql", "/server_info", "/logs/x/y/stdout"]
)
@pytest.mark.parametrize("login", [None, "operator:wrong", "nobody:secret of the operator"])
def test_nothing_is_seen_without_a_login(site: Site, path: str, login: str | None) -> None:
    status, body = site.ask(path, login, RUNS if path.endswith("graphql") else None)
    assert status == 401
    assert "dagster" not in body.lower()
    assert "runsOrError" not in body


def test_an_operator_sees_the_night(site: Site) -> None:
    assert site.ask("/", OPERATOR)[0] == 200
    status, body = site.ask("/graphql", OPERATOR, RUNS)
    assert (status, json.loads(body)["data"]["runsOrError"]["results"]) == (200, [{"status": "SUCCESS"}])


def test_an_analyst_sees_the_night_and_can_change_nothing(site: Site) -> None:
    assert site.ask("/view/", ANALYST)[0] == 200
    status, body = site.ask("/view/graphql", ANALYST, RUNS)
    assert (status, json.loads(body)["data"]["runsOrError"]["results"]) == (200, [{"status": "SUCCESS"}])
    status, body = site.ask("/view/graphql", ANALYST, DELETE)
    assert json.loads(body)["data"]["deletePipelineRun"]["__typename"] == "UnauthorizedError"
    assert site.ask("/graphql", ANALYST, RUNS)[0] == 401
    assert site.ask("/", ANALYST)[0] == 401


def test_the_dictionary_to_which_the_pages_link_needs_the_same_logins(site: Site) -> None:
    for path, login, other in (("/dictionary", OPERATOR, ANALYST), ("/view/dictionary", ANALYST, OPERATOR)):
        status, body = site.ask(path, login)
        assert (status, '<h3 id="fct_provincial_rankings">' in body) == (200, True)
        assert site.ask(path)[0] == site.ask(path, other)[0] == 401


def test_plain_http_is_led_to_tls(site: Site) -> None:
    port = int((site.root / "plain-port").read_text())
    with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=60)) as connection:
        connection.request("GET", "/graphql")
        answer = connection.getresponse()
        assert (answer.status, answer.getheader("Location")) == (301, "https://127.0.0.1/graphql")


def test_no_password_is_in_a_log(site: Site) -> None:
    site.ask("/graphql", OPERATOR, RUNS)
    logs = [path.read_text("utf-8", "replace") for path in site.root.glob("*.log")]
    assert len(logs) >= 4
    coded = base64.b64encode(OPERATOR.encode()).decode()
    assert not [log for log in logs if "secret of the operator" in log or coded in log]


@pytest.fixture
def units(tmp_path: Path) -> list[str]:
    """All services with another program in place of those of /opt/cchc: only the unit is judged."""
    shutil.copytree(PRODUCTION / "systemd", tmp_path, dirs_exist_ok=True)
    for unit in tmp_path.glob("*.service"):
        lines = unit.read_text("utf-8").splitlines()
        shown = [f"{line.split('=')[0]}=/bin/true" if line.startswith("Exec") else line for line in lines]
        unit.write_text("\n".join(shown), "utf-8")
    return sorted(map(str, tmp_path.glob("*.service")))


def test_the_units_are_well_formed(units: list[str]) -> None:
    told = subprocess.run(
        ["systemd-analyze", "verify", "--man=no", *units], capture_output=True, text=True, check=False
    )
    assert len(units) == 5
    assert "cchc" not in told.stderr, told.stderr


def test_the_units_give_their_processes_few_rights(units: list[str]) -> None:
    """Systemd's own measure, 0 to 10: a service without any such line has 9.6."""
    for unit in units:
        told = subprocess.run(
            ["systemd-analyze", "security", "--offline=true", "--threshold=20", "--no-pager", unit],
            capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert told.returncode == 0, told.stdout[-2000:]


def test_every_timer_has_its_service_and_makes_good_what_it_missed() -> None:
    timers = sorted((PRODUCTION / "systemd").glob("*.timer"))
    assert [timer.stem for timer in timers] == ["cchc-backup", "cchc-digest"]
    for timer in timers:
        assert timer.with_suffix(".service").is_file()
        assert "Persistent=true" in timer.read_text("utf-8")
        assert "Asia/Ho_Chi_Minh" in timer.read_text("utf-8")
