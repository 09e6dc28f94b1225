"""Visits that were begun and have not arrived: what the office is told of them, and the letters that ask for them.

The office learns that something was begun and when it was last heard of, never what was answered.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from datetime import datetime, time, timedelta
from typing import Any
from uuid import UUID

from flask_babel import gettext as _
from sqlalchemy import ColumnElement, and_, delete, func, or_, select

from extensions import db
from shopper import clock
from shopper.clock import HERE, milliseconds
from shopper.jobs import NotYet, enqueue
from shopper.languages import in_language
from shopper.letters import settings, write_letter
from shopper.models import SHOPPER, Assignment, Job, KeptAnswer, KeptDraft, KeptPhoto, KeptStamp, Person

REMIND_AFTER = (timedelta(days=1), timedelta(days=5))
SILENT_FOR = timedelta(days=60)
_KEPT_FOR = timedelta(days=30)
_FIRST_HOUR, _LAST_HOUR = time(9), time(20)


def open_drafts(person: Person, assignments: Iterable[UUID]) -> dict[UUID, dict[str, Any]]:
    """Assignment → its unfinished visit as the phone's list tells it; where there are two, the last heard of."""
    found = select(KeptDraft).where(
        KeptDraft.shopper_id == person.id, KeptDraft.closed_at.is_(None), KeptDraft.assignment_id.in_(list(assignments))
    )
    return {
        draft.assignment_id: {
            "visit": str(draft.id), "version": draft.version, "language": draft.language,
            "supersedes": str(draft.supersedes_id) if draft.supersedes_id else None,
            "begun_at": milliseconds(draft.begun_at), "revision": draft.revision,
        }
        for draft in db.session.scalars(found.order_by(KeptDraft.heard_at))
        if draft.assignment_id
    }  # fmt: skip


def begun_of(assignments: Collection[UUID]) -> dict[UUID, KeptDraft]:
    """Assignment → the draft of it that was last heard of and whose visit has not come. For the office: times alone."""
    found = select(KeptDraft).where(KeptDraft.closed_at.is_(None), KeptDraft.assignment_id.in_(assignments))
    return {one.assignment_id: one for one in db.session.scalars(found.order_by(KeptDraft.heard_at))}  # type: ignore[misc]


def begun_in(waves: Collection[UUID]) -> dict[UUID, int]:
    """Wave → how many of its assignments were begun and have not arrived."""
    counted = (
        select(Assignment.wave_id, func.count(KeptDraft.assignment_id.distinct()))
        .join(KeptDraft, KeptDraft.assignment_id == Assignment.id)
        .where(Assignment.wave_id.in_(waves), KeptDraft.closed_at.is_(None))
        .group_by(Assignment.wave_id)
    )
    return {row[0]: row[1] for row in db.session.execute(counted)}


def silent_since(at: datetime) -> ColumnElement[bool]:
    """Assignments that were begun, whose day is 60 days past, and of which nothing was heard for as long."""
    unheard = select(KeptDraft.assignment_id).where(
        KeptDraft.closed_at.is_(None), KeptDraft.heard_at < at - SILENT_FOR, KeptDraft.assignment_id.is_not(None)
    )
    return and_(Assignment.id.in_(unheard), Assignment.due_on < (at - SILENT_FOR).astimezone(HERE).date())


def plan_reminders(draft: KeptDraft, at: datetime) -> None:
    """A letter a day after the draft was last heard of, and one on the fifth day. Inside the transaction of its
    beginning."""
    for days in (wait.days for wait in REMIND_AFTER):
        ref = f"{draft.id}/{days}"
        # What was put away and is told once more was asked for before.
        if db.session.scalar(select(Job.id).where(Job.kind == "begun", Job.ref == ref)) is None:
            enqueue("begun", ref, at, run_at=at + timedelta(days=days))


def remind_of_begun(job: Job) -> Callable[[], None]:
    """Handler of the job: a letter, where the visit still has not come. Raises NotYet until it has been silent long
    enough, and at night."""
    draft_id, _slash, days = job.ref.partition("/")
    draft = db.session.get(KeptDraft, UUID(draft_id))
    if draft is None or not _is_awaited(draft):
        return lambda: None
    at = clock.now()
    wait = _by_day(draft.heard_at + timedelta(days=int(days)), at) - at
    if wait > timedelta(0):
        raise NotYet("the visit may still come by itself", wait.total_seconds())

    def record() -> None:
        found = db.session.get_one(KeptDraft, UUID(draft_id))
        found.reminded_at = at
        _write_letter(found.shopper, at)

    return record


def _is_awaited(draft: KeptDraft) -> bool:
    may_send = draft.shopper.disabled_at is None and SHOPPER in draft.shopper.roles
    is_open = draft.assignment is None or draft.assignment.state == "accepted" or draft.supersedes_id is not None
    return draft.closed_at is None and may_send and is_open


def _by_day(due: datetime, at: datetime) -> datetime:
    """`due` or `at`, whichever is later; where that is at night, the next morning."""
    local = max(due, at).astimezone(HERE)
    if local.time() < _FIRST_HOUR:
        return datetime.combine(local.date(), _FIRST_HOUR, HERE)
    if local.time() >= _LAST_HOUR:
        return datetime.combine(local.date() + timedelta(days=1), _FIRST_HOUR, HERE)
    return local


def _write_letter(shopper: Person, at: datetime) -> None:
    """Discreet: neither subject nor text says what was begun, or where."""
    with in_language(shopper.language):
        text = _(
            "You began to write something down, and it has not been finished and sent yet. What you wrote is safe.\n\n"
            "Open your notebook on the same device, with an internet connection, finish, and wait for the receipt:"
            "\n%(link)s\n\nIf that device is gone, open the link on another one: what reached us is there.\n",
            link=f"{settings().base_url}/field/",
        )
        write_letter(shopper.email, _("Something waits in your notebook"), text, at)


def sweep_drafts(at: datetime) -> None:
    """Put away what was finished 30 days ago, and what is silent as long of assignments that were withdrawn. Inside a
    transaction."""
    withdrawn = select(Assignment.id).where(Assignment.state == "withdrawn")
    past = at - _KEPT_FOR
    old = select(KeptDraft.id).where(
        or_(
            KeptDraft.closed_at < past,
            and_(KeptDraft.assignment_id.in_(withdrawn), KeptDraft.heard_at < past, KeptDraft.closed_at.is_(None)),
        )
    )
    ids = list(db.session.scalars(old))
    for model in (KeptAnswer, KeptPhoto, KeptStamp):
        db.session.execute(delete(model).where(model.draft_id.in_(ids)))
    db.session.execute(delete(KeptDraft).where(KeptDraft.id.in_(ids)))
