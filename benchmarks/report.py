"""Seconds and memory per report: our printing process against Chromium printing the same page, side by side.

`python -m benchmarks.report [--rounds N] [--chromium PATH]`. Both sides are warm and print a new visit in every
round, in changing order, tagged. Each round gives one ratio; the table shows medians. Ratios can be trusted on a
busy machine, seconds less so. The page is the same HTML; Chromium leaves out running heads and the archive claim."""

from __future__ import annotations

import argparse
import base64
import json
import random
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psutil

from reports.documents.samples import sample
from reports.printer import ROOT, Printer
from tests.reports.drawn import sample_pictures

STORE_REPORT = ROOT / "reports" / "documents" / "store_report"
CHROMIUM = "/usr/bin/chromium"
MAKE_PAGES = """
import json, sys
from reports import pdf
from reports.report_data import from_plain
print(json.dumps([pdf.press().whole_page(from_plain(data)) for data in json.load(sys.stdin)]))
"""


def visit(number: int) -> dict[str, Any]:
    """The sample with other figures and words, so that nothing can be kept from the round before."""
    dice, data = random.Random(number), sample(STORE_REPORT, ("fi", "sv", "en")[number % 3])
    data["visit"]["number"] = f"V{number}"
    data["score"]["base"] = dice.uniform(40, 100)
    for section in data["score"]["sections"]:
        section["percent"] = dice.uniform(30, 100)
    for section in data["sections"]:
        for row in section["rows"]:
            row["quote"] = f"{row.get('quote') or row['answer']} ({number}.{dice.randrange(1000)})"
    return data


class Watch:
    """The most memory that a tree of processes had at once: the sum of proportional shares, in MiB."""

    def __init__(self, pid: int) -> None:
        self._root, self._over = psutil.Process(pid), threading.Event()
        self.peak = 0.0
        self._thread = threading.Thread(target=self._look, daemon=True)
        self._thread.start()

    def _look(self) -> None:
        while not self._over.wait(0.03):
            self.peak = max(self.peak, self._now())

    def _now(self) -> float:
        total = 0.0
        for process in self._tree():
            try:
                total += process.memory_full_info().pss
            except psutil.Error:
                continue
        return total / 2**20

    def _tree(self) -> list[psutil.Process]:
        try:
            return [self._root, *self._root.children(recursive=True)]
        except psutil.Error:
            return []

    def stop(self) -> None:
        self._over.set()
        self._thread.join()


def with_pictures(html: str, pictures: dict[str, bytes]) -> str:
    """The page with its pictures inside, for a browser that has no list of them."""
    for key, content in pictures.items():
        kind = "png" if content.startswith(b"\x89PNG") else "jpeg"
        html = html.replace(f'"{key}"', f'"data:image/{kind};base64,{base64.b64encode(content).decode()}"')
    return html


def pages(numbers: range, pictures: dict[str, bytes]) -> dict[int, str]:
    """The same pages for the browser, made beforehand in a process of their own."""
    command = [sys.executable, "-c", MAKE_PAGES]
    asked = json.dumps([visit(number) for number in numbers])
    done = subprocess.run(command, cwd=ROOT, input=asked, capture_output=True, text=True, check=True)
    made = json.loads(done.stdout)
    return {number: with_pictures(page, pictures) for number, page in zip(numbers, made, strict=True)}


@contextmanager
def chromium(path: str) -> Iterator[tuple[Callable[[str], bytes], int]]:
    """A warm browser: a function from HTML to PDF, and the browser's process id."""
    from playwright.sync_api import sync_playwright

    flags = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
    with sync_playwright() as playwright:
        before = {process.pid for process in psutil.Process().children(recursive=True)}
        browser = playwright.chromium.launch(executable_path=path, args=flags)
        grown = [p for p in psutil.Process().children(recursive=True) if p.pid not in before]
        page = browser.new_page()

        def print_page(html: str) -> bytes:
            page.set_content(html, wait_until="load")
            return page.pdf(prefer_css_page_size=True, print_background=True, tagged=True, outline=True)

        yield print_page, grown[0].pid
        browser.close()


def measured(work: Callable[[], Any]) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def run(rounds: int, path: str) -> dict[str, Any]:
    """Medians of both sides over the rounds."""
    pictures, numbers = sample_pictures(), range(rounds + 1)
    made = pages(numbers, pictures)
    ours: list[float] = []
    theirs: list[float] = []
    sizes: dict[str, int] = {}
    with Printer() as printer, chromium(path) as (browser_print, browser), tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "out.pdf"
        printer.start()
        assert printer._process
        watches = {"ours": Watch(printer._process.pid), "theirs": Watch(browser)}
        for number in numbers:
            data = visit(number)
            sides = {
                "ours": lambda data=data: printer.print(data, pictures, out),
                "theirs": lambda number=number: sizes.update(theirs=len(browser_print(made[number]))),
            }
            order = list(sides)
            random.Random(number).shuffle(order)
            spent = {side: measured(sides[side]) for side in order}
            sizes["ours"] = out.stat().st_size
            if number:  # The first round only warms both.
                ours.append(spent["ours"])
                theirs.append(spent["theirs"])
            if sys.stderr.isatty():
                print(f"\r{number}/{rounds} ", end="", file=sys.stderr)
        for watch in watches.values():
            watch.stop()
    return {
        "rounds": rounds,
        "ours": statistics.median(ours),
        "theirs": statistics.median(theirs),
        "ratio": statistics.median(one / other for one, other in zip(ours, theirs, strict=True)),
        "slowest": max(ours),
        "sizes": sizes,
        "peaks": {side: watch.peak for side, watch in watches.items()},
    }


def table(found: dict[str, Any]) -> str:
    """The findings as a small Markdown table."""
    sizes, peaks = found["sizes"], found["peaks"]
    return "\n".join(
        [
            f"Report of 8 pages, 4 photos, tagged on both sides, {found['rounds']} rounds, medians:",
            "",
            "| | seconds | ratio | peak memory, whole tree (MiB) | PDF (KiB) |",
            "|---|---|---|---|---|",
            f"| our printing process (WeasyPrint, PDF/UA-1 + PDF/A-3a) | {found['ours']:.2f} | {found['ratio']:.2f} "
            f"| {peaks['ours']:.0f} | {sizes['ours'] / 1024:.0f} |",
            f"| Chromium, warm | {found['theirs']:.2f} | 1.00 | {peaks['theirs']:.0f} | {sizes['theirs'] / 1024:.0f} |",
            "",
            f"Slowest of ours: {found['slowest']:.2f} s.",
        ]
    )


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--rounds", type=int, default=11)
    parser.add_argument("--chromium", default=CHROMIUM)
    asked = parser.parse_args()
    print(table(run(asked.rounds, asked.chromium)))
    return 0


if __name__ == "__main__":
    sys.exit(main())
