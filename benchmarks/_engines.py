"""Warm processes that print a report, each in its own way, and what they cost: seconds, processor time, memory."""

from __future__ import annotations

import base64
import json
import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psutil

from reports.printer import ROOT, Printer

Print = Callable[[dict[str, Any], str, Path], int]
"""Plain data, the same as a whole page of HTML, and a folder to work in → bytes of the PDF."""


@dataclass
class Engine:
    """`pid`: the process whose tree does the work."""

    name: str
    pid: int
    print: Print
    seconds: list[float] = field(default_factory=list)
    processor: list[float] = field(default_factory=list)
    size: int = 0

    def turn(self, data: dict[str, Any], page: str, folder: Path) -> None:
        """Print one report and note what it took."""
        spent, started = processor_time(self.pid), time.perf_counter()
        self.size = self.print(data, page, folder)
        self.seconds.append(time.perf_counter() - started)
        self.processor.append(processor_time(self.pid) - spent)


def processor_time(pid: int) -> float:
    """Seconds that a tree of processes has computed, children that have ended included."""
    total = 0.0
    root = psutil.Process(pid)
    for process in [root, *root.children(recursive=True)]:
        try:
            times = process.cpu_times()
        except psutil.Error:
            continue
        total += times.user + times.system + times.children_user + times.children_system
    return total


class Watch:
    """The most memory of a tree of processes (its proportional share, `tree`) and of its largest child (`child`, all
    that the child sees, what it shares with its parent included), in MiB."""

    def __init__(self, pid: int) -> None:
        self._root, self._over = psutil.Process(pid), threading.Event()
        self.tree = self.child = self.own = 0.0
        self._thread = threading.Thread(target=self._look, daemon=True)
        self._thread.start()

    def _look(self) -> None:
        while not self._over.wait(0.05):
            tree = 0.0
            for process in self._tree():
                try:
                    told = process.memory_full_info()
                except psutil.Error:
                    continue
                tree += told.pss / 2**20
                if process.pid != self._root.pid:
                    self.child = max(self.child, told.rss / 2**20)
                    self.own = max(self.own, told.uss / 2**20)
            self.tree = max(self.tree, tree)

    def _tree(self) -> list[psutil.Process]:
        try:
            return [self._root, *self._root.children(recursive=True)]
        except psutil.Error:
            return []

    def stop(self) -> None:
        self._over.set()
        self._thread.join()


@contextmanager
def ours(name: str, pictures: dict[str, bytes], *, plain: bool = False) -> Iterator[Engine]:
    """Our printing process; `plain`: without its accelerators."""
    kept = os.environ.pop("DETALJI_PLAIN_PRINTING", None)
    os.environ["DETALJI_PLAIN_PRINTING"] = "1" if plain else "0"
    with Printer() as printer:
        printer.start()
        assert printer._process
        os.environ["DETALJI_PLAIN_PRINTING"] = kept or "0"

        def print_report(data: dict[str, Any], _: str, folder: Path) -> int:
            printer.print(data, pictures, folder / "ours.pdf")
            return (folder / "ours.pdf").stat().st_size

        yield Engine(name, printer._process.pid, print_report)


@contextmanager
def worker(name: str, module: str, lay_out: Callable[[dict[str, Any], str, Path], None]) -> Iterator[Engine]:
    """A process of `benchmarks/<module>.py`, which prints what `lay_out` puts into a folder."""
    command = [sys.executable, "-m", f"benchmarks.{module}"]
    process = subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert process.stdin
    assert process.stdout
    orders, answers = process.stdin, process.stdout

    def print_report(data: dict[str, Any], page: str, folder: Path) -> int:
        lay_out(data, page, folder)
        print(folder, file=orders, flush=True)
        return int(json.loads(answers.readline())["size"])

    yield Engine(name, process.pid, print_report)
    orders.close()
    process.wait()


@contextmanager
def chromium(name: str, path: str) -> Iterator[Engine]:
    """A warm browser that prints tagged."""
    from playwright.sync_api import sync_playwright

    flags = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
    with sync_playwright() as playwright:
        before = {process.pid for process in psutil.Process().children(recursive=True)}
        browser = playwright.chromium.launch(executable_path=path, args=flags)
        grown = [p for p in psutil.Process().children(recursive=True) if p.pid not in before]
        tab = browser.new_page()

        def print_page(_: dict[str, Any], page: str, __: Path) -> int:
            tab.set_content(page, wait_until="load")
            return len(tab.pdf(prefer_css_page_size=True, print_background=True, tagged=True, outline=True))

        yield Engine(name, grown[0].pid, print_page)
        browser.close()


def with_pictures(html: str, pictures: dict[str, bytes]) -> str:
    """The page with its pictures inside, for engines that have no list of them."""
    for key, content in pictures.items():
        kind = "png" if content.startswith(b"\x89PNG") else "jpeg"
        html = html.replace(f'"{key}"', f'"data:image/{kind};base64,{base64.b64encode(content).decode()}"')
    return html


def page_in(_: dict[str, Any], page: str, folder: Path) -> None:
    """For plain WeasyPrint."""
    (folder / "page.html").write_text(page, encoding="utf-8")


def naive_page_in(_: dict[str, Any], page: str, folder: Path) -> None:
    """The same as a sheet is written at first: tables that look for their widths, columns by flex, leaders of none."""
    page = page.replace("table-layout: fixed", "table-layout: auto").replace("display: table-cell;", "")
    (folder / "page.html").write_text(page.replace("display: table;", "display: flex;"), encoding="utf-8")


def content_in(pictures: dict[str, bytes]) -> Callable[[dict[str, Any], str, Path], None]:
    """For Typst: the content as JSON and the pictures as files."""

    def lay_out(data: dict[str, Any], _: str, folder: Path) -> None:
        (folder / "report.json").write_text(json.dumps(data), encoding="utf-8")
        for key, content in pictures.items():
            (folder / key.replace(":", "-")).write_bytes(content)

    return lay_out
