"""Visits a second: the restaurant questionnaire delivered by eight phones at once to the app as it is served.

Each set-up of the server has a home of its own; in each round all of them take every load in turn, so that a busy
moment slows all alike. The last row of the first table is a bare SQLite that stores the same visit without any app.
"""

from __future__ import annotations

import json
import shutil
import sqlite3
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from uuid import uuid4

from benchmarks._crowd import Crowd, Delivered, SlowClients
from benchmarks._fieldwork import Fieldwork, prepare
from benchmarks._figures import load_average, percentile, print_head, print_load, print_table, ratio_of_pairs, spread
from benchmarks._processes import cpu_seconds, memory_mb
from benchmarks._visits import answers, manifest
from tests.living import LivingServer

# Name → processes, threads of each. The first is what `make run` starts; ratios are to it.
SET_UPS = {"2 × 64": (2, 64), "2 × 8": (2, 8), "2 × 1": (2, 1), "1 × 1": (1, 1)}
LOADS = {"no photo": (False, 0), "one photo of 300 kB": (True, 0), "no photo, beside 20 slow clients": (False, 20)}
ROUNDS, STEP_S = 2, 2.0


@dataclass
class Figures:
    """Of one set-up under one load: a value a round, and the seconds of every visit."""

    rates: list[float] = field(default_factory=list)
    cpu_ms: list[float] = field(default_factory=list)
    seconds: list[float] = field(default_factory=list)
    failed: int = 0


def main() -> None:
    """Measure and print."""
    print_head("Delivered visits", "gunicorn", "Flask", "SQLAlchemy", more=[f"SQLite {sqlite3.sqlite_version}"])
    before = load_average()
    with tempfile.TemporaryDirectory() as folder, ExitStack() as stack:
        fieldwork, crowds, servers = _open(Path(folder), stack)
        figures = {(load, name): Figures() for load in LOADS for name in SET_UPS}
        bare = Figures()
        for _ in range(ROUNDS):
            for load, (with_photo, slow) in LOADS.items():
                for name, server in servers.items():
                    _step(server, crowds[name], fieldwork, with_photo, slow, figures[load, name])
            _bare_step(Path(folder) / "bare.sqlite", bare)
        memory = {name: memory_mb(server.pid) for name, server in servers.items()}
        photo_ms = _clean_copies(next(iter(servers.values())))
    print_load(before)
    _print(figures, bare, memory)
    print(f"The clean copy of a photo, made later by the worker: {photo_ms:.0f} ms of CPU each.")


def _open(folder: Path, stack: ExitStack) -> tuple[Fieldwork, dict[str, Crowd], dict[str, LivingServer]]:
    (folder / "first").mkdir()
    fieldwork = prepare(folder / "first", visits=1000)
    crowds, servers = {}, {}
    for name, (processes, threads) in SET_UPS.items():
        home = folder / f"home {name}"
        shutil.copytree(folder / "first", home)
        servers[name] = stack.enter_context(LivingServer(home)).start(processes, threads)
        crowds[name] = Crowd(servers[name].port, fieldwork)
        crowds[name].deliver(0.5)
    return fieldwork, crowds, servers


def _step(server: LivingServer, crowd: Crowd, work: Fieldwork, photo: bool, slow: int, into: Figures) -> None:
    spent = cpu_seconds(server.pid)
    if slow:
        with SlowClients(server.port, work.tokens[0], slow):
            done = crowd.deliver(STEP_S, with_photo=photo)
    else:
        done = crowd.deliver(STEP_S, with_photo=photo)
    _note(done, cpu_seconds(server.pid) - spent, into)


def _note(done: Delivered, cpu: float, into: Figures) -> None:
    into.rates.append(done.rate)
    into.seconds += done.seconds
    into.failed += done.failed
    if done.seconds:
        into.cpu_ms.append(1000 * cpu / len(done.seconds))


def _bare_step(path: Path, into: Figures) -> None:
    """The yardstick: the same text and answers into SQLite alone, a commit a visit, as durable as ours."""
    said = answers()
    text = manifest(uuid4(), uuid4(), "0" * 64, said)
    with _bare(path) as connection:
        began, spent, seconds = time.monotonic(), time.process_time(), []
        while time.monotonic() < began + STEP_S / 2:
            at = time.monotonic()
            visit = uuid4().bytes
            connection.execute("BEGIN IMMEDIATE")
            connection.execute("INSERT INTO visit VALUES (?, ?)", (visit, text))
            rows = [(visit, question, json.dumps(answer)) for question, answer in said.items()]
            connection.executemany("INSERT INTO answer VALUES (?, ?, ?)", rows)
            connection.execute("COMMIT")
            seconds.append(time.monotonic() - at)
        done = Delivered(seconds, 0, time.monotonic() - began)
        _note(done, time.process_time() - spent, into)


@contextmanager
def _bare(path: Path) -> Iterator[sqlite3.Connection]:
    connection = sqlite3.connect(path, isolation_level=None)
    connection.executescript("""
        PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;
        CREATE TABLE IF NOT EXISTS visit (id, text);
        CREATE TABLE IF NOT EXISTS answer (visit, question, answer, PRIMARY KEY (visit, question));
    """)
    yield connection
    connection.close()


def _clean_copies(server: LivingServer) -> float:
    """CPU in ms that the worker spends on one photo, its child process included."""
    server.kill()
    server.start_worker()
    began = _when_ready(server.home, 1)
    spent = cpu_seconds(server.worker_pid)
    made = _when_ready(server.home, began + 5)
    return 1000 * (cpu_seconds(server.worker_pid) - spent) / (made - began)


def _when_ready(home: Path, wanted: int) -> int:
    """Wait until so many photos have their clean copy; gives how many have."""
    end = time.monotonic() + 60
    while time.monotonic() < end:
        with closing(sqlite3.connect(home / "detalji.sqlite")) as connection:
            ready = int(connection.execute("SELECT count(*) FROM photo WHERE state = 'ready'").fetchone()[0])
        if ready >= wanted:
            return ready
        time.sleep(0.05)
    raise RuntimeError(f"the worker made no {wanted} clean copies; see {home / 'worker.log'}")


def _print(figures: dict[tuple[str, str], Figures], bare: Figures, memory: dict[str, float]) -> None:
    for load in LOADS:
        print(f"\n### {len(answers())} answers, {load}, 8 at once; processes × threads\n")
        first = figures[load, next(iter(SET_UPS))]
        rows = [_row(name, figures[load, name], first) for name in SET_UPS]
        if load == "no photo":
            rows.append(_row("bare SQLite, one writer", bare, first))
        head = ("", "visits a second", "p50 / p95 ms", "CPU ms each", "rate : first", "CPU : first", "held up")
        print_table(head, rows)
    told = ", ".join(f"{name} {mb:.0f} MB" for name, mb in memory.items())
    print(f"Memory of the server's processes after it (PSS): {told}.")


def _row(name: str, ours: Figures, first: Figures) -> tuple[str, ...]:
    if not ours.seconds:
        return name, "0", "–", "–", "0", "–", str(ours.failed)
    waits = f"{1000 * median(ours.seconds):.1f} / {1000 * percentile(ours.seconds, 0.95):.1f}"
    rate = f"{ratio_of_pairs(ours.rates, first.rates):.2f}"
    cpu = f"{median(ours.cpu_ms) / median(first.cpu_ms):.2f}" if first.cpu_ms else "–"
    return name, spread(ours.rates), waits, f"{median(ours.cpu_ms):.2f}", rate, cpu, str(ours.failed)


if __name__ == "__main__":
    main()
