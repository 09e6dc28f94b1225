"""A wire with faults between browser and server: reads a whole request, then passes, cuts, doubles, delays or lies."""

from __future__ import annotations

import contextlib
import socket
import struct
import threading
import time
from collections.abc import Callable

_PORTAL = b"<!doctype html><title>Free Wi-Fi</title><p>Please log in."
Fault = str


def _answer(status: str, body: bytes, kind: str = "text/html", extra: str = "") -> bytes:
    head = f"HTTP/1.1 {status}\r\nContent-Type: {kind}\r\nContent-Length: {len(body)}\r\n{extra}"
    return f"{head}Connection: close\r\n\r\n".encode() + body


# Answers that do not come from us.
LIES = {
    "portal": _answer("200 OK", _PORTAL),
    "portal json": _answer("200 OK", b"{}", "application/json"),
    "redirect": _answer("302 Found", b"", extra="Location: http://portal.invalid/login\r\n"),
    "500": _answer("500 Internal Server Error", b"<h1>oops</h1>"),
    "502": _answer("502 Bad Gateway", b"<h1>bad gateway</h1>"),
    "503": _answer("503 Service Unavailable", b"", extra="Retry-After: 1\r\n"),
    "413": _answer("413 Payload Too Large", b"<h1>too large</h1>"),
    "507": _answer(
        "507 Insufficient Storage",
        b'{"detalji":1,"now":0,"error":{"code":"no_room","message":"","field":null}}',
        "application/json",
    ),
}  # fmt: skip
FAULTS = (*LIES, "cut fin", "cut rst", "drop answer", "double", "refuse", "delay", "delay answer")


class Wire:
    """Listens on `port` and speaks to `target`. `choose(method, path)` names the fault of a request, None passes it.

    `patience()` gives the seconds for which a delayed request or answer is held.
    """

    def __init__(
        self,
        target: int,
        choose: Callable[[str, str], Fault | None] = lambda method, path: None,
        patience: Callable[[], float] = lambda: 1,
    ) -> None:
        self.target, self.choose, self.patience = target, choose, patience
        self.seen: list[tuple[str, str, Fault | None]] = []
        self._listener = socket.create_server(("127.0.0.1", 0), backlog=64)
        self.port = int(self._listener.getsockname()[1])
        self._closed = False
        threading.Thread(target=self._accept, daemon=True).start()

    def close(self) -> None:
        self._closed = True
        self._listener.close()

    def _accept(self) -> None:
        while not self._closed:
            with contextlib.suppress(OSError):
                client, _ = self._listener.accept()
                threading.Thread(target=self._serve, args=(client,), daemon=True).start()

    def _serve(self, client: socket.socket) -> None:
        with contextlib.suppress(OSError, ValueError), client:
            client.settimeout(60)
            request = _read_message(client)
            if request is None:
                return
            method, path = request.split(b" ", 2)[:2]
            fault = self.choose(method.decode(), path.decode())
            self.seen.append((method.decode(), path.decode(), fault))
            self._do(client, request, fault)

    def _do(self, client: socket.socket, request: bytes, fault: Fault | None) -> None:
        if fault in LIES:
            client.sendall(LIES[fault])
        elif fault == "refuse":
            _reset(client)
        elif fault in ("cut fin", "cut rst"):
            self._cut(request, fault)
            _reset(client)
        elif fault == "drop answer":
            self._pass(request)
            _reset(client)
        elif fault == "double":
            answers: list[bytes] = []
            threads = [threading.Thread(target=lambda: answers.append(self._pass(request))) for _ in range(2)]
            for thread in threads:
                thread.start()
            for thread in threads:
                thread.join()
            client.sendall(answers[-1])
        elif fault in ("delay", "delay answer"):
            self._hold(client, request, fault)
        else:
            client.sendall(self._pass(request))

    def _hold(self, client: socket.socket, request: bytes, fault: Fault) -> None:
        if fault == "delay":
            time.sleep(self.patience())
        answer = self._pass(request)
        if fault == "delay answer":
            time.sleep(self.patience())
        client.sendall(answer)

    def _pass(self, request: bytes) -> bytes:
        """The server's whole answer; nothing where it does not answer."""
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", self.target), timeout=60) as server:
            server.sendall(_asking_to_close(request))
            parts = []
            while part := server.recv(1 << 16):
                parts.append(part)
            return b"".join(parts)
        return b""

    def _cut(self, request: bytes, fault: Fault) -> None:
        """Half of the request reaches the server, then the line ends (politely or not)."""
        half = request[: max(1, len(request) // 2)]
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", self.target), timeout=10) as server:
            server.sendall(half)
            if fault == "cut fin":
                server.shutdown(socket.SHUT_WR)
                server.settimeout(2)
                with contextlib.suppress(OSError):
                    while server.recv(1 << 16):
                        pass
            else:
                time.sleep(0.05)
                _reset(server)


def _read_message(client: socket.socket) -> bytes | None:
    data = b""
    while b"\r\n\r\n" not in data:
        part = client.recv(1 << 16)
        if not part:
            return None
        data += part
    head, _, body = data.partition(b"\r\n\r\n")
    length = 0
    for line in head.split(b"\r\n")[1:]:
        name, _, value = line.partition(b":")
        if name.strip().lower() == b"content-length":
            length = int(value)
    while len(body) < length:
        part = client.recv(1 << 16)
        if not part:
            return None
        body += part
    return head + b"\r\n\r\n" + body


def _asking_to_close(request: bytes) -> bytes:
    head, _, body = request.partition(b"\r\n\r\n")
    lines = [line for line in head.split(b"\r\n") if not line.lower().startswith(b"connection:")]
    return b"\r\n".join([*lines, b"Connection: close"]) + b"\r\n\r\n" + body


def _reset(connection: socket.socket) -> None:
    """End the connection with RST."""
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    connection.close()
