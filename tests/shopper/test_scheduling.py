"""Offering assignments and what becomes of them."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest
from flask import Flask
from sqlalchemy import func, select

from extensions import db, transaction
from forms.definition import from_plain
from forms.models import QuestionnaireVersion
from shopper import clock
from shopper.models import Assignment, Grant, Scenario, Store, Wave
from shopper.scheduling import (
    ROTATION,
    SchedulingRefused,
    Terms,
    accept,
    assign,
    decline,
    newest_version,
    seen_lately,
    withdraw,
)  # fmt: skip
from tests.shopper.arrivals import arrive
from tests.world import SMALL_QUESTIONNAIRE, THEN, World

TERMS = Terms(date(2026, 12, 20), Decimal("30.00"), Decimal("12.50"))


def offer(world: World, *stores: str, shopper: str = "bengt", terms: Terms = TERMS, **more: Any) -> list[UUID]:
    """Offer stores of Aamu's wave."""
    places = [world.get(Store, store) for store in stores]
    wave, scenario = world.get(Wave, "aamu_wave"), more.pop("scenario", None) or world.get(Scenario, "aamu_scenario")
    return assign(wave, places, world.person(shopper), scenario, terms, world.person("sanna"), clock.now(), **more)


def refusal(deed: Any, *args: Any, **kwargs: Any) -> str:
    with pytest.raises(SchedulingRefused) as refused:
        deed(*args, **kwargs)
    return refused.value.code


def assignment(name_or_id: UUID) -> Assignment:
    db.session.rollback()
    return db.session.get_one(Assignment, name_or_id)


def test_it_offers_each_store_once(app: Flask, world: World) -> None:
    made = offer(world, "lahti")
    found = assignment(made[0])
    assert (found.state, found.due_on, found.fee, found.reimbursement_cap) == ("offered", *vars(TERMS).values())
    assert (found.store_id, found.shopper_id) == (world.ids["lahti"], world.people["bengt"])


def test_it_pins_the_newest_published_edition(app: Flask, world: World) -> None:
    later = from_plain({**SMALL_QUESTIONNAIRE, "emotion_weight": 10})
    with transaction():
        version = QuestionnaireVersion.draft(world.ids["aamu"], later, 2, THEN)
        db.session.add(version)
    assert assignment(offer(world, "lahti")[0]).version_id == world.ids["aamu_version"]
    with transaction():
        version.publish(THEN)
    made = offer(world, "lahti", despite_rotation=True)
    assert assignment(made[0]).version.number == 2
    assert newest_version(world.get(Wave, "aamu_wave").programme).number == 2  # type: ignore[union-attr]


def test_it_warns_where_the_face_may_be_known(app: Flask, world: World) -> None:
    """Bengt has Vaasa on the 15th already; Lahti he never saw."""
    assert refusal(offer, world, "lahti", "vaasa") == "rotation"
    assert db.session.scalar(select(func.count()).select_from(Assignment)) == 3
    assert len(offer(world, "lahti", "vaasa", despite_rotation=True)) == 2


@pytest.mark.parametrize(("days", "is_known"), [(0, True), (90, True), (-90, True), (91, False), (-91, False)])
def test_the_face_is_forgotten_after_ninety_days(app: Flask, world: World, days: int, is_known: bool) -> None:
    assert timedelta(days=90) == ROTATION
    around = date(2026, 12, 15) + timedelta(days=days)
    seen = seen_lately(world.person("bengt"), [world.get(Store, "vaasa"), world.get(Store, "lahti")], around)
    assert [store.id for store in seen] == ([world.ids["vaasa"]] if is_known else [])


def test_a_declined_assignment_does_not_count_as_seen(app: Flask, world: World) -> None:
    decline(assignment(world.ids["vaasa_visit"]), clock.now())
    assert len(offer(world, "vaasa")) == 1


def test_it_refuses_what_belongs_to_another_chain(app: Flask, world: World) -> None:
    assert refusal(offer, world, "borga") == "other_chain"
    assert refusal(offer, world, "lahti", scenario=world.get(Scenario, "kvall_scenario")) == "other_chain"


def test_it_refuses_people_who_do_not_shop(app: Flask, world: World) -> None:
    assert refusal(offer, world, "lahti", shopper="reeta") == "not_a_shopper"
    with transaction():
        world.person("bengt").disabled_at = clock.now()
    assert refusal(offer, world, "lahti") == "not_a_shopper"


@pytest.mark.parametrize("due_on", [date(2026, 10, 31), date(2027, 1, 1)])
def test_the_last_day_is_within_the_wave(app: Flask, world: World, due_on: date) -> None:
    assert refusal(offer, world, "lahti", terms=Terms(due_on, Decimal(0), Decimal(0))) == "not_in_wave"


def test_it_refuses_where_nothing_is_published(app: Flask, world: World) -> None:
    with transaction():
        world.get(Wave, "aamu_wave").programme.questionnaire = "nothing"
    assert refusal(offer, world, "lahti") == "nothing_published"


def test_a_shopper_accepts_and_may_still_decline(app: Flask, world: World) -> None:
    made = offer(world, "lahti")[0]
    accept(assignment(made), clock.now())
    accept(assignment(made), clock.now())
    assert assignment(made).state == "accepted"
    decline(assignment(made), clock.now())
    assert assignment(made).state == "declined" and assignment(made).answered_at
    assert refusal(accept, assignment(made), clock.now()) == "wrong_state"


def test_the_office_withdraws_what_was_not_visited(app: Flask, world: World) -> None:
    made = offer(world, "lahti")[0]
    withdraw(assignment(made), world.person("sanna"), clock.now())
    assert assignment(made).state == "withdrawn"
    assert refusal(withdraw, assignment(made), world.person("sanna"), clock.now()) == "wrong_state"


def test_what_was_visited_is_not_withdrawn(app: Flask, world: World) -> None:
    arrive(app, world)
    found = assignment(world.ids["lahti_visit"])
    assert found.state == "done"
    assert refusal(withdraw, found, world.person("sanna"), clock.now()) == "wrong_state"


def test_a_shopper_who_got_another_role_still_shops(app: Flask, world: World) -> None:
    with transaction():
        db.session.add(Grant(person_id=world.people["bengt"], role="reviewer", chain_id=world.ids["kvall"]))
    assert len(offer(world, "lahti")) == 1
