"""Forty stores' reports, two at a time: two of our printing processes, against two warm processes of plain WeasyPrint.

`python -m benchmarks.wave_build [--stores N]`. The same visits, one way after the other."""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager, ExitStack
from pathlib import Path
from queue import Queue
from typing import Any

from benchmarks import _engines
from benchmarks._engines import Engine, Watch, processor_time
from benchmarks._figures import load_average, print_head, print_load, print_table
from benchmarks.report import pages, visit
from tests.reports.drawn import sample_pictures

AT_ONCE = 2


def build(
    make: Callable[[], AbstractContextManager[Engine]], jobs: list[tuple[dict[str, Any], str]]
) -> tuple[float, float, float]:
    """Seconds, processor seconds and the most memory of one process tree (PSS, MiB), starting not counted."""
    with ExitStack() as stack:
        engines = [stack.enter_context(make()) for _ in range(AT_ONCE)]
        watches = [Watch(engine.pid) for engine in engines]
        folders = {id(one): Path(stack.enter_context(tempfile.TemporaryDirectory())) for one in engines}
        free: Queue[Engine] = Queue()
        for engine in engines:
            free.put(engine)

        def one(job: tuple[dict[str, Any], str]) -> None:
            engine = free.get()
            engine.print(*job, folders[id(engine)])
            free.put(engine)

        spent, started = sum(processor_time(engine.pid) for engine in engines), time.perf_counter()
        with ThreadPoolExecutor(AT_ONCE) as pool:
            list(pool.map(one, jobs))
        seconds = time.perf_counter() - started
        spent = sum(processor_time(engine.pid) for engine in engines) - spent
        for watch in watches:
            watch.stop()
        return seconds, spent, max(watch.tree for watch in watches)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--stores", type=int, default=40)
    stores = parser.parse_args().stores
    before, pictures = load_average(), sample_pictures()
    made = pages(range(stores), pictures)
    jobs = [(visit(number), made[number]) for number in range(stores)]
    ways: dict[str, Callable[[], AbstractContextManager[Engine]]] = {
        "plain WeasyPrint, naive sheet": lambda: _engines.worker("naive", "_naive", _engines.naive_page_in),
        "ours, plain": lambda: _engines.ours("plain", pictures, plain=True),
        "ours": lambda: _engines.ours("ours", pictures),
    }
    found = {name: build(make, jobs) for name, make in ways.items()}
    print_head(f"{stores} stores, {AT_ONCE} at a time", "weasyprint")
    print_load(before)
    first = next(iter(found.values()))
    rows = [
        (name, f"{s / first[0]:.2f}", f"{c / first[1]:.2f}", f"{stores / s * 60:.0f}", f"{c / stores:.2f}", f"{m:.0f}")
        for name, (s, c, m) in found.items()
    ]
    print_table(("", "time : naive", "CPU : naive", "reports a minute", "CPU s a report", "peak MiB of a tree"), rows)
    return 0


if __name__ == "__main__":
    sys.exit(main())
