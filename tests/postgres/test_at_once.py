"""What comes at once from several processes ends as if it had come one after the other."""

from __future__ import annotations

import threading
from collections.abc import Callable
from contextlib import nullcontext
from typing import Any, TypeVar
from uuid import UUID, uuid4

import psycopg
import pytest
from flask import Flask
from sqlalchemy import func, select

import extensions
from extensions import db, transaction
from shopper import clock
from shopper.jobs import claim, enqueue
from shopper.models import Answer, Conflict, Job, KeptAnswer, KeptDraft, Visit
from tests.conftest import browser_of
from tests.deposits import deliver, frozen, manifest, put_visit
from tests.keeping import given, heard, news, now
from tests.world import World

T = TypeVar("T")


@pytest.fixture(autouse=True)
def as_many_processes(monkeypatch: pytest.MonkeyPatch) -> None:
    """Threads that do not know of each other, each with a connection of its own: only the database keeps order."""
    monkeypatch.setattr(extensions, "_writer", nullcontext())


def at_once(app: Flask, deeds: list[Callable[[], T]]) -> list[T]:
    """Do all of them in one moment; gives what came of them."""
    gate, came = threading.Barrier(len(deeds)), []

    def do(deed: Callable[[], T]) -> None:
        with app.app_context():
            gate.wait(20)
            came.append(deed())

    threads = [threading.Thread(target=do, args=(deed,)) for deed in deeds]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    db.session.rollback()
    assert len(came) == len(deeds), "one of them failed; see its trace"
    return came


def count(model: type[Any]) -> int:
    return db.session.scalar(select(func.count()).select_from(model)) or 0


def test_twenty_copies_of_one_visit_make_one_visit_and_one_receipt(app: Flask, world: World) -> None:
    content = manifest(world)
    phones = [browser_of(app, world.people["anna"]) for _ in range(20)]
    receipts = at_once(app, [lambda phone=phone: deliver(phone, content) for phone in phones])  # type: ignore[misc]
    assert all(receipt == receipts[0] for receipt in receipts)
    assert (count(Visit), count(Answer), count(Conflict)) == (1, len(content["answers"]), 0)


def test_of_two_visits_at_one_assignment_the_office_is_told(app: Flask, world: World) -> None:
    phones = [(browser_of(app, world.people["anna"]), manifest(world)) for _ in range(8)]
    at_once(app, [lambda phone=phone, one=one: put_visit(phone, one["visit"], frozen(one)) for phone, one in phones])  # type: ignore[misc]
    visits = db.session.scalars(select(Visit))
    flagged = [any(flag["code"] == "second_visit" for flag in visit.flags) for visit in visits]
    assert sorted(flagged) == [False, *[True] * 7]


def test_no_job_is_claimed_by_two_workers(app: Flask, world: World) -> None:
    with transaction():
        for _ in range(12):
            enqueue("test", uuid4(), clock.now())

    def work() -> list[UUID]:
        name, mine = str(uuid4()), []
        while job := claim(name, clock.now()):
            mine.append(job.id)
            assert (job.worker, job.tries) == (name, 1)
        return mine

    claimed = [job for mine in at_once(app, [work] * 6) for job in mine]
    assert len(claimed) == len(set(claimed)) == count(Job) == 12


def test_what_two_devices_tell_of_one_draft_is_all_kept(app: Flask, world: World) -> None:
    visit, at, devices = str(uuid4()), now(), [str(uuid4()) for _ in range(8)]

    def tells(number: int) -> Callable[[], Any]:
        phone = browser_of(app, world.people["anna"])
        answers = [given(f"{number}", 1, at - 1000 + number), given(number, 2, at, f"own_{number}")]
        told = news(world, device=devices[number], answers=answers)
        return lambda: heard(phone, visit, told)

    at_once(app, [tells(number) for number in range(8)])
    assert (count(KeptDraft), count(KeptAnswer)) == (1, 16)
    third = heard(browser_of(app, world.people["anna"]), visit, news(world))
    stands = {row["question"]: row["value"] for row in third["answers"]}
    assert stands == {"wish": "7", **{f"own_{number}": number for number in range(8)}}


def test_who_holds_the_database_too_long_makes_others_wait_and_not_fail(
    app: Flask, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The product as it is, but for the 20 s that it waits."""
    hasty = extensions._WRITE_ALONE.replace("'20s'", "'200ms'")
    monkeypatch.setattr(extensions, "_WRITE_ALONE", hasty)
    content, phone = manifest(world), browser_of(app, world.people["anna"])
    address = db.engine.url.set(drivername="postgresql").render_as_string(hide_password=False)
    db.session.rollback()
    with psycopg.connect(address) as other:
        other.execute(extensions._WRITE_ALONE)
        refused = put_visit(phone, content["visit"], frozen(content))
        assert phone.get("/account").status_code == 200, "who only reads never waits"
    assert (refused.status_code, refused.get_json()["error"]["code"]) == (503, "busy")
    assert int(refused.headers["Retry-After"]) > 0
    assert count(Visit) == 0
    assert deliver(phone, content)["id"] == content["visit"]
