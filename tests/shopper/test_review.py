"""What a reviewer does with a visit, below the screens."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select

from extensions import db, transaction
from forms.definition import from_plain
from forms.models import QuestionnaireVersion
from reports.models import Delivery, Print, Report
from shopper import clock
from shopper.events import visit_approved
from shopper.models import Answer, Assignment, Letter, Logged, Person, ReceiptGreeting, Visit
from shopper.remarks import remarked
from shopper.review import ReviewRefused, approve, edit_answer, exclude, proposed_match, return_visit
from tests.shopper.arrivals import arrive, visit_of
from tests.world import SMALL_QUESTIONNAIRE, THEN, World, said


def code_of(deed: Any, *args: Any, **kwargs: Any) -> str:
    """The code with which a verb refuses."""
    with pytest.raises(ReviewRefused) as refused:
        deed(*args, **kwargs)
    return refused.value.code


def test_it_approves_and_the_report_is_written_with_it(app: Flask, world: World) -> None:
    visit_id = arrive(app, world)
    approve(visit_of(visit_id), world.person("reeta"), clock.now())
    visit = visit_of(visit_id)
    assert (visit.state, visit.approved_by) == ("approved", world.people["reeta"])
    assert db.session.scalar(select(func.count()).select_from(Report)) == 1
    assert (db.session.scalar(select(func.count()).select_from(Print)) or 0) >= 2
    assert db.session.scalar(select(func.count()).select_from(Delivery)) == 2


def test_it_approves_nothing_when_the_report_cannot_be_written(app: Flask, world: World) -> None:
    visit_id = arrive(app, world)

    def fail(visit: Visit, **news: Any) -> None:
        raise OSError("no report today")

    with visit_approved.connected_to(fail), pytest.raises(OSError, match="no report today"):
        approve(visit_of(visit_id), world.person("reeta"), clock.now())
    assert visit_of(visit_id).state == "submitted"
    assert db.session.scalar(select(func.count()).select_from(Report)) == 0


def test_it_lets_nobody_judge_an_own_visit(app: Flask, world: World) -> None:
    visit_id = arrive(app, world)
    anna = world.person("anna")
    assert code_of(approve, visit_of(visit_id), anna, clock.now()) == "own_visit"
    assert code_of(exclude, visit_of(visit_id), "no", anna, clock.now()) == "own_visit"
    assert code_of(return_visit, visit_of(visit_id), "?", anna, clock.now()) == "own_visit"
    assert visit_of(visit_id).state == "submitted"


def test_the_second_of_two_reviewers_is_told(app: Flask, world: World) -> None:
    visit_id = arrive(app, world)
    visit = visit_of(visit_id)
    approve(visit, world.person("reeta"), clock.now())
    assert code_of(approve, visit, world.person("reeta"), clock.now()) == "wrong_state"
    assert code_of(return_visit, visit, "Why?", world.person("reeta"), clock.now()) == "wrong_state"
    assert db.session.scalar(select(func.count()).select_from(Report)) == 1


def test_it_asks_the_shopper_by_a_letter_that_names_no_store(app: Flask, world: World) -> None:
    visit_id = arrive(app, world)
    with transaction():
        world.person("anna").language = "fi"
    return_visit(visit_of(visit_id), "Mihin aikaan tulit?", world.person("reeta"), clock.now())
    visit = visit_of(visit_id)
    assert (visit.state, visit.return_question) == ("returned", "Mihin aikaan tulit?")
    letter = db.session.scalars(select(Letter)).one()
    assert letter.email == "anna@example.org" and "Mihin aikaan tulit?" in letter.text and "/field/" in letter.text
    assert "Lahti" not in letter.subject + letter.text and "Aamu" not in letter.subject + letter.text


def test_it_keeps_the_original_beside_the_edit(app: Flask, world: World) -> None:
    visit_id = arrive(app, world)
    at = clock.now()
    edit_answer(
        visit_of(visit_id), "grt_t", {"value": {"seconds": 60}}, "Puhelimen kello", world.person("reeta"), at, seen=None
    )
    row = db.session.get_one(Answer, (visit_id, "grt_t"))
    assert row.original == {"value": {"seconds": 45}}
    assert row.edited == {"value": {"seconds": 60}}
    assert (row.edited_by, row.edited_at, row.edit_reason) == (world.people["reeta"], at, "Puhelimen kello")
    assert visit_of(visit_id).current_answers()["grt_t"] == {"value": {"seconds": 60}}


def test_an_edit_keeps_the_moment_of_the_answer(app: Flask, world: World) -> None:
    answers = {"mishap": {"value": "no", "at": 1794989100000, "mono": 12.5, "boot": "b", "seq": 3}}
    visit_id = arrive(app, world, answers=answers)
    edit_answer(visit_of(visit_id), "mishap", {"value": "yes"}, "x", world.person("reeta"), clock.now(), seen=None)
    edited = db.session.get_one(Answer, (visit_id, "mishap")).edited
    assert edited == {"value": "yes", "at": 1794989100000, "mono": 12.5, "boot": "b", "seq": 3}


def test_it_answers_what_the_shopper_left_empty(app: Flask, world: World) -> None:
    visit_id = arrive(app, world, answers={"mishap": {"value": "no"}})
    edit_answer(
        visit_of(visit_id), "words", {"value": "Puhelimessa"}, "x", world.person("reeta"), clock.now(), seen=None
    )
    row = db.session.get_one(Answer, (visit_id, "words"))
    assert row.original == {} and row.current() == {"value": "Puhelimessa"}


def test_an_edit_over_another_edit_that_was_not_seen_is_refused(app: Flask, world: World) -> None:
    visit_id = arrive(app, world)
    first = clock.now()
    edit_answer(visit_of(visit_id), "mishap", {"value": "yes"}, "x", world.person("reeta"), first, seen=None)
    again = (visit_of(visit_id), "mishap", {"value": "no"}, "y", world.person("rita"), clock.now())
    assert code_of(edit_answer, *again, seen=None) == "stale"
    assert db.session.get_one(Answer, (visit_id, "mishap")).edited == {"value": "yes"}
    edit_answer(*again, seen=first)
    assert db.session.get_one(Answer, (visit_id, "mishap")).edited == {"value": "no"}


def test_nothing_is_edited_once_approved(app: Flask, world: World) -> None:
    visit_id = arrive(app, world)
    approve(visit_of(visit_id), world.person("reeta"), clock.now())
    late = (visit_of(visit_id), "mishap", {"value": "yes"}, "x", world.person("reeta"), clock.now())
    assert code_of(edit_answer, *late, seen=None) == "wrong_state"


def test_it_excludes_with_a_reason_and_keeps_everything(app: Flask, world: World) -> None:
    visit_id = arrive(app, world)
    exclude(visit_of(visit_id), "Väärä myymälä", world.person("reeta"), clock.now())
    visit = visit_of(visit_id)
    assert (visit.state, visit.excluded_reason) == ("excluded", "Väärä myymälä")
    assert len(visit.answers) == 6 and visit.manifest
    assert code_of(approve, visit, world.person("reeta"), clock.now()) == "wrong_state"


def test_a_visit_without_a_known_assignment_makes_no_report(app: Flask, world: World) -> None:
    visit_id = arrive(app, world, assignment=None)
    assert code_of(approve, visit_of(visit_id), world.person("reeta"), clock.now()) == "no_assignment"


def test_photos_must_be_prepared_before_approval(app: Flask, world: World) -> None:
    visit_id = arrive(app, world, photos=1, is_worked=False)
    assert code_of(approve, visit_of(visit_id), world.person("reeta"), clock.now()) == "photos_waiting"


def test_one_assignment_gives_one_report(app: Flask, world: World) -> None:
    first, second = arrive(app, world), arrive(app, world)
    approve(visit_of(first), world.person("reeta"), clock.now())
    assert code_of(approve, visit_of(second), world.person("reeta"), clock.now()) == "already_approved"


@pytest.mark.parametrize("words", ["Nimeni on Anna Testinen.", "Soittakaa 040 0000000", "annoin numeroni 0400000000"])
def test_the_shoppers_own_name_or_number_stops_the_approval(app: Flask, world: World, words: str) -> None:
    visit_id = arrive(app, world, answers={"words": {"value": words}})
    reeta = world.person("reeta")
    assert code_of(approve, visit_of(visit_id), reeta, clock.now()) == "names_shopper"
    approve(visit_of(visit_id), reeta, clock.now(), names_are_fine=True)
    assert visit_of(visit_id).state == "approved"


def test_every_deed_is_written_down(app: Flask, world: World) -> None:
    visit_id = arrive(app, world)
    reeta = world.person("reeta")
    return_visit(visit_of(visit_id), "?", reeta, clock.now())
    edit_answer(visit_of(visit_id), "mishap", {"value": "yes"}, "x", reeta, clock.now(), seen=None)
    approve(visit_of(visit_id), reeta, clock.now())
    mine = db.session.scalars(select(Logged).where(Logged.person_id == world.people["reeta"]).order_by(Logged.at))
    assert [(one.deed, one.kind) for one in mine] == [
        ("returned", "visit"),
        ("edited", "answer"),
        ("approved", "visit"),
    ]


def with_receipt(world: World) -> None:
    """Aamu's questionnaire gets a scored receipt text, and its brand a Christmas greeting of last year."""
    plain = {**SMALL_QUESTIONNAIRE, "sections": [*SMALL_QUESTIONNAIRE["sections"], {
        "id": "receipt", "title": said("Kuitti"), "questions": [
            {"id": "rcp", "kind": "receipt", "touchpoint": "farewell", "text": said("Kuitin teksti"), "weight": 2,
             "level": "M", "component": "C", "parts": ["text"], "required": False,
             "points": {"same": 1, "near": 0.8, "generic": 0.4, "outdated": 0, "wrong_language": 0}}]}]}  # fmt: skip
    with transaction():
        version = QuestionnaireVersion.draft(world.ids["aamu"], from_plain(plain), 2, THEN)
        version.publish(THEN)
        db.session.add(version)
        db.session.flush()
        db.session.get_one(Assignment, world.ids["lahti_visit"]).version_id = version.id
        christmas = ReceiptGreeting(
            brand_id=world.ids["aamu_brand"], language="fi", text="Hyvää joulua toivottaa Café Aamu",
            valid_from_on=date(2025, 12, 1), valid_until_on=date(2025, 12, 31),
        )  # fmt: skip
        db.session.add(christmas)


