"""A server with a shopper's work on it: the restaurant, and a questionnaire that holds every kind of question."""

from __future__ import annotations

import io
import random
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any
from uuid import UUID

from PIL import Image, ImageDraw

from app import create_app
from config import read_settings
from extensions import db, transaction
from forms.definition import Questionnaire, from_plain
from forms.exchange.yaml import load
from forms.models import QuestionnaireVersion
from shopper import clock
from shopper.copies import read_copy, store_copy
from shopper.fees import mark_paid
from shopper.models import Assignment, Person, Photo, ReferencePhoto, Scenario, Store, Visit
from shopper.photos import file_store
from shopper.review import approve, return_visit
from shopper.sessions import open_session
from shopper.worker import EmbeddedEngine
from tests.living import LivingServer
from tests.nursery import ROOT
from tests.world import SMALL_QUESTIONNAIRE, THEN, World, build_world, said

_TIMED = {"weight": 2, "level": "T", "component": "S", "target": "0:30", "limit": "2:00"}
_ALL_KINDS: list[dict[str, Any]] = [
    {"id": "fact_booking", "kind": "yes_no", "fact": True},
    {"id": "smile", "kind": "yes_no", "weight": 3, "level": "E", "component": "S"},
    {"id": "first", "kind": "one", "choices": [
        {"id": "staff", "text": said("henkilökunta")}, {"id": "me", "text": said("minä")}]},
    {"id": "door", "kind": "several", "choices": [
        {"id": "clean", "text": said("puhdas")}, {"id": "lit", "text": said("valaistu")},
        {"id": "none", "text": said("ei mikään"), "exclusive": True}]},
    {"id": "attention", "kind": "scale", "steps": {1: said("muualla"), 3: said("jakautunut"), 5: said("jakamaton")}},
    {"id": "wait", "kind": "duration", **_TIMED, "never": True},
    {"id": "seat", "kind": "duration", **_TIMED},
    {"id": "load", "kind": "numbers", "parts": [
        {"id": "guests", "text": said("asiakkaita"), "min": 0, "max": 99},
        {"id": "staff", "text": said("työntekijöitä"), "min": 0, "max": 9}]},
    {"id": "price", "kind": "money", "max": 500},
    {"id": "mood", "kind": "emotion", "role": "end"},
    {"id": "recommend", "kind": "nps"},
    {"id": "words", "kind": "text"},
    {"id": "picture", "kind": "photo", "max": 4, "required": False},
    {"id": "slip", "kind": "receipt", "parts": ["text", "total", "time"]},
    {"id": "mishap", "kind": "yes_no"},
    {"id": "pledge", "kind": "promise", "when": {"equals": ["mishap", "yes"]},
     "choices": [{"id": "yes", "text": said("kyllä")}, {"id": "no", "text": said("ei")}],
     "roles": [{"id": "manager", "text": said("esihenkilö")}, {"id": "waiter", "text": said("tarjoilija")}]},
    {"id": "best", "kind": "moment", "role": "peak"},
]  # fmt: skip


def every_kind() -> Questionnaire:
    """One question of each of the fourteen kinds, one of them behind a condition, one fixed by the assignment."""
    common = {"touchpoint": "greeting", "weight": 0}
    questions = [{**common, "text": said(f"Kysymys {one['id']}"), **one} for one in _ALL_KINDS]
    sections = [
        {"id": "first_half", "title": said("Alku"), "questions": questions[:9]},
        {"id": "second_half", "title": said("Loppu"), "questions": questions[9:]},
    ]
    return from_plain({**SMALL_QUESTIONNAIRE, "code": "every_kind", "sections": sections})


