"""A real PostgreSQL of the tests' own: in a folder of its own, reached by a socket in it, stopped and started."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4

import psycopg

# What people install has the order of their own language; bytes would hide where the code leans on their order.
_CLUSTER = ("--username=detalji", "--auth=trust", "--encoding=UTF8", "--locale=C.UTF-8", "--locale-provider=icu",
            "--icu-locale=fi", "--no-sync")  # fmt: skip
_LIGHT = ("fsync=off", "shared_buffers=16MB", "autovacuum=off", "listen_addresses=", "logging_collector=off")


class OwnPostgres:
    """`start` and `stop` as an administrator would; `stop` ends what is under way, as a restart does."""

    def __init__(self) -> None:
        """Makes the cluster. PostgreSQL refuses to run as root, who lends it the user that Debian made for it."""
        # Not below pytest's folder, which is closed to the other user; and short, as addresses of sockets must be.
        self.home = Path(tempfile.mkdtemp(prefix="pg-"))
        # Whatever ends the tests, the server ends with them.
        self._as = ["setpriv", "--pdeathsig", "INT"]
        if os.geteuid() == 0:
            shutil.chown(self.home, "postgres", "postgres")
            self._as += ["--reuid", "postgres", "--regid", "postgres", "--clear-groups"]
        self._server: subprocess.Popen[bytes] | None = None
        assert self._run("initdb", "-D", str(self.home / "data"), *_CLUSTER).wait() == 0, self._log()

    def start(self, seconds: float = 60) -> None:
        settings = [word for one in (*_LIGHT, f"unix_socket_directories={self.home}") for word in ("-c", one)]
        self._server = self._run("postgres", "-D", str(self.home / "data"), *settings)
        end = time.monotonic() + seconds
        while not self._answers():
            if self._server.poll() is not None or time.monotonic() > end:
                raise RuntimeError(self._log())
            time.sleep(0.02)

    def stop(self) -> None:
        """Ends every connection, also one in the middle of its work; what was committed stays."""
        if self._server is not None:
            self._server.send_signal(signal.SIGINT)
            self._server.wait(30)
            self._server = None

    def remove(self) -> None:
        self.stop()
        shutil.rmtree(self.home)

    def _run(self, program: str, *words: str) -> subprocess.Popen[bytes]:
        with (self.home / "log").open("ab") as log:
            command = [*self._as, _found(program), *words]
            return subprocess.Popen(command, cwd=self.home, stdout=log, stderr=log)

    def _log(self) -> str:
        return (self.home / "log").read_text()

    def _answers(self) -> bool:
        try:
            psycopg.connect(self._address("postgres", "postgresql")).close()
        except psycopg.OperationalError:
            return False
        return True

    def _address(self, database: str, scheme: str = "postgresql+psycopg") -> str:
        return f"{scheme}://detalji@/{database}?host={self.home}"

    @contextmanager
    def database(self, like: str = "template0") -> Iterator[str]:
        """The address of a new database, a copy of `like` (its name, see `name_of`), for as long as the block runs."""
        name = f"d{uuid4().hex}"
        self._say(f"CREATE DATABASE {name} TEMPLATE {like}")
        try:
            yield self._address(name)
        finally:
            self._say(f"DROP DATABASE {name} WITH (FORCE)")

    def _say(self, words: str) -> None:
        with psycopg.connect(self._address("postgres", "postgresql"), autocommit=True) as connection:
            connection.execute(words)


def name_of(address: str) -> str:
    """The database in an address that `database` gave."""
    return re.split(r"[/?]", address)[3]


def _found(program: str) -> str:
    """Debian keeps the server's programs beside the path, a folder for each version."""
    versions = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{program}"), key=lambda path: int(path.parts[4]))
    return str(versions[-1]) if versions else program
