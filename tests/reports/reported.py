"""Visits that were delivered, prepared and approved, as the tests of reports need them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from extensions import db, transaction
from reports.models import Delivery, Print, Report
from shopper import clock
from shopper.models import Answer, Assignment, Job, Person, Visit
from shopper.review import approve, edit_answer, reopen
from shopper.worker import EmbeddedEngine
from tests.conftest import browser_of
from tests.deposits import deliver, manifest
from tests.world import World
from tests.world import _assign as assign

_DAY_MS = 86_400_000


def submitted(
    app: Flask,
    world: World,
    name: str = "lahti_visit",
    photos: list[bytes] | None = None,
    days_earlier: int = 0,
    **changed: Any,
) -> Visit:
    """A visit of the assignment `name`, delivered through the door, its photos prepared. `changed`: answers."""
    content = manifest(world, photos or [], assignment=str(world.ids[name]))
    for moment in ("started_at", "finished_at"):
        content[moment] -= days_earlier * _DAY_MS
    content["answers"] = {**content["answers"], **changed}
    shopper = world.get(Assignment, name).shopper_id
    deliver(browser_of(app, shopper), content, photos or [])
    work(app, "photo")
    return db.session.get_one(Visit, UUID(content["visit"]))


def approved(app: Flask, world: World, name: str = "lahti_visit", **given: Any) -> Report:
    """The report of such a visit after Reeta's yes."""
    visit = submitted(app, world, name, **given)
    approve(visit, world.person("reeta"), clock.now())
    return report_of(visit)


def approved_next(app: Flask, world: World, store: str = "lahti", **given: Any) -> Report:
    """The report of a further visit to `store`, of an assignment of its own."""
    with transaction():
        assign(world, f"another_{store}", store, "anna")
    return approved(app, world, f"another_{store}", **given)


def approved_again(world: World, visit_id: UUID, changed: Mapping[str, Any]) -> Report:
    """The next edition, after the office took the visit up again and corrected the answers of `changed`."""
    reeta = world.people["reeta"]

    def now(deed: Any, *words: Any, **more: Any) -> None:
        # Each verb is a transaction of its own, after which everything is read anew.
        deed(db.session.get_one(Visit, visit_id), *words, db.session.get_one(Person, reeta), clock.now(), **more)

    now(reopen, "misread")
    for question, answer in changed.items():
        row = db.session.get(Answer, (visit_id, question))
        now(edit_answer, question, answer, "misread", seen=row.edited_at if row else None)
    now(approve)
    return report_of(db.session.get_one(Visit, visit_id))


def report_of(visit: Visit) -> Report:
    """The newest edition."""
    newest = select(Report).where(Report.visit_id == visit.id).order_by(Report.edition.desc()).limit(1)
    return db.session.scalars(newest).one()


def work(app: Flask, *kinds: str) -> int:
    """Let a worker do the jobs of these kinds that are ready; gives how many it tried. Others stay where they are."""
    engine, tried, held = EmbeddedEngine(app, pause_s=0), 0, set()
    while True:
        with transaction():
            ready = select(Job).where(Job.kind.not_in(kinds), Job.state == "ready", Job.run_at <= clock.now())
            for job in db.session.scalars(ready):
                held.add(job.id)
                job.run_at = datetime(2100, 1, 1, tzinfo=UTC)
        if not engine.run_once():
            break
        tried += 1
    with transaction():
        for job_id in held:
            db.session.get_one(Job, job_id).run_at = clock.now()
    return tried


def due_now(*kinds: str) -> None:
    """As if the waits of these jobs were over."""
    with transaction():
        for job in db.session.scalars(select(Job).where(Job.kind.in_(kinds), Job.state == "ready")):
            job.run_at = clock.now()


def prints() -> dict[tuple[str, str], Print]:
    """Audience and language → print."""
    return {(one.audience, one.language): one for one in db.session.scalars(select(Print))}


def deliveries() -> dict[str, Delivery]:
    """Address → delivery."""
    return {one.email: one for one in db.session.scalars(select(Delivery))}


def browser(app: Flask, world: World, name: str) -> FlaskClient:
    return browser_of(app, world.people[name])
