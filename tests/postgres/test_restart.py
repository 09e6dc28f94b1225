"""PostgreSQL is stopped and started again under a living server, which nobody touches (fault 17)."""

from __future__ import annotations

import http.client
import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from html import unescape
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

import pytest
from flask import Flask
from flask_babel import force_locale
from sqlalchemy import select

from app import create_app
from extensions import db, transaction
from shopper import clock
from shopper.jobs import enqueue
from shopper.models import Job, Visit
from shopper.problems import _what_happened
from shopper.sessions import COOKIE, mint_deposit_token, open_session
from shopper.worker import EmbeddedEngine
from tests.conftest import settings_in
from tests.deposits import frozen, jpeg, manifest, sha
from tests.living import LivingServer
from tests.postgres.server import OwnPostgres, name_of
from tests.world import World


@dataclass
class Answer:
    path: str
    status: int
    headers: http.client.HTTPMessage
    text: str

    @property
    def data(self) -> dict[str, Any]:
        found: dict[str, Any] = json.loads(self.text)
        return found


@dataclass
class House:
    """A server on PostgreSQL. `anna` has a session and a deposit token; her own language is Finnish."""

    app: Flask
    server: LivingServer
    postgres: OwnPostgres
    world: World
    anna: dict[str, str]
    token: str

    def ask(self, method: str, path: str, body: bytes | None = None, **headers: str) -> Answer:
        line = http.client.HTTPConnection("localhost", self.server.port, timeout=60)
        line.request(method, path, body, {"Origin": self.server.address, **headers})
        answer = line.getresponse()
        found = Answer(path, answer.status, answer.headers, answer.read().decode())
        line.close()
        return found

    def send(self, method: str, path: str, body: bytes | None = None, **headers: str) -> Answer:
        """As Anna's outbox does, whoever is signed in."""
        ours = {"X-Detalji": "1", "Authorization": f"Deposit {self.token}", **headers}
        return self.ask(method, f"/api/visits/{path}", body, **ours)

    def put(self, content: dict[str, Any]) -> Answer:
        told = {"X-Sha256": sha(frozen(content)), "Content-Type": "application/json"}
        return self.send("PUT", content["visit"], frozen(content), **told)

    @contextmanager
    def stopped(self) -> Iterator[None]:
        self.postgres.stop()
        try:
            yield
        finally:
            self.postgres.start()

    def log(self) -> str:
        return (self.server.home / "server.log").read_text()


