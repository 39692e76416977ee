"""Real servers for the tests of the production set-up: PostgreSQL, Dagster's webserver, nginx, on loopback.

Here belongs starting and stopping them on the files of `deploy/production`, with paths and ports of a test.
"""

import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

from tests.installation import REPOSITORY

PRODUCTION = REPOSITORY / "deploy" / "production"
DATABASE_OWNER = "postgres"
_PATIENCE = 120


def postgres_programs() -> Path | None:
    """The directory of Debian's newest PostgreSQL server, if there is one."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    return found[-1].parent if found else None


def free_port() -> int:
    """A port of loopback that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_for(port: int, process: subprocess.Popen[bytes], log: Path) -> None:
    """Until somebody listens on the port; AssertionError with the log if the process ends before."""
    deadline = time.monotonic() + _PATIENCE
    while time.monotonic() < deadline:
        assert process.poll() is None, log.read_text("utf-8", "replace")
        with suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
            return
        time.sleep(0.2)
    raise AssertionError(f"nobody listens on {port}: {log.read_text('utf-8', 'replace')}")


@contextmanager
def running(command: list[str], port: int, log: Path, environment: Mapping[str, str]) -> Iterator[None]:
    """A server, from the moment it listens to its end."""
    with log.open("wb") as output:
        process = subprocess.Popen(
            command, cwd=REPOSITORY, env={**os.environ, **environment}, stdout=output, stderr=output
        )
        try:
            wait_for(port, process, log)
            yield
        finally:
            process.terminate()
            process.wait(60)


@contextmanager
def database(password: str | None = None) -> Iterator[str]:
    """A PostgreSQL server of its own with the empty database `cchc`; yields its URL, over a local socket.

    With a password, the server asks for it.
    """
    programs = postgres_programs()
    assert programs is not None
    root = Path(tempfile.mkdtemp(prefix="cchc-database-"))  # where its user may go, unlike pytest's folders
    shutil.chown(root, DATABASE_OWNER, DATABASE_OWNER)
    data, port = root / "data", free_port()
    _as_owner([str(programs / "initdb"), "--auth=trust", "--no-sync", "-D", str(data)])
    options = f"-c listen_addresses='' -c unix_socket_directories={root} -p {port} -c fsync=off"
    control = [str(programs / "pg_ctl"), "-D", str(data), "-w"]
    _as_owner([*control, "-l", str(root / "log"), "-o", options, "start"])
    try:
        for program in ("createuser", "createdb"):
            owner = ["--owner", "cchc"] if program == "createdb" else []
            _as_owner([str(programs / program), "-h", str(root), "-p", str(port), *owner, "cchc"])
        if password is not None:
            ask = f"alter role cchc password '{password}'"
            _as_owner(["psql", "-h", str(root), "-p", str(port), "--quiet", "--command", ask])
            (data / "pg_hba.conf").write_text("local all cchc scram-sha-256\nlocal all all trust\n")
            _as_owner([*control, "reload"])
        login = "cchc" if password is None else f"cchc:{password}"
        yield f"postgresql+psycopg2://{login}@/cchc?host={root}&port={port}"
    finally:
        _as_owner([*control, "-m", "immediate", "stop"])
        shutil.rmtree(root)


def _as_owner(command: list[str]) -> None:
    """Run as the database's user: PostgreSQL refuses to run as root."""
    mine = ["runuser", "-u", DATABASE_OWNER, "--"] if os.geteuid() == 0 else []
    subprocess.run([*mine, *command], check=True, cwd="/", stdout=subprocess.DEVNULL)


@contextmanager
def pages(root: Path, environment: Mapping[str, str]) -> Iterator[int]:
    """Both webservers behind nginx, as the units and `nginx.conf` say; yields the port of HTTPS."""
    plain, secure = free_port(), free_port()
    ports = {"3000": free_port(), "3001": free_port()}
    with ExitStack() as stack:
        for unit in ("cchc-webserver", "cchc-view"):
            command = _webserver(unit, ports)
            port = int(command[command.index("-p") + 1])
            stack.enter_context(running(command, port, root / f"{unit}.log", environment))
        site = (PRODUCTION / "nginx.conf").read_text("utf-8")
        for told, here in {
            "listen 80;": f"listen 127.0.0.1:{plain};",
            "listen 443 ssl;": f"listen 127.0.0.1:{secure} ssl;",
            "/etc/cchc": str(root),
            "/opt/cchc": str(REPOSITORY),
            **{f"127.0.0.1:{known}": f"127.0.0.1:{port}" for known, port in ports.items()},
        }.items():
            assert told in site
            site = site.replace(told, here)
        stack.enter_context(_nginx(root, site, secure))
        (root / "plain-port").write_text(str(plain))
        yield secure


def _webserver(unit: str, ports: Mapping[str, str | int]) -> list[str]:
    """The command of a unit, with this Python's programs and the ports of the test."""
    lines = (PRODUCTION / "systemd" / f"{unit}.service").read_text("utf-8").splitlines()
    words = next(line for line in lines if line.startswith("ExecStart=")).removeprefix("ExecStart=").split()
    program = str(Path(sys.executable).parent / Path(words[0]).name)
    return [program, *(str(ports.get(word, word)) for word in words[1:])]


@contextmanager
def _nginx(root: Path, site: str, port: int) -> Iterator[None]:
    (root / "tls").mkdir()
    names = {"certificate": root / "tls" / "certificate.pem", "key": root / "tls" / "key.pem"}
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "1", "-subj", "/CN=localhost",
         "-addext", "subjectAltName=DNS:localhost,IP:127.0.0.1",
         "-keyout", str(names["key"]), "-out", str(names["certificate"])],
        check=True, capture_output=True,
    )  # fmt: skip
    for group in ("operator", "analyst"):
        secret = subprocess.run(
            ["openssl", "passwd", "-6", "-stdin"],
            input=f"secret of the {group}", text=True, check=True, capture_output=True,
        )  # fmt: skip
        (root / f"{group}s.htpasswd").write_text(f"{group}:{secret.stdout}")
    temporary = "".join(
        f"{kind}_temp_path {root}/{kind};\n" for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    whole = root / "nginx.conf"
    whole.write_text(
        f"user root;\npid {root}/nginx.pid;\nerror_log {root}/nginx-error.log;\nevents {{}}\n"
        f"http {{\naccess_log {root}/nginx-access.log;\n{temporary}{site}\n}}\n"
    )
    command = ["nginx", "-c", str(whole), "-p", str(root), "-g", "daemon off;"]
    with running(command, port, root / "nginx.log", {}):
        yield
