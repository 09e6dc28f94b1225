"""A small named world: two chains with twin data, and one person of each role in each.

Café Aamu (fi) has stores Lahti and Vaasa, Butik Kväll (sv) has store Borgå. Anna shops for Aamu, Bengt for Kväll.
Reeta reviews both chains, Rita only Kväll. Helmi is Aamu's headquarters, Henrik is Kväll's. Maija manages Lahti,
Marko Vaasa, Magnus Borgå. Sanna schedules everything, Aatos administers. Nobody has a password unless given one.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from extensions import db, transaction
from forms.definition import from_plain
from forms.models import QuestionnaireVersion
from shopper.models import (
    ADMINISTRATOR,
    HQ,
    REVIEWER,
    SCHEDULER,
    SHOPPER,
    STORE_MANAGER,
    Assignment,
    Brand,
    Chain,
    Grant,
    Person,
    Programme,
    ReceiptGreeting,
    Scenario,
    Store,
    Wave,
)  # fmt: skip

THEN = datetime(2026, 11, 1, 9, 0, tzinfo=UTC)


def said(text: str) -> dict[str, str]:
    """The same words in the three languages, told apart by their mark."""
    return {"fi": text, "sv": f"{text} (sv)", "en": f"{text} (en)"}


SMALL_QUESTIONNAIRE: dict[str, Any] = {
    "code": "small",
    "title": said("Pieni lomake"),
    "languages": ["fi", "sv", "en"],
    "touchpoints": [{"id": "greeting", "name": said("Tervehdys")}, {"id": "farewell", "name": said("Hyvästely")}],
    "sections": [
        {
            "id": "greeting",
            "title": said("Tervehdys"),
            "questions": [
                {"id": "grt_t", "kind": "duration", "touchpoint": "greeting", "text": said("Aika tervehdykseen"),
                 "weight": 4, "level": "T", "component": "S", "critical": True, "target": "0:30", "limit": "2:00",
                 "never": True},
                {"id": "grt_first", "kind": "one", "touchpoint": "greeting", "text": said("Kumpi tervehti ensin?"),
                 "weight": 4, "level": "E", "component": "S", "choices": [
                     {"id": "staff", "text": said("henkilökunta"), "points": 1},
                     {"id": "me", "text": said("minä"), "points": 0.3},
                     {"id": "neither", "text": said("ei kumpikaan"), "points": 0}]},
                {"id": "mishap", "kind": "yes_no", "touchpoint": "greeting", "text": said("Sattuiko vahinko?"),
                 "weight": 0},
                {"id": "apology", "kind": "yes_no", "touchpoint": "greeting", "text": said("Pahoiteltiinko?"),
                 "weight": 3, "level": "E", "component": "S", "when": {"equals": ["mishap", "yes"]}},
            ],
        },
        {
            "id": "farewell",
            "title": said("Hyvästely"),
            "questions": [
                {"id": "undivided", "kind": "scale", "touchpoint": "farewell", "text": said("Huomio sinuun"),
                 "weight": 2, "level": "E", "component": "S",
                 "steps": {1: said("muualla"), 3: said("jakautunut"), 5: said("jakamaton")}},
                {"id": "wish", "kind": "yes_no", "touchpoint": "farewell", "text": said("Oma toivotus?"), "plus": 1,
                 "weight": 0},
                {"id": "photo", "kind": "photo", "touchpoint": "farewell", "text": said("Kuva"), "weight": 0, "max": 4,
                 "required": False},
                {"id": "words", "kind": "text", "touchpoint": "farewell", "text": said("Kerro käynnistä"), "weight": 0},
            ],
        },
    ],
}  # fmt: skip

SMALL_ANSWERS: dict[str, Any] = {
    "grt_t": {"value": {"seconds": 45}},
    "grt_first": {"value": "staff"},
    "mishap": {"value": "no"},
    "undivided": {"value": 4},
    "wish": {"value": "yes"},
    "words": {"value": "Minut huomattiin heti ja lähtiessä toivotettiin hyvää iltaa."},
}


@dataclass
class World:
    """Who and what there is, by name; ids stay valid in every context."""

    people: dict[str, Any] = field(default_factory=dict)
    ids: dict[str, Any] = field(default_factory=dict)

    def person(self, name: str) -> Person:
        return db.session.get_one(Person, self.people[name])

    def get(self, model: type[Any], name: str) -> Any:
        """The row of `model` that the world calls `name`, e.g. get(Store, "lahti")."""
        return db.session.get_one(model, self.ids[name])


def build_world() -> World:
    """Write the world into an empty database."""
    world = World()
    with transaction():
        aamu = _chain(world, "aamu", "Café Aamu", "fi", {"lahti": "Lahti", "vaasa": "Vaasa"})
        kvall = _chain(world, "kvall", "Butik Kväll", "sv", {"borga": "Borgå"})
        for name, role, chain, store in (
            ("anna", SHOPPER, None, None), ("bengt", SHOPPER, None, None), ("reeta", REVIEWER, None, None),
            ("rita", REVIEWER, kvall, None), ("sanna", SCHEDULER, None, None), ("aatos", ADMINISTRATOR, None, None),
            ("helmi", HQ, aamu, None), ("henrik", HQ, kvall, None), ("maija", STORE_MANAGER, aamu, "lahti"),
            ("marko", STORE_MANAGER, aamu, "vaasa"), ("magnus", STORE_MANAGER, kvall, "borga"),
        ):  # fmt: skip
            _person(world, name, role, chain, world.ids[store] if store else None)
        db.session.flush()
        for name, store, shopper in (("lahti_visit", "lahti", "anna"), ("vaasa_visit", "vaasa", "bengt"),
                                     ("borga_visit", "borga", "bengt")):  # fmt: skip
            _assign(world, name, store, shopper)
    return world


def _chain(world: World, code: str, name: str, language: str, stores: dict[str, str]) -> Chain:
    chain = Chain(code=code, name=name, language=language)
    brand = Brand(chain=chain, name=name, main_colour="#0c5d4b", accent_colour="#f2b32b")
    brand.greetings.append(ReceiptGreeting(language=language, text="Kiitos käynnistä", valid_from_on=date(2026, 1, 1)))
    db.session.add_all([chain, brand])
    db.session.flush()
    world.ids[code], world.ids[f"{code}_brand"] = chain.id, brand.id
    for key, city in stores.items():
        store = Store(chain=chain, brand=brand, code=key.upper(), name=f"{name} {city}", city=city, language=language)
        db.session.add(store)
        db.session.flush()
        world.ids[key] = store.id
    questionnaire = from_plain({**SMALL_QUESTIONNAIRE, "code": "small"})
    version = QuestionnaireVersion.draft(chain.id, questionnaire, 1, THEN)
    version.publish(THEN)
    programme = Programme(chain=chain, name="Arki", questionnaire="small")
    scenario = Scenario(programme=programme, title="Kahvi ja pulla", briefing=said("Käy kahvilla."))
    wave = Wave(programme=programme, name="Syksy", first_on=date(2026, 11, 1), last_on=date(2026, 12, 31))
    db.session.add_all([version, programme, scenario, wave])
    db.session.flush()
    world.ids |= {f"{code}_version": version.id, f"{code}_programme": programme.id, f"{code}_wave": wave.id,
                  f"{code}_scenario": scenario.id}  # fmt: skip
    return chain


def _person(world: World, name: str, role: str, chain: Chain | None, store_id: Any) -> None:
    person = Person(
        email=f"{name}@example.org", name=f"{name.title()} Testinen", code=f"S-{name.upper()}", language="en",
        phone=f"+358 40 {len(world.people):07}", created_at=THEN,
    )  # fmt: skip
    person.grants.append(Grant(role=role, chain_id=chain.id if chain else None, store_id=store_id))
    db.session.add(person)
    db.session.flush()
    world.people[name] = person.id


def _assign(world: World, name: str, store_key: str, shopper: str) -> None:
    store = world.get(Store, store_key)
    chain = store.chain.code
    assignment = Assignment(
        wave_id=world.ids[f"{chain}_wave"], store_id=store.id, shopper_id=world.people[shopper],
        scenario_id=world.ids[f"{chain}_scenario"], version_id=world.ids[f"{chain}_version"],
        due_on=date(2026, 12, 15), fee=Decimal("25.00"), reimbursement_cap=Decimal("15.00"), state="accepted",
        offered_at=THEN, answered_at=THEN,
    )  # fmt: skip
    db.session.add(assignment)
    db.session.flush()
    world.ids[name] = assignment.id
