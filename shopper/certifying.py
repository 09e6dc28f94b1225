"""The questions on a briefing that a shopper answers before the visit: tried as often as needed, and counted."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from sqlalchemy import func, select

from extensions import db, transaction
from shopper.logbook import log
from shopper.models import Assignment, Logged

_DEEDS = ("certified", "certification tried")


def right_choice(question: Mapping[str, object]) -> int:
    """The place of the right choice; −1 where a question has none, so that nothing fits."""
    choices = question.get("choices")
    rights = [bool(one.get("right")) for one in choices] if isinstance(choices, list) else []
    return rights.index(True) if True in rights else -1


def answer_certification(assignment: Assignment, chosen: Mapping[int, int], at: datetime) -> list[int]:
    """Judge the `chosen` places, by the number of the question; gives the numbers of those that are not right.

    Where none is wrong the assignment is certified. Each try is written down; later ones change nothing.
    """
    assignment_id, wrong = assignment.id, []
    with transaction():
        found = db.session.get_one(Assignment, assignment_id, with_for_update=True)
        questions = enumerate(found.scenario.certification)
        wrong = [number for number, question in questions if chosen.get(number) != right_choice(question)]
        if found.certified_at is None:
            log(found.shopper_id, _DEEDS[1] if wrong else _DEEDS[0], "assignment", assignment_id, at)
            found.certified_at = None if wrong else at
    return wrong


def tries_of(assignment_id: UUID) -> int:
    """How often the questions were answered, the last time included."""
    rows = select(func.count()).select_from(Logged).where(
        Logged.kind == "assignment", Logged.object_id == str(assignment_id), Logged.deed.in_(_DEEDS)
    )  # fmt: skip
    return db.session.scalar(rows) or 0
