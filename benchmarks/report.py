"""What a report costs to print: our printing process, with and without its accelerators, beside plain WeasyPrint,
Chromium printing the same page, and Typst setting the same content.

`python -m benchmarks.report [--rounds N] [--chromium PATH]`. All are warm and print a new visit in every round, in
changing order, tagged, with photos cut to size at upload. Questions, words, figures and colours are none of the
sample that our process warms itself with. Each round gives one ratio; the table shows medians. Ratios can be trusted
on a busy machine, seconds less so. Chromium leaves out running heads and the archive claim. With `--many N` only our
process prints, and what it holds in memory is looked at before and after N reports."""

from __future__ import annotations

import argparse
import json
import random
import subprocess
import sys
import tempfile
from contextlib import ExitStack
from pathlib import Path
from statistics import median
from typing import Any

import psutil

from benchmarks import _engines
from benchmarks._engines import Engine, Watch, with_pictures
from benchmarks._figures import chromium_version, load_average, print_head, print_load, print_table, ratio_of_pairs
from reports.documents.samples import sample
from reports.printer import ROOT, Printer
from reports.report_data import from_plain
from tests.reports.drawn import sample_pictures

STORE_REPORT = ROOT / "reports" / "documents" / "store_report"
CHROMIUM = "/usr/bin/chromium"
COLOURS = {"main_colour": "#7a1f3d", "accent_colour": "#2b6cb0"}
MAKE_PAGES = """
import json, sys
from reports import pdf
from reports.report_data import from_plain
print(json.dumps([pdf.press().whole_page(from_plain(data)) for data in json.load(sys.stdin)]))
"""


def visit(number: int) -> dict[str, Any]:
    """The sample with other questions, figures, words and colours, so that nothing can be kept from before."""
    dice, data = random.Random(number), sample(STORE_REPORT, ("fi", "sv", "en")[number % 3])
    data["visit"]["number"] = f"V{number}"
    data["brand"] |= COLOURS
    data["score"]["base"] = dice.uniform(40, 100)
    for section in data["score"]["sections"]:
        section["percent"] = dice.uniform(30, 100)
    for section in data["sections"]:
        for row in section["rows"]:
            row["text"] = f"{row['text'].rstrip('?')} ({dice.randrange(1000)})?"
            row["quote"] = f"{row.get('quote') or row['answer']} ({number}.{dice.randrange(1000)})"
    return from_plain(data).to_plain()


def pages(numbers: range, pictures: dict[str, bytes]) -> dict[int, str]:
    """The same visits as whole pages of HTML, made beforehand in a process of their own."""
    command = [sys.executable, "-c", MAKE_PAGES]
    asked = json.dumps([visit(number) for number in numbers])
    done = subprocess.run(command, cwd=ROOT, input=asked, capture_output=True, text=True, check=True)
    made = json.loads(done.stdout)
    return {number: with_pictures(page, pictures) for number, page in zip(numbers, made, strict=True)}


WARMING = 6
"""Rounds before the first that counts: each language twice, for our process learns a look at its second report."""


def run(rounds: int, path: str) -> tuple[dict[str, Engine], dict[str, Watch]]:
    """Every engine prints every visit."""
    pictures, numbers = sample_pictures(), range(WARMING + rounds)
    made = pages(numbers, pictures)
    with ExitStack() as stack, tempfile.TemporaryDirectory() as folder:
        engines = {
            engine.name: engine
            for engine in (
                stack.enter_context(_engines.chromium("Chromium", path)),
                stack.enter_context(_engines.ours("ours", pictures)),
                stack.enter_context(_engines.ours("ours, plain", pictures, plain=True)),
                stack.enter_context(_engines.worker("WeasyPrint", "_naive", _engines.page_in)),
                stack.enter_context(_engines.worker("WeasyPrint, naive sheet", "_naive", _engines.naive_page_in)),
                stack.enter_context(_engines.worker("Typst", "_typst", _engines.content_in(pictures))),
            )
        }
        watches = {name: Watch(engines[name].pid) for name in ("Chromium", "ours", "ours, plain")}
        for number in numbers:
            order = list(engines)
            random.Random(number).shuffle(order)
            for name in order:
                engines[name].turn(visit(number), made[number], Path(folder))
            if sys.stderr.isatty():
                print(f"\r{number}/{numbers[-1]} ", end="", file=sys.stderr)
        for watch in watches.values():
            watch.stop()
    return engines, watches


def show(engines: dict[str, Engine], watches: dict[str, Watch]) -> None:
    """Medians and ratios, as Markdown."""
    def counted(name: str, what: str) -> list[float]:
        return getattr(engines[name], what)[WARMING:]

    rows = []
    for name, engine in engines.items():
        seconds, spent = counted(name, "seconds"), counted(name, "processor")
        rows.append(
            (
                name,
                f"{ratio_of_pairs(seconds, counted('Chromium', 'seconds')):.2f}",
                f"{ratio_of_pairs(spent, counted('Chromium', 'processor')):.2f}",
                f"{ratio_of_pairs(spent, counted('WeasyPrint', 'processor')):.2f}",
                f"{ratio_of_pairs(spent, counted('WeasyPrint, naive sheet', 'processor')):.2f}",
                f"{ratio_of_pairs(seconds, counted('Typst', 'seconds')):.1f}",
                f"{median(seconds):.2f}",
                f"{median(spent):.2f}",
                f"{engine.size / 1024:.0f}",
            )
        )
    head = ("", "time : Chromium", "CPU : Chromium", "CPU : WeasyPrint", "CPU : naive sheet", "time : Typst")
    print_table((*head, "s", "CPU s", "KiB"), rows)
    told = [(name, f"{one.tree:.0f}", f"{one.child:.0f}", f"{one.own:.0f}") for name, one in watches.items()]
    print_table(("peak memory, MiB", "whole tree (PSS)", "largest child (RSS)", "its own (USS)"), told)


def grow(count: int) -> None:
    """What our printing process holds after the first reports, and after so many more."""
    pictures, held = sample_pictures(), list[float]()
    with Printer() as printer, tempfile.TemporaryDirectory() as folder:
        printer.start()
        assert printer._process
        process = psutil.Process(printer._process.pid)
        for number in range(WARMING + count):
            printer.print(visit(number), pictures, Path(folder) / "out.pdf")
            held.append(process.memory_info().rss / 2**20)  # Its own share moves while a child is there.
    first, last, most = held[WARMING - 1], held[-1], max(held[WARMING:])
    row = (str(count), f"{first:.1f}", f"{last:.1f}", f"{most:.1f}", f"{(last / first - 1) * 100:+.1f} %")
    print_table(("reports", "MiB before (RSS)", "after", "at most", "grown by"), [row])


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--rounds", type=int, default=11)
    parser.add_argument("--chromium", default=CHROMIUM)
    parser.add_argument("--many", type=int, default=0, help="only look at memory, over so many reports")
    asked = parser.parse_args()
    before = load_average()
    if asked.many:
        print_head(f"Memory over {asked.many} reports", "weasyprint")
        grow(asked.many)
        return 0
    engines, watches = run(asked.rounds, asked.chromium)
    print_head(f"Store report, 4 photos, {asked.rounds} rounds", "weasyprint", "typst", more=[chromium_version()])
    print_load(before)
    show(engines, watches)
    return 0


if __name__ == "__main__":
    sys.exit(main())
