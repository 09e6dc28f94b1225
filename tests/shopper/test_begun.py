"""Begun and not received: the office sees that, the shopper is written to twice, and what is done with is put away."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from flask import Flask
from flask.testing import FlaskClient

from extensions import db, transaction
from shopper import clock
from shopper.clock import HERE
from shopper.housekeeping import tidy
from shopper.models import Assignment, HeldPhoto, KeptAnswer, KeptDraft, KeptPhoto, KeptStamp, Letter, Person
from shopper.photos import file_store
from shopper.worker import EmbeddedEngine
from tests.deposits import deliver, jpeg, manifest, put_photo, sha
from tests.keeping import given, heard, news, now
from tests.world import World

People = Callable[[str], FlaskClient]
NOON = datetime(2026, 11, 20, 12, 0, tzinfo=HERE)


@pytest.fixture
def at(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[datetime], None]]:
    """at(moment) is what the clock says from then on."""

    def move(moment: datetime) -> None:
        monkeypatch.setattr(clock, "now", lambda: moment)

    move(NOON)
    yield move


def begin(browser: FlaskClient, world: World, visit: str) -> None:
    photo = jpeg()
    put_photo(browser, visit, photo)
    told = {"pid": str(uuid4()), "sha256": sha(photo), "question": "photo", "bytes": len(photo), "type": "image/jpeg"}
    stamp = {"n": 1, "moment": "seated", "at": now()}
    heard(browser, visit, news(world, answers=[given("salaisuus", 1, now(), "words")], photos=[told], stamps=[stamp]))


def letters() -> list[Letter]:
    return list(db.session.query(Letter).order_by(Letter.queued_at))


def work(app: Flask) -> list[Letter]:
    EmbeddedEngine(app).run_until_empty()
    db.session.rollback()
    return letters()


def test_the_office_sees_that_a_visit_was_begun_and_not_what_was_answered(
    as_person: People, world: World, at: Callable[[datetime], None]
) -> None:
    visit = str(uuid4())
    begin(as_person("anna"), world, visit)
    for path in (f"/desk/waves/{world.ids['aamu_wave']}", "/desk/fieldwork/"):
        page = as_person("sanna").get(path).get_data(as_text=True)
        assert "begun, not received" in page
        assert "salaisuus" not in page
    wave = as_person("sanna").get(f"/desk/waves/{world.ids['aamu_wave']}").get_data(as_text=True)
    assert "last heard of" in wave
    deliver(as_person("anna"), manifest(world, [jpeg()], visit=visit), [jpeg()])
    assert "begun, not received" not in as_person("sanna").get("/desk/fieldwork/").get_data(as_text=True)


def test_a_late_one_that_was_begun_says_so_and_a_silent_one_is_told_and_kept(
    as_person: People, world: World, at: Callable[[datetime], None], tmp_path: Path
) -> None:
    begin(as_person("anna"), world, str(uuid4()))
    at(datetime(2026, 12, 20, 12, 0, tzinfo=HERE))
    page = as_person("sanna").get("/desk/").get_data(as_text=True)
    assert "begun, not received" in page and "silent for 60 days" not in page
    much_later = datetime(2027, 3, 1, 12, 0, tzinfo=HERE)
    at(much_later)
    tidy(file_store(), tmp_path, much_later)
    assert "silent for 60 days" in as_person("sanna").get("/desk/").get_data(as_text=True)
    assert "silent for 60 days" not in as_person("reeta").get("/desk/").get_data(as_text=True)
    assert (db.session.query(KeptAnswer).count(), db.session.query(HeldPhoto).count()) == (1, 1)
    with transaction():
        world.get(Assignment, "lahti_visit").state = "withdrawn"
    tidy(file_store(), tmp_path, much_later)
    for model in (KeptDraft, KeptAnswer, KeptPhoto, KeptStamp):
        assert db.session.query(model).count() == 0


def test_what_was_finished_is_put_away_thirty_days_later(
    as_person: People, world: World, at: Callable[[datetime], None], tmp_path: Path
) -> None:
    visit, other = str(uuid4()), str(uuid4())
    begin(as_person("anna"), world, visit)
    begin(as_person("anna"), world, other)
    deliver(as_person("anna"), manifest(world, visit=visit))
    tidy(file_store(), tmp_path, NOON + timedelta(days=29))
    assert db.session.query(KeptDraft).count() == 2
    tidy(file_store(), tmp_path, NOON + timedelta(days=31))
    assert [str(draft.id) for draft in db.session.query(KeptDraft)] == [other]
    assert {str(row.draft_id) for row in db.session.query(KeptAnswer)} == {other}


def test_it_writes_a_day_after_the_last_word_and_on_the_fifth_day_and_no_more(
    app: Flask, as_person: People, world: World, at: Callable[[datetime], None]
) -> None:
    visit = str(uuid4())
    begin(as_person("anna"), world, visit)
    at(NOON + timedelta(hours=20))
    heard(as_person("anna"), visit, news(world))
    at(NOON + timedelta(hours=25))
    assert work(app) == []
    # 24 hours after the last word it is 8 in the morning: too early.
    at(NOON + timedelta(hours=44, minutes=5))
    assert work(app) == []
    at(NOON + timedelta(hours=45, minutes=5))
    (first,) = work(app)
    assert first.email == "anna@example.org" and first.subject == "Something waits in your notebook"
    assert not [word for word in ("visit", "store", "Aamu", "Lahti", "Detalji", "shopper") if word in first.text]
    assert db.session.get_one(KeptDraft, UUID(visit)).reminded_at is not None
    at(NOON + timedelta(days=6, hours=1))
    assert len(work(app)) == 2
    at(NOON + timedelta(days=40))
    assert len(work(app)) == 2


def test_nobody_is_reminded_of_what_arrived_or_can_no_longer_be_done(
    app: Flask, as_person: People, world: World, at: Callable[[datetime], None]
) -> None:
    done, withdrawn = str(uuid4()), str(uuid4())
    begin(as_person("anna"), world, done)
    begin(as_person("anna"), world, withdrawn)
    deliver(as_person("anna"), manifest(world, visit=done))
    at(NOON + timedelta(days=10))
    assert [one for one in work(app) if "notebook" in one.subject] == []


def test_a_letter_comes_in_the_language_of_who_reads_it(
    app: Flask, as_person: People, world: World, at: Callable[[datetime], None]
) -> None:
    with transaction():
        db.session.get_one(Person, world.people["anna"]).language = "fi"
    begin(as_person("anna"), world, str(uuid4()))
    at(NOON + timedelta(days=2))
    assert work(app)[0].subject == "Muistikirjassasi odottaa jotain"


def test_the_assignment_is_opened_once(as_person: People, world: World, at: Callable[[datetime], None]) -> None:
    begin(as_person("anna"), world, str(uuid4()))
    at(NOON + timedelta(days=1))
    begin(as_person("anna"), world, str(uuid4()))
    assert world.get(Assignment, "lahti_visit").opened_at == NOON
    assert world.get(Assignment, "lahti_visit").due_on == date(2026, 12, 15)
