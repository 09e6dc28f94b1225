"""A home with much fieldwork on it: the restaurant in one store, and an accepted assignment for each visit to come."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from uuid import UUID, uuid4

from sqlalchemy import insert

from app import create_app
from config import read_settings
from extensions import db, transaction
from forms.library import shipped
from forms.models import QuestionnaireVersion
from shopper import clock
from shopper.models import SHOPPER, Assignment, Grant, Person
from shopper.sessions import mint_deposit_token
from tests.world import THEN, World, build_world

SHOPPERS = 8


@dataclass(frozen=True)
class Fieldwork:
    """The digest of the questionnaire; per shopper a deposit token and the ids of the assignments that wait."""

    version: str
    tokens: list[str]
    assignments: list[list[UUID]]


def prepare(home: Path, visits: int) -> Fieldwork:
    """Fill an empty home for `visits` visits of each of eight shoppers."""
    app = create_app(read_settings({"DETALJI_HOME": str(home)}))
    with app.app_context():
        db.create_all()
        world = build_world()
        with transaction():
            version = QuestionnaireVersion.draft(world.ids["aamu"], shipped("restaurant"), 1, THEN)
            version.publish(THEN)
            shoppers = [_shopper(number) for number in range(SHOPPERS)]
            db.session.add_all([version, *shoppers])
            db.session.flush()
            tokens = [mint_deposit_token(one.id, uuid4(), clock.now()) for one in shoppers]
            assigned = [_assign(world, version.id, one.id, visits) for one in shoppers]
            digest = version.digest
        db.session.remove()
        db.engine.dispose()
    return Fieldwork(digest, tokens, assigned)


def _shopper(number: int) -> Person:
    person = Person(email=f"shopper{number}@example.org", name=f"Kulkija {number}", code=f"S-{number}", language="fi",
                    phone=f"+358 50 {number:07}", created_at=THEN)  # fmt: skip
    person.grants.append(Grant(role=SHOPPER))
    return person


def _assign(world: World, version_id: UUID, shopper_id: UUID, visits: int) -> list[UUID]:
    rows = [
        {"id": uuid4(), "wave_id": world.ids["aamu_wave"], "store_id": world.ids["lahti"], "shopper_id": shopper_id,
         "scenario_id": world.ids["aamu_scenario"], "version_id": version_id, "due_on": date(2099, 12, 15),
         "state": "accepted", "offered_at": THEN, "answered_at": THEN}
        for _ in range(visits)
    ]  # fmt: skip
    db.session.execute(insert(Assignment), rows)
    return [row["id"] for row in rows]
