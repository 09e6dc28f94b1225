"""Phones that deliver at the same time, and phones whose network hardly carries them."""

from __future__ import annotations

import hashlib
import http.client
import json
import socket
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from types import TracebackType
from uuid import UUID, uuid4

from benchmarks._fieldwork import Fieldwork
from benchmarks._visits import Camera, answers, manifest

PATIENCE_S = 3.0
_TRICKLE_S = 0.25


@dataclass
class Delivered:
    """What came of one step: seconds each visit took, how many did not get through, and how long the step ran."""

    seconds: list[float] = field(default_factory=list)
    failed: int = 0
    lasted: float = 0.0

    @property
    def rate(self) -> float:
        """Visits a second."""
        return len(self.seconds) / self.lasted


class Crowd:
    """One phone a shopper. Each visit goes over a connection of its own, as from a phone that wakes up for it."""

    def __init__(self, port: int, work: Fieldwork) -> None:
        self.port, self.work = port, work
        self._waiting = [iter(list(ids)) for ids in work.assignments]
        self._answers, self._camera = answers(), Camera()

    def deliver(self, seconds: float, *, with_photo: bool = False) -> Delivered:
        """All phones deliver one visit after the other for so long."""
        done, end = Delivered(), time.monotonic() + seconds
        began = time.monotonic()
        phones = [
            threading.Thread(target=self._phone, args=(token, waiting, end, with_photo, done))
            for token, waiting in zip(self.work.tokens, self._waiting, strict=True)
        ]
        for phone in phones:
            phone.start()
        for phone in phones:
            phone.join()
        done.lasted = time.monotonic() - began
        return done

    def _phone(self, token: str, waiting: Iterator[UUID], end: float, with_photo: bool, done: Delivered) -> None:
        while time.monotonic() < end:
            visit, photo = uuid4(), self._camera.photo() if with_photo else None
            text = manifest(visit, next(waiting), self.work.version, self._answers, photo)
            digests = hashlib.sha256(text).hexdigest(), hashlib.sha256(photo or b"").hexdigest()
            began = time.monotonic()
            try:
                self._send(token, visit, text, photo, digests)
            except OSError:
                done.failed += 1
                continue
            done.seconds.append(time.monotonic() - began)

    def _send(self, token: str, visit: UUID, text: bytes, photo: bytes | None, digests: tuple[str, str]) -> None:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE_S)
        try:
            ask(connection, token, "PUT", f"/api/visits/{visit}", text, 202, digests[0])
            if photo is not None:
                ask(connection, token, "PUT", f"/api/visits/{visit}/photos/{digests[1]}", photo, 201)
            receipt = json.loads(ask(connection, token, "POST", f"/api/visits/{visit}/finish", b"", 200))["receipt"]
            assert receipt["id"] == str(visit) and receipt["sha"] == digests[0], receipt
        finally:
            connection.close()


def ask(
    connection: http.client.HTTPConnection, token: str, method: str, path: str, body: bytes, wanted: int,
    sha256: str | None = None,
) -> bytes:  # fmt: skip
    """One request as the outbox makes it; gives the answer's body. Fails where the status is not `wanted`."""
    headers = _headers(token) | ({"X-Sha256": sha256} if sha256 else {})
    connection.request(method, path, body, headers)
    answer = connection.getresponse()
    content = answer.read()
    assert answer.status == wanted, (method, path, answer.status, content[:300])
    return content


def _headers(token: str) -> dict[str, str]:
    return {
        "X-Detalji": "1", "Origin": "http://localhost", "Host": "localhost", "Authorization": f"Deposit {token}",
        "Content-Type": "application/json",
    }  # fmt: skip


class SlowClients:
    """So many phones whose visits come a byte at a time, four bytes a second, as long as the block lasts."""

    def __init__(self, port: int, token: str, count: int) -> None:
        self.port, self.token, self.count = port, token, count
        self._over = threading.Event()
        self._sockets: list[socket.socket] = []
        self._thread = threading.Thread(target=self._trickle)

    def __enter__(self) -> SlowClients:
        for _ in range(self.count):
            one = socket.create_connection(("127.0.0.1", self.port))
            lines = [f"PUT /api/visits/{uuid4()} HTTP/1.1", *(f"{k}: {v}" for k, v in _headers(self.token).items()),
                     f"X-Sha256: {'0' * 64}", "Content-Length: 10000", "", ""]  # fmt: skip
            one.sendall("\r\n".join(lines).encode())
            self._sockets.append(one)
        self._thread.start()
        time.sleep(0.3)
        return self

    def _trickle(self) -> None:
        while not self._over.wait(_TRICKLE_S):
            for one in self._sockets:
                one.sendall(b" ")

    def __exit__(
        self, kind: type[BaseException] | None, problem: BaseException | None, at: TracebackType | None
    ) -> None:
        self._over.set()
        self._thread.join()
        for one in self._sockets:
            one.close()
