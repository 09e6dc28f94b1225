"""What waits: visits to review, late assignments, work that failed."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from flask import abort, render_template, url_for
from flask_babel import gettext as _
from sqlalchemy import func, select
from sqlalchemy.orm import joinedload
from werkzeug.wrappers import Response

from extensions import db, transaction
from shopper import clock
from shopper.access import OFFICE, assignments_for, policy
from shopper.begun import begun_of, silent_since
from shopper.desk.pages import done
from shopper.desk.scope import holds, reviewed_visits
from shopper.jobs import retry
from shopper.logbook import log
from shopper.models import ADMINISTRATOR, REVIEWER, SCHEDULER, Assignment, Conflict, Job, Person, Visit

PROMISE = timedelta(hours=24)
_SHOWN = 8


@policy(*OFFICE)
def home(person: Person) -> str:
    """One page a person of the office begins the day with."""
    at = clock.now()
    plans = bool(person.roles & {SCHEDULER, ADMINISTRATOR})
    late, silent = (_late_assignments(person), _silent(person, at)) if plans else ([], [])
    waiting = waiting_visits(person, at) if person.roles & {REVIEWER, ADMINISTRATOR} else []
    return render_template(
        "desk/home.html",
        waiting=waiting[:_SHOWN],
        waiting_count=len(waiting),
        overdue=sum(row["is_late"] for row in waiting),
        conflicts=_conflicts(person),
        late=late,
        silent=silent,
        begun=begun_of([one.id for one in (*late, *silent)]),
        failed=_failed_jobs() if holds(person, None, ADMINISTRATOR) else [],
        ready=_waiting_jobs() if holds(person, None, ADMINISTRATOR) else 0,
    )


def waiting_visits(person: Person, at: datetime) -> list[dict[str, Any]]:
    """Visits to review, oldest first, each with how many hours are left of the promise (below 0: late)."""
    found = (
        reviewed_visits(person)
        .where(Visit.state == "submitted")
        .order_by(Visit.submitted_at)
        .options(joinedload(Visit.assignment).joinedload(Assignment.store))
    )
    return [{"visit": visit, **age(visit, at)} for visit in db.session.scalars(found)]


def age(visit: Visit, at: datetime) -> dict[str, Any]:
    """`hours_left` of the 24 promised and `is_late`, for a visit that waits for the office."""
    left = PROMISE - (at - (visit.submitted_at or at))
    return {"hours_left": int(left.total_seconds() // 3600), "is_late": left < timedelta(0)}


def _conflicts(person: Person) -> list[Visit]:
    """Open visits of which another text arrived under the same id."""
    if not person.roles & {REVIEWER, ADMINISTRATOR}:
        return []
    disputed = select(Conflict.visit_id)
    found = reviewed_visits(person).where(Visit.id.in_(disputed), Visit.state.in_(("submitted", "returned")))
    return list(db.session.scalars(found.order_by(Visit.submitted_at)))


def _late_assignments(person: Person) -> list[Assignment]:
    late = assignments_for(person).where(
        Assignment.due_on < clock.today(), Assignment.state.in_(("offered", "accepted"))
    )
    rows = db.session.scalars(late.order_by(Assignment.due_on).limit(50))
    return [row for row in rows if holds(person, row.store.chain_id, SCHEDULER, ADMINISTRATOR)]


def _silent(person: Person, at: datetime) -> list[Assignment]:
    """Begun, long past their day, and nothing heard since: what reached us is kept until the office decides."""
    found = assignments_for(person).where(silent_since(at), Assignment.state == "accepted")
    rows = db.session.scalars(found.order_by(Assignment.due_on).limit(50))
    return [row for row in rows if holds(person, row.store.chain_id, SCHEDULER, ADMINISTRATOR)]


def _failed_jobs() -> list[Job]:
    return list(db.session.scalars(select(Job).where(Job.state == "failed").order_by(Job.created_at).limit(50)))


def _waiting_jobs() -> int:
    return db.session.scalar(select(func.count()).where(Job.state.in_(("ready", "running")))) or 0


@policy(ADMINISTRATOR, sees=(REVIEWER, SCHEDULER))
def retry_job(person: Person, job_id: UUID) -> Response:
    """Another round for work that was given up."""
    job = db.session.get(Job, job_id) or abort(404)
    if job.state != "failed":
        abort(409)
    person_id, at = person.id, clock.now()
    with transaction():
        retry(job_id, at)
        log(person_id, "retried", "job", job_id, at)
    return done(_("It is tried again now."), url_for("desk.home"))
