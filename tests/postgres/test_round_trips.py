"""What is written is read again as on SQLite: JSON to the last digit, instants, ids, capitals, sums of money."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta, timezone
from decimal import Decimal
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select, text

from app import create_app
from extensions import db, transaction
from shopper.models import Assignment, Chain, Logged, Person, Scenario
from tests.conftest import browser_of, form_token, settings_in
from tests.deposits import OURS
from tests.world import World, build_world

# Order of keys, kinds of numbers, doubts of every alphabet: an answer is proof and must not be smoothed.
ODD = {
    "z": 1, "a": [1.0, 1, -0.0, 1e300, 0.1, 2**63, -(2**70)], "": None, "å": "Å\u030a",
    "🙂": "\u2028 \\u0000 'quoted\"", "deep": {"nothing": {}, "no": False},
}  # fmt: skip
INSTANTS = [
    datetime(2026, 3, 29, 3, 30, 0, 123456, tzinfo=timezone(timedelta(hours=3))),
    datetime(2026, 10, 25, 1, 30, tzinfo=UTC), datetime(1970, 1, 1, tzinfo=UTC), datetime(9999, 12, 31, tzinfo=UTC),
]  # fmt: skip


@pytest.fixture
def on_sqlite(tmp_path: Path) -> Iterator[tuple[Flask, World]]:
    """The same world on SQLite."""
    home = tmp_path / "sqlite"
    made = create_app(settings_in(home))
    with made.app_context():
        db.create_all()
        world = build_world()
        db.session.remove()
    yield made, world
    with made.app_context():
        db.engine.dispose()


def written_and_read(app: Flask, world: World) -> dict[str, Any]:
    """What comes back of the odd things above."""
    with app.app_context():
        with transaction():
            world.get(Scenario, "aamu_scenario").facts = ODD
            world.get(Assignment, "lahti_visit").fee = Decimal("1234.5")
            ids = [UUID(int=number) for number in (2**127, 3, 2**64)]
            for id_, at in zip(ids, INSTANTS, strict=False):
                db.session.add(Logged(id=id_, at=at, deed="Ä", kind="test", object_id="x" * 5000))
            for code in ("aamu ", "AAMU", "Äiti", "äiti"):
                db.session.add(Chain(code=code, name="Twin"))
        db.session.remove()
        rows = db.session.scalars(select(Logged).where(Logged.kind == "test").order_by(Logged.id)).all()
        chains = {code: len(db.session.scalars(select(Chain).where(Chain.code == code)).all())
                  for code in ("aamu", "Aamu", "AAMU", "aamu ", "äiti", "ÄITI")}  # fmt: skip
        later = select(Logged.id).where(Logged.at > INSTANTS[0]).order_by(Logged.at)
        found = {
            "json": repr(world.get(Scenario, "aamu_scenario").facts),
            "instants": [(row.at, row.at.tzinfo) for row in rows],
            "ids": [row.id for row in rows],
            "text": [(row.deed, row.object_id) for row in rows],
            "later": db.session.scalars(later).all(),
            "chains": chains,
            "fee": world.get(Assignment, "lahti_visit").fee,
            "day": world.get(Assignment, "lahti_visit").due_on,
            "yes and no": {one.is_demo for one in db.session.scalars(select(Person))},
        }
        db.session.remove()
        return found


def test_all_comes_back_as_on_sqlite(app: Flask, world: World, on_sqlite: tuple[Flask, World]) -> None:
    with db.engine.begin() as connection:
        # An installation whose database lives in another time zone keeps the same instants.
        name = connection.scalar(text("SELECT current_database()"))
        connection.execute(text(f"ALTER DATABASE {name} SET timezone TO 'Asia/Tokyo'"))
    db.engine.dispose()
    here, there = written_and_read(app, world), written_and_read(*on_sqlite)
    assert here == there
    assert here["json"] == repr(ODD)
    assert [at for at, _zone in here["instants"]] == [INSTANTS[1], INSTANTS[2], INSTANTS[0]]


def test_what_it_cannot_hold_is_refused_and_no_failure_of_ours(app: Flask, client: FlaskClient, world: World) -> None:
    """SQLite holds a NUL and numbers of any size; PostgreSQL holds neither."""
    odd = {"csrf_token": form_token(client, "/sign-in"), "email": "anna\0@example.org", "password": "a\0b"}
    assert client.post("/sign-in", data=odd).status_code == 422
    for name, path in (("anna", "/field/visit/%00/fi"), ("aatos", f"/desk/visits/?page={2**70}&state=%00"),
                       ("helmi", f"/hq/?page={2**70}"), ("anna", f"/api/visits/{UUID(int=1)}/photos/%00")):  # fmt: skip
        answer = browser_of(app, world.people[name]).get(path, headers=OURS)
        assert answer.status_code in (200, 404, 405, 422), path
    refused = browser_of(app, world.people["anna"]).get("/field/visit/%00/fi")
    assert refused.status_code == 422 and "Nothing was changed" in refused.get_data(as_text=True)
