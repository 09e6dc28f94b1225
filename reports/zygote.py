"""The printing process and the way to it.

`python -m reports.zygote` is a process of its own that loads the layout engine once. For each report it forks
a child with limits on time, memory and file size; it prints into a file and is gone, with whatever a bad
report did to it. The worker talks to it through `reports.printer`, and never imports the engine itself."""

from __future__ import annotations

import gc
import json
import os
import resource
import select
import signal
import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from reports import spare
from reports.wire import WALL_SECONDS, receive, send

if __name__ == "__main__":  # Not where it is imported: there the engine may be needed whole.
    spare.put_off()
try:
    from reports import pdf
except (ImportError, OSError) as problem:  # Pango and its friends are packages of the system.
    missing = str(problem)
else:
    missing = ""

CPU_SECONDS = 30
MEMORY = 1024 * 1024 * 1024
FILE_SIZE = 64 * 1024 * 1024
REASON = "reason.txt"
PROOF = "printing.json"
MOST_LOOKS = 500


def main() -> int:
    """Load the engine, say so, and print each job that comes until the worker goes away."""
    orders, answers = sys.stdin.buffer, os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # Nothing but messages goes to the worker.
    if missing:
        send(answers, {"ready": False, "reason": missing})
        return 1
    gc.freeze()  # What is loaded stays; it need not be looked through after each sample.
    home = os.environ.get("DETALJI_HOME")
    pdf.warm(Path(home, PROOF) if home else None)
    gc.collect()
    gc.freeze()
    send(answers, {"ready": True})
    looks = Looks()
    while (job := receive(orders)) is not None:
        looks.meet(job["document"], job["look"])
        _print_in_child(Path(job["folder"]), Path(job["out"]), job["document"], partial(send, answers))
    return 0


class Looks:
    """The looks (language and brand) that documents come in. One that comes again is learned by printing a sample in
    it here, so that all further children have its styles from the start. No document's own data comes here."""

    def __init__(self) -> None:
        self._met: dict[str, int] = {}

    def meet(self, document: str, look: dict[str, Any]) -> None:
        """Another document of a kind in a look is about to be printed."""
        key = json.dumps([document, look], sort_keys=True)
        if len(self._met) >= MOST_LOOKS:
            self._met.clear()
        self._met[key] = self._met.get(key, 0) + 1
        if self._met[key] == 2:
            self._learn(document, look)

    def _learn(self, document: str, look: dict[str, Any]) -> None:
        try:
            pdf.learn(document, look["language"], look["brand"])
        except Exception as problem:  # The child that prints in this look will say what is wrong with it.
            print(f"not learned: {problem}", file=sys.stderr)  # noqa: T201 the worker's log
        gc.unfreeze()  # What this look took the place of is to go.
        gc.collect()
        gc.freeze()


def _print_in_child(folder: Path, out: Path, document: str, answer: Callable[[dict[str, Any]], None]) -> None:
    """Answers as soon as the report lies there whole: the worker need not wait while the child is taken apart."""
    done, say_done = os.pipe()
    child = os.fork()
    if child == 0:
        os._exit(_child(folder, out, document, say_done))
    os.close(say_done)
    try:
        said = _heard(done, child, WALL_SECONDS)
        if said:
            answer({"ok": True})
        status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        if not said:
            reason = folder / REASON
            told = reason.read_text(encoding="utf-8") if reason.exists() else ""
            answer({"ok": False, "reason": told or _fate(None if said is None else status)})
    finally:
        os.close(done)


def _heard(done: int, child: int, seconds: float) -> bool | None:
    """Whether the child said that it is done before it ended; None when it had to be stopped for taking too long."""
    if select.select([done], [], [], seconds)[0]:
        return bool(os.read(done, 1))
    os.kill(child, signal.SIGKILL)
    return None


def _fate(status: int | None) -> str:
    if status is None:
        return f"the report took longer than {WALL_SECONDS} seconds"
    if status == -signal.SIGXCPU:
        return f"the report needed more than {CPU_SECONDS} seconds of computing"
    return f"the printing process was stopped ({status})"


def _child(folder: Path, out: Path, document: str, say_done: int) -> int:
    try:
        say_done = _limit(say_done)
        gc.disable()
        data = json.loads((folder / "data.json").read_bytes())
        names = json.loads((folder / "pictures.json").read_bytes())
        pictures = {key: (folder / name).read_bytes() for key, name in names.items()}
        content = pdf.render(data, pictures, document)
        out.write_bytes(content)
        os.write(say_done, b".")
    except BaseException as problem:  # The engine's refusals are no Exceptions; all end this child alone.
        _explain(folder, problem)
        return 1
    return 0


def _explain(folder: Path, problem: BaseException) -> None:
    said = "the report needed too much memory" if isinstance(problem, MemoryError) else str(problem)
    reason = f"{type(problem).__name__}: {said}"[:500]
    (folder / REASON).write_text(reason, encoding="utf-8", errors="replace")


def _limit(say_done: int) -> int:
    """From here on the child may use so much and no more. What is the number of `say_done` now?"""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    os.dup2(say_done, 3)
    os.closerange(4, 256)  # The worker must see at once when the process between it and this child is gone.
    used = int(time.process_time())
    resource.setrlimit(resource.RLIMIT_CPU, (used + CPU_SECONDS, used + CPU_SECONDS + 2))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_FSIZE, (FILE_SIZE, FILE_SIZE))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    return 3


if __name__ == "__main__":
    sys.exit(main())
