"""An imagined visit goes the way of every visit: offered, accepted, delivered piece by piece, reviewed."""

from __future__ import annotations

import hashlib
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from uuid import UUID

from extensions import db
from reports.demo.dice import dice
from reports.demo.founding import Founded
from reports.demo.imagine import Imagined, freeze
from reports.demo.leaving import MISTYPED
from reports.demo.plans import Fate
from reports.demo.shapes import VisitPlan
from reports.demo.words import choices
from shopper.certifying import answer_certification, right_choice
from shopper.clock import HERE
from shopper.fees import mark_paid
from shopper.letters import settings
from shopper.manifest import read_manifest
from shopper.models import Answer, Assignment, Person, Scenario, Store, Visit, Wave
from shopper.photos import file_store
from shopper.review import approve, edit_answer, return_visit
from shopper.scheduling import Terms, accept, assign
from shopper.sync import deposit_visit, finish_visit, receive_photo, record_photo

_DAY = timedelta(days=1)


def offer(plan: VisitPlan, shopper: UUID, due_on: date, founded: Founded, at: datetime) -> UUID:
    """Offer the visit to a shopper; gives the assignment's id."""
    return assign(
        db.session.get_one(Wave, founded.waves[plan.chain.code, plan.wave.number]),
        [db.session.get_one(Store, founded.stores[plan.store.code])],
        db.session.get_one(Person, shopper),
        db.session.get_one(Scenario, founded.scenarios[plan.chain.code, plan.part.kind]),
        Terms(due_on, Decimal(plan.part.fee), Decimal(plan.part.cap)),
        db.session.get_one(Person, founded.people["scheduler"]),
        at,
    )[0]


def take(assignment: UUID, at: datetime) -> None:
    """The shopper says yes."""
    accept(db.session.get_one(Assignment, assignment), at)


def go(fate: Fate, imagined: Imagined, photos: list[tuple[str, bytes]], founded: Founded, at: datetime) -> UUID:
    """From the offer to the receipt number, which the office gives at the instant `at`; gives the visit's id."""
    plan, shopper = fate.plan, founded.shopper_of(fate)
    due_on = plan.began.date() - 2 * _DAY if fate.state == "late" else plan.wave.last_on
    assignment = offer(plan, shopper, due_on, founded, plan.began - 9 * _DAY)
    take(assignment, plan.began - 8 * _DAY)
    _know_the_briefing(assignment, plan.began - 7 * _DAY)
    version = db.session.get_one(Assignment, assignment).version.digest
    visit, body = freeze(imagined, photos, assignment, version)
    _deliver(visit, body, [content for _question, content in photos], shopper, at)
    return visit


def _know_the_briefing(assignment: UUID, at: datetime) -> None:
    """The shopper answers the questions on the briefing, where there are any."""
    found = db.session.get_one(Assignment, assignment)
    if found.scenario.certification:
        answer_certification(found, dict(enumerate(map(right_choice, found.scenario.certification))), at)


def arrival(fate: Fate, imagined: Imagined, now: datetime) -> datetime:
    """When the last piece reaches the office: mostly at once, at times only when there is a network again."""
    minutes = dice("network", fate.plan.name).choice((1, 2, 2, 3, 5, 9, 47, 180))
    arrived = min(imagined.finished_at + timedelta(minutes=minutes), now)
    # One of those that wait came today, so that not everything in the queue is overdue.
    return max(arrived, now - timedelta(hours=5)) if fate.state == "submitted" and not fate.plan.lapse else arrived


def _deliver(visit: UUID, body: bytes, photos: list[bytes], shopper: UUID, at: datetime) -> None:
    manifest, files = read_manifest(body, hashlib.sha256(body).hexdigest()), file_store()
    deposit_visit(manifest, db.session.get_one(Person, shopper), files, at)
    for content in photos:
        sha256 = hashlib.sha256(content).hexdigest()
        receive_photo([content], len(content), sha256, files)
        record_photo(visit, sha256, len(content), db.session.get_one(Person, shopper), at)
    finish_visit(visit, db.session.get_one(Person, shopper), settings().secret_key, at)


def review(fate: Fate, visit: UUID, founded: Founded, arrived: datetime, now: datetime) -> datetime:
    """What the reviewer does with it soon after: approve, or ask back, or leave it waiting. Gives when."""
    by, at = db.session.get_one(Person, founded.people["reviewer"]), min(_office_hour(arrived, fate.plan.turn), now)
    found = db.session.get_one(Visit, visit)
    if fate.state == "approved":
        approve(found, by, at)
        _pay(visit, founded, at, now)
    elif fate.plan.lapse == "wrong_total":
        correct_total(fate, visit, founded, at)
    elif fate.state == "returned":
        return_visit(found, choices(fate.plan.language, ("return_question",))[0].strip(), by, at)
    return at


def _pay(visit: UUID, founded: Founded, approved_at: datetime, now: datetime) -> None:
    """The money goes out on a Friday, at least three days after the approval."""
    day = approved_at.astimezone(HERE).date() + 3 * _DAY
    friday = day + (4 - day.weekday()) % 7 * _DAY
    at = datetime.combine(friday, time(13, 5), HERE)
    if at < now:
        by = db.session.get_one(Person, founded.people["scheduler"])
        mark_paid([db.session.get_one(Visit, visit)], friday, by, at)


def _office_hour(arrived: datetime, turn: int) -> datetime:
    """The same afternoon for what came before one o'clock, else the next morning."""
    here = arrived.astimezone(HERE)
    day, begins = (here.date(), time(14, 40)) if here.hour < 13 else (here.date() + _DAY, time(8, 50))
    return datetime.combine(day, begins, HERE) + timedelta(minutes=turn % 5 * 17)


def correct_total(fate: Fate, visit: UUID, founded: Founded, at: datetime) -> None:
    """The reviewer reads the sum from the receipt's photo and puts it beside what the shopper typed."""
    row = db.session.get(Answer, (visit, "rcp_img"))
    if row is None:
        return
    typed = row.original["value"]
    right = {**row.original, "value": {**typed, "total": f"{Decimal(typed['total']) - MISTYPED / Decimal(100):.2f}"}}
    by, found = db.session.get_one(Person, founded.people["reviewer"]), db.session.get_one(Visit, visit)
    edit_answer(found, "rcp_img", right, choices(fate.plan.language, ("edit_reason",))[0], by, at, seen=None)
