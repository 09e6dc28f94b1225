"""What the mail server puts off goes again within the chain's hours: soon, ever more rarely, and not for ever."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from extensions import db, transaction
from reports.delivery_hours import set_hours
from reports.wave.issue import issue_wave_report
from shopper import clock
from shopper.clock import HERE
from shopper.jobs import LEASE, MOST_TRIES, retry
from shopper.mail_tries import next_try
from shopper.models import Job, Wave
from tests.reports.postbox import MailServer, job_of, mail_server, printed_without_engine
from tests.reports.reported import approved, approved_next, deliveries, due_now, work
from tests.world import World

People = Callable[[str], FlaskClient]
BUSY = "451 4.3.0 try later"
MONDAY_EVENING = datetime(2026, 11, 23, 17, 59, 30, tzinfo=HERE)
TUESDAY_MORNING = datetime(2026, 11, 24, 8, tzinfo=HERE)


@pytest.fixture
def smtp(app: Flask) -> Iterator[MailServer]:
    with mail_server(app) as server:
        yield server


@pytest.fixture
def evening(app: Flask, world: World) -> Iterator[time_machine.Traveller]:
    """Half a minute before six; mail goes from eight to six, Monday to Friday."""
    with time_machine.travel(MONDAY_EVENING, tick=False) as travel:
        set_hours(world.ids["aamu"], 8 * 60, 18 * 60, [0, 1, 2, 3, 4], world.people["helmi"], clock.now())
        yield travel


def jobs(kind: str) -> list[Job]:
    db.session.rollback()
    return list(db.session.scalars(select(Job).where(Job.kind == kind)))


def test_what_was_put_off_in_the_evening_goes_when_the_hours_begin(
    app: Flask, world: World, smtp: MailServer, evening: time_machine.Traveller
) -> None:
    smtp.says["*"] = BUSY
    approved(app, world)
    printed_without_engine()
    work(app, "deliver")
    assert smtp.asked == 2
    assert {(one.state, one.tries, one.run_at) for one in jobs("deliver")} == {("ready", 1, TUESDAY_MORNING)}
    smtp.says.clear()
    evening.move_to(TUESDAY_MORNING - timedelta(seconds=1))
    work(app, "deliver")
    assert smtp.asked == 2
    evening.move_to(TUESDAY_MORNING)
    work(app, "deliver")
    assert len(smtp.taken) == 2
    assert {(one.state, one.tries) for one in jobs("deliver")} == {("done", 2)}


def test_what_a_worker_left_behind_when_it_died_goes_in_the_morning(
    app: Flask, world: World, smtp: MailServer, evening: time_machine.Traveller
) -> None:
    approved(app, world)
    printed_without_engine()
    with transaction():
        for job in db.session.scalars(select(Job).where(Job.kind == "deliver")):
            job.state, job.tries, job.worker, job.lease_until = "running", 1, "dead", clock.now() + LEASE
    evening.shift(LEASE + timedelta(minutes=5))
    work(app, "deliver")
    assert (smtp.asked, {(one.state, one.run_at) for one in jobs("deliver")}) == (0, {("ready", TUESDAY_MORNING)})
    evening.move_to(TUESDAY_MORNING)
    work(app, "deliver")
    assert len(smtp.taken) == 2


def test_a_server_that_is_down_for_an_hour_costs_no_letter(app: Flask, world: World, smtp: MailServer) -> None:
    with time_machine.travel(TUESDAY_MORNING, tick=False) as travel:
        smtp.says["*"] = BUSY
        approved(app, world)
        printed_without_engine()
        for _minute in range(60):
            work(app, "deliver")
            travel.shift(timedelta(minutes=1))
        assert 3 <= jobs("deliver")[0].tries <= 4
        smtp.says.clear()
        travel.shift(timedelta(hours=1))
        work(app, "deliver")
    assert {one.state for one in deliveries().values()} == {"sent"}
    assert len(smtp.taken) == 2


@pytest.mark.parametrize("weekdays", [[0, 1, 2, 3, 4], [1]])
def test_tries_end_and_none_was_outside_the_hours(
    app: Flask, world: World, smtp: MailServer, weekdays: list[int]
) -> None:
    """Hours of one hour, on workdays and once a week: a server that never takes it is asked for about a week."""
    asked_at = []
    with time_machine.travel(TUESDAY_MORNING, tick=False) as travel:
        set_hours(world.ids["aamu"], 8 * 60, 9 * 60, weekdays, world.people["helmi"], clock.now())
        smtp.says["*"] = BUSY
        approved(app, world)
        printed_without_engine()
        while waiting := [one.run_at for one in jobs("deliver") if one.state == "ready"]:
            travel.move_to(max(clock.now(), min(waiting)))
            before = smtp.asked
            work(app, "deliver")
            asked_at += [clock.now().astimezone(HERE)] * (smtp.asked - before)
    assert {one.state for one in deliveries().values()} == {"failed"}
    assert {one.failure for one in deliveries().values()} == {BUSY}
    assert all(at.hour == 8 or (at.hour, at.minute) == (9, 0) for at in asked_at)
    assert {at.weekday() for at in asked_at} <= set(weekdays)
    assert 2 * 4 <= len(asked_at) <= 2 * MOST_TRIES
    assert timedelta(days=2) < asked_at[-1] - TUESDAY_MORNING <= timedelta(days=8)


def test_the_waits_grow_and_five_days_are_enough() -> None:
    at = TUESDAY_MORNING.astimezone(UTC)
    waits = [(next_try(tries, at, at) or at) - at for tries in range(1, MOST_TRIES)]
    assert waits == sorted(waits) and timedelta(seconds=48) <= waits[0] <= timedelta(seconds=72)
    assert timedelta(hours=33) < sum(waits, timedelta()) < timedelta(hours=50)
    assert next_try(MOST_TRIES, at, at) is None
    late = at + timedelta(days=5)
    assert next_try(3, at, late) is not None and next_try(4, at, late - timedelta(seconds=1)) is not None
    assert next_try(4, at, late) is None


def test_the_pages_say_until_when_it_is_put_off_and_what_the_server_said(
    app: Flask, world: World, smtp: MailServer, evening: time_machine.Traveller, as_person: People
) -> None:
    smtp.says["*"] = BUSY
    report = approved(app, world)
    printed_without_engine()
    work(app, "deliver")
    helmi = as_person("helmi")
    for where in (f"/hq/chains/{world.ids['aamu']}/delivery", f"/hq/reports/{report.id}"):
        page = helmi.get(where).get_data(as_text=True)
        assert "Put off until Tuesday 08:00" in page and BUSY in page
        assert "It is tried again by itself, and nothing is lost." in page


def test_of_a_server_that_is_away_the_pages_say_so_in_plain_words(
    app: Flask, world: World, smtp: MailServer, as_person: People
) -> None:
    with mail_server(app):
        pass
    report = approved(app, world)
    printed_without_engine()
    work(app, "deliver")
    page = as_person("helmi").get(f"/hq/reports/{report.id}").get_data(as_text=True)
    assert page.count("The mail server could not be reached, or did not answer.") == 2
    assert "Put off until" in page and "Error" not in page


def test_what_the_worker_gave_up_for_a_reason_of_our_own_is_not_on_its_way(
    app: Flask, world: World, as_person: People
) -> None:
    report = approved(app, world)
    with transaction():
        for job in db.session.scalars(select(Job).where(Job.kind == "deliver")):
            job.state, job.tries, job.last_error = "failed", MOST_TRIES, "OperationalError: database is locked"
    page = as_person("helmi").get(f"/hq/reports/{report.id}").get_data(as_text=True)
    assert page.count("Send again to ") == 2
    assert "On its way" not in page and "OperationalError" not in page


def test_what_the_office_tries_again_goes_to_the_present_address_and_is_sent(
    app: Flask, world: World, smtp: MailServer
) -> None:
    smtp.says["maija@example.org"] = "550 5.1.1 no such address"
    approved(app, world)
    printed_without_engine()
    work(app, "deliver")
    maija = deliveries()["maija@example.org"]
    assert maija.failure == "550 5.1.1 no such address"
    with transaction():
        world.person("maija").email = "maija.new@example.org"
        retry(job_of(maija).id, clock.now())
    work(app, "deliver")
    assert deliveries()["maija.new@example.org"].state == "sent"
    assert len(smtp.to("maija.new@example.org")) == 1


def test_the_letter_about_a_wave_keeps_the_hours_too(
    app: Flask, world: World, smtp: MailServer, evening: time_machine.Traveller, as_person: People
) -> None:
    approved(app, world)
    issue_wave_report(world.get(Wave, "aamu_wave"), world.person("helmi"), clock.now())
    smtp.says["*"] = BUSY
    work(app, "announce", "announcement")
    (letter,) = jobs("announcement")
    assert (smtp.asked, letter.state, letter.tries, letter.run_at) == (1, "ready", 1, TUESDAY_MORNING)
    where = f"/hq/chains/{world.ids['aamu']}/delivery"
    page = as_person("helmi").get(where).get_data(as_text=True)
    assert "Put off until Tuesday 08:00" in page and BUSY in page and f"/hq/waves/{world.ids['aamu_wave']}" in page
    smtp.says.clear()
    due_now("announcement")
    evening.shift(timedelta(hours=3))
    work(app, "announcement")
    assert (smtp.asked, jobs("announcement")[0].run_at) == (1, TUESDAY_MORNING)
    evening.move_to(TUESDAY_MORNING)
    work(app, "announcement")
    assert [str(mail["To"]) for mail in smtp.taken] == ["helmi@example.org"]


def test_a_letter_that_is_refused_is_said_to_its_own_chain_and_to_no_other(
    app: Flask, world: World, smtp: MailServer, as_person: People
) -> None:
    approved(app, world)
    issue_wave_report(world.get(Wave, "aamu_wave"), world.person("helmi"), clock.now())
    smtp.says["*"] = "550 5.1.1 no such address"
    work(app, "announce", "announcement")
    own = as_person("helmi").get(f"/hq/chains/{world.ids['aamu']}/delivery").get_data(as_text=True)
    assert "550 5.1.1 no such address" in own and "The office sees this and can try again." in own
    other = as_person("aatos").get(f"/hq/chains/{world.ids['kvall']}/delivery").get_data(as_text=True)
    assert "What has not arrived" in other and "550 5.1.1" not in other


def test_a_letter_about_a_wave_that_was_put_off_yields_to_the_next_edition(
    app: Flask, world: World, smtp: MailServer
) -> None:
    approved(app, world)
    wave, helmi = world.get(Wave, "aamu_wave"), world.person("helmi")
    issue_wave_report(wave, helmi, clock.now())
    smtp.says["*"] = BUSY
    work(app, "announce", "announcement")
    approved_next(app, world)
    issue_wave_report(world.get(Wave, "aamu_wave"), world.person("helmi"), clock.now())
    smtp.says.clear()
    due_now("announcement")
    work(app, "announce", "announcement")
    assert ["edition 2" in mail.as_string() for mail in smtp.taken] == [True]
    assert {one.state for one in jobs("announcement")} == {"done"}


def test_a_letter_that_was_taken_before_the_line_dropped_comes_again_as_the_same(
    app: Flask, world: World, smtp: MailServer
) -> None:
    smtp.drops = 1
    approved(app, world)
    issue_wave_report(world.get(Wave, "aamu_wave"), world.person("helmi"), clock.now())
    for _try in range(2):
        due_now("announcement")
        work(app, "announce", "announcement")
    assert len(smtp.taken) == 2
    assert len({str(mail["Message-ID"]) for mail in smtp.taken}) == 1
