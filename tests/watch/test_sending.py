"""The message of the day arrives, by a real SMTP server and a real HTTP receiver on loopback."""

import json
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from email import message_from_bytes
from email.header import decode_header, make_header
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from pydantic import SecretStr

from data_contracts.reasons import TransientFailure
from orchestration.settings import Settings
from orchestration.watch.digest import Message
from orchestration.watch.sending import send
from tests.installation import Installation

MESSAGE = Message("[cchc] 2026-11-24 BROKEN: đĩa", "Còn 1 GB.\nNo more.")


class _Mailbox:
    def __init__(self) -> None:
        self.letters: list[Any] = []

    async def handle_DATA(self, _server: object, _session: object, envelope: Any) -> str:  # noqa: N802
        self.letters.append(envelope)
        return "250 OK"


@contextmanager
def mail_server() -> Iterator[tuple[int, list[Any]]]:
    box = _Mailbox()
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    controller = Controller(box, hostname="127.0.0.1", port=port)
    controller.start()
    try:
        yield port, box.letters
    finally:
        controller.stop()


@contextmanager
def receiver(status: int = 200) -> Iterator[tuple[int, list[dict[str, Any]]]]:
    taken: list[dict[str, Any]] = []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            taken.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
            self.send_response(status)
            self.end_headers()

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            yield server.server_address[1], taken
        finally:
            server.shutdown()
            thread.join()


def settings(*addresses: str) -> Settings:
    return Settings(notify=SecretStr(" ".join(addresses)))


def mail(port: int) -> str:
    return f"mailto://127.0.0.1:{port}?from=cchc@localhost.vn&to=lan@localhost.vn&mode=insecure"


def test_the_message_arrives_by_mail_and_by_webhook() -> None:
    with mail_server() as (port, letters), receiver() as (web, taken):
        assert send(MESSAGE, settings(mail(port), f"json://127.0.0.1:{web}/hook")) == 2
    letter = message_from_bytes(letters[0].content)
    assert letters[0].rcpt_tos == ["lan@localhost.vn"]
    assert str(make_header(decode_header(letter["Subject"]))) == MESSAGE.subject
    text = next(part for part in letter.walk() if part.get_content_type().startswith("text/"))
    assert "Còn 1 GB." in text.get_payload(decode=True).decode()
    assert (taken[0]["title"], "Còn 1 GB." in taken[0]["message"]) == (MESSAGE.subject, True)


def test_one_address_that_fails_keeps_no_other_from_its_message() -> None:
    with mail_server() as (port, letters), receiver(status=500) as (web, _):
        refusing = f"json://user:secret-word@127.0.0.1:{web}/hook"
        with pytest.raises(TransientFailure) as failure:
            send(MESSAGE, settings(refusing, mail(port)))
    assert len(letters) == 1
    assert "address 1 (json://…)" in str(failure.value)
    assert "1 of 2 did" in str(failure.value)
    assert "secret-word" not in str(failure.value)


def test_no_address_is_an_error() -> None:
    with pytest.raises(TransientFailure, match="CCHC_NOTIFY: expected at least one address"):
        send(MESSAGE, settings())


def test_an_address_is_never_shown() -> None:
    assert "secret-word" not in repr(settings("json://user:secret-word@127.0.0.1/hook"))


def test_the_digest_of_an_installation_arrives(
    tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    installation = Installation(tmp_path_factory.mktemp("digest"))
    installation.use(monkeypatch)
    with mail_server() as (port, letters):
        monkeypatch.setenv("CCHC_NOTIFY", mail(port))
        result = installation.run("digest", "--send")
    assert result.exit_code == 0, result.output
    assert "sent to 1 addresses" in result.output
    subject = str(make_header(decode_header(message_from_bytes(letters[0].content)["Subject"])))
    assert subject == f"[cchc] {datetime.now(UTC):%Y-%m-%d} BROKEN: refresh, release"
