"""What a store wins or loses by each detail: every figure is a difference of two scores."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings

from forms.advice.paths import usual_answers, usual_path
from forms.advice.possible import best, options, worst
from forms.advice.simulator import by_touchpoint, chased, message, said, simulate
from forms.builder import judge
from forms.conditions import asked_questions
from forms.definition import from_plain, to_plain
from forms.library import codes, shipped
from forms.scoring import score
from forms.shapes import LANGUAGES
from tests.forms.made import questionnaires
from tests.tables import table

SMALL = from_plain(table("scoring")["questionnaire"])
SHIPPED = pytest.mark.parametrize("code", codes())


@SHIPPED
def test_the_usual_visit_of_what_ships_is_a_valid_one(code):
    questionnaire = shipped(code)
    answers = usual_answers(questionnaire)
    verdict = judge(questionnaire, "en", answers)
    assert (verdict.errors, verdict.hidden, verdict.unknown) == ({}, {}, [])
    assert verdict.asked == usual_path(questionnaire) == list(answers)


@SHIPPED
def test_the_usual_visit_is_as_good_as_a_visit_can_be(code):
    questionnaire = shipped(code)
    scored = score(questionnaire, usual_answers(questionnaire))
    assert (scored.base, scored.coverage, scored.flags) == (100, 100, ())


def test_on_the_usual_visit_nothing_out_of_the_way_happens():
    path = usual_path(shipped("restaurant"))
    assert {"grt_t", "fact_booking", "att_intr", "mis_any"} <= set(path)
    assert not {"pre_conf", "att_back", "seat_solve", "echo"} & set(path)


def check(questionnaire: Any, answers: dict[str, Any]) -> None:
    """Each figure against two scores."""
    whole = score(questionnaire, answers)
    for stake in simulate(questionnaire, answers):
        if not stake.on_path:
            continue
        bases = [
            score(questionnaire, {**answers, stake.question: {"value": effect.value}}).base for effect in stake.effects
        ]
        assert [effect.base for effect in stake.effects] == bases
        known = [base for base in bases if base is not None]
        if known:
            assert stake.cost == pytest.approx(max(known) - min(known), abs=1e-5)
            changes = [effect.change for effect in stake.effects if effect.base is not None]
            assert changes == pytest.approx([one - max(known) for one in known], abs=1e-5)
        possible = sum(share.possible for share in whole.sections.values())
        if whole.questions[stake.question].points is not None:
            assert stake.share == pytest.approx(stake.weight / possible * 100, abs=1e-5)
        assert stake.cost >= 0
        assert stake.plus >= 0


@SHIPPED
def test_flipping_an_answer_moves_the_score_by_exactly_what_is_told(code):
    check(shipped(code), usual_answers(shipped(code)))


@given(questionnaires())
@settings(max_examples=80, deadline=None)
def test_it_holds_for_questionnaires_of_every_kind(questionnaire):
    check(questionnaire, usual_answers(questionnaire))
    for stake in simulate(questionnaire):
        for effect in stake.effects:
            for language in questionnaire.languages:
                assert said(questionnaire.by_id[stake.question], effect.value, language)
    for language in LANGUAGES:
        assert all(message(questionnaire, language))


@given(questionnaires())
@settings(max_examples=80, deadline=None)
def test_the_usual_path_is_what_its_answers_are_asked(questionnaire):
    answers = usual_answers(questionnaire)
    assert list(answers) == usual_path(questionnaire) == asked_questions(questionnaire, answers)
    for id_, answer in answers.items():
        question = questionnaire.by_id[id_]
        found = best(question)
        assert found is None or answer["value"] == found.value
        assert all(one.points is None or 0 <= one.points <= 1 for one in options(question))


def test_the_cap_is_part_of_the_cost_and_named():
    stakes = {stake.question: stake for stake in simulate(SMALL)}
    first = stakes["first"]
    assert first.is_critical
    assert first.is_capped
    assert first.cost > first.share
    assert any("60 %" in sentence for sentence in message(SMALL, "en"))


def test_a_question_off_the_path_is_reckoned_where_it_is_asked():
    restaurant = shipped("restaurant")
    stakes = simulate(restaurant)
    solve = next(one for one in stakes if one.question == "seat_solve")
    assert (solve.on_path, solve.is_reachable) == (False, True)
    with_trouble = usual_answers(restaurant, {"seat_obst": {"value": "yes"}})
    flipped = {**with_trouble, "seat_solve": {"value": worst(restaurant.by_id["seat_solve"]).value}}
    assert solve.cost == pytest.approx(100 - score(restaurant, flipped).base, abs=1e-5)
    assert [one.on_path for one in stakes] == sorted((one.on_path for one in stakes), reverse=True)


def test_what_can_never_be_asked_costs_nothing_and_says_so():
    plain = to_plain(shipped("restaurant"))
    asked = [one for section in plain["sections"] for one in section["questions"] if one["id"] == "seat_solve"]
    asked[0]["when"] = {"and": [{"equals": ["seat_obst", "yes"]}, {"equals": ["seat_obst", "no"]}]}
    never = next(one for one in simulate(from_plain(plain)) if one.question == "seat_solve")
    assert (never.is_reachable, never.cost, never.share, never.effects) == (False, 0, 0, ())


@SHIPPED
def test_what_a_store_chases_makes_half_of_the_points_and_no_more_than_it_needs(code):
    stakes = simulate(shipped(code))
    found = chased(stakes)
    assert sum(one.share for one in found) >= 50
    assert sum(one.share for one in found[:-1]) < 50
    assert sum(one.share for one in by_touchpoint(stakes)) == pytest.approx(100, abs=1e-3)
    for language in LANGUAGES:
        first = message(shipped(code), language, stakes)[0]
        assert str(len(found)) in first
        assert shipped(code).by_id[found[0].question].text[language] in first


def test_a_questionnaire_without_weights_says_so():
    plain = table("scoring")["questionnaire"]
    for section in plain["sections"]:
        for question in section["questions"]:
            for key in ("weight", "level", "component", "critical"):
                question.pop(key, None)
    assert message(from_plain(plain), "fi") == ["Lomakkeessa ei ole vielä pisteytettyjä kysymyksiä."]
