"""A chain's mail rests outside its hours: it waits until the window opens, loses no try by it, and the list says so."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient

from extensions import db, transaction
from reports.delivery_hours import forget_hours, hours_of, opening_after, set_hours
from reports.models import DeliveryHours
from shopper import clock
from shopper.clock import HERE
from tests.conftest import form_token
from tests.reports.postbox import MailServer, job_of, mail_server, printed_without_engine
from tests.reports.reported import approved, deliveries, due_now, work
from tests.world import World

People = Callable[[str], FlaskClient]
OFFICE = DeliveryHours(opens=8 * 60, closes=16 * 60 + 30, weekdays=[0, 1, 2, 3, 4])


@pytest.fixture
def smtp(app: Flask) -> Iterator[MailServer]:
    with mail_server(app) as server:
        yield server


def local(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=HERE)


def shut(world: World) -> datetime:
    """Hours that open three days from now alone; gives when."""
    day = clock.today() + timedelta(days=3)
    set_hours(world.ids["aamu"], 8 * 60, 9 * 60, [day.weekday()], world.people["helmi"], clock.now())
    return datetime(day.year, day.month, day.day, 8, tzinfo=HERE)


@pytest.mark.parametrize(
    ("at", "opens"),
    [
        ("2026-11-23T08:00", None),
        ("2026-11-23T16:29", None),
        ("2026-11-23T16:30", "2026-11-24T08:00"),
        ("2026-11-23T07:59", "2026-11-23T08:00"),
        ("2026-11-27T16:31", "2026-11-30T08:00"),
        ("2026-11-28T12:00", "2026-11-30T08:00"),
        # Over the nights in which the clock is changed: eight o'clock stays eight o'clock.
        ("2026-10-23T20:00", "2026-10-26T08:00"),
        ("2026-03-27T20:00", "2026-03-30T08:00"),
        ("2026-11-27T23:59", "2026-11-30T08:00"),
    ],
)
def test_the_window_opens_at_its_hour_in_the_stores_time(at: str, opens: str | None) -> None:
    assert opening_after(OFFICE, local(at).astimezone(UTC)) == (local(opens) if opens else None)


@pytest.mark.parametrize(
    ("opens", "closes", "at", "opens_at"),
    [
        # At four it becomes three again: what comes twice is open at its second coming alone, and never past its end.
        ("03:30", "06:00", "2026-10-25T00:29Z", "2026-10-25T01:30Z"),
        ("03:30", "06:00", "2026-10-25T00:45Z", "2026-10-25T01:30Z"),
        ("03:30", "06:00", "2026-10-25T01:15Z", "2026-10-25T01:30Z"),
        ("03:30", "06:00", "2026-10-25T01:30Z", None),
        ("02:00", "03:30", "2026-10-25T00:29Z", None),
        ("02:00", "03:30", "2026-10-25T00:30Z", "2026-11-01T00:00Z"),
        ("02:00", "03:30", "2026-10-25T01:15Z", "2026-11-01T00:00Z"),
        # At three it becomes four.
        ("02:00", "03:30", "2026-03-29T00:15Z", None),
        ("02:00", "03:30", "2026-03-29T01:15Z", "2026-04-04T23:00Z"),
        ("03:15", "03:45", "2026-03-28T22:00Z", "2026-04-05T00:15Z"),
        # Until midnight, and from it on.
        ("20:00", "24:00", "2026-11-22T21:59Z", None),
        ("20:00", "24:00", "2026-11-22T22:00Z", "2026-11-29T18:00Z"),
        ("00:00", "24:00", "2026-11-21T21:59Z", "2026-11-21T22:00Z"),
    ],
)
def test_sundays_hours_hold_in_the_nights_when_the_clock_is_changed(
    opens: str, closes: str, at: str, opens_at: str | None
) -> None:
    minutes = [int(hour) * 60 + int(minute) for hour, minute in (opens.split(":"), closes.split(":"))]
    sunday = DeliveryHours(opens=minutes[0], closes=minutes[1], weekdays=[6])
    expected = datetime.fromisoformat(opens_at) if opens_at else None
    assert opening_after(sunday, datetime.fromisoformat(at)) == expected


def test_without_hours_mail_goes_out_at_any() -> None:
    assert opening_after(None, clock.now()) is None


def test_a_mail_waits_for_the_window_and_loses_no_try(app: Flask, world: World, smtp: MailServer) -> None:
    opens_at = shut(world)
    approved(app, world)
    printed_without_engine()
    for _round in range(3):
        due_now("deliver")
        work(app, "deliver")
    assert smtp.taken == []
    job = job_of(deliveries()["maija@example.org"])
    assert (job.state, job.tries) == ("ready", 0)
    assert abs(job.run_at - opens_at) < timedelta(seconds=30)


def test_when_the_hours_go_the_mail_goes(app: Flask, world: World, smtp: MailServer) -> None:
    shut(world)
    approved(app, world)
    printed_without_engine()
    work(app, "deliver")
    forget_hours(world.ids["aamu"], world.people["helmi"], clock.now())
    work(app, "deliver")
    assert len(smtp.taken) == 2


def test_the_hours_of_one_chain_hold_no_mail_of_another(app: Flask, world: World, smtp: MailServer) -> None:
    shut(world)
    approved(app, world, "borga_visit")
    printed_without_engine()
    work(app, "deliver")
    assert {str(one["To"]) for one in smtp.taken} == {"henrik@example.org", "magnus@example.org"}


def test_the_lists_say_until_when_it_waits(app: Flask, world: World, as_person: People) -> None:
    opens_at = shut(world)
    report = approved(app, world)
    helmi = as_person("helmi")
    for where in (f"/hq/chains/{world.ids['aamu']}/delivery", f"/hq/reports/{report.id}"):
        assert f"Waits until {opens_at:%A} 8:00" in helmi.get(where).get_data(as_text=True).replace("08:00", "8:00")


def test_the_page_sets_and_ends_the_hours(app: Flask, world: World, as_person: People) -> None:
    helmi, where = as_person("helmi"), f"/hq/chains/{world.ids['aamu']}/delivery"
    token = form_token(helmi, where)
    said = {"csrf_token": token, "opens": "07:30", "closes": "00:00", "weekdays": ["0", "6"]}
    assert helmi.post(f"{where}/hours", data=said).status_code == 303
    kept = hours_of(world.ids["aamu"])
    assert kept and (kept.opens, kept.closes, kept.weekdays) == (450, 1440, [0, 6])
    assert 'value="07:30' in helmi.get(where).get_data(as_text=True)
    assert helmi.post(f"{where}/hours", data={"csrf_token": token, "any_hour": "1"}).status_code == 303
    db.session.expire_all()
    assert hours_of(world.ids["aamu"]) is None


@pytest.mark.parametrize(
    "said", [{"closes": "07:00"}, {"opens": "25:00"}, {"opens": ""}, {"weekdays": []}, {"weekdays": ["7"]}]
)
def test_hours_that_cannot_be_are_not_kept(
    app: Flask, world: World, as_person: People, said: dict[str, object]
) -> None:
    helmi, where = as_person("helmi"), f"/hq/chains/{world.ids['aamu']}/delivery"
    fields = {"csrf_token": form_token(helmi, where), "opens": "08:00", "closes": "16:00", "weekdays": ["0"], **said}
    answer = helmi.post(f"{where}/hours", data=fields)
    assert (answer.status_code, hours_of(world.ids["aamu"])) == (422, None)


def test_who_is_no_reader_any_more_gets_nothing_when_the_window_opens(
    app: Flask, world: World, smtp: MailServer
) -> None:
    shut(world)
    approved(app, world)
    printed_without_engine()
    work(app, "deliver")
    with transaction():
        for grant in list(world.person("maija").grants):
            db.session.delete(grant)
        world.person("helmi").disabled_at = clock.now()
    forget_hours(world.ids["aamu"], world.people["aatos"], clock.now())
    work(app, "deliver")
    assert smtp.taken == []
    assert {one.state for one in deliveries().values()} == {"failed"}
