"""The stage on which everybody tries every door: two chains with one thing of each kind, and a browser per role.

Own is Café Aamu's Lahti (Anna's visits, Maija's store), other is its Vaasa, foreign is Butik Kväll's Borgå.
"""

from __future__ import annotations

import json
import shutil
import sqlite3
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select, update

from extensions import db, transaction
from forms.definition import from_plain
from forms.models import QuestionnaireVersion
from reports.delivery_rules import add_rule
from reports.links import link_for
from reports.models import Delivery, Report, ReportLink
from reports.wave.issue import issue_store_year
from shopper import clock
from shopper.invitations import invite
from shopper.jobs import enqueue
from shopper.models import (
    HQ,
    REVIEWER,
    SCHEDULER,
    Assignment,
    Brand,
    Chain,
    Passkey,
    Person,
    Photo,
    ReceiptGreeting,
    ReferencePhoto,
    Session,
    Store,
)
from shopper.people import give_role, new_person
from shopper.photos import file_store
from shopper.sessions import COOKIE
from tests.conftest import browser_of
from tests.deposits import deliver, frozen, jpeg, manifest, put_photo, put_visit, sha
from tests.keeping import heard, news
from tests.reports.reported import approved, work
from tests.world import SMALL_QUESTIONNAIRE, World
from tests.world import _assign as assign_in_world

RELATIONS = ("own", "other", "foreign", "missing")
STORES = {"own": "lahti", "other": "vaasa", "foreign": "borga"}
SHOPPERS = {"own": "anna", "other": "bengt", "foreign": "bengt"}
CHAINS = {"own": "aamu", "foreign": "kvall"}
# Role in the table → who plays it. Reviewer and scheduler are of Aamu alone: something must be foreign to them, too.
PLAYERS = {
    "shopper": "anna", "reviewer": "reijo", "scheduler": "siiri", "hq": "helmi", "store_manager": "maija",
    "administrator": "aatos",
}  # fmt: skip
WAITING = jpeg("#123456")


