"""Questions that are asked days after the visit: when they show, to whom, and what becomes of the answers."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any
from uuid import UUID, uuid4

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select

from extensions import db, transaction
from forms.models import QuestionnaireVersion
from forms.scoring import score
from reports.models import Report
from shopper import clock
from shopper.later import open_questions, waiting_for
from shopper.models import Answer, Assignment, Job, Letter, Photo, Visit
from shopper.review import approve
from tests.conftest import form_token
from tests.deposits import OURS, deliver, jpeg, manifest
from tests.reports.reported import due_now, work
from tests.shopper.remembering import address, days_before, prepared, sent, visited
from tests.world import World
from tests.world import _assign as assign

AsPerson = Callable[[str], FlaskClient]

def text(browser: FlaskClient, path: str) -> str:
    return browser.get(path).get_data(as_text=True)


def answers_of(visit_id: UUID) -> dict[str, Any]:
    db.session.rollback()
    return db.session.get_one(Visit, visit_id).current_answers()


def test_before_their_day_nothing_is_asked(as_person: AsPerson, world: World) -> None:
    anna = as_person("anna")
    visit_id = visited(world, anna, 6)
    assert "about your visit" not in text(anna, "/field/")
    assert "Mitä muistat nyt?" not in text(anna, address(visit_id))
    sent(anna, visit_id, **{"echo-value": "Too early"})
    assert "echo" not in answers_of(visit_id)


def test_on_their_day_they_stand_on_the_list_and_are_asked_on_a_page_of_their_own(
    as_person: AsPerson, world: World
) -> None:
    anna = as_person("anna")
    visit_id = visited(world, anna, 7)
    listed = text(anna, "/field/")
    assert "2 questions about your visit a week ago" in listed and address(visit_id) in listed
    page = text(anna, address(visit_id))
    assert "Mitä muistat nyt?" in page and "Toimiko tuote?" in page
    # Neither the next week's, nor one whose condition does not hold, nor those of the visit.
    for other in ("Otettiinko yhteyttä?", "Muistatko vahingon?", "Kumpi tervehti ensin?"):
        assert other not in page


def test_a_condition_looks_at_what_the_visit_told(as_person: AsPerson, world: World) -> None:
    anna = as_person("anna")
    visit_id = visited(world, anna, 8, mishap={"value": "yes"}, apology={"value": "yes"})
    assert "3 questions about your visit 8 days ago" in text(anna, "/field/")
    assert "Muistatko vahingon?" in text(anna, address(visit_id))


@pytest.mark.parametrize(("days", "asked"), [(37, ["echo", "use", "call", "shot"]), (38, ["call", "shot"]), (45, [])])
def test_they_close_thirty_days_after_their_day(
    as_person: AsPerson, world: World, days: int, asked: list[str]
) -> None:
    visit_id = visited(world, as_person("anna"), days)
    found = open_questions(db.session.get_one(Visit, visit_id), clock.today())
    assert [one.id for one in (found.questions if found else ())] == asked
    assert bool(waiting_for(world.people["anna"], clock.today())) == bool(asked)


def test_what_is_answered_is_kept_beside_the_visit_with_its_time(as_person: AsPerson, world: World) -> None:
    anna = as_person("anna")
    visit_id = visited(world, anna, 7)
    before = clock.milliseconds(clock.now())
    answer = sent(anna, visit_id, **{"echo-value": "Hymy ovella", "use-value": "5"})
    assert answer.status_code == 303 and answer.location == "/field/"
    kept = answers_of(visit_id)
    assert kept["echo"]["value"] == "Hymy ovella" and kept["use"]["value"] == 5
    assert before <= kept["echo"]["at"] <= clock.milliseconds(clock.now())
    assert kept["words"]["value"].startswith("Minut huomattiin")
    assert "about your visit" not in text(anna, "/field/")


def test_sending_twice_is_harmless_and_the_first_answer_stays(as_person: AsPerson, world: World) -> None:
    anna = as_person("anna")
    visit_id = visited(world, anna, 7)
    form = {"echo-value": "Hymy ovella", "use-value": "5"}
    sent(anna, visit_id, **form)
    rows = db.session.scalar(select(func.count()).select_from(Answer))
    assert sent(anna, visit_id, **form).status_code == 303
    assert sent(anna, visit_id, **{**form, "echo-value": "Something else"}).status_code == 303
    assert answers_of(visit_id)["echo"]["value"] == "Hymy ovella"
    assert db.session.scalar(select(func.count()).select_from(Answer)) == rows


def test_one_tap_skips_one_question_and_keeps_what_was_typed_in_the_other(as_person: AsPerson, world: World) -> None:
    anna = as_person("anna")
    visit_id = visited(world, anna, 7)
    page = sent(anna, visit_id, **{"echo-value": "Hymy ovella", "skip": "use"}).get_data(as_text=True)
    assert answers_of(visit_id)["use"]["skipped"] == "not_observed"
    assert "echo" not in answers_of(visit_id)
    assert "Hymy ovella" in page and "Toimiko tuote?" not in page
    assert sent(anna, visit_id, skip="echo").status_code == 303
    assert answers_of(visit_id)["echo"]["skipped"] == "not_observed"


def test_a_wrong_answer_is_told_in_place_and_the_right_one_is_kept(as_person: AsPerson, world: World) -> None:
    anna = as_person("anna")
    visit_id = visited(world, anna, 7)
    answer = sent(anna, visit_id, **{"echo-value": "Hymy ovella", "use-value": "9"})
    page = answer.get_data(as_text=True)
    assert answer.status_code == 422
    assert answers_of(visit_id)["echo"]["value"] == "Hymy ovella" and "use" not in answers_of(visit_id)
    assert 'href="#q-use"' in page and 'href="#q-echo"' not in page


def test_what_is_required_is_asked_for_with_the_typed_kept(as_person: AsPerson, world: World) -> None:
    anna = as_person("anna")
    visit_id = visited(world, anna, 7, mishap={"value": "yes"}, apology={"value": "yes"})
    page = sent(anna, visit_id, **{"echo-value": "Anna Testinen oli täällä"}).get_data(as_text=True)
    assert "Leave out your own name" in page and "Anna Testinen oli täällä" in page
    assert "Answer this question." in page
    assert not {"echo", "hurt"} & answers_of(visit_id).keys()


def test_a_photo_given_later_is_kept_and_prepared(app: Flask, as_person: AsPerson, world: World) -> None:
    anna = as_person("anna")
    visit_id = visited(world, anna, 14)
    form = {"echo-value": "a", "use-value": "3", "call-value": "yes"}
    answer = sent(anna, visit_id, **form, **{"shot-photos": (io.BytesIO(jpeg("#336699")), "a.jpg")})
    assert answer.status_code == 303
    work(app, "photo")
    photo = db.session.scalars(select(Photo).where(Photo.visit_id == visit_id)).one()
    assert photo.state == "ready" and answers_of(visit_id)["shot"]["photos"] == [photo.sha256]


def test_a_file_that_is_no_photo_stores_nothing(as_person: AsPerson, world: World) -> None:
    anna = as_person("anna")
    visit_id = visited(world, anna, 14)
    answer = sent(anna, visit_id, **{"echo-value": "a", "shot-photos": (io.BytesIO(b"no photo"), "a.jpg")})
    assert answer.status_code == 422 and "not a photo" in answer.get_data(as_text=True)
    assert "echo" not in answers_of(visit_id)


@pytest.mark.parametrize("state", ["returned", "excluded", "receiving"])
def test_a_visit_that_does_not_stand_is_not_asked_about(as_person: AsPerson, world: World, state: str) -> None:
    visit = Visit(id=uuid4(), state=state, finished_at=days_before(7), received_at=clock.now())
    visit.version = prepared(world)
    assert open_questions(visit, clock.today()) is None
    visit.state = "submitted"
    assert open_questions(visit, clock.today())
    db.session.expunge_all()


def test_nobody_else_sees_them(as_person: AsPerson, world: World) -> None:
    visit_id = visited(world, as_person("anna"), 7)
    for name in ("bengt", "reeta", "helmi", "maija", "aatos"):
        assert as_person(name).get(address(visit_id)).status_code == 404, name
        if name == "bengt":
            assert sent(as_person(name), visit_id, **{"echo-value": "a"}).status_code == 404
    assert "echo" not in answers_of(visit_id)


def test_a_form_that_was_cut_stores_nothing(as_person: AsPerson, world: World) -> None:
    anna = as_person("anna")
    visit_id = visited(world, anna, 7)
    cut = {"csrf_token": form_token(anna), "echo-value": "a"}
    assert anna.post(address(visit_id), data=cut).status_code == 400
    assert "echo" not in answers_of(visit_id)


def test_one_letter_says_that_something_is_asked_and_not_what_about(
    app: Flask, as_person: AsPerson, world: World
) -> None:
    anna = as_person("anna")
    visited(world, anna, 0)
    jobs = db.session.scalars(select(Job).where(Job.kind == "later").order_by(Job.run_at)).all()
    due = [job.run_at.astimezone(clock.HERE) for job in jobs]
    assert [(at.date() - clock.today()).days for at in due] == [7, 14] and {at.hour for at in due} == {9}
    with transaction():
        visit = db.session.scalars(select(Visit)).one()
        visit.finished_at = days_before(7)
    due_now("later")
    work(app, "later")
    first, *others = db.session.scalars(select(Letter).order_by(Letter.queued_at)).all()
    assert first.email == "anna@example.org" and first.subject == "A short question for you"
    assert "2 questions" in first.text and "/field/" in first.text
    for secret in ("Aamu", "Lahti", "Detalji"):
        assert secret not in first.subject + first.text
    assert len(others) == 1  # the second day's, which was hurried here as well


def test_no_letter_comes_where_all_is_answered(app: Flask, as_person: AsPerson, world: World) -> None:
    anna = as_person("anna")
    visit_id = visited(world, anna, 7)
    sent(anna, visit_id, **{"echo-value": "a", "use-value": "3"})
    due_now("later")
    assert work(app, "later") == 2
    assert db.session.scalar(select(func.count()).select_from(Letter)) == 0


def test_two_visits_of_a_day_make_one_letter(as_person: AsPerson, world: World) -> None:
    anna = as_person("anna")
    visited(world, anna, 0)
    with transaction():
        assign(world, "second", "vaasa", "anna")
        version = world.get(Assignment, "lahti_visit").version_id
        world.get(Assignment, "second").version_id = version
    digest = db.session.get_one(QuestionnaireVersion, version).digest
    now = clock.milliseconds(clock.now())
    deliver(anna, manifest(world, version=digest, assignment=str(world.ids["second"]), finished_at=now))
    assert db.session.scalar(select(func.count()).select_from(Job).where(Job.kind == "later")) == 2


def test_the_base_score_never_changes(app: Flask, as_person: AsPerson, world: World) -> None:
    anna = as_person("anna")
    visit_id = visited(world, anna, 14)
    approve(db.session.get_one(Visit, visit_id), world.person("reeta"), clock.now())
    before = db.session.scalars(select(Report)).one().base
    sent(anna, visit_id, **{"echo-value": "a", "use-value": "1", "call-value": "yes"})
    visit = db.session.get_one(Visit, visit_id)
    assert visit.version and score(visit.version.questionnaire, visit.current_answers()).base == before
    assert db.session.scalars(select(Report)).one().base == before


def test_the_reviewer_reads_them_on_the_visits_page(as_person: AsPerson, world: World) -> None:
    anna = as_person("anna")
    visit_id = visited(world, anna, 7)
    waiting = text(as_person("reeta"), f"/desk/visits/{visit_id}")
    assert "Asked afterwards" in waiting and "not asked yet" in waiting
    sent(anna, visit_id, **{"echo-value": "Hymy ovella", "skip": ""})
    page = text(as_person("reeta"), f"/desk/visits/{visit_id}")
    afterwards = page[page.index('id="afterwards"') :]
    assert "Hymy ovella" in afterwards and "not asked by its condition" not in afterwards


def test_many_earlier_visits_do_not_push_the_assignments_away(as_person: AsPerson, world: World) -> None:
    anna = as_person("anna")
    visited(world, anna, 9)
    version = world.get(Assignment, "lahti_visit").version_id
    digest = db.session.get_one(QuestionnaireVersion, version).digest
    for days in (8, 7):
        at = clock.milliseconds(days_before(days))
        deliver(anna, manifest(world, version=digest, finished_at=at))
    listed, folded = text(anna, "/field/").split("<summary>One more earlier visit</summary>")
    assert "9 days ago" in listed and "8 days ago" in listed and "a week ago" in folded


def test_one_tap_on_the_list_skips_all_that_is_asked_about_a_visit(as_person: AsPerson, world: World) -> None:
    anna = as_person("anna")
    visit_id = visited(world, anna, 7)
    (card,) = anna.get("/api/assignments", headers=OURS).get_json()["later"]
    assert card["title"] == "2 questions about your visit a week ago" and card["page"] == address(visit_id)
    listed = text(anna, "/field/")
    assert 'name="skip" value="*"' in listed
    sent(anna, visit_id, skip="*")
    assert {answer["skipped"] for answer in answers_of(visit_id).values() if "skipped" in answer} == {"not_observed"}
    assert "about your visit" not in text(anna, "/field/")
    assert anna.get("/api/assignments", headers=OURS).get_json()["later"] == []