@dataclass
class Fieldwork:
    """A home that a server serves, and the hand on its database from outside."""

    home: Path
    world: World
    tokens: dict[str, str]
    assignments: dict[str, UUID] = field(default_factory=dict)

    def assign(self, store: str, questionnaire: Questionnaire) -> None:
        """Give Anna one more assignment, at a store of this name."""
        with self._app().app_context():
            self.assignments[store] = assign(self.world, store, questionnaire, {})
            db.session.remove()
            db.engine.dispose()

    def visits(self) -> list[Any]:
        """(id, state, receipt number, sha256, {question: original}) of every visit on the server."""
        with self._app().app_context():
            found = [
                (str(visit.id), visit.state, visit.receipt_no, visit.sha256,
                 {answer.question: answer.original for answer in visit.answers})
                for visit in db.session.query(Visit).order_by(Visit.received_at)
            ]  # fmt: skip
            db.session.remove()
            db.engine.dispose()
        return found

    def stamps(self) -> list[dict[str, Any]]:
        """The stamps of the one visit on the server."""
        with self._app().app_context():
            found = list(db.session.query(Visit).one().stamps)
            db.session.remove()
            db.engine.dispose()
        return found

    def photos(self) -> list[tuple[str, str, str, int]]:
        """(visit, question, state, size) of every photo that a visit names."""
        with self._app().app_context():
            rows = db.session.query(Photo).order_by(Photo.question, Photo.position)
            found = [(str(one.visit_id), one.question, one.state, one.bytes) for one in rows]
            db.session.remove()
            db.engine.dispose()
        return found

    def owners(self) -> list[str]:
        """The first names of those whose visits they are."""
        with self._app().app_context():
            found = [visit.shopper.name.split()[0].lower() for visit in db.session.query(Visit)]
            db.session.remove()
            db.engine.dispose()
        return found

    def send_back(self, visit_id: str, question: str, about: str | None = None) -> None:
        """A reviewer sends the visit back with a question."""
        with self._visit(visit_id) as (visit, reviewer):
            return_visit(visit, question, reviewer, clock.now(), about=about)

    def approve(self, visit_id: str) -> None:
        """Its photos are prepared, and a reviewer approves it."""
        with self._visit(visit_id) as (visit, reviewer):
            with transaction():
                for photo in visit.photos:
                    photo.state = "ready"
            approve(visit, reviewer, clock.now())

    def pay(self, visit_id: str) -> None:
        """The office pays the shopper today."""
        with self._visit(visit_id) as (visit, _reviewer):
            mark_paid([visit], clock.today(), db.session.get_one(Person, self.world.people["sanna"]), clock.now())

    def reply(self, visit_id: str) -> str | None:
        """What the shopper answered to the office."""
        with self._visit(visit_id) as (visit, _reviewer):
            return visit.reply

    def masks(self) -> list[dict[str, Any]]:
        """The boxes on all photos on the server."""
        with self._app().app_context():
            found = [mask for photo in db.session.query(Photo).order_by(Photo.position) for mask in photo.masks]
            db.session.remove()
            db.engine.dispose()
        return found

    def prepared_photo(self) -> str:
        """All that waits is done, receipts read too; the id of the one photo."""
        app = self._app()
        EmbeddedEngine(app).run_until_empty()
        with app.app_context():
            found = str(db.session.query(Photo).one().id)
            db.session.remove()
            db.engine.dispose()
        return found

    def reviewer_token(self) -> str:
        """A session of Reeta, who reviews."""
        with self._app().app_context():
            with transaction():
                token = open_session(db.session.get_one(Person, self.world.people["reeta"]), "test", clock.now())
            db.session.remove()
            db.engine.dispose()
        return token

    def brief(self, purchase: str, forbidden: str, caption: str | None) -> None:
        """The scenario says what to buy and what is forbidden, and has one photo to compare with, or none."""
        with self._scenario() as scenario:
            scenario.purchase, scenario.forbidden = {"fi": purchase}, {"fi": forbidden}
            scenario.references.clear()
            if caption:
                content = io.BytesIO()
                Image.new("RGB", (40, 30), "#336699").save(content, "JPEG")
                sha256 = file_store().put(content.getvalue())
                scenario.references.append(ReferencePhoto(position=0, caption={"fi": caption}, sha256=sha256))

    def certify(self) -> None:
        """The scenario asks a question on its briefing: what is bought is coffee."""
        choices = [{"text": {"en": "Tea"}}, {"text": {"en": "Coffee"}, "right": True}]
        with self._scenario() as scenario:
            scenario.certification = [{"text": {"en": "What do you buy?"}, "choices": choices}]

    def load_copy(self, content: bytes) -> list[tuple[str, bool]]:
        """The scheduler loads a saved copy; (what became of it, whether it was finished) of each visit."""
        with self._app().app_context():
            by = db.session.get_one(Person, self.world.people["sanna"])
            outcomes = store_copy(read_copy(content, lambda _one: True), by, "a secret", clock.now())
            db.session.remove()
            db.engine.dispose()
        return [(one.code, one.is_finished) for one in outcomes]

    @contextmanager
    def _scenario(self) -> Iterator[Scenario]:
        with self._app().app_context():
            with transaction():
                yield db.session.get_one(Scenario, self.world.ids["aamu_scenario"])
            db.session.remove()
            db.engine.dispose()

    @contextmanager
    def _visit(self, visit_id: str) -> Iterator[tuple[Visit, Person]]:
        """The visit and Reeta, who reviews."""
        with self._app().app_context():
            reviewer = db.session.get_one(Person, self.world.people["reeta"])
            yield db.session.get_one(Visit, UUID(visit_id)), reviewer
            db.session.remove()
            db.engine.dispose()

    def _app(self) -> Any:
        return create_app(read_settings({"DETALJI_HOME": str(self.home)}))


