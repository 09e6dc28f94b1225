"""An approved visit is taken up again, corrected, and approved once more; its first report stays as it was."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from uuid import UUID

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from extensions import db
from reports.models import Delivery, Report
from shopper import clock
from shopper.fees import Pay
from shopper.models import Logged, Visit
from shopper.review import approve, close_again, edit_answer, exclude, reopen, return_visit
from tests.shopper.arrivals import arrive, visit_of
from tests.shopper.desk_browser import goes_to, page, post
from tests.shopper.test_review import code_of
from tests.world import World


@pytest.fixture
def judged(app: Flask, world: World) -> UUID:
    """An approved visit of Anna's, who gets 25 € for it."""
    visit_id = arrive(app, world)
    approve(visit_of(visit_id), world.person("reeta"), clock.now(), pay=Pay(Decimal(25), Decimal(0)))
    return visit_id


def taken_up(world: World, visit_id: UUID) -> Visit:
    reopen(visit_of(visit_id), "the smile was misread", world.person("reeta"), clock.now())
    return visit_of(visit_id)


def editions(visit_id: UUID) -> list[Report]:
    return list(db.session.scalars(select(Report).where(Report.visit_id == visit_id).order_by(Report.edition)))


def test_the_next_edition_says_what_was_changed_and_the_first_stays(world: World, judged: UUID) -> None:
    (first,) = editions(judged)
    snapshot, mails = first.snapshot, len(db.session.scalars(select(Delivery)).all())
    visit = taken_up(world, judged)
    assert (visit.state, visit.reopened_reason) == ("approved", "the smile was misread")
    edit_answer(visit, "wish", {"value": "no"}, "misread", world.person("reeta"), clock.now(), seen=None)
    approve(visit_of(judged), world.person("reeta"), clock.now(), pay=Pay(Decimal(99), Decimal(9)))
    kept, corrected = editions(judged)
    assert kept.snapshot == snapshot and corrected.number == kept.number
    (row,) = corrected.snapshot["report"]["correction"]["rows"]
    assert (row["id"], row["before"]["en"], row["now"]["en"]) == ("wish", "yes", "no")
    assert corrected.snapshot["report"]["correction"]["base"] == kept.base
    assert len(db.session.scalars(select(Delivery)).all()) == 2 * mails
    visit = visit_of(judged)
    # What the shopper is paid was settled the first time.
    assert (visit.fee, visit.reimbursement, visit.reopened_at) == (Decimal(25), Decimal(0), None)
    assert [one.deed for one in db.session.scalars(select(Logged).where(Logged.deed == "reopened"))] == ["reopened"]


def test_what_was_taken_up_again_is_neither_excluded_nor_sent_back(world: World, judged: UUID) -> None:
    visit, reeta = taken_up(world, judged), world.person("reeta")
    assert code_of(exclude, visit, "no", reeta, clock.now()) == "wrong_state"
    assert code_of(return_visit, visit, "why?", reeta, clock.now()) == "wrong_state"
    assert code_of(reopen, visit, "again", reeta, clock.now()) == "wrong_state"


def test_nobody_takes_up_an_own_visit_or_one_that_waits(app: Flask, world: World, judged: UUID) -> None:
    waiting = arrive(app, world, assignment=str(world.ids["vaasa_visit"]), shopper="bengt")
    assert code_of(reopen, visit_of(waiting), "why", world.person("reeta"), clock.now()) == "wrong_state"
    assert code_of(reopen, visit_of(judged), "why", world.person("anna"), clock.now()) == "own_visit"
    assert code_of(close_again, visit_of(judged), world.person("reeta"), clock.now()) == "wrong_state"


def test_it_is_left_as_it_was_only_while_it_is(world: World, judged: UUID) -> None:
    close_again(taken_up(world, judged), world.person("reeta"), clock.now())
    assert visit_of(judged).reopened_at is None and len(editions(judged)) == 1
    visit = taken_up(world, judged)
    edit_answer(visit, "wish", {"value": "no"}, "misread", world.person("reeta"), clock.now(), seen=None)
    assert code_of(close_again, visit_of(judged), world.person("reeta"), clock.now()) == "was_changed"


def test_a_reviewer_does_it_on_the_page(as_person: Callable[[str], FlaskClient], judged: UUID) -> None:
    reeta, address = as_person("reeta"), f"/desk/visits/{judged}"
    assert "Take it up again" in page(reeta.get(address))
    assert post(reeta, f"{address}/reopen", {"reason": " "}).status_code == 422
    goes_to(post(reeta, f"{address}/reopen", {"reason": "misread"}))
    read = page(reeta.get(address))
    assert "Issue the corrected report" in read and "misread" in read and "Exclude from" not in read
    assert str(judged) in reeta.get("/desk/visits/").get_data(as_text=True)
    told = page(as_person("helmi").get(f"/hq/reports/{editions(judged)[0].id}"))
    assert "looking at this visit again" in told and "misread" not in told
    goes_to(post(reeta, f"{address}/approve", {"names_are_fine": "y"}))
    corrected = editions(judged)[1]
    assert "replaces edition 1" in page(as_person("helmi").get(f"/hq/reports/{corrected.id}"))
    assert "Take it up again" in page(reeta.get(address))


def test_who_made_the_visit_reads_nothing_of_it(
    as_person: Callable[[str], FlaskClient], world: World, judged: UUID
) -> None:
    before = as_person("anna").get("/api/assignments").get_json()
    taken_up(world, judged)
    after = as_person("anna").get("/api/assignments").get_json()
    assert after.get("assignments") == before.get("assignments")
