"""A phone with WebKitGTK: a window on a screen of its own, steered over WebDriver."""

from __future__ import annotations

import contextlib
import json
import os
import subprocess
import time
import urllib.error
import urllib.request
from pathlib import Path
from typing import Any

import psutil

from shopper.sessions import COOKIE
from tests.living import free_port

_WINDOW = Path(__file__).parent / "webkit_window.py"
# Root may not use WebKit's sandbox; there is no bus for the readers of screens here.
_ALLOWED = {"WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS": "1", "NO_AT_BRIDGE": "1", "GTK_A11Y": "none"}


class WebKitPhone:
    """`profile`: the folder that outlives the window; None for a private window, which keeps nothing."""

    def __init__(self, folder: Path, *, is_private: bool = False) -> None:
        self.profile = None if is_private else folder / "webkit"
        self._log = folder / "webkit.log"
        self._screen: subprocess.Popen[bytes] | None = None
        self._driver: subprocess.Popen[bytes] | None = None
        self._port, self._session = 0, ""

    def switch_on(self) -> WebKitPhone:
        self._screen, display = _screen()
        self._port = free_port()
        with self._log.open("ab") as log:
            self._driver = subprocess.Popen(
                ["WebKitWebDriver", f"--port={self._port}"], env={**os.environ, **_ALLOWED, "DISPLAY": display},
                stdout=log, stderr=log,
            )  # fmt: skip
        self._wait_until_it_answers()
        words = [str(_WINDOW), *([str(self.profile)] if self.profile else [])]
        window = {"webkitgtk:browserOptions": {"binary": "/usr/bin/python3", "args": words}}
        self._session = self._call("POST", "/session", {"capabilities": {"alwaysMatch": window}})["sessionId"]
        return self

    def kill(self) -> None:
        """SIGKILL for the window and all that works for it."""
        for head in (self._driver, self._screen):
            if head is None:
                continue
            processes = [psutil.Process(head.pid), *psutil.Process(head.pid).children(recursive=True)]
            for process in processes:
                with contextlib.suppress(psutil.NoSuchProcess):
                    process.kill()
            psutil.wait_procs(processes, timeout=10)
            head.wait()
        self._driver = self._screen = None

    def sign_in_by(self, token: str, address: str) -> None:
        """Hold a session of somebody, without going through the sign-in page."""
        self.open(f"{address}/healthz")
        cookie = {"name": COOKIE, "value": token, "path": "/", "httpOnly": True}
        self._ask("POST", "/cookie", {"cookie": cookie})

    def open(self, address: str) -> None:
        self._ask("POST", "/url", {"url": address})

    def run(self, script: str, *values: Any) -> Any:
        """Call an async function of the page with plain values; gives what it gives. Raises RuntimeError."""
        body = f"""const done = arguments[1];
            ({script})(...JSON.parse(arguments[0]))
              .then((value) => [value], (problem) => [0, String(problem)])
              .then((told) => done(JSON.stringify(told)));"""
        found = json.loads(self._ask("POST", "/execute/async", {"script": body, "args": [json.dumps(values)]}))
        if len(found) > 1:
            raise RuntimeError(found[1])
        return found[0]

    def type(self, selector: str, text: str) -> None:
        """Type with keys into a field."""
        element = self._ask("POST", "/element", {"using": "css selector", "value": selector})
        self._ask("POST", f"/element/{next(iter(element.values()))}/value", {"text": text})

    def _ask(self, method: str, path: str, body: dict[str, Any]) -> Any:
        return self._call(method, f"/session/{self._session}{path}", body)

    def _call(self, method: str, path: str, body: dict[str, Any] | None = None) -> Any:
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(f"http://127.0.0.1:{self._port}{path}", method=method, data=data)
        try:
            with urllib.request.urlopen(request, timeout=60) as answer:
                return json.load(answer)["value"]
        except urllib.error.HTTPError as problem:
            with problem:
                raise RuntimeError(problem.read().decode()) from problem

    def _wait_until_it_answers(self, seconds: float = 20) -> None:
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            with contextlib.suppress(OSError):
                self._call("GET", "/status")
                return
            time.sleep(0.05)
        raise RuntimeError(f"no answer; see {self._log}")


def _screen() -> tuple[subprocess.Popen[bytes], str]:
    """A screen that nobody sees, and its name. It takes the first number that is free."""
    reading, writing = os.pipe()
    command = ["Xvfb", "-displayfd", str(writing), "-screen", "0", "500x900x24", "-nolisten", "tcp"]
    screen = subprocess.Popen(command, pass_fds=[writing], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    os.close(writing)
    with os.fdopen(reading) as told:
        return screen, f":{told.readline().strip()}"
