"""The restaurant's visit page on a cheap phone: first visit, second visit, without a network, and its taps.

A round is a fresh phone: the page opened by its address over slow 4G; then the list, until it says that the visit
opens without internet; then the page again, once with the network and once without; then taps.
"""

from __future__ import annotations

import re
import tempfile
import urllib.request
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median

from playwright.sync_api import Browser

from benchmarks._browser import BITS_PER_S, CPU_SLOWER, LATENCY_MS, CheapPhone, Opened
from benchmarks._figures import (
    chromium_version,
    load_average,
    percentile,
    print_head,
    print_load,
    print_table,
    ratio_of_pairs,
    spread,
)
from forms.definition import digest
from forms.library import shipped
from tests.browser.chromium import chromium
from tests.browser.fieldwork import Fieldwork, prepare, serve
from tests.browser.pages import ListPage

ROUNDS, TAPS = 3, 3
# Answers of one question; each load and each tap takes another than the one before, else nothing would be to be stored.
STAFF, ME, NEITHER = (f'label:has([name="grt_first-value"][value="{who}"])' for who in ("staff", "me", "neither"))
SHOWS, HIDES = 'label:has([name="mis_any-value"][value="me"])', 'label:has([name="mis_any-value"][value="no"])'


@dataclass
class Figures:
    """A value a round of everything that is measured."""

    first: list[Opened] = field(default_factory=list)
    listed: list[tuple[float, float]] = field(default_factory=list)
    second: list[Opened] = field(default_factory=list)
    offline: list[Opened] = field(default_factory=list)
    shows: list[float] = field(default_factory=list)
    hides: list[float] = field(default_factory=list)
    plain: list[float] = field(default_factory=list)
    plain_stored: list[float] = field(default_factory=list)
    heap: list[tuple[float, int]] = field(default_factory=list)


def main() -> None:
    """Measure and print."""
    print_head("The visit page", "playwright", "gunicorn", more=[chromium_version()])
    print(f"Slow 4G: {LATENCY_MS} ms, {BITS_PER_S / 1e6} Mbit/s; CPU / {CPU_SLOWER}; {ROUNDS} fresh phones.")
    before, figures = load_average(), Figures()
    with tempfile.TemporaryDirectory() as folder:
        work = prepare(Path(folder))
        with serve(work) as server, chromium() as browser:
            server.start()
            for _ in range(ROUNDS):
                _round(browser, server.address, work, figures)
            shell = _shell(server.address)
    print_load(before)
    _print(figures)
    print(f"What the service worker keeps beside the pages: {shell[0]} files, {shell[1] / 1000:.0f} kB packed; "
          "fetched after the list is shown.")  # fmt: skip


def _round(browser: Browser, address: str, work: Fieldwork, figures: Figures) -> None:
    page = f"{address}/field/visit/{digest(shipped('restaurant'))}/en#a={work.assignments['restaurant']}"
    phone = CheapPhone(browser, address, work.tokens["anna"])
    window = phone.window()
    figures.first.append(window.open_and_answer(page, STAFF))
    figures.heap.append(window.weight())
    window.close()
    figures.listed.append(_keep(phone, address))
    figures.second.append(_open(phone, page, ME))
    phone.context.set_offline(True)
    figures.offline.append(_open(phone, page, NEITHER))
    phone.context.set_offline(False)
    _taps(phone, page, figures)
    phone.close()


def _keep(phone: CheapPhone, address: str) -> tuple[float, float]:
    """Open the list and wait until it says that the visit opens without internet; gives when its first contents were
    seen, in seconds, and its bytes. What the service worker fetches meanwhile is neither slowed nor counted."""
    window = phone.window()
    ListPage(window.page, address).open().wait_until_offline_ready("Lahti Tori")
    seen, fetched = window.first_contents(), window.bytes
    window.close()
    return seen, fetched


def _open(phone: CheapPhone, page: str, tapped: str) -> Opened:
    window = phone.window()
    opened = window.open_and_answer(page, tapped)
    window.close()
    return opened


def _taps(phone: CheapPhone, page: str, figures: Figures) -> None:
    window = phone.window()
    window.open_and_answer(page, STAFF)
    for _ in range(TAPS):
        for selector in (ME, STAFF):
            figures.plain.append(window.seconds_until_seen(selector))
            figures.plain_stored.append(window.seconds_until_stored())
        figures.shows.append(window.seconds_until_seen(SHOWS))
        figures.hides.append(window.seconds_until_seen(HIDES))
    window.close()


def _shell(address: str) -> tuple[int, int]:
    script = urllib.request.urlopen(f"{address}/sw.js").read().decode()
    names = re.findall(r'"(/static/[^"]+)"', script)
    total = 0
    for name in names:
        request = urllib.request.Request(address + name, headers={"Accept-Encoding": "gzip"})
        with urllib.request.urlopen(request) as answer:
            total += len(answer.read())
    return len(names), total


def _print(figures: Figures) -> None:
    visits = {"first visit": figures.first, "second visit": figures.second, "offline": figures.offline}
    rows = []
    for name, opened in visits.items():
        each = [[getattr(one, what) for one in opened] for what in ("seen", "ready", "painted", "stored", "held")]
        stored = ratio_of_pairs(each[3], [one.stored for one in figures.first])
        rows.append((name, f"{median(one.bytes for one in opened) / 1000:.1f} kB",
                     f"{median(one.requests for one in opened):.0f}", *(spread(values, "{:.2f}") for values in each),
                     f"{stored:.2f}"))  # fmt: skip
    print_table(("", "bytes", "requests", "first contents s", "can be answered s", "answer seen s", "answer stored s",
                 "main thread held s", "stored : first visit"), rows)  # fmt: skip
    taps = {"tap that shows the nine questions on a mishap": figures.shows, "tap that hides them": figures.hides,
            "plain tap": figures.plain, "plain tap until stored": figures.plain_stored}  # fmt: skip
    print_table(("CPU / 4", "ms until seen (INP)", "slowest twentieth"),
                [(name, spread([1000 * one for one in values]), f"{1000 * percentile(values, 0.95):.0f}")
                 for name, values in taps.items()])  # fmt: skip
    heap, nodes = median(mb for mb, _ in figures.heap), median(count for _, count in figures.heap)
    seen, fetched = median(at for at, _ in figures.listed), median(count for _, count in figures.listed)
    print(f"JS heap {heap:.1f} MB, {nodes:.0f} DOM nodes. The list over slow 4G: first contents {seen:.2f} s, "
          f"{fetched / 1000:.1f} kB.")  # fmt: skip


if __name__ == "__main__":
    main()