@pytest.mark.parametrize(
    ("text", "match"),
    [("*** KIITOS KÄYNNISTÄ! ***", "same"), ("Kiitos käynnist", "near"), ("Moi", "generic"),
     ("HYVÄÄ JOULUA TOIVOTTAA CAFÉ AAMU", "outdated")],
)  # fmt: skip
def test_a_receipt_nobody_compared_gets_the_proposal_at_approval(
    app: Flask, world: World, text: str, match: str
) -> None:
    with_receipt(world)
    version = db.session.get_one(Assignment, world.ids["lahti_visit"]).version
    visit_id = arrive(app, world, version=version.digest, answers={"rcp": {"value": {"text": text}}})
    assert proposed_match(visit_of(visit_id), "rcp") == match
    approve(visit_of(visit_id), world.person("reeta"), clock.now())
    row = db.session.get_one(Answer, (visit_id, "rcp"))
    assert row.original == {"value": {"text": text}}
    assert row.current() == {"value": {"text": text, "match": match}}


def test_the_reviewers_own_match_stands(app: Flask, world: World) -> None:
    with_receipt(world)
    version = db.session.get_one(Assignment, world.ids["lahti_visit"]).version
    visit_id = arrive(app, world, version=version.digest, answers={"rcp": {"value": {"text": "Kiitos käynnistä"}}})
    judged = {"value": {"text": "Kiitos käynnistä", "match": "near"}}
    edit_answer(visit_of(visit_id), "rcp", judged, "pilkku puuttui", world.person("reeta"), clock.now(), seen=None)
    approve(visit_of(visit_id), world.person("reeta"), clock.now())
    assert db.session.get_one(Answer, (visit_id, "rcp")).current() == judged


