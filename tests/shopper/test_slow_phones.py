"""A phone that sends slowly holds a thread, and no connection to the database."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

from flask.testing import FlaskClient

from extensions import db
from tests.deposits import OURS, finish, frozen, jpeg, manifest, sha
from tests.world import World

People = Callable[[str], FlaskClient]


class Trickle(io.BytesIO):
    """A body that notes, whenever some of it is read, how many connections to the database are in use."""

    def __init__(self, content: bytes) -> None:
        super().__init__(content)
        self.in_use: list[int] = []

    def read(self, size: int | None = -1, /) -> bytes:
        self._note()
        return super().read(size)

    def readinto(self, buffer: Any, /) -> int:
        self._note()
        return super().readinto(buffer)

    def _note(self) -> None:
        self.in_use.append(db.engine.pool.checkedout())  # type: ignore[attr-defined]


def send(phone: FlaskClient, path: str, body: bytes, status: int, **headers: str) -> list[int]:
    """Send `body`; gives how many connections were in use while it was read."""
    trickle = Trickle(body)
    db.session.rollback()
    sent = {**OURS, "Content-Length": str(len(body)), **headers}
    answer = phone.put(path, input_stream=trickle, headers=sent)
    assert answer.status_code == status, answer.get_data(as_text=True)
    return trickle.in_use


def test_a_body_on_its_way_holds_no_connection_to_the_database(as_person: People, world: World) -> None:
    anna, photo = as_person("anna"), jpeg()
    content = manifest(world, [photo])
    text, path = frozen(content), f"/api/visits/{content['visit']}"
    in_use = send(anna, path, text, 202, **{"X-Sha256": sha(text), "Content-Type": "application/json"})
    in_use += send(anna, f"{path}/photos/{sha(photo)}", photo, 201)
    assert len(in_use) >= 2 and set(in_use) == {0}
    assert finish(anna, content["visit"]).status_code == 200
