"""Who goes where: offering assignments, and what becomes of them. Each verb is one transaction of its own."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from uuid import UUID

from sqlalchemy import select

from extensions import db, transaction
from forms.models import QuestionnaireVersion
from shopper.logbook import log
from shopper.models import SHOPPER, Assignment, Person, Programme, Scenario, Store, Visit, Wave

ROTATION = timedelta(days=90)
TAKEN = ("offered", "accepted", "done")


class SchedulingRefused(Exception):
    """The verb cannot be done. `code`: wrong_state, visit_arrived, nothing_published, not_in_wave, other_chain,
    not_a_shopper or rotation (assign again with `despite_rotation`)."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True)
class Terms:
    """What is offered: the last day, the fee and the most that a test purchase is paid back, in euros."""

    due_on: date
    fee: Decimal
    reimbursement_cap: Decimal


def newest_version(programme: Programme) -> QuestionnaireVersion | None:
    """The newest published edition of the programme's questionnaire, or None."""
    editions = select(QuestionnaireVersion).where(
        QuestionnaireVersion.chain_id == programme.chain_id,
        QuestionnaireVersion.code == programme.questionnaire,
        QuestionnaireVersion.state == "published",
    )
    return db.session.scalar(editions.order_by(QuestionnaireVersion.number.desc()).limit(1))


def seen_lately(shopper: Person, stores: list[Store], due_on: date) -> list[Store]:
    """Those of `stores` that the shopper saw, or is to see, within 90 days of `due_on`: staff may know the face."""
    near = Assignment.due_on.between(due_on - ROTATION, due_on + ROTATION)
    taken = select(Assignment.store_id).where(
        Assignment.shopper_id == shopper.id, Assignment.state.in_(TAKEN), near
    )  # fmt: skip
    ids = set(db.session.scalars(taken))
    return [store for store in stores if store.id in ids]


def assign(
    wave: Wave,
    stores: list[Store],
    shopper: Person,
    scenario: Scenario,
    terms: Terms,
    by: Person,
    at: datetime,
    *,
    despite_rotation: bool = False,
) -> list[UUID]:
    """Offer the shopper one assignment a store; gives their ids. All or none. Raises SchedulingRefused.

    Each pins the newest published edition of the programme's questionnaire: a later one does not change it.
    """
    with transaction():
        version = _checked(wave, stores, shopper, scenario, terms)
        if not despite_rotation and seen_lately(shopper, stores, terms.due_on):
            raise SchedulingRefused("rotation")
        made = [
            Assignment(
                wave_id=wave.id, store_id=store.id, shopper_id=shopper.id, scenario_id=scenario.id,
                version_id=version.id, due_on=terms.due_on, fee=terms.fee,
                reimbursement_cap=terms.reimbursement_cap, offered_at=at,
            )
            for store in stores
        ]  # fmt: skip
        db.session.add_all(made)
        db.session.flush()
        for assignment in made:
            log(by.id, "offered", "assignment", assignment.id, at)
    return [assignment.id for assignment in made]


def _checked(
    wave: Wave, stores: list[Store], shopper: Person, scenario: Scenario, terms: Terms
) -> QuestionnaireVersion:
    chain_id = wave.programme.chain_id
    if scenario.programme_id != wave.programme_id or any(store.chain_id != chain_id for store in stores):
        raise SchedulingRefused("other_chain")
    if SHOPPER not in shopper.roles or shopper.disabled_at:
        raise SchedulingRefused("not_a_shopper")
    if not wave.first_on <= terms.due_on <= wave.last_on:
        raise SchedulingRefused("not_in_wave")
    return newest_version(wave.programme) or _refuse("nothing_published")


def _refuse(code: str) -> QuestionnaireVersion:
    raise SchedulingRefused(code)


def withdraw(assignment: Assignment, by: Person, at: datetime) -> None:
    """Take back what was offered or accepted. A visit that already arrived stays with the reviewers."""
    with transaction():
        assignment = _in_state(assignment, "offered", "accepted")
        if db.session.scalar(select(Visit.id).where(Visit.assignment_id == assignment.id).limit(1)):
            raise SchedulingRefused("visit_arrived")
        assignment.state, assignment.answered_at = "withdrawn", at
        log(by.id, "withdrawn", "assignment", assignment.id, at)


def accept(assignment: Assignment, at: datetime) -> None:
    """The shopper takes it. Accepting twice does no harm. Raises SchedulingRefused."""
    with transaction():
        assignment = _in_state(assignment, "offered", "accepted")
        if assignment.state == "offered":
            assignment.state, assignment.answered_at = "accepted", at
            log(assignment.shopper_id, "accepted", "assignment", assignment.id, at)


def decline(assignment: Assignment, at: datetime) -> None:
    """The shopper says no, also after having accepted, as long as no visit has arrived. Raises SchedulingRefused."""
    with transaction():
        assignment = _in_state(assignment, "offered", "accepted", "declined")
        if assignment.state == "declined":
            return
        if db.session.scalar(select(Visit.id).where(Visit.assignment_id == assignment.id).limit(1)):
            raise SchedulingRefused("visit_arrived")
        assignment.state, assignment.answered_at = "declined", at
        log(assignment.shopper_id, "declined", "assignment", assignment.id, at)


def _in_state(assignment: Assignment, *states: str) -> Assignment:
    locked = db.session.get_one(Assignment, assignment.id, with_for_update=True)
    if locked.state not in states:
        raise SchedulingRefused("wrong_state")
    return locked
