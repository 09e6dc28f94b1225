"""The whole filling, step by step; each step is told as it goes."""

from __future__ import annotations

import time as clockwork
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager, contextmanager, suppress
from datetime import datetime, time, timedelta
from uuid import UUID

from flask import Flask
from sqlalchemy import func, select

from extensions import db
from forms.library import shipped
from reports.building import lacking
from reports.demo.boutique.edition import begin_next_edition
from reports.demo.boutique.visits import told_visits
from reports.demo.deeds import decide
from reports.demo.fieldwork import arrival, go, offer, review, take
from reports.demo.founding import Founded, found
from reports.demo.imagine import Imagined, imagine
from reports.demo.issuing import issue_running_wave
from reports.demo.plans import CHAINS, SINIPOIMU, Fate, plan_visits
from reports.demo.readings import take_as_typed
from reports.demo.seasons import two_waves
from reports.demo.shapes import VisitPlan, WavePlan
from shopper import clock
from shopper.clean_copy import clean_copy
from shopper.clock import HERE
from shopper.jobs import JobLost, claim, finish
from shopper.models import Chain, Job, Person, Wave
from shopper.photos import prepare_photo
from shopper.worker import Handler

Step = Callable[[], None]
"""Called once for each thing done."""
Telling = Callable[[str, int], AbstractContextManager[Step]]
_LANES = 2
# What the demo shoppers can take at once: (local part, chain, store, kind, days until due, already accepted).
_OPEN = (
    ("shopper", "poutahetki", "TRE01", "lunch", 6, True), ("shopper", "poutahetki", "HEL01", "coffee", 12, True),
    ("shopper", "poutahetki", "OUL01", "dinner", 17, False), ("shopper", "poutahetki", "VAA01", "coffee", 24, False),
    ("shopper2", "poutahetki", "TKU01", "dinner", 9, True), ("shopper2", "poutahetki", "HEL01", "lunch", 20, False),
    ("shopper3", "poutahetki", "POR01", "coffee", 8, True), ("shopper3", "morgonvind", "EKN", "lunch", 21, False),
    ("shopper", "sinipoimu", "HML", "gift", 15, True),
)  # fmt: skip


def is_empty() -> bool:
    """Whether nobody and nothing is there yet."""
    return all(db.session.scalar(select(model.id).limit(1)) is None for model in (Person, Chain))


def fill(app: Flask, now: datetime, visits: int, telling: Telling) -> None:
    """Fill the empty installation with `visits` approved visits and some of every other state, and the fashion chain's.

    What follows from an approval (printing, mail) is left to the workers. `telling(what, how many)` shows progress.
    """
    today = now.astimezone(HERE).date()
    waves, fates = two_waves(today), plan_visits(today, visits)
    told = told_visits(today, waves[1])
    imagined = [imagine(fate.plan, shipped(fate.plan.chain.questionnaire)) for fate in fates]
    fates, imagined = [*fates, *(fate for fate, _one in told)], [*imagined, *(one for _fate, one in told)]
    founded = found(fates, waves, datetime.combine(waves[0].first_on - timedelta(days=20), time(9), HERE))
    arrivals = [arrival(fate, one, now) for fate, one in zip(fates, imagined, strict=True)]
    ids = _deliver_all(fates, imagined, arrivals, founded, telling)
    _prepare_photos(app, telling)
    with telling("reviews", len(fates)) as step:
        for fate, visit, arrived in zip(fates, ids, arrivals, strict=True):
            at = review(fate, visit, founded, arrived, now)
            if fate.state == "approved" and fate.plan.store.nature:
                decide(fate.plan, visit, founded, at, now)
            step()
    issue_running_wave(founded, now)
    _leave_open(waves[1], founded, now)
    begin_next_edition(SINIPOIMU, founded.people["hq.sinipoimu"], now - timedelta(days=1))


def _deliver_all(
    fates: list[Fate], imagined: list[Imagined], arrivals: list[datetime], founded: Founded, telling: Telling
) -> list[UUID]:
    ids = []
    with telling("visits", len(fates)) as step, ThreadPoolExecutor(_LANES) as lanes:
        # Drawn ahead, side by side, while the visits before are delivered.
        for fate, one, at, photos in zip(fates, imagined, arrivals, lanes.map(_drawn, imagined), strict=True):
            ids.append(go(fate, one, photos, founded, at))
            step()
    return ids


def _drawn(imagined: Imagined) -> list[tuple[str, bytes]]:
    return [(question, draw()) for question, draw in imagined.drawings]


def _prepare_photos(app: Flask, telling: Telling) -> None:
    """Have the clean copies made, as a visit can be approved only with them; a worker that runs helps."""
    before = _photos_left()
    with telling("photos", before) as step, ThreadPoolExecutor(_LANES) as lanes:
        working = [lanes.submit(_work, app, f"demo-{lane}") for lane in range(_LANES)]
        while before:
            clockwork.sleep(0.05)
            left = _photos_left()
            for _done in range(before - left):
                step()
            before = left
            for each in working:
                if each.done():
                    each.result()


_DRAWN: dict[str, Handler] = {"photo": lambda job: prepare_photo(job, clean_copy), "reading": take_as_typed}


def _work(app: Flask, name: str) -> None:
    """Do what is ready until no photo is left, also one that another worker began and dropped."""
    with app.app_context():
        while (job := claim(name, clock.now())) or _photos_left():
            if job is None:
                clockwork.sleep(0.1)
                continue
            job_id, tries = job.id, job.tries
            # Drawn a moment ago in this very process: the cage for strangers' pictures would only cost time.
            handler: Handler = app.extensions["jobs"][job.kind]
            effect = _DRAWN.get(job.kind, handler)(job)
            with suppress(JobLost):
                finish(job_id, tries, clock.now(), effect)


def _photos_left() -> int:
    """How many are still to be prepared or just being."""
    under_way = select(func.count()).where(Job.kind.in_(("photo", "reading")), Job.state.in_(("ready", "running")))
    count = db.session.scalar(under_way) or 0
    db.session.rollback()
    return count


def prints_to_build(at: datetime) -> list[UUID]:
    """The prints of all waves that are not built yet."""
    waves = db.session.scalars(select(Wave.id).order_by(Wave.first_on)).all()
    return [print_id for wave in waves for print_id in lacking(wave, at)]


def _leave_open(wave: WavePlan, founded: Founded, now: datetime) -> None:
    """Assignments that can be taken up: some accepted, some only offered."""
    for local, chain_code, store_code, kind, days, is_accepted in _OPEN:
        chain = next(chain for chain in CHAINS if chain.code == chain_code)
        store = next(store for store in chain.stores if store.code == store_code)
        part = next(part for part in chain.parts if part.kind == kind)
        plan = VisitPlan(0, chain, store, part, wave, now, store.language)
        due_on = now.astimezone(HERE).date() + timedelta(days=days)
        assignment = offer(plan, founded.people[local], due_on, founded, now - timedelta(days=3))
        if is_accepted:
            take(assignment, now - timedelta(days=2))


@contextmanager
def in_silence(_what: str, _count: int) -> Iterator[Step]:
    """A telling for those who want to hear nothing."""
    yield lambda: None
