"""A real server: a group of gunicorn processes on a port of its own, that can be killed, frozen and started again."""

from __future__ import annotations

import contextlib
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import psutil

from tests.nursery import ROOT, Forked, fork


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class LivingServer:
    """Serves `home` on `port`. `kill` is SIGKILL for the whole group, as a power cut would end it."""

    def __init__(
        self, home: Path, port: int | None = None, base_port: int | None = None, root: Path = ROOT, **environment: str
    ) -> None:
        """`base_port`: the port that browsers see, where a wire with faults stands in between. `root`: whose code."""
        self.home, self.port, self.root = home, port or free_port(), root
        self.address = f"http://localhost:{base_port or self.port}"
        self._environment = {
            **os.environ, "DETALJI_HOME": str(home), "DETALJI_BASE_URL": self.address, "PYTHONPATH": str(root),
            **environment,
        }  # fmt: skip
        self._server: subprocess.Popen[bytes] | Forked | None = None
        self._worker: subprocess.Popen[bytes] | Forked | None = None

    def flask(self, *words: str) -> str:
        """Run `flask …` on this home; gives what it printed. Raises CalledProcessError."""
        command = [sys.executable, "-m", "flask", *words]
        done = subprocess.run(command, cwd=self.root, env=self._environment, capture_output=True, text=True, check=True)
        return done.stdout

    def start(self, processes: int = 2, threads: int = 64) -> LivingServer:
        command = [sys.executable, "-m", "gunicorn", "--bind", f"127.0.0.1:{self.port}", "--workers", str(processes),
                   "--threads", str(threads), "--worker-class", "gthread", "--no-control-socket", "--preload",
                   "--log-level", "warning", "app:create_app()"]  # fmt: skip
        self._server = self._run(command, "server.log")
        self._wait_until_it_answers()
        return self

    def start_worker(self) -> LivingServer:
        self._worker = self._run([sys.executable, "-m", "flask", "worker"], "worker.log")
        return self

    def _run(self, command: list[str], log: str) -> subprocess.Popen[bytes] | Forked:
        """Our own code from the nursery; another's house in a process from the ground up."""
        if self.root == ROOT:
            return fork(command[2:], self._environment, self.home / log)
        return self._spawn(command, log)

    def _spawn(self, command: list[str], log: str) -> subprocess.Popen[bytes]:
        with (self.home / log).open("ab") as target:
            return subprocess.Popen(
                command, cwd=self.root, env=self._environment, stdout=target, stderr=target, start_new_session=True
            )

    def _wait_until_it_answers(self, seconds: float = 120) -> None:
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            with contextlib.suppress(OSError):
                urllib.request.urlopen(f"http://127.0.0.1:{self.port}/healthz", timeout=2).read()
                return
            time.sleep(0.05)
        raise RuntimeError(f"no answer; see {self.home / 'server.log'}")

    @property
    def pid(self) -> int:
        """Of gunicorn's first process; those that serve are its children."""
        assert self._server is not None, "the server is not running"
        return self._server.pid

    @property
    def worker_pid(self) -> int:
        assert self._worker is not None, "the worker is not running"
        return self._worker.pid

    def kill(self) -> None:
        """SIGKILL for every process of the server."""
        self._end(self._server)
        self._server = None

    def kill_serving(self) -> None:
        """SIGKILL for the processes that serve, in the middle of whatever they do; new ones take their place."""
        for process in psutil.Process(self.pid).children():
            with contextlib.suppress(psutil.NoSuchProcess):
                process.kill()

    def kill_worker(self) -> None:
        self._end(self._worker)
        self._worker = None

    def freeze(self) -> None:
        if self._server:
            os.killpg(self._server.pid, signal.SIGSTOP)

    def thaw(self) -> None:
        if self._server:
            os.killpg(self._server.pid, signal.SIGCONT)

    def is_alive(self) -> bool:
        return self._server is not None and self._server.poll() is None

    @staticmethod
    def _end(process: subprocess.Popen[bytes] | Forked | None) -> None:
        if process is None:
            return
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()

    def __enter__(self) -> LivingServer:
        return self

    def __exit__(self, *trouble: object) -> None:
        self.kill()
        self.kill_worker()
