"""The fashion chain of the demo: what it asks, what was seen, and what its people find when they sign in."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from app import create_app
from extensions import db
from forms.builder import judge
from forms.conditions import asked_questions
from forms.definition import to_plain
from forms.library import shipped
from forms.models import DraftChange, QuestionnaireVersion
from forms.scoring import score
from reports.demo.boutique.edition import own_edition
from reports.demo.boutique.visits import told_visits
from reports.demo.filling import fill, in_silence
from reports.demo.seasons import two_waves
from reports.editions import report_data
from reports.models import Report
from shopper import clock
from shopper.models import Assignment, Chain, Person, Programme, Visit
from tests.conftest import browser_of, settings_in

TODAY = date(2026, 11, 22)
TOLD = told_visits(TODAY, two_waves(TODAY)[1])
NARRATIVES = [one.answers["nar"]["value"] for _fate, one in TOLD]


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Flask:
    app = create_app(settings_in(tmp_path_factory.mktemp("boutique")))
    assert app.test_cli_runner().invoke(args=["db", "upgrade", "--directory", "migrations"]).exit_code == 0
    with app.app_context():
        fill(app, clock.now(), 2, in_silence)
    return app


@pytest.fixture
def chain(filled: Flask) -> Iterator[Chain]:
    with filled.app_context():
        yield db.session.scalars(select(Chain).filter_by(code="sinipoimu")).one()
        db.session.remove()


def of(chain: Chain, state: str) -> list[Visit]:
    visits = db.session.scalars(select(Visit).filter_by(state=state).order_by(Visit.submitted_at))
    return [visit for visit in visits if visit.assignment and visit.assignment.store.chain_id == chain.id]


def test_it_asks_the_shipped_questions_and_one_of_its_own() -> None:
    own, boutique = own_edition(), shipped("fashion_boutique")
    assert set(own.by_id) - set(boutique.by_id) == {"gerbera"} and set(boutique.by_id) <= set(own.by_id)
    assert own.emotion_weight == 30
    assert "gerbera" in asked_questions(own, {"fact_purchase": {"value": "yes"}})
    assert "gerbera" not in asked_questions(own, {"fact_purchase": {"value": "no"}})
    assert own.by_id["gerbera"].photos == 1


@pytest.mark.parametrize("today", [TODAY + timedelta(days=days) for days in range(7)])
def test_its_visits_fit_what_is_asked_and_their_wave_on_any_weekday(today: date) -> None:
    wave = two_waves(today)[1]
    for fate, told in told_visits(today, wave):
        verdict = judge(own_edition(), "fi", told.answers)
        assert (verdict.errors, verdict.unknown, verdict.hidden) == ({}, [], {})
        assert set(asked_questions(own_edition(), told.answers)) == set(told.answers)
        assert wave.first_on <= fate.plan.began.date() < today and fate.plan.began.weekday() < 5


def test_one_is_excellent_and_one_was_spoilt_by_a_plastic_bag_at_its_end() -> None:
    scores = [score(own_edition(), told.answers) for _fate, told in TOLD]
    spoilt, excellent = scores[0], scores[1]
    assert excellent.base is not None and excellent.base > 95 and excellent.plus > 0
    assert TOLD[0][1].answers["pak_out"]["value"] == "mass"
    assert spoilt.sections["fitting"].percent == 100
    assert (spoilt.sections["packaging"].percent or 0) < 20
    assert spoilt.base is not None and spoilt.weighted is not None and spoilt.weighted < spoilt.base - 10


def test_its_stories_are_long_and_differ_and_name_neither_people_nor_hours() -> None:
    assert len(set(NARRATIVES)) == len(TOLD) == 4
    for story in NARRATIVES:
        assert len(story) > 500 and story.count("\n\n") == 2
        assert not re.search(r"\d|\bkello\b", story)
        # A capital within a sentence would be somebody's name.
        assert not re.search(r"[a-zåäö,] [A-ZÅÄÖ]", story)


def test_its_photos_are_drawn_the_same_way_each_time_and_never_look_alike() -> None:
    again = told_visits(TODAY, two_waves(TODAY)[1])
    drawn, redrawn = ([draw() for _fate, one in told for _question, draw in one.drawings] for told in (TOLD, again))
    assert drawn == redrawn and len(set(drawn)) == len(drawn) >= 8
    assert all(40_000 < len(content) < 250_000 for content in drawn)


def test_three_visits_are_reported_one_waits_and_one_assignment_is_open_to_a_demo_shopper(chain: Chain) -> None:
    assert len(of(chain, "approved")) == 3 and len(of(chain, "submitted")) == 1
    assert not [visit.flags for state in ("approved", "submitted") for visit in of(chain, state) if visit.flags]
    programme = db.session.scalars(select(Programme).filter_by(chain_id=chain.id)).one()
    assert len(programme.waves) == 1
    found = db.session.scalars(select(Assignment).where(Assignment.state.in_(("offered", "accepted"))))
    visited = set(db.session.scalars(select(Visit.assignment_id)))
    open_ones = [one for one in found if one.store.chain_id == chain.id and one.id not in visited]
    assert [one.shopper.is_demo for one in open_ones] == [True]


def test_its_reports_carry_the_weighted_score_and_its_page_says_it(filled: Flask, chain: Chain) -> None:
    reports = db.session.scalars(select(Report).filter_by(chain_id=chain.id)).all()
    person = db.session.scalars(select(Person).filter_by(email="hq.sinipoimu@demo.example")).one()
    browser = browser_of(filled, person.id)
    for report in reports:
        weighted = report_data(report.snapshot, "store", "fi")["score"]["weighted"]
        assert weighted["share"] == 30
        page = browser.get(f"/hq/reports/{report.id}").get_data(as_text=True)
        assert f"painotettu tunteella 30\xa0%: {weighted['score']:.0f}" in page
        assert "Painotettu luku on 70\xa0% pisteitä ja 30\xa0% tunneindeksiä" in page


def test_a_report_of_the_other_chains_says_nothing_of_weighing(filled: Flask, chain: Chain) -> None:
    cafes = db.session.scalars(select(Chain).filter_by(code="poutahetki")).one()
    other = db.session.scalars(select(Report).filter_by(chain_id=cafes.id)).first()
    assert other is not None and "weighted" not in other.snapshot["report"]["score"]
    person = db.session.scalars(select(Person).filter_by(email="hq@demo.example")).one()
    page = browser_of(filled, person.id).get(f"/hq/reports/{other.id}")
    assert page.status_code == 200 and "painotettu" not in page.get_data(as_text=True).lower()


def test_a_draft_of_the_next_edition_stands_open_with_two_changes_in_it(filled: Flask, chain: Chain) -> None:
    editions = db.session.scalars(
        select(QuestionnaireVersion).filter_by(chain_id=chain.id).order_by(QuestionnaireVersion.number)
    ).all()
    assert [one.state for one in editions] == ["published", "draft"]
    draft: Any = editions[1]
    assert to_plain(editions[0].questionnaire) == to_plain(own_edition())
    assert draft.questionnaire.by_id["care_tip"].section == "farewell"
    assert draft.questionnaire.by_id["grt_t"].settings["target"] == 20
    changes = db.session.scalars(select(DraftChange).filter_by(version_id=draft.id)).all()
    assert len(changes) == 2
    person = db.session.scalars(select(Person).filter_by(email="hq.sinipoimu@demo.example")).one()
    assert {one.changed_by for one in changes} == {person.id}
    assert browser_of(filled, person.id).get(f"/desk/drafts/{draft.id}").status_code == 200
