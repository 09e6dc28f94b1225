"""Claiming work from the rows of `job`: a lease says for how long, the number of tries is the fence.

A worker that dies leaves a lease that runs out, and another takes over; one that was only asleep finds the fence moved
and its late result refused. What a handler writes to the database must go through `finish`, in the same transaction.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Collection
from datetime import UTC, datetime, timedelta
from uuid import UUID

from sqlalchemy import and_, or_, select, update

from extensions import db, transaction
from shopper.models import Job

LEASE = timedelta(seconds=120)
MOST_TRIES = 8
# Earlier than whatever waits: somebody stands before the screen.
FIRST = datetime(1970, 1, 1, tzinfo=UTC)


class JobLost(Exception):
    """The lease ran out and another worker has the job: throw the result away."""


class GiveUp(Exception):
    """No further try can help; the message says why and is shown to the office."""


class NotYet(Exception):
    """What the job builds on is not there; looking again in `seconds` is no failure. The message says what lacks."""

    def __init__(self, lacking: str, seconds: float = 15) -> None:
        super().__init__(lacking)
        self.seconds = seconds


class TryAgain(Exception):
    """The try failed, and counts; the next one is at `run_at`. The message says why."""

    def __init__(self, reason: str, run_at: datetime) -> None:
        super().__init__(reason)
        self.run_at = run_at


def enqueue(kind: str, ref: UUID | str, at: datetime, *, revision: int = 1, run_at: datetime | None = None) -> Job:
    """Write a job in the caller's transaction. One job per kind, ref and revision."""
    job = Job(kind=kind, ref=str(ref), revision=revision, run_at=run_at or at, created_at=at)
    db.session.add(job)
    return job


def hurry(kind: str, ref: UUID | str) -> None:
    """Somebody waits for this: the next of its kind. What failed once keeps its pauses. To be called inside a
    transaction."""
    of_it = update(Job).where(Job.kind == kind, Job.ref == str(ref), Job.state == "ready", Job.tries == 0)
    db.session.execute(of_it.values(run_at=FIRST))


def claim(worker: str, at: datetime, bulk: Collection[str] = ()) -> Job | None:
    """Take the longest-waiting job that is ready, or whose worker let its lease run out. `bulk`: the kinds that come by
    the hundred and let all others go first."""
    waiting = or_(
        and_(Job.state == "ready", Job.run_at <= at),
        and_(Job.state == "running", Job.lease_until < at),
    )
    with transaction():
        next_id = select(Job.id).where(waiting).order_by(Job.kind.in_(bulk), Job.run_at).limit(1)
        job_id = db.session.scalar(next_id.with_for_update(skip_locked=True))
        if job_id is None:
            return None
        db.session.execute(
            update(Job)
            .where(Job.id == job_id)
            .values(state="running", worker=worker, lease_until=at + LEASE, tries=Job.tries + 1)
        )
    return db.session.get(Job, job_id)


def extend(job_id: UUID, tries: int, at: datetime) -> bool:
    """Heartbeat: move the lease; False when the job is no longer ours."""
    with transaction():
        return _mine(job_id, tries, lease_until=at + LEASE)


def finish(job_id: UUID, tries: int, at: datetime, effect: Callable[[], None] = lambda: None) -> None:
    """Record `effect` and the end of the job in one transaction. Raises JobLost where the fence has moved."""
    with transaction():
        if not _mine(job_id, tries, state="done", lease_until=None, done_at=at, last_error=None):
            raise JobLost
        effect()


def put_off(job_id: UUID, tries: int, at: datetime, error: str, run_at: datetime | None = None) -> str:
    """After a failure: ready again at `run_at`, without it later with growing, jittered waits; failed after the last
    try. Gives the state."""
    state = "failed" if tries >= MOST_TRIES else "ready"
    wait = min(3600.0, 5.0 * 2**tries) * random.uniform(0.5, 1.5)  # noqa: S311 - spreads retries, hides nothing
    run_at = run_at or at + timedelta(seconds=wait)
    with transaction():
        _mine(job_id, tries, state=state, lease_until=None, run_at=run_at, last_error=error[:2000])
    return state


def wait(job_id: UUID, tries: int, at: datetime, lacking: str, seconds: float) -> None:
    """Ready again after `seconds`; the try does not count. The fence holds: whoever claimed later has a higher number,
    and each of those takes back at most its own."""
    ours = update(Job).where(Job.id == job_id, Job.state == "running", Job.tries == tries)
    later = {"state": "ready", "lease_until": None, "run_at": at + timedelta(seconds=seconds), "tries": tries - 1}
    with transaction():
        db.session.execute(ours.values(**later, last_error=lacking[:2000]))


def give_up(job_id: UUID, tries: int, reason: str) -> None:
    """Set the job aside for good, with the reason."""
    with transaction():
        _mine(job_id, tries, state="failed", lease_until=None, last_error=reason[:2000])


def retry(job_id: UUID, at: datetime) -> None:
    """A person asks for another round of a failed job. To be called inside a transaction."""
    db.session.execute(
        update(Job).where(Job.id == job_id, Job.state == "failed").values(state="ready", tries=0, run_at=at)
    )


def _mine(job_id: UUID, tries: int, **values: object) -> bool:
    changed = db.session.execute(
        update(Job).where(Job.id == job_id, Job.state == "running", Job.tries == tries).values(**values)
    )
    return changed.rowcount == 1  # type: ignore[attr-defined]
