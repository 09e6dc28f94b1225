"""A phone with Firefox ESR, steered over WebDriver BiDi."""

from __future__ import annotations

import contextlib
import json
import os
import subprocess
import time
from itertools import count
from pathlib import Path
from typing import Any

import psutil
from websockets.sync.client import ClientConnection, connect

from shopper.sessions import COOKIE

# No greeting pages, no questions after a kill, no traffic of its own.
_SETTINGS = {
    "browser.aboutwelcome.enabled": False,
    "browser.sessionstore.resume_from_crash": False,
    "browser.shell.checkDefaultBrowser": False,
    "browser.startup.homepage_override.mstone": "ignore",
    "browser.startup.page": 0,
    "datareporting.policy.dataSubmissionEnabled": False,
    "intl.accept_languages": "en-GB, en",
    "network.captive-portal-service.enabled": False,
    "network.connectivity-service.enabled": False,
    "toolkit.startup.max_resumed_crashes": -1,
}


class FirefoxPhone:
    """`profile`: the folder that outlives the browser, however that ends."""

    def __init__(self, folder: Path) -> None:
        self.profile, self._home, self._log = folder / "firefox", folder / "firefox-home", folder / "firefox.log"
        self._browser: subprocess.Popen[bytes] | None = None
        self._open = contextlib.ExitStack()
        self._line: ClientConnection | None = None
        self._numbers, self._page = count(1), ""

    def switch_on(self) -> FirefoxPhone:
        self.profile.mkdir(exist_ok=True)
        self._home.mkdir(exist_ok=True)
        lines = [f"user_pref({json.dumps(name)}, {json.dumps(value)});\n" for name, value in _SETTINGS.items()]
        (self.profile / "user.js").write_text("".join(lines))
        told = self.profile / "WebDriverBiDiServer.json"
        told.unlink(missing_ok=True)
        command = ["firefox-esr", "--headless", "--no-remote", "--profile", str(self.profile),
                   "--remote-debugging-port", "0", "--width", "390", "--height", "844"]  # fmt: skip
        with self._log.open("ab") as log:
            environment = {**os.environ, "HOME": str(self._home)}
            self._browser = subprocess.Popen(command, env=environment, stdout=log, stderr=log, start_new_session=True)
        address = f"ws://127.0.0.1:{_port(told)}/session"
        self._line = self._open.enter_context(connect(address, max_size=None, proxy=None))
        self._ask("session.new", capabilities={})
        self._page = self._ask("browsingContext.getTree")["contexts"][0]["context"]
        return self

    def kill(self) -> None:
        """SIGKILL for every process of this browser."""
        if self._browser is None:
            return
        head = psutil.Process(self._browser.pid)
        processes = [head, *head.children(recursive=True)]
        for process in processes:
            with contextlib.suppress(psutil.NoSuchProcess):
                process.kill()
        psutil.wait_procs(processes, timeout=10)
        self._browser.wait()
        self._open.close()
        self._browser = self._line = None

    def sign_in_by(self, token: str, address: str) -> None:
        """Hold a session of somebody, without going through the sign-in page."""
        value = {"type": "string", "value": token}
        cookie = {"name": COOKIE, "value": value, "domain": "localhost", "path": "/", "httpOnly": True}
        self._ask("storage.setCookie", cookie=cookie)

    def open(self, address: str) -> None:
        self._ask("browsingContext.navigate", context=self._page, url=address, wait="complete")

    def run(self, script: str, *values: Any) -> Any:
        """Call an async function of the page with plain values; gives what it gives. Raises RuntimeError."""
        answer = self._ask(
            "script.callFunction",
            functionDeclaration=f"async (text) => JSON.stringify([await ({script})(...JSON.parse(text))])",
            arguments=[{"type": "string", "value": json.dumps(values)}],
            target={"context": self._page}, awaitPromise=True, userActivation=True,
        )  # fmt: skip
        if answer["type"] != "success":
            raise RuntimeError(answer["exceptionDetails"]["text"])
        return json.loads(answer["result"]["value"])[0]

    def type(self, selector: str, text: str) -> None:
        """Type with keys into a field."""
        self.run("async (selector) => document.querySelector(selector).focus()", selector)
        keys = [{"type": way, "value": key} for key in text for way in ("keyDown", "keyUp")]
        actions = [{"type": "key", "id": "keys", "actions": keys}]
        self._ask("input.performActions", context=self._page, actions=actions)

    def _ask(self, method: str, **params: Any) -> dict[str, Any]:
        assert self._line is not None, "the browser is off"
        number = next(self._numbers)
        self._line.send(json.dumps({"id": number, "method": method, "params": params}))
        while True:
            answer = json.loads(self._line.recv(timeout=60))
            if answer.get("id") != number:
                continue
            if answer["type"] == "error":
                raise RuntimeError(f"{method}: {answer['message']}")
            return dict(answer["result"])


def _port(told: Path, seconds: float = 60) -> int:
    """Where the browser listens: it writes that down once it does."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        with contextlib.suppress(FileNotFoundError, json.JSONDecodeError):
            return int(json.loads(told.read_text())["ws_port"])
        time.sleep(0.05)
    raise RuntimeError("Firefox does not listen")
