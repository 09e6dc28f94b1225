"""How figures are gathered and printed: medians, ratios of pairs, and what the machine was like meanwhile."""

from __future__ import annotations

import os
import platform
import subprocess
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from importlib.metadata import version
from statistics import median


def percentile(values: Sequence[float], share: float) -> float:
    """The value below which `share` (0–1) of `values` lie."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


def ratio_of_pairs(ours: Sequence[float], theirs: Sequence[float]) -> float:
    """Median of ours : theirs, each taken within one round, so that a busy moment slows both."""
    return median(one / other for one, other in zip(ours, theirs, strict=True) if other)


def spread(values: Sequence[float], form: str = "{:.0f}") -> str:
    """`median (least–most)`."""
    if not values:
        return "–"
    return f"{form.format(median(values))} ({form.format(min(values))}–{form.format(max(values))})"


def load_average() -> float:
    """Processes that wanted to run, over the last minute."""
    return os.getloadavg()[0]


def chromium_version() -> str:
    """As the browser tells it, e.g. `Chromium 156.0.8078.79`."""
    told = subprocess.run(["chromium", "--version"], capture_output=True, text=True, check=True).stdout
    return " ".join(told.split()[:2])


def print_head(title: str, *packages: str, more: Iterable[str] = ()) -> None:
    """What was measured, when, on what."""
    told = [f"Python {platform.python_version()}", *(f"{name} {version(name)}" for name in packages), *more]
    print(f"\n## {title}\n")
    print(f"{datetime.now(UTC):%Y-%m-%d %H:%M} UTC; {os.cpu_count()} cores; {platform.platform()}; {', '.join(told)}.")


def print_load(before: float) -> None:
    """The load average at both ends of the run."""
    print(f"Load average {before:.1f} before, {load_average():.1f} after.\n", flush=True)


def print_table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """As Markdown; the first column is words, the others are figures."""
    print("| " + " | ".join(head) + " |")
    print("|---|" + "--:|" * (len(head) - 1))
    for row in rows:
        print("| " + " | ".join(row) + " |")
    print(flush=True)
