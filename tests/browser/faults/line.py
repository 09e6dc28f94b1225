"""A wire on which each test says what goes wrong: which requests, how often, and what is done to them."""

from __future__ import annotations

import contextlib
import socket
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from tests.wire import Wire, _read_message, _reset

# Done to a request in place of passing it on: (line, the browser's end, the whole request).
Deed = Callable[["Line", socket.socket, bytes], None]
ALWAYS = 1_000_000


@dataclass
class _Trouble:
    deed: str | Deed | None
    where: str
    method: str | None
    left: int


@dataclass(frozen=True)
class Asked:
    """One request that the line saw. `status` is what the server behind it answered, None where nobody knows."""

    method: str
    path: str
    status: int | None = None


class Line(Wire):
    """`trouble` names what befalls requests from now on, `calm` ends it. What came by is in `asked`."""

    def __init__(self, target: int) -> None:
        super().__init__(target, self._choose)
        self.asked: list[Asked] = []
        self._troubles: list[_Trouble] = []
        self._guard = threading.Lock()

    def trouble(
        self, deed: str | Deed | None, where: str = "/api/", method: str | None = None, times: int = ALWAYS
    ) -> None:
        """`deed`: a fault of tests/wire.py by name, a function, or None where it passes; to the next `times` requests
        whose path holds `where`, or ends with it where that ends with "$"."""
        with self._guard:
            self._troubles.append(_Trouble(deed, where, method, times))

    def calm(self) -> None:
        """From now on everything passes."""
        with self._guard:
            self._troubles.clear()

    def count(self, where: str, method: str | None = None) -> int:
        """How many requests came by, passed or not."""
        return sum(1 for verb, path, _deed in self.seen if _fits(verb, path, where, method))

    def statuses(self, where: str, method: str | None = None) -> list[int | None]:
        """What the server answered to them, in order."""
        return [one.status for one in self.asked if _fits(one.method, one.path, where, method)]

    def _choose(self, method: str, path: str) -> Any:
        with self._guard:
            for trouble in self._troubles:
                if trouble.left and _fits(method, path, trouble.where, trouble.method):
                    trouble.left -= 1
                    return trouble.deed
        return None

    def _do(self, client: socket.socket, request: bytes, fault: Any) -> None:
        if callable(fault):
            fault(self, client, request)
        else:
            super()._do(client, request, fault)

    def passed(self, request: bytes) -> bytes:
        """The server's whole answer to `request`; nothing where none came."""
        return self._pass(request)

    def _pass(self, request: bytes) -> bytes:
        answer = super()._pass(request)
        method, path = (word.decode() for word in request.split(b" ", 2)[:2])
        status = int(answer.split(b" ", 2)[1]) if answer else None
        self.asked.append(Asked(method, path, status))
        return answer


def _fits(method: str, path: str, where: str, wanted: str | None) -> bool:
    is_there = path.endswith(where[:-1]) if where.endswith("$") else where in path
    return is_there and wanted in (None, method)


def hang_up(client: socket.socket) -> None:
    """End the browser's connection without a word."""
    with contextlib.suppress(OSError):
        _reset(client)


def answering(status: str, body: bytes = b"", kind: str = "text/html", **headers: str) -> Deed:
    """Answer in the server's place, with headers as Retry_After="3"."""
    told = "".join(f"{name.replace('_', '-')}: {value}\r\n" for name, value in headers.items())
    head = f"HTTP/1.1 {status}\r\nContent-Type: {kind}\r\nContent-Length: {len(body)}\r\n{told}"
    head += "Connection: close\r\n\r\n"
    return lambda line, client, request: client.sendall(head.encode() + body)


def cut_and_told(line: Line, client: socket.socket, request: bytes) -> None:
    """Half of the request reaches the server, which then hears the end of it; the browser gets its answer."""
    head, _, body = request.partition(b"\r\n\r\n")
    half = head + b"\r\n\r\n" + body[: len(body) // 2]
    with socket.create_connection(("127.0.0.1", line.target), timeout=10) as server:
        server.sendall(half)
        server.shutdown(socket.SHUT_WR)
        client.sendall(b"".join(iter(lambda: server.recv(1 << 16), b"")))


def slow(bytes_per_s: float, delay_s: float) -> Deed:
    """A thin, long wire: every request and answer takes its time in both directions."""

    def crawl(line: Line, client: socket.socket, request: bytes) -> None:
        time.sleep(delay_s + len(request) / bytes_per_s)
        answer = line.passed(request)
        time.sleep(len(answer) / bytes_per_s)
        client.sendall(answer)

    return crawl


class ReusedLine(Line):
    """A line that keeps connections alive. To the deed "unanswered" it hangs up when the server has done what was
    asked, if the connection was in use before: then a browser sends the request again by itself."""

    def _serve(self, client: socket.socket) -> None:
        with contextlib.suppress(OSError), client:
            client.settimeout(60)
            is_fresh = True
            while request := _read_message(client):
                method, path = (word.decode() for word in request.split(b" ", 2)[:2])
                deed = self._choose(method, path)
                self.seen.append((method, path, deed))
                if deed == "refuse":
                    return hang_up(client)
                answer = self.passed(request)
                if deed == "unanswered" and not is_fresh:
                    return None
                client.sendall(answer.replace(b"Connection: close", b"Connection: keep-alive", 1))
                is_fresh = False
        return None


@contextlib.contextmanager
def line_to(target: int, kind: type[Line] = Line) -> Iterator[Line]:
    line = kind(target)
    try:
        yield line
    finally:
        line.close()
