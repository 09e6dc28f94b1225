"""Questions that are asked days after the visit (docs/answers.md §3): when they come due, and what is answered.

A question is open from its day until OPEN_FOR later, while its visit stands and its condition holds. An answer is
written once, beside those of the visit, with when it was given; nothing that the shopper wrote is ever changed.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from flask_babel import gettext as _
from flask_babel import ngettext
from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError

from extensions import db, transaction
from forms.conditions import later_questions
from forms.shapes import Question
from shopper import clock
from shopper.clock import HERE
from shopper.jobs import enqueue
from shopper.languages import in_language
from shopper.letters import settings, write_letter
from shopper.logbook import log
from shopper.models import SHOPPER, Answer, Job, Person, Photo, Visit
from shopper.review import visited_on

OPEN_FOR = timedelta(days=30)
STATES = ("submitted", "approved")
# The longest that a question may wait (forms/definition.py), with the time that it then stays open.
_OLDEST = timedelta(days=365) + OPEN_FOR
_LETTERS_AT = time(9)

Photos = Mapping[str, list[tuple[str, bytes, str]]]
"""Question id → (digest, bytes, media type) of each photo."""


@dataclass(frozen=True)
class Later:
    """What is open of one visit, in the order of the questionnaire; `until`: the last day of the first to close."""

    visit: Visit
    questions: tuple[Question, ...]
    until: date


def due_on(visit: Visit, question: Question) -> date:
    """The day on which a question that is due later comes due, where the store is."""
    return visited_on(visit) + timedelta(days=question.due_after_days or 0)


def open_questions(visit: Visit, today: date) -> Later | None:
    """What the shopper can answer about the visit on the day `today`; None where that is nothing."""
    if visit.state not in STATES or visit.version is None:
        return None
    questionnaire = visit.version.questionnaire
    timely = [one for one in questionnaire.questions if _is_timely(visit, one, today)]
    if not timely:
        return None
    answers = visit.current_answers()
    asked = set(later_questions(questionnaire, answers, (today - visited_on(visit)).days))
    still = tuple(one for one in timely if one.id in asked and one.id not in answers)
    return Later(visit, still, min(due_on(visit, one) for one in still) + OPEN_FOR) if still else None


def waiting_for(shopper_id: UUID, today: date) -> list[Later]:
    """All that is open for a shopper, the oldest visit first."""
    visited_at = func.coalesce(Visit.finished_at, Visit.received_at)
    since = datetime.combine(today, time(), HERE) - _OLDEST
    visits = select(Visit).where(Visit.shopper_id == shopper_id, Visit.state.in_(STATES), visited_at > since)
    found = (open_questions(visit, today) for visit in db.session.scalars(visits.order_by(visited_at, Visit.id)))
    return [later for later in found if later]


def keep_answers(
    visit: Visit, answers: Mapping[str, Mapping[str, Any]], photos: Photos, by: Person, at: datetime
) -> list[str]:
    """Write those of `answers` (valid, docs/answers.md) whose questions are open; gives their ids.

    A question that was answered meanwhile keeps its first answer. The bytes of `photos` must be in the file store.
    """
    visit_id, person_id = visit.id, by.id
    with transaction():
        visit = db.session.get_one(Visit, visit_id, with_for_update=True)
        later = open_questions(visit, at.astimezone(HERE).date())
        kept = [one.id for one in (later.questions if later else ()) if one.id in answers]
        for question in kept:
            original = {**answers[question], "at": clock.milliseconds(at)}
            db.session.add(Answer(visit_id=visit_id, question=question, original=original))
            _add_photos(visit, question, photos.get(question, []), at)
        if kept:
            log(person_id, "answered later", "visit", visit_id, at)
    return kept


def _is_timely(visit: Visit, question: Question, today: date) -> bool:
    if question.due_after_days is None:
        return False
    due = due_on(visit, question)
    return due <= today <= due + OPEN_FOR


def _add_photos(visit: Visit, question: str, taken: list[tuple[str, bytes, str]], at: datetime) -> None:
    position = max((photo.position for photo in visit.photos), default=-1)
    for digest, content, mime in taken:
        position += 1
        photo = Photo(visit_id=visit.id, question=question, position=position, sha256=digest, bytes=len(content),
                      mime=mime, state="received")  # fmt: skip
        db.session.add(photo)
        db.session.flush()
        enqueue("photo", photo.id, at)


def plan_letters(visit: Visit) -> None:
    """Hears that a visit was submitted, in its transaction: a letter for each day on which questions come due.

    What is due already, since the visit was long on its way, is written about on the next day.
    """
    if visit.version is None or visit.submitted_at is None:
        return
    at, today = visit.submitted_at, visit.submitted_at.astimezone(HERE).date()
    waits = {one.due_after_days for one in visit.version.questionnaire.questions if one.due_after_days is not None}
    for due in sorted(visited_on(visit) + timedelta(days=days) for days in waits):
        if due + OPEN_FOR > today:
            _plan(visit.shopper_id, max(due, today + timedelta(days=1)), at)


def _plan(shopper_id: UUID, day: date, at: datetime) -> None:
    """One letter a shopper and day, however many visits it is about."""
    ref = f"{shopper_id}/{day.isoformat()}"
    if db.session.scalar(select(Job.id).where(Job.kind == "later", Job.ref == ref)) is not None:
        return
    try:
        with db.session.begin_nested():
            enqueue("later", ref, at, run_at=datetime.combine(day, _LETTERS_AT, HERE))
    except IntegrityError:
        # Another visit of the same shopper, finished at the same moment, was quicker: its letter will do.
        return


def remind(job: Job) -> Callable[[], None]:
    """Handler of the job: a letter about what is open for the shopper on that day, where anything is."""
    shopper_id = UUID(job.ref.partition("/")[0])
    shopper = db.session.get_one(Person, shopper_id)
    waiting = waiting_for(shopper_id, clock.today())
    count = sum(len(later.questions) for later in waiting)
    may_answer = shopper.disabled_at is None and SHOPPER in shopper.roles

    def record() -> None:
        if count and may_answer:
            _write_letter(db.session.get_one(Person, shopper_id), count, clock.now())

    return record


def _write_letter(shopper: Person, count: int, at: datetime) -> None:
    """Discreet: nothing in the subject says what this is about; the letter names no store."""
    with in_language(shopper.language):
        asked = ngettext(
            "One question about an earlier visit is waiting for you.",
            "%(num)s questions about earlier visits are waiting for you.",
            count,
        )
        text = _(
            "%(asked)s It takes a minute, and what you do not remember you can skip.\n\nOpen your notebook to answer:"
            "\n%(link)s\n",
            asked=asked,
            link=f"{settings().base_url}/field/",
        )
        write_letter(shopper.email, _("A short question for you"), text, at)