@pytest.fixture(scope="module")
def house(
    _made_world: tuple[str, World], postgres: OwnPostgres, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[House]:
    address, world = _made_world
    home = tmp_path_factory.mktemp("house")
    with postgres.database(like=name_of(address)) as mine:
        app = create_app(replace(settings_in(home), database_url=mine))
        with app.app_context():
            with transaction():
                anna = world.person("anna")
                anna.language = "fi"
                session = open_session(anna, "test", clock.now())
                token = mint_deposit_token(anna.id, UUID(int=1), clock.now())
            db.session.remove()
        with LivingServer(home, DETALJI_DATABASE_URL=mine) as server:
            server.start(processes=1, threads=16)
            yield House(app, server, postgres, world, {"Cookie": f"{COOKIE}={session}"}, token)
        with app.app_context():
            db.engine.dispose()


@pytest.fixture(autouse=True)
def no_incident(house: House) -> Iterator[None]:
    """Whatever happened, none of it was a failure of ours."""
    yield
    assert "incident" not in house.log()


def is_put_off(answer: Answer) -> bool:
    """A 503 of ours that says when to come again."""
    return answer.status == 503 and int(answer.headers["Retry-After"]) > 0


def told(house: House, language: str) -> str:
    with house.app.test_request_context(), force_locale(language):
        return _what_happened(503)


def visit_in(house: House, content: dict[str, Any]) -> tuple[str, int, list[str]] | None:
    """State, number of answers and states of the photos, as they stand in the database."""
    with house.app.app_context():
        visit = db.session.get(Visit, UUID(content["visit"]))
        found = (visit.state, len(visit.answers), [one.state for one in visit.photos]) if visit else None
        db.session.remove()
    return found


def test_what_meets_a_stopped_postgres_is_put_off_and_taken_when_it_is_back(house: House) -> None:
    with house.app.app_context():
        photo = jpeg()
        content = manifest(house.world, [photo])
        db.session.remove()
    answers = len(content["answers"])
    steps = [
        (lambda: house.put(content), 202, ("receiving", answers, ["waiting"])),
        (lambda: house.send("PUT", f"{content['visit']}/photos/{sha(photo)}", photo), 201,
         ("receiving", answers, ["received"])),
        (lambda: house.send("POST", f"{content['visit']}/finish"), 200, ("submitted", answers, ["received"])),
    ]  # fmt: skip
    before = None
    for step, status, after in steps:
        with house.stopped():
            refused = step()
            assert is_put_off(refused)
            assert (refused.data["detalji"], refused.data["error"]["code"]) == (1, "busy")
        assert visit_in(house, content) == before
        assert step().status == status
        assert visit_in(house, content) == after
        before = after
    receipts = [house.send("POST", f"{content['visit']}/finish").data["receipt"] for _ in range(2)]
    assert receipts[0] == receipts[1] and receipts[0]["sha"] == sha(frozen(content))
    assert list(house.app.extensions["settings"].files_folder.glob(".part-*")) == []


def test_restarts_in_the_midst_of_the_work_lose_and_double_nothing(house: House) -> None:
    """Phones that send without a pause while PostgreSQL is restarted again and again."""
    with house.app.app_context():
        visits = [manifest(house.world) for _ in range(30)]
        db.session.remove()
    statuses: list[int] = []

    def phone(mine: list[dict[str, Any]]) -> None:
        for content in mine:
            for step, good in ((lambda: house.put(content), 202),  # noqa: B023
                               (lambda: house.send("POST", f"{content['visit']}/finish"), 200)):  # noqa: B023
                while statuses.append(status := step().status) or status != good:
                    time.sleep(0.02)

    phones = [threading.Thread(target=phone, args=(visits[number::6],)) for number in range(6)]
    for one in phones:
        one.start()
    while any(one.is_alive() for one in phones):
        time.sleep(0.2)
        house.postgres.stop()
        house.postgres.start()
        phones[0].join(0.4)
    assert 503 in statuses and set(statuses) <= {200, 202, 503}
    for content in visits:
        assert visit_in(house, content) == ("submitted", len(content["answers"]), [])


def test_people_are_told_in_their_own_language_what_is_safe_and_what_to_do(house: House) -> None:
    page = house.ask("GET", "/account", **house.anna)
    form = page.headers["Set-Cookie"].partition(";")[0]
    token = page.text.split('name="csrf_token" value="', 1)[1].split('"', 1)[0]
    sent = {"Cookie": f"{house.anna['Cookie']}; {form}", "Accept-Language": "sv"}
    filled = {"body": urlencode({"csrf_token": token, "language": "fi"}).encode(),
              "Content-Type": "application/x-www-form-urlencoded"}  # fmt: skip
    with house.stopped():
        for shown in (house.ask("GET", "/field/?a=1", **sent), house.ask("POST", "/language", **filled, **sent)):
            assert is_put_off(shown)
            assert '<html lang="fi">' in shown.text and told(house, "fi") in unescape(shown.text)
            assert ('href="/field/?a=1"' in shown.text) == ("/field/?" in shown.path)
        # What goes wrong besides is said as ever.
        assert [house.ask(*deed, **sent).status for deed in (("GET", "/nowhere"), ("POST", "/language"))] == [404, 400]
    assert house.ask("POST", "/language", **filled, **sent).status == 303, "the same form, with the same session"
    assert house.ask("GET", "/account", **sent).status == 200


def test_a_stranger_is_told_in_the_language_of_the_browser(house: House) -> None:
    with house.stopped():
        for language in ("fi", "sv", "en"):
            shown = house.ask("GET", "/account", Cookie=f"{COOKIE}=nobody", **{"Accept-Language": language})
            assert is_put_off(shown)
            assert f'<html lang="{language}">' in shown.text and told(house, language) in unescape(shown.text)
        assert is_put_off(house.ask("GET", "/healthz"))
    assert len({told(house, one) for one in ("fi", "sv", "en")}) == 3
    assert house.ask("GET", "/healthz").status == 200


def test_the_worker_waits_and_goes_on(app: Flask, world: World, postgres: OwnPostgres) -> None:
    done: list[str] = []
    app.extensions["jobs"] = {"test": lambda job: lambda: done.append(job.ref)}
    with transaction():
        enqueue("test", "1", clock.now())
    engine = EmbeddedEngine(app, pause_s=0.01)
    postgres.stop()
    try:
        assert engine.run_once() is False
    finally:
        postgres.start()
    assert engine.run_once() is True
    db.session.rollback()
    assert done == ["1"] and db.session.scalars(select(Job.state)).all() == ["done"]
