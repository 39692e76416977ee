"""A headless Chromium, driven over its DevTools socket: open a page, wait for words, click, take a picture.

Here belongs the browser. Not here: which pages (`take`). Needs Debian's package `chromium`; nothing of Python
beside what the project has.
"""

import base64
import io
import json
import subprocess
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from PIL import Image
from websockets.sync.client import ClientConnection, connect

_PATIENCE = 90
_COLOURS = 128


class Page:
    """One page of a running browser."""

    def __init__(self, socket: ClientConnection) -> None:
        self._socket = socket
        self._number = 0

    def call(self, method: str, **parameters: Any) -> dict[str, Any]:
        """One DevTools command and its result; RuntimeError if the browser refuses it."""
        self._number += 1
        self._socket.send(json.dumps({"id": self._number, "method": method, "params": parameters}))
        while True:
            answer = json.loads(self._socket.recv(_PATIENCE))
            if answer.get("id") == self._number:
                if "error" in answer:
                    raise RuntimeError(f"{method}: {answer['error']}")
                return dict(answer["result"])

    def open(self, url: str, *words: str) -> None:
        """Go there and wait until each of the words stands on the page."""
        self.call("Page.navigate", url=url)
        self.wait(*words)

    def wait(self, *words: str) -> None:
        """Until each of the words can be read; RuntimeError with what can be read instead."""
        deadline = time.monotonic() + _PATIENCE
        while not all(word in (text := self.text()) for word in words):
            if time.monotonic() > deadline:
                raise RuntimeError(f"expected {words} on the page, found:\n{text[:3000]}")
            time.sleep(0.5)
        time.sleep(2)  # what is drawn after the words: graphs, plots

    def text(self) -> str:
        """All that can be read on the page now."""
        return str(self.run("document.body ? document.body.innerText : ''"))

    def run(self, script: str) -> Any:
        """The value of a JavaScript expression on the page."""
        return self.call("Runtime.evaluate", expression=script, returnByValue=True)["result"].get("value")

    def click(self, words: str) -> None:
        """Click on the innermost thing with exactly these words; RuntimeError if there is none."""
        script = (
            "(() => { const found = [...document.querySelectorAll('*')].filter("
            f"e => e.innerText && e.innerText.trim() === {json.dumps(words)});"
            "if (!found.length) return false; found[found.length - 1].click(); return true })()"
        )
        if not self.run(script):
            raise RuntimeError(f"expected {words!r} to click on, found:\n{self.text()[:3000]}")
        time.sleep(1)

    def picture(self, file: Path, part: tuple[int, int, int, int] | None = None) -> None:
        """Write what is seen as a small PNG, or a part of it: left, top, width, height."""
        clip: dict[str, Any] = {}
        if part:
            clip["clip"] = dict(zip(("x", "y", "width", "height", "scale"), (*part, 1.5), strict=True))
        seen = base64.b64decode(self.call("Page.captureScreenshot", format="png", **clip)["data"])
        with Image.open(io.BytesIO(seen)) as image:
            few = image.convert("RGB").quantize(_COLOURS, dither=Image.Dither.NONE)
            few.save(file, optimize=True)

    def size(self, width: int, height: int) -> None:
        """Let the window be so large, and what is in it find its place."""
        measures = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": False}
        self.call("Emulation.setDeviceMetricsOverride", **measures)
        time.sleep(2)


@contextmanager
def browser() -> Iterator[Page]:
    """A browser of its own, ended with the block."""
    with tempfile.TemporaryDirectory(prefix="cchc-browser-", ignore_cleanup_errors=True) as folder:
        options = ["--headless=new", "--no-sandbox", "--disable-gpu", "--hide-scrollbars"]
        options += ["--remote-debugging-port=0", f"--user-data-dir={folder}"]
        with subprocess.Popen(
            ["chromium", *options, "about:blank"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        ) as process:
            try:
                with connect(_socket_of_page(Path(folder)), max_size=None) as socket:
                    page = Page(socket)
                    page.size(1500, 900)
                    yield page
            finally:
                process.terminate()


def _socket_of_page(folder: Path) -> str:
    told, deadline = folder / "DevToolsActivePort", time.monotonic() + _PATIENCE
    while time.monotonic() < deadline:
        if told.exists() and (lines := told.read_text().splitlines()):
            with urllib.request.urlopen(f"http://127.0.0.1:{lines[0]}/json/list") as answer:
                pages = [one for one in json.load(answer) if one["type"] == "page"]
            if pages:
                return str(pages[0]["webSocketDebuggerUrl"])
        time.sleep(0.2)
    raise RuntimeError("expected Chromium to listen for commands, found nothing")
