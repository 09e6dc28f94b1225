"""Real servers that start at once: forked from a process that has imported the product, one for all tests of a run.

What is forked has made nothing but the imports and the files of the release; the application, its database and its
settings are made in the child, from the environment that the test gives. What is made of a text alone, a compiled
template or a packed file, is kept for the next child. While a file `slow-disk` lies in its home, the disk takes two
seconds to write a photo through.
"""

from __future__ import annotations

import atexit
import contextlib
import json
import os
import subprocess
import sys
import time
from functools import cache
from pathlib import Path

from tests.compiled import kept_in

ROOT = Path(__file__).parent.parent
_NURSERY = """
import json, os, signal, sys, time
from pathlib import Path
import app
from flask.cli import main as flask
from gunicorn.app.wsgiapp import run as gunicorn
from sqlalchemy.orm import configure_mappers
from shopper.pwa import release_of
from tests.compiled import keep_compiled_templates, keep_packed_files
release_of(Path("static").absolute())
configure_mappers()
keep_compiled_templates()
keep_packed_files()
signal.signal(signal.SIGCHLD, signal.SIG_IGN)
write_through = os.fsync
def on_slow_disk(descriptor):
    if os.path.exists(os.path.join(os.environ["DETALJI_HOME"], "slow-disk")):
        time.sleep(2)
    write_through(descriptor)
os.fsync = on_slow_disk
for line in sys.stdin:
    wanted = json.loads(line)
    pid = os.fork()
    if pid:
        print(pid, flush=True)
        continue
    os.setsid()
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    os.environ.clear()
    os.environ.update(wanted["environment"])
    log = os.open(wanted["log"], os.O_WRONLY | os.O_APPEND | os.O_CREAT)
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    os.dup2(log, 1)
    os.dup2(log, 2)
    sys.argv = wanted["words"]
    (gunicorn if sys.argv[0] == "gunicorn" else flask)()
    os._exit(0)
"""


class Forked:
    """What is asked of a child; the nursery reaps it."""

    def __init__(self, pid: int) -> None:
        self.pid = pid

    def poll(self) -> int | None:
        try:
            os.kill(self.pid, 0)
        except ProcessLookupError:
            return -1
        return None

    def wait(self, seconds: float = 10) -> None:
        end = time.monotonic() + seconds
        while self.poll() is None and time.monotonic() < end:
            time.sleep(0.005)


def fork(words: list[str], environment: dict[str, str], log: Path) -> Forked:
    """Run `words` (gunicorn or flask with its arguments) in a session of its own."""
    nursery = _nursery()
    assert nursery.stdin and nursery.stdout
    nursery.stdin.write(json.dumps({"words": words, "environment": environment, "log": str(log)}) + "\n")
    nursery.stdin.flush()
    return Forked(int(nursery.stdout.readline()))


@cache
def _nursery() -> subprocess.Popen[str]:
    kept_in()  # made here: the nursery is killed and takes nothing away
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    made = subprocess.Popen([sys.executable, "-c", _NURSERY], cwd=ROOT, env=environment, stdin=subprocess.PIPE,
                            stdout=subprocess.PIPE, text=True)  # fmt: skip
    atexit.register(_close, made)
    return made


def _close(nursery: subprocess.Popen[str]) -> None:
    with contextlib.suppress(OSError):
        nursery.kill()
        nursery.communicate()