@dataclass
class Stage:
    """`things[kind][relation]` is an id; of sessions and passkeys, own means the player's."""

    app: Flask
    world: World
    home: Path
    things: dict[str, dict[str, Any]] = field(default_factory=dict)
    mine: dict[str, dict[str, dict[str, UUID]]] = field(default_factory=dict)
    browsers: dict[str, FlaskClient] = field(default_factory=dict)
    manifests: dict[str, bytes] = field(default_factory=dict)
    tokens: dict[str, str] = field(default_factory=dict)

    def thing(self, kind: str, relation: str, role: str) -> Any:
        """The id of such a thing; a fresh one for missing, None where there is no such thing."""
        if relation == "missing":
            return uuid4()
        owned = self.mine.get(kind)
        return (owned.get(role, {}) if owned else self.things[kind]).get(relation)

    def relations(self, kind: str | None, role: str) -> list[str]:
        """The relations in which there is something to try."""
        return [relation for relation in RELATIONS if kind and self.thing(kind, relation, role)] if kind else ["own"]

    def keep(self) -> None:
        """Remember how everything stands now, and who is signed in where."""
        with transaction():
            # A device in use is noted every few minutes, and so long does a slow machine take.
            db.session.execute(update(Session).values(seen_at=clock.now() + timedelta(hours=2)))
        self._checkpoint()
        cookies = {name: browser.get_cookie(COOKIE) for name, browser in self.browsers.items()}
        self.tokens = {name: cookie.value for name, cookie in cookies.items() if cookie}
        shutil.copy(self._database, self.home / "kept.sqlite")

    def restore(self) -> None:
        """Back to what `keep` remembered."""
        db.session.remove()
        db.engine.dispose()
        for leftover in self.home.glob("detalji.sqlite-*"):
            leftover.unlink()
        shutil.copy(self.home / "kept.sqlite", self._database)
        for name, token in self.tokens.items():
            self.browsers[name].set_cookie(COOKIE, token)

    def rows(self) -> dict[str, list[Any]]:
        """All rows of all tables, to see whether anything was written."""
        with sqlite3.connect(self._database) as connection:
            names = [row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
            content = {name: connection.execute(f'SELECT * FROM "{name}"').fetchall() for name in names}
        connection.close()
        return content

    @property
    def _database(self) -> Path:
        return self.home / "detalji.sqlite"

    def _checkpoint(self) -> None:
        db.session.remove()
        with db.engine.connect() as connection:
            connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")


def set_stage(app: Flask, world: World, home: Path) -> Stage:
    """Bring one thing of each kind onto the stage, for each relation, and everybody signed in."""
    stage = Stage(app, world, home)
    _people(stage)
    _set_up(stage)
    _fieldwork(stage)
    _reports(stage)
    _office(stage)
    for role, name in PLAYERS.items():
        stage.browsers[role] = browser_of(app, world.people[name])
    stage.browsers["anonymous"] = app.test_client()
    _own_things(stage)
    stage.keep()
    return stage


def _people(stage: Stage) -> None:
    at, world = clock.now(), stage.world
    with transaction():
        for name, role in (("reijo", REVIEWER), ("siiri", SCHEDULER)):
            person = new_person(f"{name}@example.org", f"{name.title()} Testinen", None, "en", at)
            give_role(person, role, world.get(Chain, "aamu"))
            world.people[name] = person.id
        world.people["nobody"] = new_person("nobody@example.org", "Nobody", None, "en", at).id
        disabled = new_person("dora@example.org", "Dora Testinen", None, "en", at)
        give_role(disabled, "administrator")
        world.people["dora"] = disabled.id
    people = {"own": "anna", "other": "marko", "foreign": "henrik"}
    stage.things["person"] = {relation: world.people[name] for relation, name in people.items()}
    stage.things["shopper"] = {relation: world.people[name] for relation, name in SHOPPERS.items()}


def _set_up(stage: Stage) -> None:
    world = stage.world
    stage.things["chain"] = {relation: world.ids[code] for relation, code in CHAINS.items()}
    stage.things["store"] = {relation: world.ids[code] for relation, code in STORES.items()}
    for kind in ("brand", "programme", "scenario", "wave", "version"):
        stage.things[kind] = {relation: world.ids[f"{code}_{kind}"] for relation, code in CHAINS.items()}
    stage.things["reference"] = {}
    with transaction():
        for relation, code in CHAINS.items():
            photo = ReferencePhoto(
                scenario_id=world.ids[f"{code}_scenario"], position=0, sha256=file_store().put(jpeg("#abcdef"))
            )
            db.session.add(photo)
            db.session.flush()
            stage.things["reference"][relation] = photo.id
    draft = from_plain({**SMALL_QUESTIONNAIRE, "code": "other"})
    stage.things["greeting"], stage.things["draft"] = {}, {}
    with transaction():
        for relation, code in CHAINS.items():
            brand = world.get(Brand, f"{code}_brand")
            brand.logo = brand.cover = jpeg("#654321" if relation == "own" else "#123456")
            stage.things.setdefault("brand_picture", {})[relation] = sha(brand.logo)
            greeting = db.session.scalars(select(ReceiptGreeting).where(ReceiptGreeting.brand_id == brand.id)).one()
            made = QuestionnaireVersion.draft(world.ids[code], draft, 1, clock.now())
            db.session.add(made)
            db.session.flush()
            stage.things["greeting"][relation], stage.things["draft"][relation] = greeting.id, made.id


def _fieldwork(stage: Stage) -> None:
    """Of each store: an accepted and an offered assignment; a visit that lacks a photo, and one to be reviewed."""
    app, world = stage.app, stage.world
    for kind in ("assignment", "offer", "arriving", "begun", "visit", "photo"):
        stage.things[kind] = {}
    for relation, store in STORES.items():
        shopper = SHOPPERS[relation]
        with transaction():
            for kind in ("assignment", "offer", "arriving", "visit", "report"):
                assign_in_world(world, f"{store}_{kind}", store, shopper)
        stage.things["assignment"][relation] = world.ids[f"{store}_assignment"]
        stage.things["offer"][relation] = world.ids[f"{store}_offer"]
        with transaction():
            offer = world.get(Assignment, f"{store}_offer")
            offer.state, offer.answered_at = "offered", None
        browser = browser_of(app, world.people[shopper])
        stage.things["arriving"][relation] = _arriving(stage, browser, relation, store)
        stage.things["begun"][relation] = _begun(stage, browser, store)
        picture = jpeg()
        done = manifest(world, [picture], assignment=str(world.ids[f"{store}_visit"]))
        deliver(browser, done, [picture])
        stage.things["visit"][relation] = UUID(done["visit"])
    work(app, "photo")
    for relation, visit in stage.things["visit"].items():
        photo = db.session.scalars(select(Photo).where(Photo.visit_id == visit)).one()
        stage.things["photo"][relation] = photo.id


def _arriving(stage: Stage, browser: FlaskClient, relation: str, store: str) -> UUID:
    made = manifest(stage.world, [WAITING], assignment=str(stage.world.ids[f"{store}_arriving"]))
    stage.manifests[relation] = frozen(made)
    assert put_visit(browser, made["visit"], stage.manifests[relation]).status_code == 202
    return UUID(made["visit"])


def _begun(stage: Stage, browser: FlaskClient, store: str) -> UUID:
    """A draft with a photo, as a device tells of it."""
    visit = uuid4()
    told = {"pid": str(uuid4()), "sha256": sha(WAITING), "question": "photo", "bytes": len(WAITING),
            "type": "image/jpeg"}  # fmt: skip
    assert put_photo(browser, str(visit), WAITING).status_code == 201
    heard(browser, str(visit), news(stage.world, assignment=str(stage.world.ids[f"{store}_arriving"]), photos=[told]))
    return visit


def _reports(stage: Stage) -> None:
    for kind in ("report", "shown_photo", "delivery", "payable", "report_link", "delivery_rule"):
        stage.things[kind] = {}
    for relation, store in STORES.items():
        report = approved(stage.app, stage.world, f"{store}_report", photos=[jpeg("#0a0b0c")])
        stage.things["report"][relation], stage.things["payable"][relation] = report.id, report.visit_id
        photo = db.session.scalars(select(Photo).where(Photo.visit_id == report.visit_id)).one()
        stage.things["shown_photo"][relation] = photo.id
        with transaction():
            delivery = db.session.scalars(select(Delivery).where(Delivery.report_id == report.id)).first()
            assert delivery
            delivery.state = "failed"
            stage.things["delivery"][relation] = delivery_id = delivery.id
        link_for(delivery_id, clock.now())
        made = select(ReportLink.id).where(ReportLink.delivery_id == delivery_id)
        stage.things["report_link"][relation] = db.session.scalars(made).one()
    for relation, code in CHAINS.items():
        said = {"role": HQ, "form": "link", "wants_huddle": False}
        stage.things["delivery_rule"][relation] = add_rule(stage.world.ids[code], said, stage.world.people["aatos"],
                                                           clock.now())  # fmt: skip
    assert db.session.query(Report).count() == 3
    stage.things["issued_year"] = {}
    for relation, store in STORES.items():
        year = issue_store_year(stage.world.get(Store, store), stage.world.person("aatos"), clock.now())
        stage.things["issued_year"][relation] = year.id


def _office(stage: Stage) -> None:
    world, at = stage.world, clock.now()
    stage.things["invitation"] = {}
    for relation, code in CHAINS.items():
        made, _link = invite(f"{code}@example.org", HQ, world.get(Chain, code), None, "en", None, at)
        stage.things["invitation"][relation] = made.id
    with transaction():
        job = enqueue("letter", uuid4(), at)
        job.state = "failed"
        db.session.flush()
        stage.things["job"] = {"own": job.id}


def _own_things(stage: Stage) -> None:
    """A session and a passkey of everybody: own is the player's, other Marko's, foreign Henrik's."""
    names = {**PLAYERS, "nobody": "nobody", "dora": "dora"}
    for name in ("marko", "henrik", "nobody", "dora"):
        stage.browsers[name] = browser_of(stage.app, stage.world.people[name])
    sessions, keys = {}, {}
    with transaction():
        dora = db.session.get_one(Person, stage.world.people["dora"])
        dora.disabled_at = clock.now()
        for name in (*names.values(), "marko", "henrik"):
            person_id = stage.world.people[name]
            key = Passkey(
                person_id=person_id, credential_id=uuid4().bytes, public_key=b"", name="key", created_at=clock.now()
            )
            db.session.add(key)
            db.session.flush()
            keys[name] = key.id
            newest = select(Session.id).where(Session.person_id == person_id).order_by(Session.created_at.desc())
            sessions[name] = db.session.scalars(newest).first()
    for kind, ids in (("session", sessions), ("passkey", keys)):
        others = {"other": ids["marko"], "foreign": ids["henrik"]}
        stage.mine[kind] = {role: {"own": ids[name], **others} for role, name in names.items()}
        stage.mine[kind]["anonymous"] = {"own": ids["anna"], **others}


def photo_name() -> str:
    """The digest of the photo that the arriving visits wait for."""
    return sha(WAITING)


def manifest_for(stage: Stage, relation: str, visit: UUID) -> bytes:
    """What a phone sends for this visit: the text that is there already, or a new one of Anna's."""
    if relation in stage.manifests:
        return stage.manifests[relation]
    new = manifest(stage.world, [], visit=str(visit), assignment=str(stage.world.ids["lahti_assignment"]))
    return json.dumps(new).encode()
