"""What waits, to each of the office its own."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from uuid import uuid4

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from extensions import db, transaction
from shopper import clock
from shopper.models import Assignment, Job, Visit
from tests.shopper.arrivals import arrive
from tests.shopper.desk_browser import goes_to, page, post
from tests.world import World

SignIn = Callable[[str], FlaskClient]


def fail_a_job(error: str = "550 no such mailbox") -> None:
    with transaction():
        db.session.add(Job(kind="deliver", ref=str(uuid4()), state="failed", run_at=clock.now(), tries=8,
                           created_at=clock.now(), last_error=error))  # fmt: skip


def test_an_empty_day_says_so(world: World, as_person: SignIn) -> None:
    assert "Nothing waits for review" in page(as_person("reeta").get("/desk/"))
    assert "Everything that was to be sent or built is done" in page(as_person("aatos").get("/desk/"))


def test_a_reviewer_sees_visits_against_the_promise(app: Flask, world: World, as_person: SignIn) -> None:
    visit_id = arrive(app, world)
    with transaction():
        db.session.get_one(Visit, visit_id).submitted_at = clock.now() - timedelta(hours=26, minutes=10)
    shown = page(as_person("reeta").get("/desk/"))
    assert "1 over 24 h" in shown and "3 h over the promise" in shown and "Café Aamu Lahti" in shown
    assert "Failed in the background" not in shown and "Late assignments" not in shown
    assert "Café Aamu Lahti" not in page(as_person("rita").get("/desk/"))


def test_a_scheduler_sees_late_assignments_by_code(world: World, as_person: SignIn) -> None:
    with transaction():
        for name in ("lahti_visit", "vaasa_visit"):
            db.session.get_one(Assignment, world.ids[name]).due_on = date(2020, 1, 1)
        db.session.get_one(Assignment, world.ids["vaasa_visit"]).state = "declined"
    shown = page(as_person("sanna").get("/desk/"))
    assert "Café Aamu Lahti" in shown and "S-ANNA" in shown and "Vaasa" not in shown and "Testinen" not in shown
    assert "Visits to review" not in shown


def test_an_administrator_tries_failed_work_again(world: World, as_person: SignIn) -> None:
    fail_a_job("<b>550</b> no such mailbox")
    browser = as_person("aatos")
    shown = browser.get("/desk/").get_data(as_text=True)
    assert "Delivering a report" in shown and "&lt;b&gt;550" in shown
    job = db.session.scalars(select(Job.id)).one()
    goes_to(post(browser, f"/desk/jobs/{job}/retry"))
    found = db.session.get_one(Job, job)
    assert (found.state, found.tries) == ("ready", 0)
    assert post(browser, f"/desk/jobs/{job}/retry").status_code == 409
    assert post(browser, f"/desk/jobs/{uuid4()}/retry").status_code == 404


def test_failed_work_is_no_matter_of_others(world: World, as_person: SignIn) -> None:
    fail_a_job()
    job = db.session.scalars(select(Job.id)).one()
    for name, status in (("reeta", 403), ("sanna", 403), ("anna", 404), ("helmi", 404)):
        assert post(as_person(name), f"/desk/jobs/{job}/retry").status_code == status
    assert "no such mailbox" not in page(as_person("reeta").get("/desk/"))
    assert db.session.get_one(Job, job).state == "failed"


def test_it_speaks_to_each_in_the_own_language(world: World, as_person: SignIn) -> None:
    for language in ("fi", "sv", "en"):
        with transaction():
            world.person("reeta").language = language
        assert f'<html lang="{language}">' in as_person("reeta").get("/desk/").get_data(as_text=True)