def test_the_deeds_are_those_of_people(app: Flask, world: World) -> None:
    """A disabled shopper's visit is still reviewed: what arrived is not lost with the account."""
    visit_id = arrive(app, world)
    with transaction():
        db.session.get_one(Person, world.people["anna"]).disabled_at = clock.now()
    approve(visit_of(visit_id), world.person("reeta"), clock.now())
    assert visit_of(visit_id).state == "approved"


@pytest.mark.parametrize(
    "words",
    ["Kassalla istunut Maija toivotti hyvää viikonloppua.", "Tarjoilija oli nuori nainen, jolla oli silmälasit.",
     "Hän oli ainoa työntekijä.", "Mieheni tilasi pihvin.", "Servitrisen Karin kom med menyn."],
)  # fmt: skip
def test_words_that_tell_who_somebody_is_are_edited_or_confirmed(app: Flask, world: World, words: str) -> None:
    visit_id = arrive(app, world, answers={"words": {"value": words}})
    reeta = world.person("reeta")
    assert code_of(approve, visit_of(visit_id), reeta, clock.now()) == "tells_who"
    edited = {"value": "Työntekijä toivotti hyvää viikonloppua."}
    edit_answer(visit_of(visit_id), "words", edited, "nimi pois", reeta, clock.now(), seen=None)
    approve(visit_of(visit_id), reeta, clock.now())
    assert visit_of(visit_id).state == "approved"


def test_words_that_are_confirmed_to_be_fine_are_approved(app: Flask, world: World) -> None:
    visit_id = arrive(app, world, answers={"words": {"value": "Mieheni tilasi pihvin."}})
    approve(visit_of(visit_id), world.person("reeta"), clock.now(), names_are_fine=True)
    assert visit_of(visit_id).state == "approved"


def test_a_bare_judgement_stops_no_approval(app: Flask, world: World) -> None:
    visit_id = arrive(app, world, answers={"words": {"value": "Palvelu oli hyvää. Saavuin klo 12.07."}})
    assert [one.code for one in remarked(visit_of(visit_id))["words"]] == ["time", "bare"]
    approve(visit_of(visit_id), world.person("reeta"), clock.now())
    assert visit_of(visit_id).state == "approved"


@pytest.mark.parametrize("value", [None, 7, ["Maija"], {"words": "Maija"}, {"text": ["Maija"]}])
def test_remarks_take_whatever_shape_came(app: Flask, world: World, value: Any) -> None:
    visit_id = arrive(app, world, answers={"words": {"value": value}, "stray": {"value": "Maija"}})
    assert remarked(visit_of(visit_id)) == {}
