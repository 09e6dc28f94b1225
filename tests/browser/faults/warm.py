"""A real server that starts at once: the process that it is forked from has made the application before."""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys
import time
from dataclasses import dataclass
from typing import Any

from tests.living import LivingServer

_NURSERY = """
import os, signal, sys
import app
from gunicorn.app.wsgiapp import run
made = app.create_app()
signal.signal(signal.SIGCHLD, signal.SIG_IGN)
for line in sys.stdin:
    pid = os.fork()
    if pid:
        print(pid, flush=True)
        continue
    os.setsid()
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    os.dup2(2, 1)
    sys.argv = ["gunicorn", *line.split()]
    run()
"""


@dataclass
class _Forked:
    """What LivingServer asks of a process. The nursery reaps it."""

    pid: int

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


class WarmServer(LivingServer):
    """gunicorn as LivingServer runs it, killed with SIGKILL like that one; started in a fraction of the time."""

    _nursery: subprocess.Popen[str] | None = None

    def start(self, processes: int = 2, threads: int = 16) -> WarmServer:
        words = ["--bind", f"127.0.0.1:{self.port}", "--workers", str(processes), "--threads", str(threads),
                 "--worker-class", "gthread", "--no-control-socket", "--preload", "--log-level", "warning",
                 "__main__:made"]  # fmt: skip
        nursery = self._warm()
        assert nursery.stdin and nursery.stdout
        nursery.stdin.write(" ".join(words) + "\n")
        nursery.stdin.flush()
        started: Any = _Forked(int(nursery.stdout.readline()))
        self._server = started
        self._wait_until_it_answers()
        return self

    def _warm(self) -> subprocess.Popen[str]:
        if self._nursery is None:
            with (self.home / "server.log").open("ab") as log:
                self._nursery = subprocess.Popen(
                    [sys.executable, "-c", _NURSERY], cwd=self.root, env=self._environment, stdin=subprocess.PIPE,
                    stdout=subprocess.PIPE, stderr=log, text=True,
                )  # fmt: skip
        return self._nursery

    def __exit__(self, *trouble: object) -> None:
        super().__exit__(*trouble)
        if self._nursery:
            self._nursery.kill()
            with contextlib.suppress(OSError):
                self._nursery.communicate()
