"""The installation that is tortured: Anna and Bengt with many assignments each."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from uuid import uuid4

from app import create_app
from config import read_settings
from extensions import db, transaction
from forms.models import QuestionnaireVersion
from shopper import clock
from shopper.models import Assignment, Person
from shopper.sessions import open_session
from tests.world import THEN, World, build_world

ANNA, BENGT = "anna", "bengt"


@dataclass
class Home:
    """`assignments`: ids by first name; `owners`: ids of the persons by first name; `tokens`: their sessions."""

    folder: Path
    version: str
    assignments: dict[str, list[str]]
    owners: dict[str, str]
    tokens: dict[str, str]


def prepare(folder: Path, counts: dict[str, int]) -> Home:
    """Fill an empty folder; `counts` tells how many assignments each has."""
    app = create_app(read_settings({"DETALJI_HOME": str(folder)}))
    with app.app_context():
        db.create_all()
        world = build_world()
        made, tokens = {}, {}
        with transaction():
            for name, count in counts.items():
                made[name] = [_assignment(world, name) for _ in range(count)]
                db.session.add_all(made[name])
                tokens[name] = open_session(db.session.get_one(Person, world.people[name]), "torture", clock.now())
            ids = {name: [str(one.id) for one in mine] for name, mine in made.items()}
        version = db.session.get_one(QuestionnaireVersion, world.ids["aamu_version"]).digest
        owners = {name: str(world.people[name]) for name in counts}
        db.session.remove()
        db.engine.dispose()
    return Home(folder, version, ids, owners, tokens)


def _assignment(world: World, name: str) -> Assignment:
    return Assignment(
        id=uuid4(), wave_id=world.ids["aamu_wave"], store_id=world.ids["lahti"], shopper_id=world.people[name],
        scenario_id=world.ids["aamu_scenario"], version_id=world.ids["aamu_version"], due_on=date(2026, 12, 15),
        state="accepted", offered_at=THEN, answered_at=THEN,
    )  # fmt: skip