def prepare(home: Path) -> Fieldwork:
    """Fill an empty home: Anna has the restaurant in Lahti, every kind in Vaasa and the small one in Borgå."""
    app = create_app(read_settings({"DETALJI_HOME": str(home)}))
    with app.app_context():
        db.create_all()
        world = build_world()
        work = Fieldwork(home, world, {})
        restaurant = load(ROOT / "forms" / "library" / "restaurant.yaml")
        facts = {"fact_booking": "no"}
        work.assignments["restaurant"] = assign(world, "Lahti Tori", restaurant, facts)
        work.assignments["every kind"] = assign(world, "Vaasa Satama", every_kind(), facts)
        with transaction():
            for name in ("anna", "bengt"):
                person = db.session.get_one(Person, world.people[name])
                work.tokens[name] = open_session(person, "test", clock.now())
        db.session.remove()
        db.engine.dispose()
    return work


def assign(world: World, store_name: str, questionnaire: Questionnaire, facts: dict[str, str]) -> UUID:
    with transaction():
        number = 1 + db.session.query(QuestionnaireVersion).filter_by(code=questionnaire.code).count()
        version = QuestionnaireVersion.draft(world.ids["aamu"], questionnaire, number, THEN)
        version.publish(THEN)
        store = Store(chain_id=world.ids["aamu"], brand_id=world.ids["aamu_brand"], code=store_name, name=store_name,
                      street="Torikatu 1", postcode="15110", city="Lahti", opening_hours="ma–pe 8–18",
                      language="fi", facts=facts)  # fmt: skip
        db.session.add_all([version, store])
        db.session.flush()
        assignment = Assignment(
            wave_id=world.ids["aamu_wave"], store_id=store.id, shopper_id=world.people["anna"],
            scenario_id=world.ids["aamu_scenario"], version_id=version.id, due_on=date(2026, 12, 1),
            fee=Decimal("25.00"), reimbursement_cap=Decimal("15.00"), state="accepted", offered_at=THEN,
            answered_at=THEN,
        )  # fmt: skip
        db.session.add(assignment)
        db.session.flush()
        return assignment.id


def serve(work: Fieldwork, **options: Any) -> LivingServer:
    return LivingServer(work.home, **options)


def drawn_photo(
    folder: Path, name: str, size: tuple[int, int] = (1200, 900), seed: int = 1, form: str = "JPEG"
) -> Path:
    """A picture full of detail, made here; nobody's photo."""
    chance = random.Random(seed)
    image = Image.new("RGB", size, "#e8e0d0")
    pen = ImageDraw.Draw(image)
    for _ in range(300):
        x, y = chance.randrange(size[0]), chance.randrange(size[1])
        colour = tuple(chance.randrange(256) for _ in range(3))
        pen.ellipse((x, y, x + chance.randrange(5, 120), y + chance.randrange(5, 120)), fill=colour)
    content = io.BytesIO()
    image.save(content, form, quality=90)
    path = folder / name
    path.write_bytes(content.getvalue())
    return path
