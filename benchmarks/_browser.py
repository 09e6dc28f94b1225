"""A cheap phone on a slow network: Chromium held to a quarter of this machine's speed, counting what it fetches."""

from __future__ import annotations

import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, BrowserContext, CDPSession, Page

from shopper.sessions import COOKIE

VIEWPORT = {"width": 412, "height": 823}
CPU_SLOWER = 4
LATENCY_MS, BITS_PER_S, UP_BITS_PER_S = 562, 1_440_000, 675_000
_PROBE = (Path(__file__).parent / "probe.js").read_text()


@dataclass
class Opened:
    """One page load, in seconds from the navigation: contents first seen, form ready, answer seen and stored.

    `held`: main thread's time over 50 ms a task, until the answer was stored. `fetched`: bytes and requests that came
    over the network by then.
    """

    seen: float
    ready: float
    painted: float
    stored: float
    held: float
    bytes: int
    requests: int


class CheapPhone:
    """A fresh profile; `window` opens pages in it."""

    def __init__(self, browser: Browser, address: str, token: str, *, slower: int = CPU_SLOWER) -> None:
        self.slower = slower
        self.context: BrowserContext = browser.new_context(
            viewport=VIEWPORT, has_touch=True, is_mobile=True, device_scale_factor=2, locale="fi-FI"  # type: ignore[arg-type]
        )
        self.context.add_cookies([{"name": COOKIE, "value": token, "url": address, "httpOnly": True}])
        self.context.add_init_script(_PROBE)

    def window(self, *, is_slow: bool = True) -> Window:
        return Window(self.context.new_page(), slower=self.slower if is_slow else 0)

    def close(self) -> None:
        self.context.close()


class Window:
    """One page of the phone, with the network's count."""

    def __init__(self, page: Page, *, slower: int) -> None:
        self.page = page
        self.bytes = self.requests = 0
        self.cdp: CDPSession = page.context.new_cdp_session(page)
        self.cdp.send("Network.enable")
        self.cdp.send("Performance.enable")
        self.cdp.on("Network.responseReceived", self._came)
        self.cdp.on("Network.loadingFinished", self._finished)
        self._over_network: set[str] = set()
        if slower:
            self.cdp.send("Emulation.setCPUThrottlingRate", {"rate": slower})
            self.cdp.send("Network.emulateNetworkConditions", {
                "offline": False, "latency": LATENCY_MS, "downloadThroughput": BITS_PER_S / 8,
                "uploadThroughput": UP_BITS_PER_S / 8})  # fmt: skip

    def _came(self, event: dict[str, Any]) -> None:
        answer = event["response"]
        kept = answer.get("fromServiceWorker") or answer.get("fromDiskCache") or answer.get("fromPrefetchCache")
        if not kept and answer["url"].startswith("http"):
            self._over_network.add(event["requestId"])

    def _finished(self, event: dict[str, Any]) -> None:
        if event["requestId"] in self._over_network:
            self.requests += 1
            self.bytes += int(event["encodedDataLength"])

    def open_and_answer(self, address: str, tapped: str) -> Opened:
        """Open the visit and tap `tapped` (a selector) as soon as the form can be answered."""
        self.page.goto(address, wait_until="commit")
        self.page.wait_for_function("() => globalThis.probe?.ready", timeout=30_000)
        found = self.tap(tapped)
        seen = self.first_contents()
        held = sum(max(0.0, lasted - 50) for start, lasted in found["held"] if start < found["stored"])
        return Opened(seen, found["ready"] / 1000, found["painted"] / 1000, found["stored"] / 1000, held / 1000,
                      self.bytes, self.requests)  # fmt: skip

    def first_contents(self) -> float:
        """When something was first to be seen, in seconds from the navigation."""
        told = "() => performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? 0"
        return float(self.page.evaluate(told)) / 1000

    def tap(self, selector: str) -> dict[str, Any]:
        """Tap the middle of it; gives what the probe saw once the answer is stored."""
        self.page.evaluate("() => { probe.given = null; }")
        end = time.monotonic() + 30
        while self.page.evaluate("() => probe.given") is None:
            assert time.monotonic() < end, f"no tap reached {selector}"
            place = self.page.evaluate(_MIDDLE, selector)
            self.page.touchscreen.tap(place["x"], place["y"])
            # A page that still scrolls to the latest answer moves away under the finger; people try again, too.
            self.page.wait_for_timeout(50)
        self.page.wait_for_function("() => probe.painted && probe.stored", timeout=30_000)
        found: dict[str, Any] = self.page.evaluate("() => ({ ...probe, taps: [...probe.taps.values()] })")
        return found

    def seconds_until_seen(self, selector: str) -> float:
        """The browser's own measure of a tap: from the finger to the next picture, in seconds (INP)."""
        self.page.evaluate("() => probe.taps.clear()")
        self.tap(selector)
        end = time.monotonic() + 10
        while time.monotonic() < end:
            taps: list[float] = self.page.evaluate("() => [...probe.taps.values()]")
            if taps:
                return max(taps) / 1000
            time.sleep(0.05)
        return 0.016

    def seconds_until_stored(self) -> float:
        """From the last tap's input until the page said that it is stored, in seconds."""
        return float(self.page.evaluate("() => probe.stored - probe.given")) / 1000

    def weight(self) -> tuple[float, int]:
        """JS heap in MB after a collection, and number of DOM nodes."""
        self.cdp.send("HeapProfiler.collectGarbage")
        metrics = {one["name"]: one["value"] for one in self.cdp.send("Performance.getMetrics")["metrics"]}
        return metrics["JSHeapUsedSize"] / 1e6, int(metrics["Nodes"])

    def close(self) -> None:
        self.page.close()


_MIDDLE = """(selector) => {
  const element = document.querySelector(selector);
  element.scrollIntoView({ block: "center", behavior: "instant" });
  const { left, top, width, height } = element.getBoundingClientRect();
  return { x: left + width / 2, y: top + height / 2 };
}"""
