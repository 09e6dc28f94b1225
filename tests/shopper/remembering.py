"""A visit of Anna's whose questionnaire asks something days later, and her answers to that."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from flask.testing import FlaskClient

from extensions import db, transaction
from forms.definition import from_plain
from forms.models import QuestionnaireVersion
from shopper import clock
from shopper.clock import HERE
from shopper.models import Assignment
from tests.conftest import form_token
from tests.deposits import deliver, manifest
from tests.world import SMALL_QUESTIONNAIRE, THEN, World, said

_ASKED_LATER: list[dict[str, Any]] = [
    {"id": "echo", "kind": "text", "due_after_days": 7, "text": said("Mitä muistat nyt?")},
    {"id": "use", "kind": "scale", "due_after_days": 7, "text": said("Toimiko tuote?"), "required": False,
     "weight": 2, "level": "T", "component": "Q",
     "steps": {1: said("ei"), 3: said("osin"), 5: said("täysin")}},
    {"id": "hurt", "kind": "yes_no", "due_after_days": 7, "text": said("Muistatko vahingon?"),
     "when": {"equals": ["mishap", "yes"]}},
    {"id": "call", "kind": "yes_no", "due_after_days": 14, "text": said("Otettiinko yhteyttä?"), "plus": 2},
    {"id": "shot", "kind": "photo", "due_after_days": 14, "text": said("Kuva nyt"), "required": False},
]  # fmt: skip


def prepared(world: World) -> QuestionnaireVersion:
    """The small questionnaire with questions that are due later, asked in Anna's visit to Lahti."""
    questions = [{"touchpoint": "farewell", "weight": 0, **one} for one in _ASKED_LATER]
    section = {"id": "later", "title": said("Jälkeenpäin"), "questions": questions}
    sections = [*SMALL_QUESTIONNAIRE["sections"], section]
    with transaction():
        version = QuestionnaireVersion.draft(
            world.ids["aamu"], from_plain({**SMALL_QUESTIONNAIRE, "code": "later", "sections": sections}), 1, THEN
        )
        version.publish(THEN)
        db.session.add(version)
        db.session.flush()
        world.get(Assignment, "lahti_visit").version_id = version.id
    return version


def days_before(days: int) -> datetime:
    """The same time of a day here so many days ago, on whichever side of a change of the clock."""
    return (clock.now().astimezone(HERE) - timedelta(days=days)).astimezone(UTC)


def visited(world: World, anna: FlaskClient, days_ago: int, **answers: Any) -> UUID:
    """Anna's visit that was finished so many days ago and has just arrived."""
    version = prepared(world)
    at = clock.milliseconds(days_before(days_ago))
    made = manifest(world, version=version.digest, started_at=at - 3_600_000, finished_at=at)
    made["answers"] |= answers
    deliver(anna, made)
    return UUID(made["visit"])


def address(visit_id: UUID) -> str:
    return f"/field/visits/{visit_id}/later"


def sent(anna: FlaskClient, visit_id: UUID, **form: Any) -> Any:
    return anna.post(address(visit_id), data={"csrf_token": form_token(anna), "end": "whole", **form},
                     content_type="multipart/form-data")  # fmt: skip
