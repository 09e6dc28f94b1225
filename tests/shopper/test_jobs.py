"""Slow work is never lost and never done twice, though workers die, sleep and fail."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest
from flask import Flask
from sqlalchemy.exc import IntegrityError

from extensions import db, transaction
from shopper import clock
from shopper.jobs import LEASE, MOST_TRIES, GiveUp, JobLost, claim, enqueue, extend, finish, hurry, put_off, retry
from shopper.models import Job
from shopper.worker import EmbeddedEngine

NOW = clock.now()


def a_job(kind: str = "test") -> Job:
    with transaction():
        job = enqueue(kind, uuid4(), NOW)
    return job


def test_a_job_is_claimed_by_one_worker_only(app: Flask) -> None:
    job = a_job()
    claimed = claim("first", NOW)
    assert claimed is not None
    assert (claimed.id, claimed.tries, claimed.worker) == (job.id, 1, "first")
    assert claim("second", NOW) is None


def test_a_job_whose_worker_died_is_taken_over_after_its_lease(app: Flask) -> None:
    a_job()
    claim("dead", NOW)
    assert claim("heir", NOW + LEASE - timedelta(seconds=1)) is None
    heir = claim("heir", NOW + LEASE + timedelta(seconds=1))
    assert heir is not None
    assert heir.tries == 2


def test_what_comes_by_the_hundred_lets_a_letter_go_first_and_what_somebody_waits_for_is_the_next_of_its_kind(
    app: Flask,
) -> None:
    with transaction():
        early, awaited = (enqueue("print", uuid4(), NOW - timedelta(minutes=n)) for n in (9, 5))
        letter = enqueue("letter", uuid4(), NOW)
        db.session.flush()
        hurry("print", awaited.ref)
    claimed = [claim("worker", NOW, bulk=("print",)) for _turn in range(3)]
    assert claimed == [letter, awaited, early]


def test_what_failed_once_keeps_its_pause_though_somebody_waits(app: Flask) -> None:
    job = a_job("print")
    claim("worker", NOW)
    put_off(job.id, 1, NOW, "broken")
    with transaction():
        hurry("print", job.ref)
    assert claim("worker", NOW) is None


def test_the_late_result_of_a_sleeper_is_refused_with_its_effect(app: Flask) -> None:
    job = a_job()
    claim("sleeper", NOW)
    claim("heir", NOW + 2 * LEASE)
    with pytest.raises(JobLost):
        finish(job.id, 1, NOW, lambda: pytest.fail("the effect of a lost job was written"))
    finish(job.id, 2, NOW)
    assert db.session.get_one(Job, job.id).state == "done"
    assert extend(job.id, 1, NOW) is False


def test_a_failing_effect_leaves_the_job_as_it_was(app: Flask) -> None:
    job = a_job()
    claim("worker", NOW)

    def fails() -> None:
        db.session.add(Job(kind="half", ref="1", run_at=NOW, created_at=NOW))
        db.session.flush()
        raise RuntimeError("in the middle")

    with pytest.raises(RuntimeError):
        finish(job.id, 1, NOW, fails)
    assert db.session.get_one(Job, job.id).state == "running"
    assert db.session.query(Job).filter_by(kind="half").count() == 0


def test_waits_grow_and_the_last_failure_is_visible_and_can_be_tried_again(app: Flask) -> None:
    job = a_job()
    waits = []
    for tries in range(1, MOST_TRIES + 1):
        at = NOW + timedelta(hours=2 * tries)
        assert claim("worker", at) is not None
        state = put_off(job.id, tries, at, "the server is away")
        waits.append((db.session.get_one(Job, job.id).run_at - at).total_seconds())
    assert state == "failed"
    assert waits[0] < waits[3] < waits[6]
    assert db.session.get_one(Job, job.id).last_error == "the server is away"
    assert claim("worker", NOW + timedelta(days=9)) is None
    with transaction():
        retry(job.id, NOW)
    assert claim("worker", NOW + timedelta(seconds=1)) is not None


def test_one_cause_gives_one_job(app: Flask) -> None:
    with pytest.raises(IntegrityError), transaction():
        enqueue("print", "the same", NOW)
        enqueue("print", "the same", NOW)
    assert db.session.query(Job).count() == 0


def test_the_worker_goes_on_after_poison(app: Flask) -> None:
    done: list[str] = []

    def poison(job: Job) -> None:
        raise ValueError("always")

    def hopeless(job: Job) -> None:
        raise GiveUp("never")

    def good(job: Job):  # type: ignore[no-untyped-def]
        return lambda: done.append(job.ref)

    app.extensions["jobs"] = {"poison": poison, "hopeless": hopeless, "good": good}
    for kind in ("poison", "hopeless", "unknown", "good"):
        a_job(kind)
    EmbeddedEngine(app).run_until_empty()
    db.session.rollback()
    states = {job.kind: job.state for job in db.session.query(Job)}
    assert states == {"poison": "ready", "hopeless": "failed", "unknown": "failed", "good": "done"}
    assert len(done) == 1
