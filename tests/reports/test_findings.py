"""One praise, one fix, one step and a verdict come out of the answers by rules, in three languages."""

from __future__ import annotations

from typing import Any

import pytest

from forms.definition import Questionnaire, from_plain
from forms.library import shipped
from forms.scoring import score
from forms.shapes import LANGUAGES
from reports.findings import Findings, find
from reports.journey import Moment, journey, waits
from tests.world import SMALL_ANSWERS, SMALL_QUESTIONNAIRE

SMALL = from_plain(SMALL_QUESTIONNAIRE)


def found(questionnaire: Questionnaire = SMALL, **answers: Any) -> Findings:
    given = {**SMALL_ANSWERS, **answers} if questionnaire is SMALL else answers
    return find(questionnaire, given, score(questionnaire, given))


def moments(questionnaire: Questionnaire = SMALL, **answers: Any) -> tuple[Moment, ...]:
    given = {**SMALL_ANSWERS, **answers} if questionnaire is SMALL else answers
    return journey(questionnaire, given, score(questionnaire, given))


@pytest.fixture(scope="module")
def restaurant() -> Questionnaire:
    return shipped("restaurant")


def test_what_earned_a_plus_is_praised_before_what_was_perfect() -> None:
    assert found().praise.title["fi"] == "Hyvästely: Oma toivotus?"
    assert found(wish={"value": "no"}).praise.title["fi"] == "Tervehdys: Kumpi tervehti ensin?"


def test_praise_is_true_even_when_all_went_badly() -> None:
    bad = {"grt_t": {"value": {"never": True}}, "grt_first": {"value": "neither"}, "wish": {"value": "no"}}
    assert found(**bad, undivided={"value": 2}).praise.title["fi"] == "Hyvästely: Huomio sinuun"
    assert found(**bad, undivided={"value": 1}).praise is None


def test_the_dearest_detail_is_the_fix_and_a_critical_failure_comes_first() -> None:
    assert found(grt_first={"value": "neither"}).fix.title["fi"] == "Tervehdys: Kumpi tervehti ensin?"
    both = found(grt_first={"value": "neither"}, grt_t={"value": {"never": True}})
    assert both.fix.title["fi"] == "Tervehdys: Aika tervehdykseen"
    assert "kriittinen" in both.fix.text["fi"]
    said = "A critical detail failed: Tervehdys (en): Aika tervehdykseen (en) – never"
    assert [flag["en"] for flag in both.flags] == [said]


def test_the_step_names_the_answer_that_the_next_visit_should_find() -> None:
    assert found().step.title["fi"] == "Tervehdys: Aika tervehdykseen – tavoite enintään 30 s."
    step = found(grt_first={"value": "me"}).step
    assert step.title["en"] == "Tervehdys (en): Kumpi tervehti ensin? (en) Goal: henkilökunta (en)."


def test_without_a_loss_there_is_neither_fix_nor_step() -> None:
    perfect = found(grt_t={"value": {"seconds": 10}}, undivided={"value": 5})
    assert (perfect.fix, perfect.step) == (None, None)
    assert perfect.verdict["sv"].startswith("Ett utmärkt besök")


def test_the_fix_tells_what_it_cost_of_a_hundred() -> None:
    assert "maksoi 6,7 pistettä" in found().fix.text["fi"]
    assert "cost 6.7 points" in found().fix.text["en"]


def test_a_visit_without_scored_answers_has_a_verdict_too() -> None:
    assert found(SMALL).verdict != find(SMALL, {}, score(SMALL, {})).verdict
    assert find(SMALL, {}, score(SMALL, {})).verdict["en"] == "This visit gave no scored answers."


def test_every_text_is_there_in_three_languages() -> None:
    findings = found(grt_t={"value": {"never": True}})
    points = [findings.praise, findings.fix, findings.step]
    texts = [findings.verdict, *findings.flags, *(text for point in points for text in (point.title, point.text))]
    assert all(set(text) == set(LANGUAGES) and all(text.values()) for text in texts)
    assert all(len(set(text.values())) == 3 for text in texts)


def test_answers_of_any_shape_still_give_a_report() -> None:
    odd: list[Any] = [None, 7, "x", [], {}, {"value": {}}, {"value": [[]]}, {"value": "\x00"}, {"photos": 3}]
    for question in SMALL_ANSWERS:
        for answer in odd:
            given = {**SMALL_ANSWERS, question: answer}
            result = score(SMALL, given)
            assert find(SMALL, given, result).verdict
            assert journey(SMALL, given, result) is not None
            assert waits(SMALL, given, result) is not None


def test_feelings_that_were_named_are_felt_and_others_are_derived(restaurant: Questionnaire) -> None:
    way = moments(
        restaurant,
        ctx_mood={"value": [{"emotion": "uncertainty", "strength": 1}]},
        grt_smile={"value": "yes"},
        emo_end={"value": [{"emotion": "joy", "strength": 3}, {"emotion": "irritation", "strength": 1}]},
        peak={"value": {"touchpoint": "food", "sign": "minus", "strength": 3, "words": "Keitto oli kylmää."}},
    )
    by_place = {moment.touchpoint: moment for moment in way[1:-1]}
    assert (way[0].start, way[0].valence, way[0].felt) == (True, -1, True)
    assert (way[-1].end, way[-1].valence) == (True, 1)
    assert (by_place["greeting"].valence, by_place["greeting"].felt) == (2, False)
    assert (by_place["food"].valence, by_place["food"].peak) == (-3, True)
    assert by_place["food"].words == "Keitto oli kylmää."
    assert by_place["seating"].valence is None


def test_waits_know_whether_they_were_measured_and_what_never_came() -> None:
    def only(value: Any) -> Any:
        given = {**SMALL_ANSWERS, "grt_t": {"value": value}}
        return waits(SMALL, given, score(SMALL, given))[0]

    assert (only({"seconds": 45}).seconds, only({"seconds": 45}).measured) == (45, False)
    assert only({"seconds": 45, "from": "13:00:00", "to": "13:00:45"}).measured
    assert only({"never": True}).seconds is None


def test_a_peak_with_words_lends_them_to_the_fix(restaurant: Questionnaire) -> None:
    findings = found(
        restaurant,
        food_temp={"value": "wrong"},
        grt_smile={"value": "yes"},
        peak={"value": {"touchpoint": "food", "sign": "minus", "strength": 3, "words": "Keitto oli kylmää."}},
    )
    assert findings.fix.quote == "Keitto oli kylmää."
    assert findings.praise.title["fi"] == "Tervehdys: Näkyikö tai kuuluiko hymy?"
