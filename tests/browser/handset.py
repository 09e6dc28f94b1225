"""A shopper's phone: a Chromium whose storage outlives it, so that it can be killed and opened again."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import psutil
from playwright.sync_api import BrowserContext, Page, Playwright, sync_playwright

from shopper.sessions import COOKIE
from tests.browser.chromium import ARGUMENTS, PHONE

# How long to wait for what comes at once on a machine of one's own: others may use it too. Only failing takes so long.
PATIENCE_S = 45


class Handset:
    """One phone with its profile folder. `page` is the window in front."""

    def __init__(self, profile: Path, **options: Any) -> None:
        self.profile = profile
        self.options = {**PHONE, "locale": "en-GB", "timezone_id": "Europe/Helsinki", **options}
        self.troubles: list[str] = []
        self._playwright: Playwright | None = None
        self._context: BrowserContext | None = None

    @property
    def context(self) -> BrowserContext:
        assert self._context is not None, "the phone is off"
        return self._context

    @property
    def is_on(self) -> bool:
        return self._context is not None

    @property
    def page(self) -> Page:
        return self.context.pages[-1]

    def switch_on(self, beside: Handset | None = None) -> Handset:
        """`beside`: another device of the same test, which is on and outlives this one."""
        for lock in self.profile.glob("Singleton*"):
            lock.unlink()
        self._playwright = None if beside else sync_playwright().start()
        driver = beside._playwright if beside else self._playwright
        assert driver is not None
        self._context = driver.chromium.launch_persistent_context(
            str(self.profile), executable_path="/usr/bin/chromium", args=ARGUMENTS, **self.options
        )
        self._context.on("weberror", lambda error: self.troubles.append(str(error.error)))
        self._context.set_default_timeout(PATIENCE_S * 1000)
        return self

    def switch_off(self) -> None:
        with contextlib.suppress(Exception):
            self.context.close()
        if self._playwright:
            self._playwright.stop()
        self._playwright = self._context = None

    def kill(self) -> None:
        """SIGKILL for every process of this browser, as an empty battery would end it."""
        for process in self.processes():
            with contextlib.suppress(psutil.NoSuchProcess):
                process.kill()
        end = time.monotonic() + 10
        while self.processes() and time.monotonic() < end:
            time.sleep(0.05)
        self.switch_off()

    def processes(self) -> list[psutil.Process]:
        """Every process of this browser."""
        found = []
        for process in psutil.process_iter(["cmdline"]):
            if any(str(self.profile) in word for word in process.info["cmdline"] or []):
                found += [process, *process.children(recursive=True)]
        return found

    def sign_in_by(self, token: str, address: str) -> None:
        """Hold a session of somebody, without going through the sign-in page."""
        self.context.add_cookies([{"name": COOKIE, "value": token, "url": address, "httpOnly": True}])

    def sign_out(self) -> None:
        """As if the session had ended: the cookie is gone, the storage stays."""
        self.context.clear_cookies()

    def stored(self, store: str) -> list[Any]:
        """Everything on one shelf of the phone's database, bytes told as their length."""
        return list(self.page.evaluate(READ_ALL, store))


READ_ALL = """async (store) => {
  // Opening what is not there yet would make it.
  if (!(await indexedDB.databases()).some(({ name }) => name === "detalji")) return [];
  const db = await new Promise((resolve, reject) => {
    const request = indexedDB.open("detalji");
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
  try {
    // Nothing at all lies there before the app's first step with it has ended.
    if (db.objectStoreNames.length === 0) return [];
    const rows = await new Promise((resolve, reject) => {
      const request = db.transaction(store).objectStore(store).getAll();
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });
    const plain = (key, value) => (value instanceof ArrayBuffer ? { bytes: value.byteLength } : value);
    return rows.map((row) => (row instanceof ArrayBuffer ? row.byteLength : JSON.parse(JSON.stringify(row, plain))));
  } finally {
    db.close();
  }
}"""


def until(holds: Callable[[], Any], seconds: float = PATIENCE_S, what: str = "") -> Any:
    """Wait for `holds()` to be true; gives what it gave."""
    end = time.monotonic() + seconds
    while not (found := holds()):
        assert time.monotonic() < end, f"did not happen within {seconds} s: {what or holds}"
        time.sleep(0.1)
    return found
