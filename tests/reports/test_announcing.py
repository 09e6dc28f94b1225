"""A wave's report and a store's year are announced to who reads them: once, in their language, within the hours."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest
from flask import Flask

from extensions import db, transaction
from reports.delivery_hours import forget_hours, set_hours
from reports.delivery_rules import add_rule
from reports.models import ChainReport
from reports.wave.issue import issue_store_year, issue_wave_report
from shopper import clock
from shopper.models import Grant, Job, Store, Wave
from tests.reports.postbox import MailServer, mail_server, text_of
from tests.reports.reported import approved, approved_next, due_now, work
from tests.world import World


@pytest.fixture
def smtp(app: Flask) -> Iterator[MailServer]:
    with mail_server(app) as server:
        yield server


def wave_report(world: World) -> ChainReport:
    return issue_wave_report(world.get(Wave, "aamu_wave"), world.person("helmi"), clock.now())


def store_year(world: World) -> ChainReport:
    return issue_store_year(world.get(Store, "lahti"), world.person("helmi"), clock.now())


def post(app: Flask, smtp: MailServer) -> list[str]:
    """Send what is due; who has got something by now, in order of name."""
    due_now("announce", "announcement")
    work(app, "announce", "announcement")
    return sorted(str(mail["To"]).split("@")[0] for mail in smtp.taken)


def test_a_wave_is_announced_to_headquarters_in_their_language(app: Flask, world: World, smtp: MailServer) -> None:
    approved(app, world)
    with transaction():
        world.person("helmi").language = "fi"
    issued = wave_report(world)
    assert post(app, smtp) == ["helmi"]
    (mail,) = smtp.taken
    assert f"http://localhost:5000/hq/waves/{issued.wave_id}" in text_of(mail)
    assert "Syksy" in str(mail["Subject"])
    told = issued.snapshot["report"]
    assert told["chain"] in text_of(mail) and "edition" not in text_of(mail)


def test_a_stores_year_is_announced_to_its_managers_too(app: Flask, world: World, smtp: MailServer) -> None:
    approved(app, world)
    issued = store_year(world)
    assert post(app, smtp) == ["helmi", "maija"]
    for mail in smtp.taken:
        assert "Café Aamu Lahti" in str(mail["Subject"])
        assert f"http://localhost:5000/hq/stores/{issued.store_id}/year" in text_of(mail)


def test_nobody_gets_it_twice_and_nothing_new_is_no_news(app: Flask, world: World, smtp: MailServer) -> None:
    approved(app, world)
    wave_report(world)
    assert post(app, smtp) == ["helmi"]
    wave_report(world)
    assert post(app, smtp) == ["helmi"]
    approved_next(app, world)
    assert wave_report(world).edition == 2
    assert post(app, smtp) == ["helmi", "helmi"]
    assert "This is edition 2" in text_of(smtp.taken[-1])


def test_it_waits_for_the_chains_hours_and_tells_the_newest_edition_alone(
    app: Flask, world: World, smtp: MailServer
) -> None:
    approved(app, world)
    day = clock.today() + timedelta(days=3)
    set_hours(world.ids["aamu"], 8 * 60, 9 * 60, [day.weekday()], world.people["helmi"], clock.now())
    wave_report(world)
    assert post(app, smtp) == []
    job = db.session.query(Job).filter_by(kind="announce").one()
    assert (job.state, job.tries) == ("ready", 0) and job.run_at > clock.now() + timedelta(days=1)
    approved_next(app, world)
    wave_report(world)
    forget_hours(world.ids["aamu"], world.people["helmi"], clock.now())
    # The change of the hours alone wakes it.
    work(app, "announce", "announcement")
    assert post(app, smtp) == ["helmi"]
    assert "This is edition 2" in text_of(smtp.taken[0])


def test_who_reads_it_no_more_or_wants_no_mail_gets_none(app: Flask, world: World, smtp: MailServer) -> None:
    approved(app, world)
    rule = {"role": "store_manager", "form": "none", "store_id": None, "language": None, "score_below": None,
            "wants_huddle": True}  # fmt: skip
    add_rule(world.ids["aamu"], rule, world.people["helmi"], clock.now())
    store_year(world)
    assert post(app, smtp) == ["helmi"]
    wave_report(world)
    with transaction():
        db.session.query(Grant).filter_by(person_id=world.people["helmi"]).delete()
    assert post(app, smtp) == ["helmi"]


def test_a_letter_names_no_shopper_and_no_store_manager_hears_of_a_wave(
    app: Flask, world: World, smtp: MailServer
) -> None:
    approved(app, world)
    wave_report(world)
    store_year(world)
    post(app, smtp)
    said = "\n".join(text_of(mail) + str(mail["Subject"]) for mail in smtp.taken)
    for secret in ("Anna", "S-ANNA", "anna@example.org", "18 November"):
        assert secret not in said
    assert all("/hq/waves/" not in text_of(mail) for mail in smtp.to("maija@example.org"))
